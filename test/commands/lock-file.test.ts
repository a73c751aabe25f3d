import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../src/commands/lock-file.ts';

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'lock-test-')), 'x.lock');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

const dead = () => spawnSync(process.execPath, ['--version']).pid;
const left = () => readdir(join(path, '..'));

test('work is done under the lock, which says whose it is, and is gone afterwards, also when work fails', async () => {
  const text = await withLock(path, () => readFile(path, 'utf8'));
  expect(text).toMatch(new RegExp(`^process ${process.pid} on ${hostname()} since \\S+ \\w{8}\\n$`));
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await left()).toEqual([]);
});

const alive = () => `process ${process.pid} on ${hostname()}`;
test.each([
  ['a dead process', () => `process ${dead()} on ${hostname()} since 1 00000000\n`],
  ['a dead process of which nothing else is told', () => `${dead()}\n`],
  ['a process whose id another one has now', () => `${alive()} since 1 00000000\n`],
])('the lock of %s is taken over', async (_, text) => {
  await writeFile(path, text());
  expect(await withLock(path, async () => 'done')).toBe('done');
  expect(await left()).toEqual([]);
});

test('so is the lock on taking over, and on that again', async () => {
  for (const name of [path, `${path}.stale`, `${path}.stale.stale`]) await writeFile(name, `${dead()}\n`);
  expect(await withLock(path, async () => 'done')).toBe('done');
  expect(await left()).toEqual([]);
});

test.each([
  ['a process that lives', () => `${process.pid}\n`],
  ['a process of another machine', () => `process ${dead()} on elsewhere since 1 00000000\n`],
  ['nobody', () => ''],
])('the lock of %s is waited for, and kept', async (_, text) => {
  const held = text();
  await writeFile(path, held);
  const waiting = withLock(path, async () => 'done', 100);
  await expect(waiting).rejects.toThrow(
    /^Nothing was changed: another command holds .*x\.lock .*delete that file\.$/,
  );
  expect(await readFile(path, 'utf8')).toBe(held);
  expect(await left()).toEqual(['x.lock']);
});

test('never two at work, whoever finds the lock of a dead process first', async () => {
  for (let round = 0; round < 20; round++) {
    await writeFile(path, `process ${2 ** 22 + 1} on ${hostname()} since 1 ${round}\n`);
    let working = 0;
    const most = await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(path, async () => {
          working += 1;
          const now = working;
          for (let turn = 0; turn < 5; turn++) await setImmediate();
          working -= 1;
          return now;
        }),
      ),
    );
    expect(Math.max(...most)).toBe(1);
  }
  expect(await left()).toEqual([]);
});

test('what killed processes have left beside it goes after an hour', async () => {
  const [old, young, foreign] = [
    `${path}.123-0123abcd`,
    `${path}.124-0123abcd`,
    join(path, '../y.123-0123abcd'),
  ];
  for (const name of [old, young, foreign]) await writeFile(name, '');
  for (const name of [old, foreign]) await utimes(name, new Date(0), new Date(0));
  await withLock(path, async () => undefined);
  expect(await left()).toEqual(['x.lock.124-0123abcd', 'y.123-0123abcd']);
});
