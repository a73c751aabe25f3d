import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What the system knows of processes together. */
export interface ProcessFigures {
  /** Seconds of CPU by process, since each began. */
  readonly cpuSeconds: ReadonlyMap<number, number>;
  readonly memoryBytes: number;
  /** Open files and sockets. */
  readonly handles: number;
}

/** Linux counts CPU time in hundredths of a second for programs, whatever its own clock. */
const ticksASecond = 100;

/** Whether this system tells about processes the way Linux does. */
export const hasProc = read('/proc/self/stat') !== undefined;

/** These processes and all that they have started, as far as they live and may be read. */
export function processFigures(roots: readonly number[]): ProcessFigures | undefined {
  const cpuSeconds = new Map<number, number>();
  let memoryBytes = 0;
  let handles = 0;
  for (const pid of withChildren(roots)) {
    const stat = statOf(pid);
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
    const open = list(`/proc/${pid}/fd`);
    if (stat === undefined || resident === undefined || open === undefined) continue;
    cpuSeconds.set(pid, stat.cpuSeconds);
    memoryBytes += Number(resident) * 1024;
    handles += open.length;
  }
  return cpuSeconds.size === 0 ? undefined : { cpuSeconds, memoryBytes, handles };
}

/** Children and theirs included, each once. */
export function withChildren(roots: readonly number[]): readonly number[] {
  const childrenOf = new Map<number, number[]>();
  for (const pid of processes()) {
    const parent = statOf(pid)?.parent;
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid]);
  }
  const found = new Set(roots);
  for (const pid of found) for (const child of childrenOf.get(pid) ?? []) found.add(child);
  return [...found];
}

/** Processes of this machine that listen on a port of the loopback or of every address. */
export function listenersOn(port: number): readonly number[] {
  const inodes = new Set(
    ['tcp', 'tcp6'].flatMap(kind =>
      (read(`/proc/net/${kind}`) ?? '')
        .split('\n')
        .map(line => line.trim().split(/\s+/))
        .filter(([, local, , state]) => state === '0A' && parseInt(local?.split(':')[1] ?? '', 16) === port)
        .map(columns => `socket:[${columns[9]}]`),
    ),
  );
  return processes().filter(pid =>
    (list(`/proc/${pid}/fd`) ?? []).some(file => inodes.has(linkOf(`/proc/${pid}/fd/${file}`))),
  );
}

function processes(): readonly number[] {
  return (list('/proc') ?? []).filter(name => /^\d+$/.test(name)).map(Number);
}

function statOf(pid: number): { parent: number; cpuSeconds: number } | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name before it is in brackets and may hold anything.
  const [, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(parent), cpuSeconds: (Number(rest[9]) + Number(rest[10])) / ticksASecond };
}

// A process may end between being listed and being read, or be somebody else's: then nothing is told of it.
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function list(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
