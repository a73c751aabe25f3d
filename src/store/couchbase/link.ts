import {
  type Bucket,
  type Cluster,
  connect,
  type DiagnosticsResult,
  PingState,
  ServiceType,
} from 'couchbase';
import type { CouchbaseLocation, Timeouts } from './connection.ts';

interface Opened {
  readonly cluster: Cluster;
  readonly bucket: Bucket;
}

/**
 * The SDK's connections to the nodes. It makes those anew that break, but goes on waiting for ever on one that stays
 * open and carries nothing any more: a node that lost its power, a firewall that forgot the connection. So they are
 * looked at now and then, and where some are silent while new ones are not, the new ones take their place.
 */
export class Link {
  readonly #location: CouchbaseLocation;
  readonly #timeouts: Timeouts;
  readonly #retired = new Set<Opened>();
  #opened: Opened;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor(location: CouchbaseLocation, timeouts: Timeouts, opened: Opened) {
    this.#location = location;
    this.#timeouts = timeouts;
    this.#opened = opened;
    this.#watch();
  }

  /** @throws what the SDK says */
  static async open(location: CouchbaseLocation, timeouts: Timeouts): Promise<Link> {
    return new Link(location, timeouts, await connectTo(location, timeouts));
  }

  /** Not to be kept: another takes its place. */
  get bucket(): Bucket {
    return this.#opened.bucket;
  }

  diagnostics(): Promise<DiagnosticsResult> {
    return this.#opened.cluster.diagnostics();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const all = [this.#opened, ...this.#retired];
    this.#retired.clear();
    await Promise.all(all.map(({ cluster }) => cluster.close()));
  }

  #watch(): void {
    if (this.#isClosed) return;
    const look = () => this.#look().finally(() => this.#watch());
    this.#timer = setTimeout(look, this.#timeouts.watchMs).unref();
  }

  async #look(): Promise<void> {
    const present = this.#opened;
    if (!(await hasSilent(present))) return;
    // Fails where it is the node that does not answer: then there is nothing to be done.
    const fresh = await connectTo(this.#location, this.#timeouts).catch(() => undefined);
    if (fresh === undefined) return;
    const isBetter = !this.#isClosed && !(await hasSilent(fresh)) && (await hasSilent(present));
    if (!isBetter || this.#isClosed) return fresh.cluster.close();
    this.#opened = fresh;
    this.#retire(present);
  }

  /** What waits on the old ones ends in its own time. */
  #retire(opened: Opened): void {
    this.#retired.add(opened);
    const { keyValueMs, durableMs } = this.#timeouts;
    const close = () => {
      if (this.#retired.delete(opened)) void opened.cluster.close().catch(() => undefined);
    };
    setTimeout(close, 2 * Math.max(keyValueMs, durableMs)).unref();
  }
}

async function connectTo(location: CouchbaseLocation, timeouts: Timeouts): Promise<Opened> {
  const { connectionString, username, password, bucket } = location;
  const cluster = await connect(connectionString, {
    username,
    password,
    timeouts: {
      bootstrapTimeout: timeouts.connectMs,
      connectTimeout: timeouts.connectMs,
      kvTimeout: timeouts.keyValueMs,
      kvDurableTimeout: timeouts.durableMs,
    },
  });
  return { cluster, bucket: cluster.bucket(bucket) };
}

/** Whether any node is connected and does not answer. Broken connections are the SDK's to mend. */
async function hasSilent({ bucket }: Opened): Promise<boolean> {
  const report = await bucket.ping({ serviceTypes: [ServiceType.KeyValue] }).catch(() => undefined);
  return (report?.services[ServiceType.KeyValue] ?? []).some(({ state }) => state === PingState.Timeout);
}
