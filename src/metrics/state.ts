import { Gauge, type Registry } from 'prom-client';
import { Polled } from './polled.ts';
import { leaveOut } from './registry.ts';

/** What is known of the master data. */
export interface IngestionFigures {
  /** Resources by type. */
  readonly counts: Readonly<Record<string, number>>;
  readonly rejected: number;
  /** Milliseconds since 1970; undefined while it is not done. */
  readonly finishedAt: number | undefined;
}

/** What a store works with. */
export interface StorePools {
  /** That copy and refresh tenants. */
  readonly threads?: { readonly busy: number; readonly idle: number; readonly waiting: number } | undefined;
  /** To the services that the store is made of. */
  readonly connections?:
    | readonly { readonly service: string; readonly state: string; readonly count: number }[]
    | undefined;
}

export interface StateOptions {
  readonly info: Readonly<Record<'version' | 'node' | 'store' | 'cache' | 'lanes', string>>;
  /** Whether requests are taken, as far as this process alone knows. */
  readonly isOpen: () => boolean;
  /** Resolves when the store answers. */
  readonly pingStore: () => Promise<void>;
  /** Undefined while there is no master data. */
  readonly readIngestion: () => Promise<IngestionFigures | undefined>;
  readonly readPools: () => Promise<StorePools>;
  readonly maxWarmTenants: number;
}

/** Whoever scrapes waits for the store no longer than this. */
const waitMs = 1_000;
const pingFreshMs = 1_000;
const ingestionFreshMs = 5_000;

/** What the gateway and its store are like now, asked for when somebody wants to know. */
export function registerStateMetrics(registry: Registry, options: StateOptions): void {
  const registers = [registry];
  const ping = () => options.pingStore().then(() => true);
  const storeUp = new Polled(ping, { waitMs, freshMs: pingFreshMs });
  const ingestion = new Polled(options.readIngestion, { waitMs, freshMs: ingestionFreshMs });
  const pools = new Polled(options.readPools, { waitMs, freshMs: pingFreshMs });

  new Gauge({
    name: 'gateway_info',
    help: 'Always 1; its labels tell what runs here, and how it was configured.',
    labelNames: Object.keys(options.info),
    registers,
  }).set(options.info, 1);
  new Gauge({
    name: 'gateway_warm_tenants_max',
    help: 'Tenants that may be warm at once, over all processes (MAX_WARM_TENANTS).',
    registers,
  }).set(options.maxWarmTenants);
  gauge('gateway_ready', 'Whether requests are taken: 1, or 0 as /health/ready says.', async () => {
    return options.isOpen() && (await storeUp.get()) === true ? 1 : 0;
  });
  gauge('gateway_store_up', 'Whether the store answers within a second: 1 or 0.', async () => {
    return (await storeUp.get()) === true ? 1 : 0;
  });
  gauge(
    'gateway_ingest_rejected_resources',
    'Resources that the latest ingestion could not accept.',
    async () => (await ingestion.get())?.rejected,
  );
  gauge(
    'gateway_ingest_finished_timestamp_seconds',
    'When the master data was last ingested, in seconds since 1970.',
    async () => {
      const { finishedAt } = (await ingestion.get()) ?? {};
      return finishedAt === undefined ? undefined : finishedAt / 1000;
    },
  );
  rows('gateway_master_resources', 'Resources of the master data, by type.', ['type'], async set => {
    const { counts = {} } = (await ingestion.get()) ?? {};
    for (const [type, count] of Object.entries(counts)) set({ type }, count);
  });
  rows(
    'gateway_store_threads',
    'Threads that copy and refresh tenants (SQLite), by state.',
    ['state'],
    async set => {
      const { threads } = (await pools.get()) ?? {};
      if (threads === undefined) return;
      set({ state: 'busy' }, threads.busy);
      set({ state: 'idle' }, threads.idle);
    },
  );
  gauge(
    'gateway_store_threads_waiting',
    'Copies and refreshes that wait for a thread (SQLite).',
    async () => (await pools.get())?.threads?.waiting,
  );
  rows(
    'gateway_store_connections',
    'Connections of the database’s client, by service and state (Couchbase).',
    ['service', 'state'],
    async set => {
      for (const { service, state, count } of (await pools.get())?.connections ?? [])
        set({ service, state }, count);
    },
  );

  /** Without a figure it has no series. */
  function gauge(name: string, help: string, read: () => Promise<number | undefined>): void {
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        const value = await read();
        if (value === undefined) leaveOut(this);
        else this.set(value);
      },
    });
  }

  function rows(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: (set: (labels: Record<string, string>, value: number) => void) => Promise<void>,
  ): void {
    new Gauge({
      ...{ name, help, labelNames: [...labelNames], registers },
      async collect() {
        const values: [Record<string, string>, number][] = [];
        await read((labels, value) => values.push([labels, value]));
        // In one step: scrapes at the same time see all of it.
        this.reset();
        for (const [labels, value] of values) this.set(labels, value);
      },
    });
  }
}
