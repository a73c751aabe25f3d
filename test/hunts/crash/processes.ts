import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** What Linux tells of processes: who is there, who serves a connection, who holds a lock. */

/** Whether a process runs; one that has ended and that nobody has asked about does not. */
export function isRunning(pid: number): boolean {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The name before the state may hold anything.
  return stat !== undefined && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

/** Resolves to those that still run when the time is up; to none as soon as all have ended. */
export async function whoStays(pids: readonly number[], waitMs: number): Promise<number[]> {
  for (const end = performance.now() + waitMs; ; await delay(20)) {
    const left = pids.filter(isRunning);
    if (left.length === 0 || performance.now() >= end) return left;
  }
}

/** In the order of their start. */
export function childrenOf(pid: number): number[] {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`) ?? '';
  return children.split(' ').filter(Boolean).map(Number).filter(isRunning);
}

/** Whoever has that text in one of its variables. */
export function processesWith(variable: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => readIfThere(`/proc/${pid}/environ`)?.includes(variable))
    .map(Number)
    .filter(isRunning);
}

/** Which of the processes has the server's end of a connection over IPv4; undefined when none of them. */
export function serverOf(
  { clientPort, serverPort }: { readonly clientPort: number; readonly serverPort: number },
  pids: readonly number[],
): number | undefined {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0');
  const [local, remote] = [`:${hex(serverPort)}`, `:${hex(clientPort)}`];
  const rows = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/));
  const inode = rows.find(row => row[1]?.endsWith(local) && row[2]?.endsWith(remote))?.[9];
  return pids.find(pid => openFiles(pid).includes(`socket:[${inode}]`));
}

/** https://www.sqlite.org/walformat.html#the_wal_index_file_format: the byte of the lock of who writes. */
const writeLockByte = 120;
/** https://www.sqlite.org/src/file/src/os.h: the first byte of the locks of a file without a log. */
const pendingByte = 0x40000000;

/** The process that writes to a database file with a log, if any. */
export function writerOf(databasePath: string): number | undefined {
  return holderOf(`${databasePath}-shm`, writeLockByte);
}

/** The process that has a database file without a log for itself, if any. */
export function ownerOf(databasePath: string): number | undefined {
  return holderOf(databasePath, pendingByte);
}

function holderOf(path: string, byte: number): number | undefined {
  const inode = statSync(path, { throwIfNoEntry: false })?.ino;
  if (inode === undefined) return undefined;
  for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
    const [, pid, file, start, end] =
      /^\d+: POSIX +ADVISORY +WRITE (\d+) \w+:\w+:(\d+) (\d+) (\w+)$/.exec(line) ?? [];
    const covers = Number(start) <= byte && (end === 'EOF' || Number(end) >= byte);
    if (Number(file) === inode && covers) return Number(pid);
  }
  return undefined;
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map(fd => linkIfThere(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

/** Processes and their files may go at any time. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function linkIfThere(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
