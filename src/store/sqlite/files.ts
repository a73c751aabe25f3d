import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asError, GatewayError } from '../../core/errors.ts';

const chunkBytes = 256 * 1024;

/**
 * Copies a file that nobody writes to, and blocks meanwhile. Where the file system can share blocks that is done in no
 * time; elsewhere in chunks, after each of which `onChunk` is told the share. The target is complete and on disk when
 * it returns.
 */
export function copyDurably(source: string, target: string, onChunk: (share: number) => void): void {
  rmSync(target, { force: true });
  try {
    copyFileSync(source, target, constants.COPYFILE_FICLONE_FORCE);
  } catch {
    copyInChunks(source, target, onChunk);
  }
  const file = openSync(target, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  onChunk(1);
}

function copyInChunks(source: string, target: string, onChunk: (share: number) => void): void {
  using files = new DisposableStack();
  const from = files.adopt(openSync(source, 'r'), closeSync);
  const to = files.adopt(openSync(target, 'w'), closeSync);
  const { size } = fstatSync(from);
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let copied = 0; ; ) {
    const read = readSync(from, buffer, 0, chunkBytes, copied);
    if (read === 0) return;
    writeAll(to, buffer.subarray(0, read), copied);
    copied += read;
    onChunk(Math.min(copied / size, 1));
  }
}

function writeAll(file: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
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
