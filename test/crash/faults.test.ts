import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/log.ts';
import { openStore } from '../../src/open-store.ts';
import {
  ingestInto,
  listSource,
  smallSample,
  startTestGateway,
  type TestGateway,
} from '../support/gateway.ts';
import { CommandFolder } from '../support/process-command.ts';

/** Only root may mount, and root alone may write where it has no permission: each needs its own trick. */
const isRoot = process.getuid?.() === 0;
const canMount = isRoot && spawnSync('mount', ['-t', 'tmpfs', 'none', '/mnt']).status === 0;
if (canMount) spawnSync('umount', ['/mnt']);

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

const warmUp = (tenant: string) => gateway!.query('mutation { warmUpTenant { state } }', { tenant });
const read = (tenant: string) => gateway!.query('{ patient(id: "patient-1") { id reviewed } }', { tenant });
const review = (tenant: string, id = 'patient-1') =>
  gateway!.query(`mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { reviewed } }`, {
    tenant,
  });
const outcome = ({ status, errors }: Awaited<ReturnType<typeof read>>) => [
  status,
  errors[0]?.extensions.code ?? 'ok',
];

describe('one tenant’s file', () => {
  test.each([
    ['garbage', async (path: string) => writeFile(path, 'x'.repeat(20_000))],
    [
      'garbage behind a sound first page',
      async (path: string) => {
        const file = await open(path, 'r+');
        const { size } = await file.stat();
        await file.write(Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096);
        await file.close();
      },
    ],
    [
      'cut in the middle',
      async (path: string) => {
        const file = await open(path, 'r+');
        await file.truncate(60_000);
        await file.close();
      },
    ],
    ['empty', async (path: string) => writeFile(path, '')],
  ])('damaged (%s): only that tenant fails, with words that tell what to do', async (_, damage) => {
    gateway = await startTestGateway({ source: smallSample });
    await gateway.warm('sound', 'broken');
    await gateway.query('mutation { coolDownTenant { state } }', { tenant: 'broken' });
    await damage(join(gateway.folder, 'tenants', 'broken.db'));
    for (const suffix of ['-wal', '-shm'])
      await rm(join(gateway.folder, 'tenants', `broken.db${suffix}`), { force: true });
    const warming = await warmUp('broken');
    if (warming.errors.length > 0) {
      expect(outcome(warming)).toEqual([503, 'WARM_UP_FAILED']);
      expect(warming.errors[0]?.message).toMatch(/damaged|another version/);
    } else {
      const reading = await gateway.query('{ patients(first: 500) { edges { node { id } } } }', {
        tenant: 'broken',
      });
      expect(outcome(reading)).toEqual([503, 'STORE_UNAVAILABLE']);
      expect(reading.errors[0]?.message).toContain('damaged');
    }
    expect(outcome(await read('sound'))).toEqual([200, 'ok']);
    expect(outcome(await review('sound'))).toEqual([200, 'ok']);
    expect((await gateway.fetch('/health/ready')).status).toBe(200);
  });

  test('locked by another process: reads go on, a review is refused as busy, and works afterwards', async () => {
    gateway = await startTestGateway({ source: smallSample });
    await gateway.warm('demo');
    const other = new DatabaseSync(join(gateway.folder, 'tenants', 'demo.db'));
    other.exec('BEGIN IMMEDIATE');
    expect(outcome(await read('demo'))).toEqual([200, 'ok']);
    const refused = await review('demo');
    expect(outcome(refused)).toEqual([503, 'STORE_UNAVAILABLE']);
    expect(refused.errors[0]?.message).toContain('busy');
    other.exec('ROLLBACK');
    other.close();
    expect(outcome(await review('demo'))).toEqual([200, 'ok']);
  });
});

describe('the folder', () => {
  test('gone while serving: open tenants read on, a warm-up fails with words; the process lives', async () => {
    gateway = await startTestGateway({ source: smallSample });
    await gateway.warm('demo');
    await rm(join(gateway.folder, 'master.db'));
    const noMaster = await warmUp('new');
    expect(outcome(noMaster)).toEqual([503, 'WARM_UP_FAILED']);
    expect(noMaster.errors[0]?.message).toContain('ingest');
    // Not made anew: whoever took it away took the reviews of all tenants with it.
    await rm(join(gateway.folder, 'tenants'), { recursive: true });
    const noFolder = await warmUp('new');
    expect(outcome(noFolder)).toEqual([503, 'WARM_UP_FAILED']);
    expect(noFolder.errors[0]?.message).toContain('check that its folder is there');
    expect(outcome(await read('demo'))).toEqual([200, 'ok']);
    expect((await gateway.fetch('/health/live')).status).toBe(200);
  });

  test('that is a file: one clear error', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'faults-test-'));
    await writeFile(join(folder, 'data'), '');
    const config = loadConfig({ STORE_URL: `sqlite:${join(folder, 'data')}` });
    await expect(openStore(config, systemClock)).rejects.toThrow('The folder of the store is not a folder.');
    await rm(folder, { recursive: true });
  });

  test.skipIf(!isRoot)(
    'that may not be written: one clear error (needs root, to become somebody else)',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'faults-test-'));
      await chmod(folder, 0o555);
      const script = `const { SqliteStore } = await import('${join(import.meta.dirname, '../../src/store/sqlite/store.ts')}');
      process.setgid(65534); process.setuid(65534);
      try { new SqliteStore(process.argv[1], { now: Date.now }); } catch (error) { console.log(error.code, error.message); }`;
      const { stdout } = spawnSync(
        process.execPath,
        ['--input-type=module', '-e', script, join(folder, 'data')],
        {
          encoding: 'utf8',
        },
      );
      expect(stdout.trim()).toBe(
        'STORE_UNAVAILABLE The store cannot be written; check the permissions of its folder.',
      );
      await rm(folder, { recursive: true });
    },
  );
});

describe.skipIf(!canMount)('a disk of its own (needs root, to mount one)', () => {
  let disk: string;
  const mount = (...options: string[]) => {
    const { status, stderr } = spawnSync('mount', [...options], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  beforeEach(async () => {
    disk = await mkdtemp(join(tmpdir(), 'disk-test-'));
    mount('-t', 'tmpfs', '-o', 'size=16m', 'none', disk);
    const config = loadConfig({ STORE_URL: `sqlite:${disk}/data` });
    const store = await openStore(config, systemClock);
    await mkdir(join(disk, 'data'), { recursive: true });
    await ingestInto(store, smallSample, disk, systemClock);
    await store.close();
    gateway = await startTestGateway({ env: { STORE_URL: `sqlite:${disk}/data` }, logger: silentLogger });
    await gateway.gateway.ready;
  });
  afterEach(async () => {
    await gateway?.stop();
    gateway = undefined;
    spawnSync('umount', ['-l', disk]);
    await rm(disk, { recursive: true });
  });
  const fill = async () => {
    const file = await open(join(disk, 'filler'), 'w');
    const block = Buffer.alloc(64 * 1024);
    try {
      for (;;) await file.write(block);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    } finally {
      await file.close();
    }
  };

  test('full: a warm-up fails without a half copy, a review is refused; both work once there is room', async () => {
    await gateway!.warm('demo');
    await fill();
    const warming = await warmUp('late');
    expect(outcome(warming)).toEqual([503, 'WARM_UP_FAILED']);
    expect(warming.errors[0]?.message).toContain('disk under the store is full');
    expect(
      (await readdir(join(disk, 'data', 'tenants'))).filter(name => /^late.*[.](db|copying)$/.test(name)),
    ).toEqual([]);
    // The log of the file has room for some reviews yet.
    const outcomes: unknown[] = [];
    for (let patient = 1; patient <= 40 && outcomes.at(-1) !== 'STORE_UNAVAILABLE'; patient++) {
      outcomes.push(outcome(await review('demo', `patient-${patient}`))[1]);
    }
    expect(outcomes.at(-1)).toBe('STORE_UNAVAILABLE');
    expect(outcome(await read('demo'))).toEqual([200, 'ok']);
    const acknowledged = outcomes.filter(code => code === 'ok').length;
    await rm(join(disk, 'filler'));
    expect(
      (await gateway!.query('{ reviewProgress { resourceType reviewed } }')).data.reviewProgress,
    ).toContainEqual({
      resourceType: 'PATIENT',
      reviewed: acknowledged,
    });
    expect(outcome(await review('demo', 'patient-40'))).toEqual([200, 'ok']);
    await gateway!.warm('late');
  });

  test('full: an ingest ends with words, leaves master as it was and no file behind', async () => {
    const store = gateway!.store;
    const status = await store.system.get('_system/ingestion_status');
    const data = join(disk, 'data');
    const before = (await readdir(data)).sort();
    const large = Array.from({ length: 20_000 }, (_, place) => ({
      ...{ resourceType: 'Patient', id: `p${place}`, name: [{ family: `Roe${place}`.repeat(20) }] },
    }));
    const failure = await ingestInto(store, listSource(large), disk, systemClock).catch(error => error);
    expect(failure).toMatchObject({
      ...{ code: 'STORE_UNAVAILABLE', message: 'The disk under the store is full.' },
    });
    expect((await readdir(data)).sort()).toEqual(expect.arrayContaining(before));
    expect((await readdir(data)).filter(name => name.includes('building'))).toEqual([]);
    expect((await store.system.get('_system/ingestion_status'))?.value).toEqual(status?.value);
    await gateway!.warm('demo');
    expect(outcome(await read('demo'))).toEqual([200, 'ok']);
  });

  test('read-only: an ingest ends with words, and the gateway goes on', async () => {
    const data = join(disk, 'data');
    mount('--bind', data, data);
    mount('-o', 'remount,bind,ro', data);
    const failure = await ingestInto(
      ...([gateway!.store, listSource([{ resourceType: 'Patient', id: 'p' }]), disk, systemClock] as const),
    ).catch(error => error);
    expect(failure).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(failure.message).toMatch(/cannot be written|cannot be opened/);
    spawnSync('umount', [data]);
    await gateway!.warm('demo');
  });

  test('tenants on a read-only mount: what is open serves, a warm-up fails with words', async () => {
    await gateway!.warm('demo', 'cooled');
    await gateway!.query('mutation { coolDownTenant { state } }', { tenant: 'cooled' });
    const tenants = join(disk, 'data', 'tenants');
    mount('--bind', tenants, tenants);
    mount('-o', 'remount,bind,ro', tenants);
    for (const tenant of ['new', 'cooled']) {
      const warming = await warmUp(tenant);
      expect([tenant, ...outcome(warming)]).toEqual([tenant, 503, 'WARM_UP_FAILED']);
      expect(warming.errors[0]?.message).toMatch(/cannot be written|cannot be opened/);
    }
    expect(outcome(await review('demo'))).toEqual([200, 'ok']);
    spawnSync('umount', [tenants]);
    await gateway!.warm('new', 'cooled');
  });
});

test('a damaged system file stops the start with one line, and is left as it is', async () => {
  await using commands = await CommandFolder.open();
  const file = join(commands.path, 'store', 'system.db');
  await mkdir(join(commands.path, 'store'));
  await writeFile(file, 'x'.repeat(8_192));
  const { code, stderr } = await commands.run(['serve'], { env: { PORT: '0' } });
  expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining('damaged')]]);
  expect((await stat(file)).size).toBe(8_192);
});
