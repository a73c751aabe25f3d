import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, open, stat, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesSource } from '../../src/ingest/files.ts';
import { type PartProgress, SourceError } from '../../src/ingest/source.ts';
import { soon } from '../support/soon.ts';
import { bundle, candidatesOf, encounter, lines, patient, Workbench, wholly } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** `file:line id`, or the problem. */
async function read(paths: readonly string[], input: readonly (Buffer | string)[] = [], output?: string) {
  const source = await filesSource(paths, Readable.from(input.map(chunk => Buffer.from(chunk))), output);
  const found: string[] = [];
  for await (const { file, line, content } of candidatesOf(source)) {
    const what = 'json' in content ? (content.json as { id?: string } | null)?.id : content.problem;
    found.push(`${file}:${line} ${what}`);
  }
  return found;
}

const two = lines(patient('a'), patient('b'));

test('a .ndjson file', async () => {
  expect(await read([await bench.file('p.ndjson', two)])).toEqual(['p.ndjson:1 a', 'p.ndjson:2 b']);
});

test.each([
  [
    'a byte order mark, CRLF, blank lines, no newline at the end',
    `\uFEFF${two}\n\n{"id":"c"}`.replaceAll('\n', '\r\n'),
    ['1 a', '2 b', '5 c'],
  ],
  ['text that is no JSON', `${two}{"id":\nnull\n`, ['1 a', '2 b', '3 not JSON', '4 undefined']],
  ['NUL bytes', `\0\n${two}{"id":"\0"}\n`, ['1 not JSON', '2 a', '3 b', '4 not JSON']],
  [
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}\n{"id":"c"}')]),
    ['1 not UTF-8', '2 c'],
  ],
  ['nothing', '', []],
])('a line file with %s', async (_, content, expected) => {
  const path = await bench.file('p.ndjson', content);
  expect(await read([path])).toEqual(expected.map(rest => `p.ndjson:${rest}`));
});

test('a line larger than what is read from a file at once', async () => {
  const large = patient('large', { text: { status: 'generated', div: 'é'.repeat(700_000) } });
  const path = await bench.file('p.ndjson', lines(patient('a'), large, patient('b')));
  expect(await read([path])).toEqual(['p.ndjson:1 a', 'p.ndjson:2 large', 'p.ndjson:3 b']);
});

describe('gzip', () => {
  test('one member, and several one after the other that part a line', async () => {
    const bytes = Buffer.from(two);
    const members = Buffer.concat([gzipSync(bytes.subarray(0, 10)), gzipSync(bytes.subarray(10))]);
    expect(await read([await bench.file('one.ndjson.gz', gzipSync(bytes))])).toEqual([
      'one.ndjson.gz:1 a',
      'one.ndjson.gz:2 b',
    ]);
    expect(await read([await bench.file('two.ndjson.gz', members)])).toEqual([
      'two.ndjson.gz:1 a',
      'two.ndjson.gz:2 b',
    ]);
  });

  const many = gzipSync(
    lines(...Array.from({ length: 20_000 }, (_, id) => patient(String(Math.sin(id)).slice(3)))),
  );
  const damaged = Buffer.from(many);
  damaged[many.length - 6]! ^= 0xff;
  test.each([
    ['cut', many.subarray(0, -20)],
    ['cut within its last bytes', many.subarray(0, -1)],
    ['damaged', damaged],
    ['no archive', Buffer.from(two)],
  ])('%s: the file cannot be read to its end', async (_, bytes) => {
    const path = await bench.file('p.ndjson.gz', bytes);
    const failure = await read([path]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceError);
    expect(String(failure)).toMatch(/p\.ndjson\.gz cannot be read to its end \([A-Z_]+\)$/);
  });
});

describe('a gzip bomb', () => {
  const drain = async (path: string) => {
    for await (const _ of (await filesSource([path], process.stdin)).read(wholly));
  };
  test.each([
    ['one line of 400 MB', Buffer.alloc(4 * 1024 * 1024, 'x')],
    ['lines without end', Buffer.from('\n'.repeat(4 * 1024 * 1024))],
    [
      'the same resource over and over',
      Buffer.from(lines(patient('a', { language: 'x'.repeat(1_000) })).repeat(4_000)),
    ],
  ])('%s: given up early, in bounded memory', async (_, block) => {
    // Members of an archive may simply follow one another.
    const member = gzipSync(block, { level: 9 });
    const path = await bench.file('bomb.ndjson.gz', Buffer.concat(Array.from({ length: 100 }, () => member)));
    const before = process.memoryUsage().rss;
    const failure = await drain(path).catch((error: unknown) => error);
    expect(String(failure)).toContain('unpacks to more than 200 times its size');
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

describe('.json', () => {
  test.each([
    [
      'a Bundle',
      bundle('collection', { resource: patient('a') }, { resource: patient('b') }),
      ['1 a', '2 b'],
    ],
    [
      'a Bundle behind a byte order mark',
      `\uFEFF${bundle('collection', { resource: patient('a') })}`,
      ['1 a'],
    ],
    ['a single resource', JSON.stringify(patient('a'), null, 2), ['1 a']],
    ['null', 'null', ['1 undefined']],
    ['an array', '[]', ['1 undefined']],
    ['no JSON', '{"resourceType":', ['1 not JSON']],
    ['nothing', '', ['1 not JSON']],
    ['lines', two, ['1 not JSON']],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), ['1 not UTF-8']],
    [
      'a Bundle with an entry that is no JSON, and one with bytes that are no UTF-8',
      Buffer.concat([
        Buffer.from(
          `{"entry":[{"resource":${JSON.stringify(patient('a'))}},{"resource":},{"resource":{"id":"`,
        ),
        Buffer.from([0xff]),
        Buffer.from(
          `"}},{"resource":${JSON.stringify(patient('b'))}}],"type":"batch","resourceType":"Bundle"}`,
        ),
      ]),
      ['1 a', '2 not JSON', '3 not UTF-8', '4 b'],
    ],
    ['a Bundle that was cut', bundle('batch', { resource: patient('a') }).slice(0, -1), ['1 not JSON']],
    [
      'a Bundle that tells at its end that it is a history',
      `{"entry":[{"resource":${JSON.stringify(patient('a'))}}],"resourceType":"Bundle","type":"history"}`,
      ['1 a history Bundle holds versions, not a state'],
    ],
    ['a resource with entries of its own', JSON.stringify({ ...patient('a'), entry: [{ x: 1 }] }), ['1 a']],
    [
      'a Bundle with its entries twice, of which the last count',
      `{"resourceType":"Bundle","entry":[{"resource":${JSON.stringify(patient('a'))}}],"entry":[{"resource":${JSON.stringify(patient('b'))}}]}`,
      ['1 b'],
    ],
    [
      'a resource that is too long',
      JSON.stringify(patient('a', { text: 'x'.repeat(17 * 1024 * 1024) })),
      ['1 longer than 16777216 bytes'],
    ],
  ])('%s', async (_, content, expected) => {
    const path = await bench.file('b.json', content);
    expect(await read([path])).toEqual(expected.map(rest => `b.json:${rest}`));
  });
});

test('a Bundle of 100 MB takes little memory', async () => {
  const path = await bench.file('b.json', '{"resourceType":"Bundle","type":"transaction","entry":[');
  const text = 'x'.repeat(20_000);
  const uuid = (place: number) => `urn:uuid:00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
  const file = await open(path, 'a');
  for (let place = 0; place < 5_000; place++) {
    const subject = { reference: uuid(place + (place % 2 === 0 ? 1 : -1)) };
    const resource =
      place % 2 === 0 ? encounter(`e${place}`, { subject, text }) : patient(`p${place}`, { text });
    await file.write(`${place === 0 ? '' : ','}${JSON.stringify({ fullUrl: uuid(place), resource })}`);
  }
  await file.write(']}');
  await file.close();
  const before = process.memoryUsage().rss;
  let most = 0;
  let [references, others] = [0, 0];
  for await (const item of (await filesSource([path], process.stdin)).read(wholly)) {
    most = Math.max(most, process.memoryUsage.rss() - before);
    if (!('content' in item) || !('json' in item.content)) continue;
    const { subject } = item.content.json as { subject?: { reference: string } };
    if (subject !== undefined && /^Patient\/p\d+$/.test(subject.reference)) references += 1;
    else others += 1;
  }
  expect([references, others]).toEqual([2_500, 2_500]);
  expect(most).toBeLessThan(150 * 1024 * 1024);
}, 30_000);

describe('a folder', () => {
  test('its files of known kinds, by name, without folders in it', async () => {
    await bench.file('p.ndjson', lines(patient('p')));
    await bench.file('q.ndjson.gz', gzipSync(lines(patient('q'))));
    await bench.file('b.json', bundle('collection', { resource: patient('b') }));
    await bench.file('notes.txt', 'x');
    await bench.file('p.ndjson.partial', 'x');
    await mkdir(bench.path('x.ndjson'));
    await bench.file('x.ndjson/inner.ndjson', lines(patient('inner')));
    expect(await read([bench.folder])).toEqual(['b.json:1 b', 'p.ndjson:1 p', 'q.ndjson.gz:1 q']);
  });

  test('named like a file is a folder all the same', async () => {
    await mkdir(bench.path('x.ndjson'));
    await bench.file('x.ndjson/inner.ndjson', lines(patient('inner')));
    expect(await read([bench.path('x.ndjson')])).toEqual(['inner.ndjson:1 inner']);
  });

  test('links to files are followed, to folders not', async () => {
    await mkdir(bench.path('links'));
    await symlink(await bench.file('p.ndjson', lines(patient('p'))), bench.path('links/l.ndjson'));
    await symlink(bench.path('links'), bench.path('links/round.ndjson'));
    expect(await read([bench.path('links')])).toEqual(['l.ndjson:1 p']);
  });

  test('the list of what was rejected is no source', async () => {
    await bench.file('p.ndjson', lines(patient('p')));
    const output = await bench.file('rejected.ndjson', lines({ file: 'p.ndjson', line: 1, reason: 'x' }));
    expect(await read([bench.folder], [], output)).toEqual(['p.ndjson:1 p']);
    await expect(read([output], [], output)).rejects.toThrow('cannot be a source');
    await symlink(bench.folder, bench.path('again'));
    await expect(read([join(bench.path('again'), 'rejected.ndjson')], [], output)).rejects.toThrow(
      'cannot be a source',
    );
  });
});

test('several sources come in the order they are named, and the name says so', async () => {
  const paths = [
    await bench.file('q.ndjson', lines(patient('q'))),
    '-',
    await bench.file('p.ndjson', lines(patient('p'))),
  ];
  expect(await read(paths, ['{"id":', '"in"}'])).toEqual([
    'q.ndjson:1 q',
    'standard input:1 in',
    'p.ndjson:1 p',
  ]);
  const source = await filesSource(paths, Readable.from([]));
  expect(source.name).toBe(`${paths[0]}, standard input, ${paths[2]}`);
  expect(await source.version?.()).toBeUndefined();
});

test('the same path, however it is written, is the same source', async () => {
  const path = await bench.file('p.ndjson', two);
  const input = Readable.from([]);
  expect((await filesSource([`${bench.folder}/./p.ndjson`], input)).name).toBe(
    (await filesSource([path], input)).name,
  );
});

test('progress runs from nothing to the bytes there are, packed or not', async () => {
  const paths = [
    await bench.file('q.ndjson', two),
    await bench.file('r.ndjson.gz', gzipSync(two)),
    await bench.file('s.json', bundle('batch')),
  ];
  const source = await filesSource(paths, Readable.from([]));
  const told: PartProgress[] = [];
  for await (const _ of source.read({ ...wholly, onProgress: progress => told.push(progress) }));
  // All are there from the beginning.
  expect(told.slice(0, 3).map(({ part, done }) => [part, done])).toEqual([
    ['q.ndjson', 0],
    ['r.ndjson.gz', 0],
    ['s.json', 0],
  ]);
  for (const path of paths) {
    const own = told.filter(({ part }) => part === basename(path));
    const { size } = await stat(path);
    expect(own.every(({ unit, total }) => unit === 'bytes' && total === size)).toBe(true);
    const done = own.map(progress => progress.done);
    expect(done).toEqual(done.toSorted((one, next) => one - next));
    expect(done.at(-1)).toBe(size);
  }
});

test.skipIf(!existsSync('/proc/self/fd'))('whoever stops reading closes the file', async () => {
  const path = await bench.file('p.ndjson.gz', gzipSync(two));
  const source = await filesSource([path], Readable.from([]));
  const opened = () => readdirSync('/proc/self/fd').some(fd => linkOf(fd) === path);
  for await (const { line } of candidatesOf(source)) {
    expect(line).toBe(1);
    break;
  }
  await soon(() => expect(opened()).toBe(false));
});

function linkOf(fd: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}

test('an input that breaks off is told', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from(two);
      throw Object.assign(new Error('read'), { code: 'EIO' });
    })(),
  );
  const source = await filesSource(['-'], broken);
  await expect(Array.fromAsync(source.read(wholly))).rejects.toThrow(
    new SourceError('Standard input cannot be read to its end (EIO)'),
  );
});

test.each([
  ['what is not there', ['nowhere.ndjson'], /^There is no file or folder .*nowhere\.ndjson$/],
  ['a file of another kind', ['notes.txt'], /notes\.txt: expected \.ndjson, \.ndjson\.gz or \.json$/],
  ['a folder without data', ['empty'], /empty holds no \.ndjson, \.ndjson\.gz or \.json file$/],
  ['a link that leads nowhere', ['dangling'], /l\.ndjson is a link that leads nowhere$/],
])('%s is refused before anything is read', async (_, names, message) => {
  await bench.file('notes.txt', 'x');
  await mkdir(bench.path('empty'));
  await mkdir(bench.path('dangling'));
  await symlink(bench.path('gone'), bench.path('dangling/l.ndjson'));
  const failure = await read(names.map(name => bench.path(name))).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(SourceError);
  expect((failure as SourceError).message).toMatch(message);
});

test('standard input is read once', async () => {
  await expect(read(['-', '-'])).rejects.toThrow('Standard input can be read once only');
});
