import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { writeSample } from '../../src/fhir/sample/index.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { CommandFolder, type CommandOptions, outcome } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';

/** One store for all tests, each of which has tenants of its own. */
let folder: CommandFolder;
beforeAll(async () => {
  folder = await CommandFolder.open();
  await writeSample(join(folder.path, 'source'), { patients: 40, seed: 1 });
  expect(await folder.run(['ingest', 'source'])).toMatchObject({ code: 0, stderr: '' });
});
afterAll(() => folder?.[Symbol.asyncDispose]());

const tenants = (...args: string[]) => folder.run(['tenants', ...args]);
const withOptions = (options: CommandOptions, ...args: string[]) => folder.run(['tenants', ...args], options);
const copies = async () =>
  (await readdir(join(folder.path, 'store/tenants'))).filter(name => name.endsWith('.db')).sort();

/** Makes copies without a command. */
async function make(...ids: string[]): Promise<void> {
  const store = new SqliteStore(join(folder.path, 'store'), systemClock);
  for (const id of ids) await store.createTenant(parseTenantId(id), { onProgress: () => undefined });
  await store.close();
}

test('help of every command', async () => {
  const helps: [string[], RegExp][] = [
    [[], /list[\s\S]*warm[\s\S]*cool[\s\S]*drop[\s\S]*export/],
    [['list'], /--json/],
    [['warm'], /<id>[\s\S]*--refresh/],
    [['cool'], /<id>/],
    [['drop'], /<id>[\s\S]*--confirm/],
    [['export'], /<id>[\s\S]*--out[\s\S]*--reviewed-only[\s\S]*--force/],
  ];
  const outcomes = await Promise.all(helps.map(([command]) => tenants(...command, '--help')));
  for (const [place, { code, stdout, stderr }] of outcomes.entries()) {
    expect(stdout).toMatch(helps[place]![1]);
    expect([code, stderr]).toEqual([0, '']);
  }
});

test('bad usage exits 2 with a word on what', async () => {
  const wrongs: [string[], RegExp][] = [
    [[], /Usage:/],
    [['heat'], /unknown command 'heat'/],
    [['warm'], /missing required argument 'id'/],
    [['warm', 'A'], /A tenant id is 1 to 64 characters: lower-case letters/],
    [['drop', '../master'], /A tenant id is 1 to 64 characters/],
    [['export', 'a'], /required option '--out <folder>'/],
    [['cool', 'a', 'b'], /too many arguments/],
  ];
  const outcomes = await Promise.all(wrongs.map(([args]) => tenants(...args)));
  for (const [place, { code, stdout, stderr }] of outcomes.entries()) {
    expect(stderr).toMatch(wrongs[place]![1]);
    expect([code, stdout]).toEqual([2, '']);
  }
});

test('beside no gateway: made, warm already, refreshed, cooled, and listed', async () => {
  const made = await tenants('warm', 'life');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout.split('\n')).toEqual([
    expect.stringMatching(/^Tenant life is new and warm: \d+ resources copied in \d+\.\d s$/),
    expect.stringMatching(/^ {2}Encounter {5}\d+$/),
    expect.stringMatching(/^ {2}Location {6}\d+$/),
    expect.stringMatching(/^ {2}Organization {2}\d+$/),
    '  Patient       40',
    expect.stringMatching(/^ {2}Practitioner {2}\d+$/),
    expect.stringMatching(/^It cools down at 20\S+Z unless it is used before$/),
    '',
  ]);
  const { stdout: first } = await tenants('list');
  expect(first).toMatch(/^TENANT +STATE +SIZE +RESOURCES +REVIEWED +LAST ACTIVITY\n/);
  expect(first).toMatch(/^life +WARM +\d\S* [kM]B +\d+ +0 of \d+ +20\S+Z$/m);

  const [again, refreshed] = [await tenants('warm', 'life'), await tenants('warm', 'life', '--refresh')];
  expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/^Tenant life is warm already\n/)]);
  expect(refreshed.stdout).toMatch(
    /^Tenant life is refreshed and warm in \d\.\d s: 0 added, 0 changed, 0 deleted, \d+ unchanged\n/,
  );

  expect(await tenants('cool', 'life')).toMatchObject({
    code: 0,
    stdout: 'Tenant life was cooled down; its copy and its reviews stay\n',
  });
  const [cold, unknown, list] = await Promise.all([
    tenants('cool', 'life'),
    tenants('cool', 'nobody'),
    tenants('list', '--json'),
  ]);
  expect([cold.code, cold.stdout]).toEqual([0, 'Tenant life is cold already\n']);
  expect([unknown.code, unknown.stdout]).toEqual([0, 'Tenant nobody is cold already and has no copy\n']);
  const listed = JSON.parse(list.stdout).find(({ id }: { id: string }) => id === 'life');
  expect(listed).toEqual({
    id: 'life',
    state: 'COLD',
    bytes: expect.any(Number),
    counts: expect.arrayContaining([{ resourceType: 'Patient', total: 40, reviewed: 0 }]),
    lastActivity: expect.stringMatching(/^20\S+Z$/),
    failure: null,
    trouble: null,
  });
});

test('what may not be warmed up: one line, exit 1', async () => {
  const [notAllowed, tooMany, noMaster] = await Promise.all([
    withOptions({ env: { TENANTS_ALLOWED: 'a,b' } }, 'warm', 'c'),
    withOptions({ env: { MAX_TENANTS: '1', STORE_URL: 'sqlite:store' } }, 'warm', 'one-more'),
    withOptions({ env: { STORE_URL: 'sqlite:empty' } }, 'warm', 'a'),
  ]);
  expect(notAllowed).toMatchObject({ code: 1, stdout: '', stderr: 'TENANTS_ALLOWED does not name c.\n' });
  expect(tooMany).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'No further tenant can be added; drop one that is not needed.\n',
  });
  expect(noMaster).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'There is no master data to copy yet; run the ingest first.\n',
  });
});

test('a tenant that has a part of master', async () => {
  const [patient] = (await readFile(join(folder.path, 'source/Patient.ndjson'), 'utf8')).split('\n');
  const { reference } = JSON.parse(patient!).managingOrganization as { reference: string };
  await writeFile(
    join(folder.path, 'parts.json'),
    JSON.stringify({ part: `Patient?organization=${reference}`, none: 'Patient?shoe=43' }),
  );
  const wrong = await withOptions({ env: { TENANTS_FILE: 'parts.json' } }, 'list');
  await writeFile(
    join(folder.path, 'parts.json'),
    JSON.stringify({ part: `Patient?organization=${reference}` }),
  );
  const done = await withOptions({ env: { TENANTS_FILE: 'parts.json' } }, 'warm', 'part');
  expect(done).toMatchObject({ code: 0, stderr: '' });
  const held = Number(/^ {2}Patient +(\d+)$/m.exec(done.stdout)?.[1]);
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(40);
  expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^TENANTS_FILE=/) });
});

describe('drop', () => {
  test('not without the name again', async () => {
    await make('kept');
    const [otherName, noName, wrongAnswer, nobody] = await Promise.all([
      tenants('drop', 'kept', '--confirm', 'Kept'),
      tenants('drop', 'kept'),
      withOptions({ input: 'yes\nkept\n' }, 'drop', 'kept'),
      tenants('drop', 'nobody', '--confirm', 'nobody'),
    ]);
    for (const { code, stdout, stderr } of [otherName, noName, wrongAnswer]) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toBe('Nothing was dropped: that is not the name of the tenant.\n');
    }
    expect(nobody).toMatchObject({ code: 1, stdout: '', stderr: 'There is no tenant nobody.\n' });
    expect(await copies()).toContain('kept.db');
  });

  test('with the name, by option or by standard input that stays open', async () => {
    await make('first', 'second');
    const asked = folder.start(['tenants', 'drop', 'second']);
    asked.stdin!.write('second\n');
    const [byOption, byInput] = await Promise.all([
      tenants('drop', 'first', '--confirm', 'first'),
      outcome(asked),
    ]);
    expect(byOption).toMatchObject({ code: 0, stdout: 'Tenant first was dropped\n', stderr: '' });
    expect(byInput).toMatchObject({ code: 0, stdout: 'Tenant second was dropped\n', stderr: '' });
    const left = await readdir(join(folder.path, 'store/tenants'));
    expect(left.filter(name => /^(first|second)\.db(?!\.lock)/.test(name))).toEqual([]);
  });
});

test('beside a running gateway: warm there, cold there, and dropped under its reads', async () => {
  const gateway = await GatewayProcess.start(folder);
  const read = () => gateway.query('{ patients(first: 1) { count } }');
  const cold = { status: 503, body: { errors: [{ extensions: { code: 'TENANT_COLD', state: 'COLD' } }] } };
  await gateway.logged(/ready: open/);
  expect(await read()).toMatchObject(cold);
  expect(await tenants('warm', 'demo')).toMatchObject({ code: 0, stderr: '' });
  expect(await read()).toEqual({ status: 200, body: { data: { patients: { count: 40 } } } });
  expect(await tenants('warm', 'demo', '--refresh')).toMatchObject({ code: 0, stderr: '' });
  expect((await read()).status).toBe(200);
  const cooled = await tenants('cool', 'demo');
  expect(cooled).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('was cooled down') });
  expect(await read()).toMatchObject(cold);
  const again = await tenants('warm', 'demo');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Tenant demo is warm again in /) });

  const answers: Awaited<ReturnType<typeof read>>[] = [];
  const stop = new AbortController();
  const reading = (async () => {
    while (!stop.signal.aborted) {
      answers.push(await read());
      await pause(2);
    }
  })();
  const dropped = await tenants('drop', 'demo', '--confirm', 'demo');
  stop.abort();
  await reading;
  expect(dropped).toMatchObject({ code: 0, stdout: 'Tenant demo was dropped\n', stderr: '' });
  expect(answers[0]).toMatchObject({ status: 200 });
  for (const { status, body } of answers) {
    expect(status === 200 || JSON.stringify(body).includes('"TENANT_COLD"'), JSON.stringify(body)).toBe(true);
  }
  expect(await read()).toMatchObject(cold);
  expect(await copies()).not.toContain('demo.db');
  await gateway.end('SIGTERM');
});

test('many tenants are listed with few files open at once, a damaged one among them', async () => {
  await make('many');
  const path = (id: string) => join(folder.path, 'store/tenants', `${id}.db`);
  const others = Array.from({ length: 100 }, (_, place) => `many-${place}`);
  for (const id of others) await copyFile(path('many'), path(id));
  await writeFile(path('many-7'), 'no database');
  // As the shell runs it that has set the limit.
  const few = join(folder.path, 'few-files');
  await writeFile(few, `#!/bin/sh\nulimit -n 64\nexec "${process.execPath}" "$@"\n`, { mode: 0o755 });
  const { code, stdout, stderr } = await withOptions({ node: few }, 'list');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.match(/^many-\d+ +COLD +\d\S* [kM]B +\d+ +0 of \d+ +-$/gm)).toHaveLength(99);
  expect(stdout).toMatch(/^many-7 +COLD +- +- +- +-$/m);
  expect(stdout).toMatch(/^many-7: the copy cannot be looked into: A data file is damaged;/m);
  for (const id of others) await rm(path(id));
});
