import { closeSync, openSync, writeSync } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import { isSound } from '../../src/store/sqlite/check.ts';
import { copyMaster } from '../../src/store/sqlite/full-copy.ts';
import { toSoundFile, typeCounts } from '../../src/store/sqlite/rows.ts';
import type { CopyTask, Watch } from '../../src/store/sqlite/tasks.ts';
import { change, originOf, read } from '../support/sqlite-file.ts';
import { patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { failure, useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const tenant = parseTenantId('t');
const onProgress = () => {};
const pageBytes = 4_096;
const master = () => join(folder, 'master.db');
const soundMaster = () => toSoundFile(read(master(), typeCounts));
const silent: Watch = { progress: () => {}, throwIfAborted: () => {}, confirm: () => {} };

describe('a damaged master', () => {
  beforeEach(async () => {
    await world().master(range(1_500, i => patient(`p${i}`, { text: 'x'.repeat(i * 5) })));
  });

  async function expectRefused(words: RegExp): Promise<void> {
    const before = await readFile(master());
    expect(await failure(world().store.createTenant(tenant, { onProgress }))).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(words),
    });
    expect(await world().store.listTenants()).toEqual([]);
    expect((await readdir(join(folder, 'tenants'))).filter(name => name !== 't.db.lock')).toEqual([]);
    expect(before.equals(await readFile(master()))).toBe(true);
  }

  it('is told, whichever page it is, and nothing is published', async () => {
    const whole = await readFile(master());
    const empty = emptyPages(whole);
    const pages = range(whole.length / pageBytes, page => page).filter(page => !empty.has(page));
    const tried = process.env.LONG
      ? pages
      : range(12, place => pages[Math.floor(((place + 0.5) / 12) * pages.length)]!);
    for (const page of [0, ...tried]) {
      await overwrite(master(), page * pageBytes, Buffer.alloc(pageBytes, 0xa5));
      await expectRefused(/^The master data is damaged; ingest again with --refresh --prune\.$/);
      await overwrite(master(), 0, whole);
    }
    await world().store.createTenant(tenant, { onProgress });
  });

  it('is told when it ends in the middle', async () => {
    const { size } = await stat(master());
    const handle = await open(master(), 'r+');
    await handle.truncate(Math.floor(size / 2));
    await handle.close();
    await expectRefused(/master data is damaged/);
  });

  it.each([
    ['counts more than it has', `UPDATE tally SET total = total + 1 WHERE type = 'Patient'`],
    ['lost a content', `DELETE FROM "Patient.content" WHERE rid = 700`],
    ['was reviewed', 'UPDATE tally SET reviewed = 1'],
  ])('is told when it %s', async (_, sql) => {
    change(master(), sql);
    await expectRefused(/master data is damaged/);
  });

  it('is told when its free pages are damaged', async () => {
    change(master(), 'CREATE TABLE gone (a)', `INSERT INTO gone VALUES (zeroblob(50000))`, 'DROP TABLE gone');
    const sound = soundMaster();
    expect(isSound(master(), sound, silent)).toBe(true);
    // The number of the first free page, https://www.sqlite.org/fileformat.html#the_database_header
    await overwrite(master(), 32, Buffer.from([0, 0, 0, 3]));
    expect(isSound(master(), sound, silent)).toBe(false);
    await expectRefused(/master data is damaged/);
  });

  it('is told from a copy that came out damaged', async () => {
    const task: CopyTask = {
      ...{ kind: 'copy', masterPath: master(), targetPath: join(folder, 'copy'), sound: soundMaster() },
      origin: originOf(master()),
    };
    const whole = await stat(master());
    const harming: Watch = {
      ...silent,
      progress(share) {
        if (share === 0.8) harmNow(task.targetPath);
      },
    };
    expect(() => copyMaster(task, harming)).toThrow(/came out damaged.*check the disk/);
    expect(copyMaster(task, silent)).toBe(true);
    expect((await stat(task.targetPath)).size).toBe(whole.size);
    expect(copyMaster({ ...task, origin: { generation: 'another', part: '' } }, silent)).toBe(false);
  });
});

async function overwrite(path: string, position: number, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.write(bytes, 0, bytes.length, position);
  await handle.close();
}

/** As a disk may, while nobody looks. */
function harmNow(path: string): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, 7 * pageBytes);
  closeSync(handle);
}

/**
 * Free pages whose content no one reads: those that a page of the list of free pages names. From 0.
 * https://www.sqlite.org/fileformat.html#the_freelist
 */
function emptyPages(file: Buffer): Set<number> {
  const found = new Set<number>();
  for (let list = file.readUInt32BE(32); list !== 0; list = file.readUInt32BE((list - 1) * pageBytes)) {
    const start = (list - 1) * pageBytes;
    const entries = file.readUInt32BE(start + 4);
    for (let entry = 0; entry < entries; entry++) found.add(file.readUInt32BE(start + 8 + 4 * entry) - 1);
  }
  return found;
}
