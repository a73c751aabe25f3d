import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { Random } from '../../src/fhir/sample/random.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { layMaster, smallSample } from '../support/masters.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { seed } from '../support/seed.ts';

let folder: string;
let store: SqliteStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durability-test-'));
  await layMaster(folder, smallSample);
  store = new SqliteStore(folder, systemClock);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

test('cutting the tail of the log at any byte loses no review that was answered before the cut', async () => {
  const tenant = parseTenantId('cut');
  await store.createTenant(tenant, { onProgress: () => undefined });
  const collection = await store.openTenant(tenant);
  const path = join(folder, 'tenants', 'cut.db');
  const answeredAt: { id: string; logBytes: number }[] = [];
  for (let patient = 1; patient <= 12; patient++) {
    const id = `patient-${patient}`;
    await collection.updateReviews([
      {
        key: resourceKey('Patient', id),
        decide: () => ({ reviewed: true, reviewTime: patient, reviewedBy: null }),
      },
    ]);
    answeredAt.push({ id, logBytes: (await stat(`${path}-wal`)).size });
  }
  const total = answeredAt.at(-1)!.logBytes;
  const atCommits = answeredAt.flatMap(({ logBytes }) => [logBytes - 1, logBytes, logBytes + 1]);
  const random = new Random(seed, 'cut', 0);
  const anywhere = Array.from({ length: process.env.LONG ? 3_000 : 60 }, () => random.int(0, total - 1));
  const cutPath = join(folder, 'cut.db');
  for (const cut of [0, 1, 31, 32, ...atCommits, ...anywhere].filter(bytes => bytes <= total)) {
    await copyFile(path, cutPath);
    await copyFile(`${path}-wal`, `${cutPath}-wal`);
    await truncate(`${cutPath}-wal`, cut);
    const database = new Database(cutPath);
    expect(database.get('PRAGMA integrity_check')?.integrity_check).toBe('ok');
    const reviewed = new Set(database.all('SELECT id FROM "Patient" WHERE reviewed = 1').map(row => row.id));
    const tally = database.get(`SELECT reviewed FROM tally WHERE type = 'Patient'`)?.reviewed;
    database.close();
    for (const { id, logBytes } of answeredAt)
      expect([cut, id, reviewed.has(id)]).toEqual([cut, id, logBytes <= cut]);
    expect(tally).toBe(reviewed.size);
    await rm(`${cutPath}-shm`, { force: true });
  }
  await collection.close();
});

const hasStrace = spawnSync('strace', ['-V']).status === 0;

test.skipIf(!hasStrace)(
  'every answered review was forced to disk before its answer (needs strace)',
  async () => {
    await using commands = await CommandFolder.open();
    const gateway = await GatewayProcess.start(commands, [], { env: { STORE_URL: `sqlite:${folder}` } });
    await gateway.logged(/ready: open/);
    const { pid } = gateway.child;
    const trace = join(folder, 'trace');
    const reviews = 10;
    try {
      await gateway.query('mutation { warmUpTenant { state } }');
      const strace = ['-f', '-qq', '-s', '4000', '-e', 'trace=fsync,fdatasync,write,writev', '-o', trace];
      const tracer = spawn('strace', [...strace, '-p', String(pid)], { stdio: 'ignore' });
      // Attached once the kernel says so.
      const attached = async () => !/TracerPid:\s+0/.test(await readFile(`/proc/${pid}/status`, 'utf8'));
      while (!(await attached())) execFileSync('true');
      for (let patient = 1; patient <= reviews; patient++) {
        const { body } = await gateway.query(
          `mutation { review(input: { resourceType: PATIENT, id: "patient-${patient}" }) { reviewTime } }`,
        );
        expect(body).not.toHaveProperty('errors');
      }
      tracer.kill('SIGINT');
      await new Promise(resolve => tracer.once('exit', resolve));
    } finally {
      await gateway.end('SIGKILL');
    }
    let synced = 0;
    let answers = 0;
    for (const line of (await readFile(trace, 'utf8')).split('\n')) {
      if (/\b(fsync|fdatasync)(\(| resumed)/.test(line)) synced += 1;
      else if (line.includes('\\"reviewTime\\":\\"')) {
        answers += 1;
        expect(synced).toBeGreaterThan(0);
        synced = 0;
      }
    }
    expect(answers).toBe(reviews);
  },
);
