import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { Checkpoints } from '../../src/store/sqlite/checkpoints.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { LogFile } from '../../src/store/sqlite/log-file.ts';
import { ReviewLog } from '../../src/store/sqlite/review-log.ts';
import { ReviewWriter } from '../../src/store/sqlite/review-writer.ts';
import { soon } from '../support/soon.ts';
import { patient } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { reviewedBy, useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const key = resourceKey('Patient', 'a');
const checkpoints = new Checkpoints();
const checkpoint = vi.fn<(path: string) => Promise<void>>();

let database: Database;
let log: ReviewLog;
let writer: ReviewWriter;
beforeEach(async () => {
  await world().master([patient('a')]);
  await (await world().open(parseTenantId('t'))).close();
  database = new Database(join(folder, 'tenants', 't.db'), { pragmas: ['synchronous = NORMAL'] });
  log = new ReviewLog(database);
  checkpoint.mockReset().mockImplementation(path => checkpoints.run(path));
  writer = new ReviewWriter(database, log, new LogFile(database.path), checkpoint);
  database.exec('CREATE TABLE filling (bytes BLOB)');
});
afterEach(async () => {
  await writer.close();
  database.close();
  await checkpoints.close();
});

let reviews = 0;
const review = () => writer.write([{ key, decide: () => reviewedBy(`r${reviews++}`, 1) }]);

/** Writes about so many pages to the log. */
function fill(pages: number): void {
  database.transaction(() => {
    database.exec(`DELETE FROM filling; INSERT INTO filling VALUES (zeroblob(${pages * 4_096}))`);
  });
}

const sizeOfLog = async () => (await stat(`${database.path}-wal`)).size;

it('a long log is brought into its file in a thread, and begins anew', async () => {
  fill(2_000);
  await review();
  expect(checkpoint).not.toHaveBeenCalled();
  for (let time = 0; time < 3; time++) {
    fill(4_500);
    await review();
    await soon(() => expect(checkpoint).toHaveBeenCalledTimes(time + 1));
    // As long as the disk takes, which may have much else to write.
    await checkpoint.mock.results[time]!.value;
    expect(log.pagesToCopy).toBe(0);
  }
  expect(checkpoint).toHaveBeenCalledWith(database.path);
  // Of three times as many pages.
  expect(await sizeOfLog()).toBeLessThan(9_000 * 4_120);
  const other = new Database(database.path, { readOnly: true });
  expect(other.get('SELECT reviewed_by FROM "Patient"')).toEqual({ reviewed_by: `r${reviews - 1}` });
  other.close();
});

it('reviews wait for it, and so does who closes; nobody else', async () => {
  const begun = Promise.withResolvers<void>();
  checkpoint.mockReturnValueOnce(begun.promise);
  fill(4_500);
  // Answered before: it is on disk.
  await review();
  await soon(() => expect(checkpoint).toHaveBeenCalled());
  const ended: string[] = [];
  const next = review().then(() => ended.push('review'));
  const closed = writer.close().then(() => ended.push('closed'));
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  expect(ended).toEqual([]);
  expect(database.get('SELECT count(*) AS n FROM "Patient"')).toEqual({ n: 1 });
  begun.resolve();
  await Promise.all([next, closed]);
  expect(ended).toEqual(['review', 'closed']);
});

it('where it fails reviews go on, it is tried again when the log has grown, and in the end SQLite does it', async () => {
  checkpoint.mockRejectedValue(new Error('no thread'));
  fill(4_500);
  for (let time = 0; time < 3; time++) await review();
  expect(checkpoint).toHaveBeenCalledTimes(1);
  fill(4_500);
  for (let time = 0; time < 3; time++) await review();
  expect(checkpoint).toHaveBeenCalledTimes(2);
  fill(8_000);
  expect(log.pagesToCopy).toBe(0);
  // Then the log is short, and what failed before is tried as soon as at first.
  checkpoint.mockImplementation(path => checkpoints.run(path));
  await review();
  fill(4_500);
  await review();
  await soon(() => expect(checkpoint).toHaveBeenCalledTimes(3));
});

it('tells whoever asks that a file is not there, or that the thread has ended', async () => {
  await expect(checkpoints.run(join(folder, 'none.db'))).rejects.toThrow('cannot be opened');
  const asked = checkpoints.run(database.path);
  await Promise.all([checkpoints.close(), asked.catch(() => undefined)]);
  await checkpoints.run(database.path);
});

it('a process that waits for a checkpoint lives until it is done, and no longer', async () => {
  // The first one starts the thread; the second one finds it idle.
  const script = `
    import { Checkpoints } from ${JSON.stringify(new URL('../../src/store/sqlite/checkpoints.ts', import.meta.url).href)};
    const checkpoints = new Checkpoints();
    for (const time of ['first', 'second']) {
      await checkpoints.run(${JSON.stringify(database.path)});
      console.log(time);
    }`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    // Far less than the thread is kept for.
    { timeout: 15_000 },
  );
  expect(stdout).toBe('first\nsecond\n');
});
