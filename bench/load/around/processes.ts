import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, closeSync, constants, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Something that could not be started, in one line. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

/** A process that was started here; it is ended by its own id, whatever becomes of this one. */
export class Started {
  readonly child: ChildProcess;
  readonly #name: string;
  readonly #log: string;

  /** @param log a file that takes what it writes */
  constructor(
    name: string,
    command: readonly [string, ...string[]],
    { log, env, cwd }: { log: string; env?: NodeJS.ProcessEnv; cwd?: string },
  ) {
    const file = openSync(log, 'a');
    const [program, ...args] = command;
    // In a group of its own: Ctrl-C is meant for this process, which ends the others when it has asked what it wants to know.
    this.child = spawn(program, args, {
      ...{ stdio: ['ignore', file, file], detached: true },
      ...(env && { env }),
      ...(cwd !== undefined && { cwd }),
    });
    closeSync(file);
    this.#name = name;
    this.#log = log;
    const kill = () => this.child.kill('SIGKILL');
    process.once('exit', kill);
    this.child.once('exit', () => process.off('exit', kill));
    this.child.once('error', () => process.off('exit', kill));
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  get ended(): boolean {
    return this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Until `ready` holds. @throws StartError when it ends first, or takes longer than `seconds` */
  async until(ready: () => Promise<boolean>, seconds: number): Promise<void> {
    const deadline = performance.now() + seconds * 1_000;
    while (!(await ready().catch(() => false))) {
      if (this.ended) throw new StartError(`${this.#name} did not start: ${this.#lastLine()}`);
      if (performance.now() > deadline) throw new StartError(`${this.#name} was not ready in ${seconds} s.`);
      await delay(50);
    }
  }

  /** Asks it to end; kills it after `seconds`. @returns whether it ended by itself */
  async end(signal: NodeJS.Signals = 'SIGTERM', seconds = 15): Promise<boolean> {
    if (this.ended) return true;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    const stop = new AbortController();
    const late = delay(seconds * 1_000, 'late', { signal: stop.signal }).catch(() => 'ended');
    const first = await Promise.race([exit, late]);
    stop.abort();
    if (first !== 'late') return true;
    this.child.kill('SIGKILL');
    await exit;
    return false;
  }

  #lastLine(): string {
    const lines = readFileSync(this.#log, 'utf8').trim().split('\n');
    return lines.at(-1)?.slice(0, 300) || 'it wrote nothing';
  }
}

/** Where a program is in the path; undefined where it is not. */
export function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(path => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
