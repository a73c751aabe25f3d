import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../src/config.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { type Logger, silentLogger } from '../../src/core/log.ts';
import { type Gateway, startGateway } from '../../src/gateway.ts';
import type { Source } from '../../src/ingest/source.ts';
import { openStore, readingFor } from '../../src/open-store.ts';
import type { Store } from '../../src/store/port.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { ingestInto } from './ingest-into.ts';
import { layMaster, smallSample } from './masters.ts';
import { threads } from './store-sqlite.ts';

export { ingestInto, smallSample };

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export interface TestGateway {
  readonly gateway: Gateway;
  readonly store: Store;
  readonly folder: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** For tenant `demo` unless told otherwise. */
  query(
    query: string,
    options?: {
      tenant?: string;
      variables?: object;
      operationName?: string;
      headers?: Record<string, string>;
    },
  ): Promise<GraphQLAnswer>;
  warm(...tenants: string[]): Promise<void>;
  /** How often the store was called so far, by call. */
  storeCalls(): Promise<Record<string, number>>;
  restart(env?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly env?: Record<string, string>;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** What master holds; undefined: nothing is ingested. */
  readonly source?: Source;
  /** Of another test gateway, which ingested it and removes it: both are over one store. */
  readonly folder?: string;
  /** Another way to the store than by the configuration. */
  readonly open?: (config: Config, clock: Clock) => Promise<Store>;
  /** Puts something between the gateway and its store. */
  readonly wrap?: (store: Store) => Store;
}

/** A gateway on a port of its own, over a store in a folder of its own. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { clock = systemClock, logger = silentLogger, wrap = store => store, open = openStore } = options;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'gateway-test-')));
  let running: { gateway: Gateway; store: Store };
  let isLaid = false;

  const start = async (env: Record<string, string> = {}) => {
    const config = loadConfig({
      STORE_URL: `sqlite:${folder}`,
      PORT: '0',
      CONSOLE_DIR: 'off',
      ...options.env,
      ...env,
    });
    const { store: location } = config;
    if (!isLaid && options.source !== undefined && location.kind === 'sqlite' && options.folder === undefined)
      isLaid = await layMaster(folder, options.source, clock);
    const store = wrap(
      location.kind === 'sqlite'
        ? new SqliteStore(location.folder, clock, { runner: threads, reading: readingFor(config.cache) })
        : await open(config, clock),
    );
    if (options.source !== undefined && !isLaid) await ingestInto(store, options.source, folder, clock);
    const gateway = await startGateway(config, store, { clock, logger });
    if (options.source !== undefined || options.folder !== undefined) await gateway.ready;
    running = { gateway, store };
  };
  await start();

  const test: TestGateway = {
    get gateway() {
      return running.gateway;
    },
    get store() {
      return running.store;
    },
    folder,
    fetch: (path, init) => fetch(new URL(path, running.gateway.url), init),
    async query(query, { tenant, variables, operationName, headers } = {}) {
      const response = await test.fetch('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(tenant !== undefined && { 'x-tenant-id': tenant }),
          ...headers,
        },
        body: JSON.stringify({ query, variables, operationName }),
      });
      const { data = null, errors = [] } = (await response.json()) as Pick<GraphQLAnswer, 'data' | 'errors'>;
      return { status: response.status, headers: response.headers, data, errors };
    },
    async warm(...tenants) {
      for (const tenant of tenants) {
        const { errors } = await test.query('mutation { warmUpTenant { state } }', { tenant });
        if (errors.length > 0) throw new Error(errors[0]?.message);
      }
    },
    async storeCalls() {
      const { values } = await running.gateway.metrics.storeSeconds.get();
      const counts = values.filter(({ metricName }) => metricName?.endsWith('_count'));
      const calls: Record<string, number> = {};
      for (const { labels, value } of counts) calls[labels.call!] = (calls[labels.call!] ?? 0) + value;
      return calls;
    },
    async restart(env) {
      await running.gateway.stop();
      await start(env);
    },
    async stop() {
      await running.gateway.stop();
      if (options.folder === undefined) await rm(folder, { recursive: true });
    },
  };
  return test;
}

/** A source of given resources. The same name is the same source, whatever it holds. */
export function listSource(resources: readonly object[], name = 'test list'): Source {
  return {
    name,
    async *read() {
      for (const [place, json] of resources.entries()) {
        yield { file: 'list', line: place + 1, content: { json } };
      }
    },
  };
}
