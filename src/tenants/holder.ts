import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRunning } from '../core/process.ts';

/** Names that this process goes by, now. */
const own = new Set<string>();

let knownMachine: string | undefined;

/**
 * Where a process id means the same process: on one machine since one boot, in one namespace. Containers may have
 * the same host name and the same ids.
 */
export function machine(): string {
  knownMachine ??= [
    hostname(),
    ...[
      () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
      () => readlinkSync('/proc/self/ns/pid'),
    ].map(read => orNothing(read).replace(/[^0-9a-f]/g, '')),
  ].join('/');
  return knownMachine;
}

/** Other systems than Linux have no such thing. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** A name for whoever holds something: machine, process id, and what nobody else ever had. */
export function newHolder(): string {
  const holder = `${machine()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  own.add(holder);
  return holder;
}

/** Nothing is held under that name any more. */
export function endHolder(holder: string): void {
  own.delete(holder);
}

/**
 * Whether a holder is known to have ended, so that nobody needs to wait until what it held expires. False where that
 * cannot be told, as of another machine.
 */
export function hasEnded(holder: string): boolean {
  const [, host, pid] = /^(.*):(\d+):[^:]*$/.exec(holder) ?? [];
  if (host !== machine() || pid === undefined) return false;
  // A container gives each of its lives the same process id.
  return Number(pid) === process.pid ? !own.has(holder) : !isRunning(Number(pid));
}
