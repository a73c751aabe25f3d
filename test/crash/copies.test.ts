import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { ingestInto } from '../support/gateway.ts';
import { readIndex } from '../support/sqlite-index.ts';

/** kill -9 of a process that copies, or refreshes: what is there is whole, and nothing is in the way of the next. */
const rounds = Array.from({ length: process.env.LONG ? 60 : 1 }, (_, round) => round);
const tenant = parseTenantId('t');
const part = {
  type: 'Patient',
  where: [{ kind: 'token', parameter: 'gender', anyOf: [{ code: 'female' }] }],
} as const;

/** Two masters that have some in common. */
let base: string;
const masters = ['a.db', 'b.db'] as const;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'copies-test-'));
  for (const [seed, name] of masters.entries()) {
    const folder = join(base, `store-${seed}`);
    const store = new SqliteStore(folder, systemClock);
    await ingestInto(store, sampleSource({ patients: 120 + 60 * seed, seed: 3 }), folder, systemClock);
    await store.close();
    await rename(join(folder, 'master.db'), join(base, name));
  }
}, 60_000);
afterAll(() => rm(base, { recursive: true }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(base, 'round-'));
  await copyFile(join(base, 'a.db'), join(folder, 'master.db'));
});
afterEach(() => rm(folder, { recursive: true }));

const prelude = `
  const { SqliteStore } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/store/sqlite/store.ts'))});
  const { copyFile, rename } = await import('node:fs/promises');
  const [folder, base] = process.argv.slice(1);
  const store = new SqliteStore(folder, { now: Date.now, after() {} });
  const options = { part: ${JSON.stringify(part)}, onProgress() {} };
  const say = text => process.stdout.write(text + '\\n');
  const publish = async name => {
    await copyFile(base + '/' + name, folder + '/next');
    await rename(folder + '/next', folder + '/master.db');
  };`;

/** Runs the script until some time after it has said that it begins. */
async function killIn(script: string, spanMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', prelude + script, folder, base], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(createInterface({ input: child.stdout }), 'line');
  await delay(Math.random() * spanMs);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

const copyPath = () => join(folder, 'tenants', 't.db');

function integrity(path: string): unknown {
  const database = new Database(path);
  try {
    return database.get('PRAGMA integrity_check')?.integrity_check;
  } finally {
    database.close();
  }
}

test.each(rounds)('in a copy, round %i: none or all of it, and the next attempt makes it', async round => {
  const isOfPart = round % 2 === 1;
  const given = isOfPart ? { part, onProgress: () => {} } : { onProgress: () => {} };
  await killIn(
    `for (let first = true; ; first = false) {
      const copying = store.createTenant('t', ${isOfPart} ? options : { onProgress() {} });
      if (first) say('begun');
      await copying;
      await store.dropTenant('t');
    }`,
    isOfPart ? 1_500 : 400,
  );
  const store = new SqliteStore(folder, systemClock);
  const fresh = join(base, `fresh-${isOfPart}.db`);
  if (await store.tenantExists(tenant)) expect(integrity(copyPath())).toBe('ok');
  await store.createTenant(tenant, given);
  await store.createTenant(parseTenantId('fresh'), given);
  await store.close();
  expect(integrity(copyPath())).toBe('ok');
  await copyFile(join(folder, 'tenants', 'fresh.db'), fresh);
  expect(readIndex(copyPath())).toEqual(readIndex(fresh));
  const left = (await readdir(join(folder, 'tenants'))).filter(name => /copying/.test(name));
  expect(left).toEqual([]);
});

test.each(rounds)(
  'in a refresh, round %i: the old content or the new, and the next makes it the new',
  async round => {
    await mkdir(join(folder, 'tenants'));
    const before = new SqliteStore(folder, systemClock);
    await before.createTenant(tenant, { onProgress: () => {} });
    await before.close();
    await killIn(
      `for (let n = 1; ; n++) {
      await publish(n % 2 ? 'b.db' : 'a.db');
      const refreshing = store.refreshTenant('t', ${round % 2} ? options : { onProgress() {} });
      if (n === 1) say('begun');
      await refreshing;
    }`,
      2_000,
    );
    expect(integrity(copyPath())).toBe('ok');
    const store = new SqliteStore(folder, systemClock);
    const [found, foretold] = [await store.describeTenant(tenant), await store.compareTenant(tenant, {})];
    const total = found.counts.reduce((sum, count) => sum + count.total, 0);
    expect(total).toBe(foretold.unchanged + foretold.changed + foretold.deleted);
    expect(await store.refreshTenant(tenant, { onProgress: () => {} })).toEqual(foretold);
    await store.createTenant(parseTenantId('fresh'), { onProgress: () => {} });
    await store.close();
    const [refreshed, fresh] = ['t', 'fresh'].map(id => readIndex(join(folder, 'tenants', `${id}.db`)));
    for (const [type, { resources, values, postings, strays }] of refreshed!) {
      const other = fresh!.get(type)!;
      expect([resources, values, postings, strays]).toEqual([
        other.resources,
        other.values,
        other.postings,
        0,
      ]);
    }
  },
);
