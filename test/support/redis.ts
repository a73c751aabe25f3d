import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createClient } from '@keyv/redis';
import { describe } from 'vitest';
import { isExecutable } from './executable.ts';
import { freePort } from './free-port.ts';

const binary = (process.env.PATH ?? '')
  .split(delimiter)
  .map(folder => join(folder, 'redis-server'))
  .find(isExecutable);

export const noRedis = binary === undefined;

/**
 * `describe`, skipped where there is no redis-server to start. A test may try again: on a machine that is busy
 * Redis itself may miss a deadline of 50 ms, which is then treated as it has to be, and is not what the test expects.
 */
export const describeWithRedis: (name: string, tests: () => void) => void = noRedis
  ? (name, tests) => describe.skip(`${name} (skipped: no redis-server in the path)`, tests)
  : (name, tests) => describe(name, { retry: 2 }, tests);

/** A real Redis in a process of its own, on a loopback port that stays the same over restarts; nothing on disk. */
export class RedisServer {
  readonly port: number;
  readonly #options: readonly string[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));
  #child: ChildProcess | undefined;

  constructor(port: number, options: readonly string[] = []) {
    this.port = port;
    this.#options = options;
  }

  /** @param options more of the command line, for example `['--requirepass', 'secret']`. */
  static async start(options: readonly string[] = []): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it empty; resolves when it accepts connections. */
  async start(): Promise<void> {
    const fixed = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn(binary!, [...fixed, '--dir', this.#folder, ...this.#options], { stdio: 'ignore' });
    this.#child = child;
    // Where a run is broken off, nobody calls `end`.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    while (!(await accepts(this.port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
      await setTimeout(10);
    }
  }

  /** As a crash does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** It holds its connections, and the kernel accepts more, but nothing is answered until `thaw`. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Sends one command on a connection of its own. */
  async command(...args: string[]): Promise<unknown> {
    const client = createClient({ url: this.url });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand(args);
    } finally {
      client.destroy();
    }
  }

  /** How often a command was called since the server started or `CONFIG RESETSTAT`. */
  async calls(command: string): Promise<number> {
    const stats = String(await this.command('INFO', 'commandstats'));
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
