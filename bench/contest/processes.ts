import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Processes that are held to cores, watched and ended. */

export interface Child {
  readonly process: ChildProcess;
  /** Rejects when it ends, with what it said; never resolves. */
  readonly failed: Promise<never>;
  stopping: boolean;
}

/** Where the server and where the load generator run; undefined: wherever the system puts them. */
export interface Cores {
  readonly server: number | undefined;
  readonly load: number | undefined;
}

export function chooseCores(): Cores {
  const pinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;
  return pinned ? { server: 0, load: 1 } : { server: undefined, load: undefined };
}

export interface StartOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Numbers of the cores it may use; undefined: all. */
  readonly cores: readonly number[] | undefined;
  /** Whether it is talked to by messages. */
  readonly messages?: boolean;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

const saidAtMost = 4_000;

/** Starts a script. No variable of this process but the path changes what it does. */
export function start(script: string, args: readonly string[], options: StartOptions): Child {
  const command = [process.execPath, ...(options.node ?? []), script, ...args];
  if (options.cores !== undefined) command.unshift('taskset', '-c', options.cores.join(','));
  const child = spawn(command[0]!, command.slice(1), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', 'ignore', 'pipe', ...(options.messages ? (['ipc'] as const) : [])],
    // Among the figures may be NaN.
    serialization: 'advanced',
  });
  let said = '';
  child.stderr!.on('data', chunk => {
    said = (said + chunk).slice(-saidAtMost);
  });
  const started: Child = {
    process: child,
    stopping: false,
    failed: new Promise((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        if (!started.stopping) reject(new Error(`${script} ended (${code ?? signal}): ${said}`));
      });
    }),
  };
  // Whoever waits for it hears of it.
  started.failed.catch(() => undefined);
  return started;
}

export async function end(child: Child, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  child.stopping = true;
  if (child.process.exitCode !== null || child.process.signalCode !== null) return;
  child.process.kill(signal);
  await once(child.process, 'exit');
}

/** Waits until the address answers as wanted. */
export async function answering(child: Child, url: string, wanted: (status: number) => boolean) {
  for (;;) {
    const asked = fetch(url).then(
      async answer => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    if (wanted(await Promise.race([asked, child.failed]))) return;
    await delay(20);
  }
}

/** Seconds of the processor that a process and its children have used, on Linux; elsewhere undefined. */
export function cpuSeconds(pid: number): number | undefined {
  try {
    return [pid, ...descendants(pid)].reduce((sum, each) => sum + ticksOf(each) / ticksASecond, 0);
  } catch {
    return undefined;
  }
}

/** Bytes in memory of a process and its children: now, and at most so far; undefined where it is not told. */
export function residentBytes(pid: number): { readonly now: number; readonly most: number } | undefined {
  try {
    const texts = [pid, ...descendants(pid)].map(each => readFileSync(`/proc/${each}/status`, 'utf8'));
    const sum = (name: string) =>
      texts.reduce(
        (all, text) => all + Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1]) * 1024,
        0,
      );
    return { now: sum('VmRSS'), most: sum('VmHWM') };
  } catch {
    return undefined;
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the kernel tells users ticks of 10 ms on every platform. */
const ticksASecond = 100;

function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function descendants(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap(task => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '))
    .filter(child => child !== '')
    .map(Number)
    .flatMap(child => [child, ...descendants(child)]);
}
