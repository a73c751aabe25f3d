import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeSample } from '../../src/fhir/sample/index.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { bundle, encounter, lines, patient } from '../ingest/workbench.ts';
import { oneOf } from '../support/long.ts';
import { CommandFolder, outcome } from '../support/process-command.ts';
import { ingestBegun, statusOf } from '../support/process-status.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

async function file(name: string, content: string | Buffer): Promise<void> {
  await writeFile(join(folder.path, name), content);
}

const status = () => statusOf(join(folder.path, 'store'));

/** What master holds of a type, as JSON by id. */
function content(type: string, store = 'store'): unknown[] {
  const database = new Database(join(folder.path, store, 'master.db'), { readOnly: true });
  try {
    return database
      .all(`SELECT c.content FROM "${type}" r JOIN "${type}.content" c ON c.rid = r.rid ORDER BY r.id`)
      .map(row => JSON.parse(String(row.content)));
  } finally {
    database.close();
  }
}

test('a folder: summary on standard output, faults in rejected.ndjson, exit 0; again: says so', async () => {
  await mkdir(join(folder.path, 'source'));
  await file(
    'source/a.ndjson',
    lines(patient('a'), patient('a', { active: true }), 'Jane Roe', { resourceType: 'Observation' }),
  );
  await file(
    'source/b.ndjson.gz',
    gzipSync(lines(encounter('e'), encounter('f', { subject: { reference: 'x y' } }))),
  );
  await file('source/c.json', bundle('collection', { resource: patient('c') }));
  await file('rejected.ndjson', 'of yesterday');
  const first = await folder.run(['ingest', 'source']);
  const source = join(folder.path, 'source');
  expect(first.stderr).toBe('');
  expect(first.stdout.replace(/in \d+\.\d s \(\d+\/s\)/, 'in N s').split('\n')).toEqual([
    `Ingested 3 resources from ${source} in N s`,
    '  type          added  changed  unchanged  deleted  rejected  total',
    '  Encounter     1      0        0          0        1         1',
    '  Location      0      0        0          0        0         0',
    '  Organization  0      0        0          0        0         0',
    '  Patient       2      0        0          0        0         2',
    '  Practitioner  0      0        0          0        0         0',
    '  1 came more than once; the last of each was taken',
    '  skipped, of types that are not stored: 1 Observation',
    '  rejected: 2, see rejected.ndjson',
    '',
  ]);
  expect(first.code).toBe(0);
  const rejected = await readFile(join(folder.path, 'rejected.ndjson'), 'utf8');
  expect(rejected).toBe(
    lines(
      { file: 'a.ndjson', line: 3, reason: 'not JSON' },
      {
        ...{ file: 'b.ndjson.gz', line: 2, resource: 'Encounter/f', path: 'Encounter.subject.reference' },
        reason: 'not a reference',
      },
    ),
  );
  expect(content('Patient')).toEqual([patient('a', { active: true }), patient('c')]);

  const again = await folder.run(['ingest', './source/']);
  expect(again).toMatchObject({
    code: 0,
    stderr: '',
    stdout: `Already ingested from ${source}: 3 resources. Use --refresh to ingest it again.\n`,
  });
  expect(await readFile(join(folder.path, 'rejected.ndjson'), 'utf8')).toBe(rejected);

  await file('d.ndjson', lines(patient('d')));
  const other = await folder.run(['ingest', 'd.ndjson']);
  expect(other).toMatchObject({ code: 1, stdout: '' });
  expect(other.stderr).toBe(
    `The master data comes from ${source} already. To start over with another source, use an empty STORE_URL.\n`,
  );
});

test('the folder it runs in, with the list of rejections among the sources, and --refresh', async () => {
  await file('a.ndjson', lines(patient('a'), {}));
  expect(await folder.run(['ingest', '.'])).toMatchObject({ code: 0, stderr: '' });
  await file('a.ndjson', lines(patient('b'), {}));
  const again = await folder.run(['ingest', '.', '--refresh']);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toContain('  rejected: 1, see rejected.ndjson\n');
  expect(content('Patient')).toEqual([patient('b')]);
});

test('--refresh reports what has changed, and does nothing where nothing has', async () => {
  await file('p.ndjson', lines(patient('same'), patient('other'), patient('gone')));
  expect(await folder.run(['ingest', 'p.ndjson'])).toMatchObject({ code: 0 });
  const first = await status();
  const same = await folder.run(['ingest', 'p.ndjson', '--refresh']);
  expect(same.stdout).toMatch(/^Nothing has changed in .*p\.ndjson: 3 resources\n/);
  expect(await status()).toEqual(first);
  await file('p.ndjson', lines(patient('same'), patient('other', { active: true }), patient('new')));
  const next = await folder.run(['ingest', 'p.ndjson', '--refresh']);
  expect(next.stdout).toMatch(/^ {2}Patient {7}1 {6}1 {8}1 {10}1 {8}0 {9}3$/m);
  expect(await status()).toMatchObject({
    ready: true,
    changes: { added: 1, changed: 1, deleted: 1, unchanged: 1 },
  });
  const pruned = await folder.run(['ingest', 'p.ndjson', '--refresh', '--prune']);
  expect(pruned.stdout).toMatch(/^ {2}Patient {7}0 {6}0 {8}3 {10}0 /m);
});

test('--strict: a rejection fails the run, and master stays as it was', async () => {
  await file('p.ndjson', lines(patient('a')));
  expect(await folder.run(['ingest', 'p.ndjson', '--strict'])).toMatchObject({ code: 0 });
  const before = await status();
  await file('p.ndjson', lines(patient('b'), 'x', patient('c', { active: 'yes' })));
  expect(await folder.run(['ingest', 'p.ndjson', '--refresh', '--strict'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: '2 rejected; rejected.ndjson says why. Nothing was ingested, because of --strict.\n',
  });
  expect(content('Patient')).toEqual([patient('a')]);
  expect(await status()).toEqual(before);
  expect((await readFile(join(folder.path, 'rejected.ndjson'), 'utf8')).trimEnd().split('\n')).toHaveLength(
    2,
  );
  expect(await folder.run(['ingest', 'p.ndjson', '--refresh'])).toMatchObject({ code: 0 });
  expect(content('Patient')).toEqual([patient('b')]);
});

test('standard input through a pipe', async () => {
  const done = await folder.run(['ingest', '-', '--rejected', 'faults.ndjson'], {
    input: lines(patient('a'), 'x', patient('b')).trimEnd(),
  });
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(done.stdout).toMatch(/^Ingested 2 resources from standard input in /);
  expect(await readFile(join(folder.path, 'faults.ndjson'), 'utf8')).toBe(
    lines({ file: 'standard input', line: 2, reason: 'not JSON' }),
  );
});

test.each(
  oneOf(3, [
    [['p.ndjson', 'https://example.org/fhir'], 'A FHIR server is a source by itself.'],
    [['p.ndjson', '--prune'], '--prune goes with --refresh.'],
    [['p.ndjson', '--allow-loss'], '--allow-loss goes with --refresh.'],
    [['p.ndjson', '--bulk'], '--bulk goes with the base URL of a FHIR server.'],
    [
      ['https://me:s3cret@example.org/fhir'],
      'The URL of the FHIR server holds a name or password: use FHIR_BASIC_USER and FHIR_BASIC_PASSWORD',
    ],
    [['ftp://me:s3cret@example.org/fhir'], 'The URL of the FHIR server: expected https:// or http://'],
    [['https://'], 'The URL of the FHIR server is none'],
  ] as [string[], string][]),
)('called as it makes no sense, %j: told so, exit 2', async (args, message) => {
  expect(await folder.run(['ingest', ...args])).toMatchObject({
    ...{ code: 2, stdout: '' },
    stderr: `${message}\n(add --help for help)\n`,
  });
});

test('--refresh of a folder that lost a file leaves master as it was; --allow-loss lets it go', async () => {
  await mkdir(join(folder.path, 'source'));
  await file('source/a.ndjson', lines(patient('a')));
  await file('source/b.ndjson', lines(encounter('e')));
  await folder.run(['ingest', 'source']);
  await rm(join(folder.path, 'source/b.ndjson'));
  expect(await folder.run(['ingest', 'source', '--refresh'])).toMatchObject({
    ...{ code: 1, stdout: '' },
    stderr:
      'The source has no Encounter (1 in master) any more. Master stays as it was, unless --allow-loss is given.\n',
  });
  expect(content('Encounter')).toEqual([encounter('e')]);
  expect(await folder.run(['ingest', 'source', '--refresh', '--allow-loss'])).toMatchObject({ code: 0 });
  expect(content('Encounter')).toEqual([]);
});

describe('a failure is told in one line and exits 1', () => {
  test.each(
    oneOf(2, [
      ['a source that is not there', ['nowhere'], 'There is no file or folder nowhere'],
      ['nothing accepted', ['faults.ndjson'], 'Nothing could be accepted; rejected.ndjson says why.'],
      ['nothing to read', ['empty.ndjson'], 'The source holds no resource of a type that is stored.'],
      ['a cut archive', ['cut.ndjson.gz'], 'cut.ndjson.gz cannot be read to its end (Z_BUF_ERROR)'],
      [
        'the list of rejections as a source',
        ['faults.ndjson', '--rejected', 'faults.ndjson'],
        'faults.ndjson cannot be a source: rejected lines are listed there',
      ],
      [
        'rejections that cannot be listed',
        ['faults.ndjson', '--rejected', 'gone/rejected.ndjson'],
        'gone/rejected.ndjson cannot be written (ENOENT)',
      ],
    ] as [string, string[], string][]),
  )('%s', async (_, args, message) => {
    await file('faults.ndjson', lines({}, 'x'));
    await file('empty.ndjson', '');
    await file('cut.ndjson.gz', gzipSync(lines(patient('a'))).subarray(0, -3));
    expect(await folder.run(['ingest', ...args])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `${message}\n`,
    });
    expect(await status()).toBeUndefined();
    expect(await readFile(join(folder.path, 'faults.ndjson'), 'utf8')).toBe(lines({}, 'x'));
  });

  test('a STORE_URL that cannot be written', async () => {
    await file('p.ndjson', lines(patient('a')));
    const done = await folder.run(['ingest', 'p.ndjson'], { env: { STORE_URL: 'sqlite:p.ndjson/store' } });
    expect(done).toMatchObject({ code: 1, stdout: '' });
    expect(done.stderr).toBe('STORE_URL: The folder of the store is not a folder.\n');
  });
});

test('one at a time: a second ingest is told, the first gets to its end', async () => {
  await file('p.ndjson', lines(patient('p')));
  const first = folder.start(['ingest', '-']);
  first.stdin!.write(lines(patient('a')));
  await ingestBegun(join(folder.path, 'store'));
  for (const args of [['p.ndjson'], ['p.ndjson', '--refresh']]) {
    expect(await folder.run(['ingest', ...args])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(`^Another ingest is running on this store: process ${first.pid} on .+, since 2.+Z\n$`),
      ),
    });
  }
  first.stdin!.end(lines(patient('b')));
  expect(await outcome(first)).toMatchObject({ code: 0, stderr: '' });
  expect(content('Patient')).toEqual([patient('a'), patient('b')]);
});

describe('interrupted', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s: leaves nothing of standard input, and says so; exit %i', async (signal, code) => {
    const child = folder.start(['ingest', '-']);
    child.stdin!.write(lines(patient('a')));
    await ingestBegun(join(folder.path, 'store'));
    child.kill(signal);
    expect(await outcome(child)).toEqual({
      ...{ code, signal: null, stdout: '' },
      stderr: 'Interrupted. Nothing was kept: the same command begins anew.\n',
    });
    expect(await status()).toBeUndefined();
  });

  test('in a folder: the same command goes on from there, and ends the same', async () => {
    await writeSample(join(folder.path, 'source'), { patients: 1_200, seed: 3 });
    const child = folder.start(['ingest', 'source']);
    await ingestBegun(join(folder.path, 'store'));
    child.kill('SIGINT');
    expect(await outcome(child)).toMatchObject({
      code: 130,
      stderr: 'Interrupted. The same command goes on from here.\n',
    });
    expect(await status()).toMatchObject({ ready: false, message: 'interrupted' });
    const again = await folder.run(['ingest', 'source']);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain('\n  gone on with from where it was interrupted\n');
    expect(again.stdout).toMatch(/^ {2}Patient {7}1200 /m);
  }, 60_000);
});

test('killed in the middle and run again: the content is that of an ingest without trouble', async () => {
  await writeSample(join(folder.path, 'source'), { patients: 150, seed: 3 });
  const patients = await readFile(join(folder.path, 'source/Patient.ndjson'));
  const killed = folder.start(['ingest', '-', 'source']);
  killed.stdin!.write(patients);
  await ingestBegun(join(folder.path, 'store'));
  killed.kill('SIGKILL');
  expect(await outcome(killed)).toMatchObject({ code: null, signal: 'SIGKILL' });
  expect(await status()).toMatchObject({ ready: false, message: 'ingesting' });

  const [again, clean] = await Promise.all([
    folder.run(['ingest', '-', 'source'], { input: patients }),
    folder.run(['ingest', '-', 'source'], { input: patients, env: { STORE_URL: 'sqlite:clean' } }),
  ]);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout.replace(/in .*/, '')).toBe(clean.stdout.replace(/in .*/, ''));
  for (const type of ['Patient', 'Encounter', 'Practitioner', 'Organization', 'Location']) {
    expect(content(type).length).toBeGreaterThan(0);
    expect(content(type)).toEqual(content(type, 'clean'));
  }
  expect(await status()).toMatchObject({ ready: true, counts: { Patient: 150 } });
});
