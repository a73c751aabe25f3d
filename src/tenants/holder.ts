import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Names that this process goes by, now. */
const own = new Set<string>();

/** A name for whoever holds something: machine, process id, and what nobody else ever had. */
export function newHolder(): string {
  const holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
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
  if (host !== hostname() || pid === undefined) return false;
  // A container gives each of its lives the same process id.
  return Number(pid) === process.pid ? !own.has(holder) : !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
