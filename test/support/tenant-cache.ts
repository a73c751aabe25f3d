import { setImmediate } from 'node:timers/promises';
import { shared } from '../../src/cache/keys.ts';
import { MemoryBudget } from '../../src/cache/local-tier.ts';
import type { Kind, Lookup } from '../../src/cache/lookup.ts';
import type { SharedTier } from '../../src/cache/ports.ts';
import { SharedValues } from '../../src/cache/shared-values.ts';
import { CacheStats } from '../../src/cache/stats.ts';
import { type Tag, tags } from '../../src/cache/tags.ts';
import { TenantCache } from '../../src/cache/tenant-cache.ts';
import { GatewayError } from '../../src/core/errors.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { ManualClock } from './clock.ts';

/** What processes share, in a map, as JSON. Answers when it is let. */
export class MapTier implements SharedTier {
  readonly entries = new Map<string, { readonly json: string; readonly ttlMs: number }>();
  /** Keys of each round trip. */
  readonly asked: (readonly string[])[] = [];
  readonly gate = new Gate();
  readonly status = { state: 'connected', failures: 0, timeouts: 0, openings: 0, droppedWrites: 0 } as const;

  async getMany(keys: readonly string[]): Promise<readonly unknown[]> {
    this.asked.push(keys);
    const found = keys.map(key => this.entries.get(key)).map(entry => entry && JSON.parse(entry.json));
    await this.gate.pass();
    return found;
  }

  set(key: string, value: unknown, ttlMs: number): void {
    this.entries.set(key, { json: JSON.stringify(value), ttlMs });
  }
}

/** Where work waits while it is closed. */
export class Gate {
  #closed = false;
  #waiting: (() => void)[] = [];

  get waiting(): number {
    return this.#waiting.length;
  }

  close(): void {
    this.#closed = true;
  }

  /** For good; what waits goes on, as far as it can. */
  async open(): Promise<void> {
    this.#closed = false;
    for (const goOn of this.#waiting.splice(0)) goOn();
    await settled();
  }

  /** Lets one through. */
  async step(place = 0): Promise<void> {
    const [goOn] = this.#waiting.splice(place % Math.max(this.#waiting.length, 1), 1);
    goOn?.();
    await settled();
  }

  async pass(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (!this.#closed) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push(resolve);
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter(one => one !== resolve);
        reject(signal.reason);
      });
    });
  }
}

/** Lets what is under way go on as far as it can. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await setImmediate();
}

export const tagOf = (name: string): Tag => tags.resource('content', resourceKey('Patient', name));

export const kind: Kind<string | null> = {
  domain: 'resource',
  scope: shared,
  profile: 'short',
  shareable: true,
  bytes: value => value?.length ?? 0,
};

interface ReadOptions extends Partial<Kind<string | null>> {
  readonly signal?: AbortSignal;
}

/** Where values are loaded from: of each name, what it is now. What is loaded is what was there when that began. */
export class Source {
  readonly gate = new Gate();
  /** Names of each load, and of each in the background. */
  readonly loads: (readonly string[])[] = [];
  readonly reloads: (readonly string[])[] = [];
  readonly versions = new Map<string, number>();
  failure: Error | undefined;

  change(name: string): void {
    this.versions.set(name, this.version(name) + 1);
  }

  version(name: string): number {
    return this.versions.get(name) ?? 1;
  }

  lookup(names: readonly string[], { signal = never, ...given }: ReadOptions = {}): Lookup<string | null> {
    const load = async (places: readonly number[], of: (readonly string[])[], by?: AbortSignal) => {
      const wanted = places.map(place => names[place]!);
      of.push(wanted);
      const values = wanted.map(name => `${name} ${this.version(name)}`);
      await this.gate.pass(by);
      if (this.failure !== undefined) throw this.failure;
      return values;
    };
    return {
      ...{ ...kind, ...given, signal },
      keys: names.map(name => [name]),
      tags: (_, place) => [tagOf(names[place]!)],
      load: places => load(places, this.loads, signal),
      reload: places => load(places, this.reloads),
    };
  }
}

const never = new AbortController().signal;

export const unavailable = new GatewayError('STORE_UNAVAILABLE', 'The store does not answer.');

export interface CacheWorldOptions {
  readonly clock?: ManualClock;
  readonly tier?: MapTier;
  readonly source?: Source;
  readonly tenant?: string;
  readonly epoch?: () => number;
  readonly version?: string;
  readonly random?: () => number;
}

/** A tenant's values in one process, with where they come from. */
export function cacheWorld({
  clock = new ManualClock(),
  source = new Source(),
  tier,
  epoch = () => 0,
  version = 'v1',
  random = () => 0,
  ...given
}: CacheWorldOptions = {}) {
  const tenant = parseTenantId(given.tenant ?? 'demo');
  const megabytes = 1024 * 1024;
  const secret = Buffer.from('secret');
  const cache = new TenantCache({
    ...{ tenant, clock, random },
    shared: tier && new SharedValues({ tenant, clock, tier, secret, version, epoch }),
    budget: new MemoryBudget(megabytes, megabytes),
    stats: new CacheStats(),
  });
  if (tier !== undefined) cache.useGeneration('g1');
  /** Values, marked where they are told to be aged; codes or messages of errors. */
  const read = async (names: readonly string[], options?: ReadOptions): Promise<readonly unknown[]> => {
    const found = await cache.read(source.lookup(names, options));
    return found.map(entry => {
      if (entry instanceof GatewayError) return entry.code;
      if (entry instanceof Error) return entry.message;
      return entry.aged ? `${entry.value} (aged)` : entry.value;
    });
  };
  const change = (name: string) => {
    source.change(name);
    cache.invalidate([tagOf(name)]);
  };
  return { cache, clock, source, tier, read, change };
}
