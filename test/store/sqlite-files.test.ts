import { copyFileSync, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayError } from '../../src/core/errors.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { FileLock } from '../../src/store/sqlite/lock.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { ManualClock } from '../support/clock.ts';
import { community, patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { failure, ids, review, unreviewed, useWorld, type World } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const tenant = parseTenantId('t');
const other = parseTenantId('other');
const file = (id: string) => join(folder, 'tenants', `${id}.db`);
const byId = [{ by: 'id', descending: false }] as const;
const patients = { type: 'Patient', where: [], order: byId, limit: 2_000 };
const root = process.getuid?.() === 0;

describe('a file is a collection', () => {
  it('copies master into a file of its own', async () => {
    await world().master(community());
    await world().open(tenant);
    const [master, copy] = [await stat(join(folder, 'master.db')), await stat(file('t'))];
    expect(copy.ino).not.toBe(master.ino);
    expect(copy.nlink).toBe(1);
    expect(await readdir(join(folder, 'tenants'))).not.toContain('t.db.copying');
  });

  it('never writes to master', async () => {
    await world().master(community());
    const before = await readFile(join(folder, 'master.db'));
    await review(await world().open(tenant), [resourceKey('Patient', 'p1')]);
    await (await world().openMaster()).search(patients);
    expect(before.equals(await readFile(join(folder, 'master.db')))).toBe(true);
    expect((await readdir(folder)).filter(name => /^master.db./.test(name))).toEqual([]);
  });

  it('leaves nothing behind when a tenant is dropped but its empty lock', async () => {
    await world().master(community());
    const collection = await world().open(tenant);
    await review(collection, [resourceKey('Patient', 'p1')]);
    await collection.close();
    await world().store.dropTenant(tenant);
    expect(await readdir(join(folder, 'tenants'))).toEqual(['t.db.lock']);
    expect((await stat(join(folder, 'tenants', 't.db.lock'))).size).toBe(0);
  });
});

describe('what a killed process leaves behind', () => {
  it('a half copy is not a tenant, and the next copy takes its place', async () => {
    await world().master(community());
    await writeFile(`${file('t')}.copying`, 'half a file');
    expect(await world().store.tenantExists(tenant)).toBe(false);
    expect(await world().store.listTenants()).toEqual([]);
    expect(await (await world().open(tenant)).count({ type: 'Patient', where: [] })).toBe(15);
    expect(existsSync(`${file('t')}.copying`)).toBe(false);
  });

  it('a half master is not visible, and the next one takes its place', async () => {
    await writeFile(join(folder, 'master.db.building'), 'half a file');
    await expect(world().store.openMaster()).rejects.toThrow('no master');
    await world().master([patient('1')]);
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['1']);
    expect(existsSync(join(folder, 'master.db.building'))).toBe(false);
  });

  it('the log of a half dropped tenant does not come back in the next copy', async () => {
    await world().master([patient('1')]);
    const collection = await world().open(tenant);
    await review(collection, [resourceKey('Patient', '1')]);
    const log = await readFile(`${file('t')}-wal`);
    await collection.close();
    await world().store.dropTenant(tenant);
    await writeFile(`${file('t')}-wal`, log);
    const again = await world().open(tenant);
    expect(await again.reviewStates([resourceKey('Patient', '1')])).toEqual([unreviewed]);
    expect(await again.counts()).toContainEqual({ type: 'Patient', total: 1, reviewed: 0 });
  });
});

describe('several processes on one folder', () => {
  it('copies nothing while another process copies, and everything afterwards', async () => {
    await world().master(community());
    const lock = FileLock.tryAcquire(`${file('t')}.lock`);
    const error = await failure(world().store.createTenant(tenant, { onProgress: () => {} }));
    expect(error).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/another process/i),
    });
    expect(await world().store.listTenants()).toEqual([]);
    lock?.release();
    expect(await (await world().open(tenant)).count({ type: 'Patient', where: [] })).toBe(15);
  });

  it('never takes the place of a copy that another process made meanwhile', async () => {
    await world().master(community());
    const key = resourceKey('Patient', 'p1');
    const made = await world().open(other);
    await review(made, [key]);
    await made.close();
    const acquire = FileLock.tryAcquire;
    vi.spyOn(FileLock, 'tryAcquire').mockImplementationOnce(path => {
      copyFileSync(file('other'), file('t'));
      return acquire(path);
    });
    const collection = await world().open(tenant);
    expect(await collection.reviewStates([key])).toMatchObject([{ reviewed: true }]);
  });
});

describe('trouble is told in words for the operator, and only to the tenant that has it', () => {
  beforeEach(async () => {
    await world().master(range(1_500, i => patient(`p${i}`, { text: 'x'.repeat(400) })));
    for (const id of [tenant, other]) await (await world().open(id)).close();
  });

  const words = /from a backup|another version|folder/;
  const troubles: readonly [name: string, RegExp, (path: string) => Promise<unknown>][] = [
    ['garbage', /damaged/, path => writeFile(path, 'garbage '.repeat(1_000))],
    [
      'garbage behind the header',
      /damaged/,
      async path => {
        const bytes = await readFile(path);
        await writeFile(path, bytes.fill(0xa5, 100));
      },
    ],
    ['a truncated file', /damaged/, async path => truncate(path, (await stat(path)).size / 2)],
    ['an empty file', /another version/, path => truncate(path, 0)],
    ['a file of another format', /another version/, async path => setFormat(path, 999)],
    [
      'a folder instead of a file',
      /cannot be opened/,
      async path => {
        await rm(path);
        await mkdir(path);
      },
    ],
  ];
  it.each(troubles)('%s', async (_name, message, harm) => {
    await harm(file('t'));
    expectUnavailable(await failure(readAll(world(), tenant)), message);
    expectUnavailable(await failure(readAll(world(), tenant)), words);
    expect(await readAll(world(), other)).toBe(1_500);
    expect(await world().store.listTenants()).toEqual(['other', 't']);
  });

  it('a folder that cannot be written', async context => {
    context.skip(root, 'root may write everywhere');
    await chmod(join(folder, 'tenants'), 0o500);
    const error = await failure(world().store.createTenant(parseTenantId('new'), { onProgress: () => {} }));
    await chmod(join(folder, 'tenants'), 0o700);
    expectUnavailable(error, /folder/);
  });

  it('a damaged master reaches no tenant', async () => {
    await writeFile(join(folder, 'master.db'), 'garbage '.repeat(1_000));
    expectUnavailable(await failure(world().store.openMaster()), /damaged/);
    expectUnavailable(
      await failure(world().store.createTenant(parseTenantId('new'), { onProgress: () => {} })),
      /damaged/,
    );
    expectUnavailable(
      await failure(world().store.refreshTenant(tenant, { onProgress: () => {} })),
      /damaged/,
    );
    expect(await world().store.listTenants()).toEqual(['other', 't']);
    expect((await readdir(join(folder, 'tenants'))).filter(name => name.includes('copying'))).toEqual([]);
    expect(await readAll(world(), other)).toBe(1_500);
  });

  it('a file where the folder of the tenants was', async () => {
    await rm(join(folder, 'tenants'), { recursive: true });
    await writeFile(join(folder, 'tenants'), '');
    expectUnavailable(await failure(world().store.listTenants()), /folder/);
    expectUnavailable(await failure(world().store.openTenant(tenant)), /folder/);
    expectUnavailable(await failure(world().store.createTenant(tenant, { onProgress: () => {} })), /folder/);
  });

  it('a folder where the new master is built', async () => {
    await mkdir(join(folder, 'master.db.building'));
    expectUnavailable(await failure(world().store.replaceMaster({ name: 'test', from: 'empty' })), /folder/);
    await rm(join(folder, 'master.db.building'), { recursive: true });
    await (await world().store.replaceMaster({ name: 'test', from: 'empty' })).abort();
  });

  it('a file that vanishes from a master that is being committed', async () => {
    const writer = await world().store.replaceMaster({ name: 'test', from: 'empty' });
    await rm(join(folder, 'master.db.building'));
    expectUnavailable(await failure(writer.commit()), /missing|cannot be written/);
    expect(ids(await (await world().openMaster()).search(patients))).toHaveLength(1_500);
    await (await world().store.replaceMaster({ name: 'test', from: 'empty' })).abort();
  });
});

describe('the folder', () => {
  it('is made when it is missing, and again when that of the tenants is gone', async () => {
    const store = new SqliteStore(join(folder, 'deep', 'er'), new ManualClock());
    const writer = await store.replaceMaster({ name: 'test', from: 'empty' });
    await writer.commit();
    await rm(join(folder, 'deep', 'er', 'tenants'), { recursive: true });
    await store.createTenant(tenant, { onProgress: () => {} });
    expect(await store.listTenants()).toEqual(['t']);
    await store.close();
  });

  it('must be one', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'store-')), 'file');
    await writeFile(path, '');
    expectUnavailable(await failure(openStore(path)), /not a folder/);
    expectUnavailable(await failure(openStore(join(path, 'below'))), /not a folder/);
    await rm(join(path, '..'), { recursive: true });
  });

  it('must have a sound file of system documents', async () => {
    await mkdir(join(folder, 'bad'));
    await writeFile(join(folder, 'bad', 'system.db'), 'garbage '.repeat(1_000));
    expectUnavailable(await failure(openStore(join(folder, 'bad'))), /damaged/);
  });
});

async function openStore(path: string): Promise<void> {
  await new SqliteStore(path, new ManualClock()).close();
}

/** Opens and reads all there is. */
async function readAll(where: World, id: typeof tenant): Promise<number> {
  const collection = where.keep(await where.store.openTenant(id));
  return (await collection.search(patients)).entries.length;
}

function setFormat(path: string, version: number): void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
}

function expectUnavailable(error: unknown, words: RegExp): void {
  expect(error).toBeInstanceOf(GatewayError);
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringMatching(words) });
  expect((error as GatewayError).message).not.toContain(folder);
}
