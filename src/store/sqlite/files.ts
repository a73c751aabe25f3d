import { constants } from 'node:fs';
import { copyFile, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asError, GatewayError } from '../../core/errors.ts';
import type { OnProgress } from '../port.ts';

const chunkBytes = 4 * 1024 * 1024;

/**
 * Copies a file that nobody writes to. Where the file system can share blocks that is done in no time;
 * elsewhere in chunks, so that progress can be told. The target is complete and on disk when it resolves.
 */
export async function copyDurably(source: string, target: string, onProgress: OnProgress): Promise<void> {
  await rm(target, { force: true });
  await copyFile(source, target, constants.COPYFILE_FICLONE_FORCE).catch(() =>
    copyInChunks(source, target, onProgress),
  );
  await syncFile(target);
  onProgress(1);
}

async function copyInChunks(source: string, target: string, onProgress: OnProgress): Promise<void> {
  await using from = await open(source, 'r');
  await using to = await open(target, 'w');
  const { size } = await from.stat();
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let copied = 0; ; ) {
    const { bytesRead } = await from.read(buffer, 0, chunkBytes, copied);
    if (bytesRead === 0) return;
    await writeAll(to, buffer.subarray(0, bytesRead), copied);
    copied += bytesRead;
    onProgress(Math.min(copied / size, 1));
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const step = await file.write(bytes, written, bytes.length - written, position + written);
    written += step.bytesWritten;
  }
}

/**
 * Puts a finished database file under its name for good: a crash afterwards finds it whole, one before finds
 * none. What a file of that name left behind goes first: SQLite would take its log for the new file's own.
 */
export async function publish(temporary: string, name: string): Promise<void> {
  await removeSideFiles(name);
  await rename(temporary, name);
  await syncFile(dirname(name));
}

/** Forces a file, or the entries of a folder, to disk. */
export async function syncFile(path: string): Promise<void> {
  await using file = await open(path, 'r');
  await file.sync();
}

/** @throws GatewayError STORE_UNAVAILABLE when that cannot be told, so that nobody takes it for a no */
export async function fileExists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    error => (error.code === 'ENOENT' ? false : refused(error)),
  );
}

/** Deletes a database file with what SQLite keeps beside it. */
export async function removeDatabase(path: string): Promise<void> {
  await rm(path, { force: true });
  await removeSideFiles(path);
}

async function removeSideFiles(path: string): Promise<void> {
  for (const suffix of ['-wal', '-shm', '-journal']) await rm(path + suffix, { force: true });
}

const refusals: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk under the store is full.',
  EDQUOT: 'The disk under the store is full.',
  EACCES: 'The store cannot be written; check the permissions of its folder.',
  EPERM: 'The store cannot be written; check the permissions of its folder.',
  EROFS: 'The store cannot be written; its folder is read-only.',
  ENOTDIR: 'The folder of the store is not a folder.',
  EEXIST: 'The folder of the store is not a folder.',
  EISDIR: 'A folder stands where a data file of the store belongs.',
  ERR_FS_EISDIR: 'A folder stands where a data file of the store belongs.',
  ENOENT: 'A part of the store is missing; check that its folder is there.',
  EMFILE: 'The process has too many open files; raise its limit.',
  EIO: 'The disk under the store failed to read or write.',
};

/** Puts what the file system refuses into the gateway's words. */
export function unlessRefused<Result>(run: () => Result): Result {
  try {
    const result = run();
    return result instanceof Promise ? (result.catch(refused) as Result) : result;
  } catch (error) {
    return refused(error);
  }
}

function refused(thrown: unknown): never {
  const error = asError(thrown);
  const words = refusals[(error as NodeJS.ErrnoException).code ?? ''];
  if (words === undefined) throw error;
  throw new GatewayError('STORE_UNAVAILABLE', words, { cause: error });
}
