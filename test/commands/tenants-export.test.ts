import { watch } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reviewUrl } from '../../src/commands/tenants-extension.ts';
import { systemClock } from '../../src/core/clock.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { writeSample } from '../../src/fhir/sample/index.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { review } from '../../src/services/reviewing.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { CommandFolder, outcome } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { r4Schema } from '../support/r4-schema.ts';

const types = ['Encounter', 'Location', 'Organization', 'Patient', 'Practitioner'];
const demo = parseTenantId('demo');
const unfinished = /[.]exporting$/;

/** Several pages of encounters; the store holds them, and `demo` has a copy. */
let folder: CommandFolder;
let store: SqliteStore;
beforeAll(async () => {
  folder = await CommandFolder.open();
  await writeSample(join(folder.path, 'source'), { patients: 300, seed: 1 });
  expect(await folder.run(['ingest', 'source'])).toMatchObject({ code: 0, stderr: '' });
  store = new SqliteStore(join(folder.path, 'store'), systemClock);
  await store.createTenant(demo, { onProgress: () => undefined });
});
afterAll(async () => {
  await store?.close();
  await folder?.[Symbol.asyncDispose]();
});

const exported = (out: string, ...more: string[]) =>
  folder.run(['tenants', 'export', 'demo', '--out', out, ...more]);
const names = (out: string) => readdir(join(folder.path, out)).then(found => found.sort());

async function resources(out: string, type: string): Promise<Resource[]> {
  const content = await readFile(join(folder.path, out, `${type}.ndjson`), 'utf8');
  return content.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line) as Resource]));
}

const ids = async (out: string, type: string) => (await resources(out, type)).map(({ id }) => id);

/** Reviews them, in the copy of whichever store. */
async function reviewAll(keys: readonly string[], by: string | null, where = store): Promise<void> {
  const collection = await where.openTenant(demo);
  try {
    const orders = keys.map(key => {
      const [type, id] = key.split('/') as [string, string];
      return { key: resourceKey(type, id), reviewed: true, expectedVersion: undefined };
    });
    for (const done of await review(collection, orders, by, systemClock)) expect(done).toHaveProperty('key');
  } finally {
    await collection.close();
  }
}

function reviewsOf({ extension = [] }: Resource): readonly object[] {
  return (extension as { url: string }[]).filter(({ url }) => url === reviewUrl);
}

/** Starts an export and resolves in the middle of it. */
async function halfway(out: string, ...more: string[]) {
  await mkdir(join(folder.path, out), { recursive: true });
  const begun = new Promise<void>(resolve => {
    const watcher = watch(join(folder.path, out), (_, name) => {
      if (!unfinished.test(name ?? '')) return;
      watcher.close();
      resolve();
    });
  });
  const child = folder.start(['tenants', 'export', 'demo', '--out', out, ...more]);
  const ended = outcome(child);
  await Promise.race([begun, ended]);
  child.kill('SIGSTOP');
  return { child, ended };
}

test('a cold tenant: a file a type, valid R4, in the order of ids, with its reviews; it stays cold', async () => {
  const [first, second] = (await ids('source', 'Encounter')) as [string, string];
  const somebody = (await ids('source', 'Patient'))[0]!;
  await reviewAll([`Encounter/${first}`, `Patient/${somebody}`], null);
  await reviewAll([`Encounter/${second}`], 'Dr. Ada');
  const { code, stdout, stderr } = await exported('out/deep');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Exported tenant demo to out\/deep in \d+\.\d s: \d+ resources, 3 reviewed\n/);
  expect(await names('out/deep')).toEqual(types.map(type => `${type}.ndjson`));
  for (const type of types) {
    const lines = await resources('out/deep', type);
    const reviewed = lines.filter(line => reviewsOf(line).length > 0);
    const told = reviewed.length > 0 ? `, ${reviewed.length} reviewed` : '';
    expect(stdout).toMatch(new RegExp(`^  ${type}\\.ndjson +${lines.length}${told}$`, 'm'));
    const validate = r4Schema(type);
    for (const line of lines) expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
    // What was ingested, but for the reviews.
    const source = (await resources('source', type)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const plain = lines.map(line => (reviewsOf(line).length > 0 ? without(line) : line));
    expect(plain).toEqual(source);
    expect((await stat(join(folder.path, `out/deep/${type}.ndjson`))).mode & 0o777).toBe(0o600);
  }
  const encounters = await resources('out/deep', 'Encounter');
  const reviewOf = (id: string) => reviewsOf(encounters.find(line => line.id === id)!);
  const anonymous = [
    { url: 'reviewed', valueBoolean: true },
    { url: 'reviewTime', valueInstant: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]{12}Z$/) },
  ];
  expect(reviewOf(first)).toEqual([{ url: reviewUrl, extension: anonymous }]);
  const named = [...anonymous, { url: 'reviewedBy', valueString: 'Dr. Ada' }];
  expect(reviewOf(second)).toEqual([{ url: reviewUrl, extension: named }]);
  expect((await folder.run(['tenants', 'list'])).stdout).toMatch(/^demo +COLD .* 3 of \d+ +-$/m);
});

function without({ extension, ...rest }: Resource): Resource {
  const others = (extension as { url: string }[]).filter(({ url }) => url !== reviewUrl);
  return (others.length > 0 ? { ...rest, extension: others } : rest) as Resource;
}

test('what was exported is ingested elsewhere, and exported again from there', async () => {
  const [, second] = (await ids('source', 'Encounter')) as [string, string];
  const env = { STORE_URL: 'sqlite:elsewhere' };
  const ingested = await folder.run(['ingest', 'out/deep'], { env });
  expect(ingested).toMatchObject({ code: 0, stderr: '' });
  expect(ingested.stdout).not.toMatch(/rejected: |skipped/);
  await using elsewhere = new AsyncDisposableStack();
  const other = elsewhere.adopt(new SqliteStore(join(folder.path, 'elsewhere'), systemClock), it =>
    it.close(),
  );
  const master = elsewhere.adopt(await other.openMaster(), it => it.close());
  for (const type of types) {
    const lines = await resources('out/deep', type);
    const stored = await master.get(lines.map(({ id }) => resourceKey(type, id)));
    expect(stored.map(found => found?.resource)).toEqual(lines);
  }
  await other.createTenant(demo, { onProgress: () => undefined });
  await reviewAll([`Encounter/${second}`], 'Dr. Bob', other);
  expect(await folder.run(['tenants', 'export', 'demo', '--out', 'again'], { env })).toMatchObject({
    code: 0,
  });
  const encounters = await resources('again', 'Encounter');
  // Of what is reviewed there: once, and by whom it was there.
  expect(encounters.flatMap(line => (reviewsOf(line).length > 0 ? [line.id] : []))).toEqual([second]);
  const [found, ...more] = reviewsOf(encounters.find(({ id }) => id === second)!);
  expect([JSON.stringify(found), more]).toEqual([expect.stringContaining('Dr. Bob'), []]);
});

describe('files that are there', () => {
  test('are not replaced, unless it is asked for; all types have one, whatever is in it', async () => {
    await mkdir(join(folder.path, 'full'));
    const path = join(folder.path, 'full/Patient.ndjson');
    await writeFile(path, 'mine\n');
    await chmod(path, 0o644);
    expect(await exported('full')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'full/Patient.ndjson is there already; --force replaces it.\n',
    });
    expect([await names('full'), await readFile(path, 'utf8')]).toEqual([['Patient.ndjson'], 'mine\n']);
    const forced = await exported('full', '--force', '--reviewed-only');
    expect(forced).toMatchObject({ code: 0, stderr: '' });
    expect(forced.stdout).toContain(': 3 resources, 3 reviewed\n');
    const counts = await Promise.all(types.map(async type => (await resources('full', type)).length));
    expect(counts).toEqual([2, 0, 0, 1, 0]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('no such tenant, no such folder: one line, exit 1', async () => {
    const [nobody, noFolder] = await Promise.all([
      folder.run(['tenants', 'export', 'nobody', '--out', 'never']),
      exported('source/Patient.ndjson/x'),
    ]);
    expect(nobody).toMatchObject({ code: 1, stdout: '', stderr: 'There is no tenant nobody.\n' });
    expect(noFolder).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^Cannot mkdir /) });
    expect(await names('.')).not.toContain('never');
  });
});

describe('an export that does not get to its end', () => {
  test('killed: nothing looks whole, and the next one tidies up', async () => {
    const { child, ended } = await halfway('killed');
    child.kill('SIGKILL');
    expect(await ended).toMatchObject({ signal: 'SIGKILL', stdout: '' });
    const left = await names('killed');
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter(name => !unfinished.test(name))).toEqual([]);
    expect(await exported('killed')).toMatchObject({ code: 0, stderr: '' });
    expect(await names('killed')).toEqual(types.map(type => `${type}.ndjson`));
  });

  test('told to end: says so and leaves nothing', async () => {
    const { child, ended } = await halfway('ended');
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    const stderr = 'Given up; nothing was written.\n';
    expect(await ended).toMatchObject({ code: 1, stdout: '', stderr });
    expect(await names('ended')).toEqual([]);
  });
});

test('a tenant in use: whatever is reviewed meanwhile, each resource comes once', async () => {
  const env = { TENANT_IDLE_MS: '60000' };
  const gateway = await GatewayProcess.start(folder, [], { env });
  const warm = await gateway.query('mutation { warmUpTenant { state } }');
  expect(warm.body).toEqual({ data: { warmUpTenant: { state: 'WARM' } } });
  const { child, ended } = await halfway('used');
  const inputs = (await ids('source', 'Encounter'))
    .slice(0, 200)
    .map(id => `{resourceType: ENCOUNTER, id: "${id}"}`);
  const reviewed = await gateway.query(
    `mutation { reviewMany(inputs: [${inputs.join()}]) { error { code } } }`,
  );
  expect(JSON.stringify(reviewed)).not.toMatch(/"code":"/);
  child.kill('SIGCONT');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  for (const type of types) {
    expect(await ids('used', type)).toEqual((await ids('source', type)).sort());
  }
  await gateway.end('SIGTERM');
});

test('a tenant that is refreshed meanwhile: is exported as it was', async () => {
  const before = (await ids('source', 'Patient')).sort();
  const { child, ended } = await halfway('refreshed');
  const path = join(folder.path, 'source/Patient.ndjson');
  await writeFile(path, (await readFile(path, 'utf8')).split('\n').slice(10).join('\n'));
  expect(await folder.run(['ingest', 'source', '--refresh'])).toMatchObject({ code: 0 });
  expect(await store.refreshTenant(demo, { onProgress: () => undefined })).toMatchObject({ deleted: 10 });
  child.kill('SIGCONT');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  expect(await ids('refreshed', 'Patient')).toEqual(before);
});
