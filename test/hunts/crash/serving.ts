import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandFolder } from '../../support/process-command.ts';
import { GatewayProcess } from '../../support/process-gateway.ts';
import { Client, isLost } from './client.ts';
import { childrenOf, isRunning, serverOf } from './processes.ts';

export interface ServingOptions {
  readonly commands: CommandFolder;
  readonly env: Readonly<Record<string, string>>;
  readonly workers: number;
}

/** Lines of the log that are kept to tell of a failure. */
const keptLines = 4_000;

/** `serve` with as many workers, and what is to be known of its processes. */
export class Serving {
  readonly url: string;
  readonly count: number;
  readonly log: string[] = [];
  /** Every process that was ever seen. */
  readonly seen = new Set<number>();
  readonly ended: Promise<[number | null, NodeJS.Signals | null]>;
  readonly #child: ChildProcess;

  private constructor(gateway: GatewayProcess, count: number) {
    this.url = gateway.url;
    this.count = count;
    this.#child = gateway.child;
    this.seen.add(this.pid);
    this.ended = once(gateway.child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    for (const stream of [gateway.child.stdout!, gateway.child.stderr!]) {
      stream.on('data', chunk => {
        this.log.push(...String(chunk).trimEnd().split('\n'));
        if (this.log.length > 2 * keptLines) this.log.splice(0, keptLines);
      });
    }
  }

  static async start({ commands, env, workers }: ServingOptions): Promise<Serving> {
    const gateway = await GatewayProcess.start(commands, [], { env: { ...env, WORKERS: String(workers) } });
    const serving = new Serving(gateway, workers);
    await gateway.logged(/ready: open/);
    serving.processes();
    return serving;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get runs(): boolean {
    return isRunning(this.pid);
  }

  /** Those that serve: the process itself where it has no workers. */
  processes(): number[] {
    const pids = this.count === 1 ? [this.pid].filter(isRunning) : childrenOf(this.pid);
    for (const pid of pids) this.seen.add(pid);
    return pids;
  }

  /** A client on a connection to one of the processes, whoever takes it; undefined when it cannot be told who that is. */
  async connectAny(): Promise<{ client: Client; pid: number } | undefined> {
    const { client, server } = await this.#connect(this.processes());
    if (server !== undefined) return { client, pid: server };
    client.close();
    return undefined;
  }

  /** A client on a connection to that process; undefined when it cannot be had in time. */
  async connect(pid: number, waitMs = 5_000): Promise<Client | undefined> {
    for (const end = performance.now() + waitMs; performance.now() < end && isRunning(pid); ) {
      const { client, server } = await this.#connect([pid]);
      if (server === pid) return client;
      client.close();
      // Others may want the other processes, and connections go to them in turn.
      await delay(1 + Math.random() * 10);
    }
    return undefined;
  }

  /** Resolves when as many serve as should; to a connection to each. Undefined when that takes too long. */
  async complete(waitMs: number): Promise<Client[] | undefined> {
    const clients = new Map<number, Client>();
    for (const end = performance.now() + waitMs; performance.now() < end; await delay(10)) {
      const pids = this.processes();
      const { client, server } = await this.#connect(pids);
      if (server === undefined || clients.has(server)) client.close();
      else clients.set(server, client);
      if (pids.length === this.count && pids.every(pid => clients.has(pid))) return [...clients.values()];
    }
    for (const client of clients.values()) client.close();
    return undefined;
  }

  /** A connection to whoever takes it; `server`: who that is, if it is one of these and ready. */
  async #connect(pids: readonly number[]): Promise<{ client: Client; server: number | undefined }> {
    const client = new Client(this.url, { keepAlive: true });
    const outcome = await client.get('/health/ready');
    const isReady = !isLost(outcome) && outcome.status === 200 && client.port !== undefined;
    const ports = { clientPort: client.port ?? 0, serverPort: Number(new URL(this.url).port) };
    return { client, server: isReady ? serverOf(ports, pids) : undefined };
  }
}
