import { hostname } from 'node:os';
import type { Clock } from '../core/clock.ts';
import { isRecord } from '../core/record.ts';
import type { LockHolder, SystemDocuments } from './port.ts';

/** The system document of the lock of an ingest. */
export const lockKey = '_system/ingest_lock';

export function thisHolder(clock: Clock): LockHolder {
  return { pid: process.pid, host: hostname(), since: clock.now() };
}

/** Undefined where it is not known. */
export async function readHolder(documents: SystemDocuments): Promise<LockHolder | undefined> {
  const value = (await documents.get(lockKey))?.value;
  if (!isRecord(value)) return undefined;
  const { pid, host, since } = value;
  const isHolder = typeof pid === 'number' && typeof host === 'string' && typeof since === 'number';
  return isHolder ? { pid, host, since } : undefined;
}
