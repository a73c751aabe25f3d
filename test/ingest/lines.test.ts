import v8 from 'node:v8';
import vm from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxLineBytes, readLines } from '../../src/ingest/lines.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = vm.runInNewContext('gc');

async function read(chunks: readonly (Buffer | string)[], maxBytes?: number) {
  async function* bytes() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const found = await Array.fromAsync(readLines(bytes(), maxBytes));
  return found.map(({ end: _, ...line }) => line);
}

/** What is expected of lines, said another way: all bytes at once. */
function split(bytes: Buffer, maxBytes: number): { number: number; text: string | undefined }[] {
  return bytes
    .toString('latin1')
    .split('\n')
    .map((line, place) => ({ number: place + 1, raw: Buffer.from(line, 'latin1') }))
    .map(({ number, raw }) => {
      const text = raw.toString('utf8').replace(/^\uFEFF/, '');
      const illegal = raw.length > maxBytes || !raw.equals(Buffer.from(raw.toString('utf8')));
      return { number, text: illegal ? undefined : text };
    })
    .filter(({ text }) => text === undefined || text.trim() !== '');
}

const pieces = fc.constantFrom('\n', '\r\n', '{}', ' ', 'é', '𝄞', '\uFEFF', '\0', 'abcdefghij');
const anyBytes = fc.array(
  fc.oneof(
    pieces.map(text => Buffer.from(text)),
    fc.uint8Array({ maxLength: 3 }).map(bytes => Buffer.from(bytes)),
  ),
  { maxLength: 30 },
);

test('the same bytes give the same lines, however they are cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes, fc.array(fc.nat({ max: 200 }), { maxLength: 8 }), async (parts, cuts) => {
      const bytes = Buffer.concat(parts);
      const places = [0, ...cuts.map(cut => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      const found = (await read(chunks, 12)).map(({ number, text }) => ({ number, text }));
      expect(found).toEqual(split(bytes, 12));
    }),
    { numRuns: 500 },
  );
});

test('whoever goes on behind a line reads the rest of the lines', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes, fc.integer({ min: 1, max: 9 }), async (parts, size) => {
      const bytes = Buffer.concat(parts);
      const from = (offset: number, line: number) => {
        const chunks = (async function* () {
          for (let at = offset; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        })();
        return Array.fromAsync(readLines(chunks, maxLineBytes, { offset, line }));
      };
      const all = await from(0, 0);
      for (const [place, { end, number }] of all.entries()) {
        expect(await from(end, number)).toEqual(all.slice(place + 1));
      }
    }),
    { numRuns: 100 },
  );
});

test('a byte a chunk, within characters of several bytes too', async () => {
  const text = '{"name":"Zoë 𝄞"}\n{"b":2}';
  expect(await read([...Buffer.from(text)].map(byte => Buffer.from([byte])))).toEqual([
    { number: 1, text: '{"name":"Zoë 𝄞"}' },
    { number: 2, text: '{"b":2}' },
  ]);
});

test.each([
  ['nothing', '', []],
  ['only blank lines', '\n \r\n\t\n\n', []],
  ['no newline at the end', 'a\nb', ['1 a', '2 b']],
  ['a newline at the end', 'a\nb\n', ['1 a', '2 b']],
  ['blank lines between, which count', '\n\na\n\nb\n', ['3 a', '5 b']],
  ['a byte order mark', '\uFEFFa\n', ['1 a']],
  ['nothing but a byte order mark', '\uFEFF', []],
])('%s', async (_, text, expected) => {
  expect((await read([text])).map(line => `${line.number} ${line.text}`)).toEqual(expected);
});

test('CRLF leaves text that is JSON', async () => {
  const found = await read(['{"a":1}\r', '\n{"b":2}\r\n']);
  expect(found.map(({ text }) => JSON.parse(text!))).toEqual([{ a: 1 }, { b: 2 }]);
});

test('bytes that are no UTF-8 are told, and the next line is read', async () => {
  const found = await read([
    Buffer.from([0x22, 0xff, 0x22, 0x0a]),
    'ok\n',
    Buffer.from([0xe2, 0x82]),
    '\nend',
  ]);
  expect(found).toEqual([
    { number: 1, text: undefined, problem: 'not UTF-8' },
    { number: 2, text: 'ok' },
    { number: 3, text: undefined, problem: 'not UTF-8' },
    { number: 4, text: 'end' },
  ]);
});

test('the limit is the longest line that is read', async () => {
  const found = await read(['12345678\n123456789\n', '1234', '56789', 'x\n', '123', '45678'], 8);
  expect(found.map(({ number, text, problem }) => [number, text ?? problem])).toEqual([
    [1, '12345678'],
    [2, 'longer than 8 bytes'],
    [3, 'longer than 8 bytes'],
    [4, '12345678'],
  ]);
});

test('a line without end holds no memory', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  let most = 0;
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  async function* endless() {
    for (let count = 0; count < 300; count++) {
      yield Buffer.from(chunk);
      if (count % 20 !== 0) continue;
      collectGarbage();
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    yield Buffer.from('\nafter');
  }
  const found = await Array.fromAsync(readLines(endless()));
  expect(found.map(({ end: _, ...line }) => line)).toEqual([
    { number: 1, text: undefined, problem: `longer than ${maxLineBytes} bytes` },
    { number: 2, text: 'after' },
  ]);
  expect(most).toBeLessThan(64 * 1024 * 1024);
});
