import { type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from './failure.ts';

/** A file with secrets is for who made it, until he says otherwise. */
const newFileMode = 0o600;

const mostLinks = 40;

/** Where a path leads through symbolic links, also when nothing is there yet. */
export async function targetOf(path: string): Promise<string> {
  let target = resolve(path);
  for (let links = 0; links < mostLinks; links++) {
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) return join(await realpath(dirname(target)), basename(target));
    target = resolve(dirname(target), next);
  }
  throw new CommandError(`${path}: too many symbolic links`);
}

/**
 * Puts a file in the place of another, whole and on disk, with its mode and owner. Killed anywhere, the old file is there
 * or the new one. Of those who call it at the same time for one path only one may be at work.
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.new`;
  // Left by a process that was killed, or laid there by somebody.
  await rm(temporary, { force: true });
  try {
    await write(temporary, content, await keptOf(path));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
}

type Kept = Awaited<ReturnType<typeof keptOf>>;

async function keptOf(path: string) {
  try {
    const { mode, uid, gid } = await stat(path);
    return { mode: mode & 0o777, uid, gid };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function write(path: string, content: string, kept: Kept): Promise<void> {
  await using file = await open(path, 'wx', newFileMode);
  if (kept !== undefined) {
    const { uid, gid } = await file.stat();
    // A gateway that runs as another user could not read it any more.
    if (uid !== kept.uid || gid !== kept.gid) await handOver(file, kept);
    await file.chmod(kept.mode);
  }
  await file.writeFile(content);
  await file.sync();
}

async function handOver(file: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  await file.chown(uid, gid).catch(() => {
    throw new CommandError(
      `Nothing was changed: a new file cannot be given to whom the one before belongs (${uid}:${gid}). Run this as that user.`,
    );
  });
}
