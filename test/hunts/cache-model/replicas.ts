import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../../src/config.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { type Gateway, startGateway } from '../../../src/gateway.ts';
import type { Collection, Store } from '../../../src/store/port.ts';
import { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { threads } from '../../support/store-sqlite.ts';
import { Client } from '../leak/client.ts';

/** A clock that runs, and can be set on: ages grow, while whoever waits for a time does not wait less. */
export class SteppedClock implements Clock {
  #ahead = 0;

  now(): number {
    return Date.now() + this.#ahead;
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  }

  step(ms: number): void {
    this.#ahead += ms;
  }
}

export interface StoreHabits {
  /** Whether it tells which reviews were changed. */
  readonly hasLog: boolean;
  /** Share of lists and counts that are on their way for some milliseconds after they were read. */
  heldShare: number;
}

const longestHoldMs = 15;

/** A store with other habits than SQLite's. */
export function withHabits(store: Store, habits: StoreHabits): Store {
  const held = async <Result>(result: Promise<Result>): Promise<Result> => {
    const read = await result;
    if (Math.random() < habits.heldShare) await delay(Math.random() * longestHoldMs);
    return read;
  };
  const changed = (collection: Collection) => ({
    ...(!habits.hasLog && { reviewsSince: undefined }),
    search: (...args: Parameters<Collection['search']>) => held(collection.search(...args)),
    searchByReference: (...args: Parameters<Collection['searchByReference']>) =>
      held(collection.searchByReference(...args)),
    count: (...args: Parameters<Collection['count']>) => held(collection.count(...args)),
  });
  return over(store, {
    openTenant: async (...args: Parameters<Store['openTenant']>) => {
      const collection = await store.openTenant(...args);
      return over(collection, changed(collection));
    },
  });
}

function over<Target extends object>(target: Target, changes: Readonly<Record<string, unknown>>): Target {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && name in changes) return changes[name];
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export interface ReplicaAnswer {
  readonly status: number;
  readonly text: string;
  /** What the header says of where it came from. */
  readonly source: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as clients do
  readonly data: any;
  readonly errors: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** What `/health` says of the caches. */
export interface CacheHealth {
  readonly mode: string;
  readonly redis: { readonly state: string };
  readonly busConfirmed: boolean;
}

/** A gateway in this process, asked over HTTP. */
export class Replica {
  readonly gateway: Gateway;
  readonly #client: Client;

  private constructor(gateway: Gateway) {
    this.gateway = gateway;
    this.#client = new Client(gateway.url, 16);
  }

  /** Over the files of a folder; the store object is its own. */
  static async start(
    folder: string,
    { clock, wrap, env }: { clock: Clock; wrap: (store: Store) => Store; env: Record<string, string> },
  ): Promise<Replica> {
    const config = loadConfig({ STORE_URL: `sqlite:${folder}`, PORT: '0', ...env });
    const store = wrap(new SqliteStore(folder, clock, { runner: threads }));
    const gateway = await startGateway(config, store, { clock, logger: silentLogger });
    await gateway.ready;
    return new Replica(gateway);
  }

  async ask(tenant: string, query: string, variables: object = {}): Promise<ReplicaAnswer> {
    const answer = await this.#client.send({
      method: 'POST',
      path: '/graphql',
      headers: [
        ['content-type', 'application/json'],
        ['x-tenant-id', tenant],
      ],
      body: JSON.stringify({ query, variables }),
    });
    const { status, headers, body } = answer!;
    const { data = null, errors = [] } = JSON.parse(body) as Partial<ReplicaAnswer>;
    return { status, text: body, source: headers.get('x-cache'), data, errors };
  }

  async health(): Promise<CacheHealth> {
    const answer = await this.#client.send({ method: 'GET', path: '/health', headers: [] });
    return (JSON.parse(answer!.body) as { cache: CacheHealth }).cache;
  }

  async stop(): Promise<void> {
    this.#client.close();
    await this.gateway.stop();
  }
}
