import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from './failure.ts';

/** Whoever holds a lock holds it for milliseconds. */
const longestWaitMs = 5_000;
const tryEveryMs = 20;
/** What a process has left that was killed before it had its lock is removed when it is this old. */
const leftoverMs = 3_600_000;

/**
 * Runs `work` while no other process has the lock: a file that says who made it. That of a dead process is taken over.
 * @throws CommandError when another process keeps it
 */
export async function withLock<Result>(
  path: string,
  work: () => Promise<Result>,
  waitMs = longestWaitMs,
): Promise<Result> {
  await acquire(path, waitMs);
  try {
    await removeLeftovers(path);
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, waitMs: number): Promise<void> {
  // Linked to its name when it is written: nobody finds a lock that does not say yet whose it is.
  const own = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(own, signature(), { flag: 'wx', mode: 0o600 });
  try {
    const until = Date.now() + waitMs;
    while (!(await isLinked(own, path))) {
      const found = await readIfThere(path);
      if (found === undefined) continue;
      if (isOfDead(found)) await takeAway(path, found, waitMs);
      else if (Date.now() < until) await pause(tryEveryMs);
      else {
        throw new CommandError(
          `Nothing was changed: another command holds ${path} (${found.trim()}). If none is running, delete that file.`,
        );
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** A name is given once: as `O_EXCL`, with content. */
async function isLinked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a dead process. Of several that found it one might remove what another has made since: only
 * who holds a second lock may look again and remove. That may outlive its maker too, and is then taken over likewise.
 */
async function takeAway(path: string, found: string, waitMs: number): Promise<void> {
  const second = `${path}.stale`;
  await acquire(second, waitMs);
  try {
    if ((await readIfThere(path)) === found) await rm(path, { force: true });
  } finally {
    await rm(second, { force: true });
  }
}

function signature(): string {
  return `process ${process.pid} on ${hostname()} since ${startOf(process.pid)} ${randomBytes(4).toString('hex')}\n`;
}

/** Of processes of this machine alone: who runs on another one cannot be seen from here. */
function isOfDead(found: string): boolean {
  const { pid, host, since } =
    /^(process )?(?<pid>[1-9]\d{0,9})\b( on (?<host>\S+) since (?<since>\S+))?/.exec(found)?.groups ?? {};
  if (pid === undefined || (host !== undefined && host !== hostname())) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  const start = startOf(Number(pid));
  return since !== undefined && start !== unknown && since !== unknown && start !== since;
}

const unknown = '?';

/** Ids are given again, in a container soon: a process is who it was if it began when that one did (proc(5), field 22). */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19] ?? unknown;
  } catch {
    return unknown;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeLeftovers(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(basename(path)) || !/\.\d+-[0-9a-f]{8}$/.test(name)) continue;
    const leftover = join(dirname(path), name);
    const found = await stat(leftover).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > leftoverMs) await rm(leftover, { force: true });
  }
}
