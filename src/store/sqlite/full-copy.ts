import { GatewayError } from '../../core/errors.ts';
import type { Origin } from '../origin.ts';
import { isSound } from './check.ts';
import { Database, isDamage } from './database.ts';
import { copyDurably, unlessRefused } from './files.ts';
import { readOrigin } from './origin.ts';
import { type CopyTask, pieceOf, type Watch } from './tasks.ts';

/** Of the time that a copy takes, the rest of which is its check. */
const copyingShare = 0.8;

/**
 * Makes a checked copy of master's file, durably. Returns false when another master has been published meanwhile.
 * @throws GatewayError STORE_UNAVAILABLE when master or the copy is damaged
 */
export function copyMaster({ masterPath, targetPath, origin, sound }: CopyTask, watch: Watch): boolean {
  const copying = pieceOf(watch, 0, copyingShare);
  unlessRefused(() =>
    copyDurably(masterPath, targetPath, share => {
      copying.throwIfAborted();
      copying.progress(share);
    }),
  );
  if (isOfAnother(targetPath, origin)) return false;
  const checking = pieceOf(watch, copyingShare, 1);
  if (!isSound(targetPath, sound, checking)) {
    const silent = { ...watch, progress: () => {} };
    throw isSound(masterPath, sound, silent) ? damagedOnTheWay() : damagedMaster();
  }
  keepLog(targetPath);
  return true;
}

/** Has the file log what is written from now on, so that no reader has to let go of it for that later. */
export function keepLog(path: string): void {
  new Database(path, { pragmas: ['journal_mode = WAL'] }).close();
}

export function damagedOnTheWay(): GatewayError {
  return new GatewayError(
    'STORE_UNAVAILABLE',
    'The copy came out damaged, though the master data is sound; check the disk under the store.',
  );
}

export function damagedMaster(cause?: unknown): GatewayError {
  const words = 'The master data is damaged; ingest again with --refresh --prune.';
  return new GatewayError('STORE_UNAVAILABLE', words, { cause });
}

/** Whether it certainly is a copy of another master; of what cannot be read that is not certain. */
function isOfAnother(path: string, origin: Origin | undefined): boolean {
  let database: Database | undefined;
  try {
    database = new Database(path, { readOnly: true });
    return readOrigin(database)?.generation !== origin?.generation;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    database?.close();
  }
}
