import { createHmac } from 'node:crypto';
import type { Caches } from '../cache/caches.ts';
import type { Bus } from '../cache/ports.ts';
import { invalidatedBy, isTag, type Tag, type Write } from '../cache/tags.ts';
import type { TenantCache } from '../cache/tenant-cache.ts';
import { currentRequest } from '../core/context.ts';
import type { ResourceKey, TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import type { Collection, ReviewChanges } from '../store/port.ts';
import type { Lease } from '../tenants/tenant.ts';

export interface CachingOptions {
  readonly caches: Caches;
  /** How other processes hear of reviews where the store does not tell. */
  readonly bus?: Bus | undefined;
  readonly logger: Logger;
  /** A hold on a warm tenant that is no activity. */
  readonly acquire: (tenant: TenantId) => Promise<Lease>;
  /** Keeps ids out of the log. */
  readonly secret: Buffer;
}

/**
 * What a cached value that depends on review states is worth. `exact`: the store has told every review until now.
 * `bus`: the bus has told those of some milliseconds ago. `unknown`: nothing, so it is not used.
 */
export type Confirmation = 'exact' | 'bus' | 'unknown';

/** A step in which nothing is waited for: what is confirmed at its first look holds for all that is looked up in it. */
export class Step {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly confirmed = new Map<TenantCache, Confirmation>();

  constructor(now: number) {
    this.now = now;
  }
}

/** Where cache and store meet: what a write invalidates, and whether what is cached can be relied on. */
export class Caching {
  readonly #options: CachingOptions;
  /** How far a tenant's own reviews were followed, while its values are kept. */
  readonly #sequences = new WeakMap<TenantCache, number>();

  constructor(options: CachingOptions) {
    this.#options = options;
    options.bus?.listen({
      invalidated: (tenant, tags) => options.caches.invalidate(tenant, tags?.every(isTag) ? tags : null),
      lost: () => this.#lost(),
    });
  }

  get mode() {
    return this.#options.caches.mode;
  }

  /** Whether values are shared with other processes. */
  get shares(): boolean {
    return this.#options.caches.sharedStatus !== undefined;
  }

  /** The tenant's values, of the content that the collection has; undefined while nothing is cached. */
  cacheOf(tenant: TenantId, collection: Collection): TenantCache | undefined {
    const cache = this.#options.caches.of(tenant);
    cache?.useGeneration(collection.generation);
    return cache;
  }

  /** To be asked before values that depend on review states are looked up. */
  confirm(cache: TenantCache, collection: Collection): Confirmation | Promise<Confirmation> {
    if (collection.reviewsSince === undefined) {
      return this.#options.bus?.confirmed === true ? 'bus' : 'unknown';
    }
    // Where that fails the store is asked for what is wanted, and says what is wrong.
    try {
      const changes = collection.reviewsSince(this.#sequences.get(cache) ?? -1);
      if (!(changes instanceof Promise)) return this.#follow(cache, changes);
      return changes.then(
        told => this.#follow(cache, told),
        () => 'unknown',
      );
    } catch {
      return 'unknown';
    }
  }

  /** As `confirm` where that needs no waiting, asked once in a step; `unknown` where it does. */
  confirmNow(cache: TenantCache, collection: Collection, { confirmed }: Step): Confirmation {
    const known = confirmed.get(cache);
    if (known !== undefined) return known;
    const told = this.confirm(cache, collection);
    const confirmation = told instanceof Promise ? 'unknown' : told;
    confirmed.set(cache, confirmation);
    return confirmation;
  }

  /** Whether the store's own log is followed for a tenant's values. */
  follows(cache: TenantCache): boolean {
    return this.#sequences.has(cache);
  }

  #follow(cache: TenantCache, { sequence, keys }: ReviewChanges): Confirmation {
    // The first time there is nothing yet that depends on them; unless somebody else was first meanwhile.
    if (keys === undefined) cache.invalidate(this.#sequences.has(cache) ? null : []);
    else if (keys.length > 0) cache.invalidate(invalidatedBy(keys.map(key => ({ kind: 'review', key }))));
    this.#sequences.set(cache, sequence);
    cache.reviewsAreTold();
    return 'exact';
  }

  /**
   * Reviews were written, or may have been. Resolves when this process will not serve what was before, and other
   * processes were told or will be.
   */
  async reviewed(tenant: TenantId, collection: Collection, keys: readonly ResourceKey[]): Promise<void> {
    if (keys.length === 0) return;
    const tags = invalidatedBy(keys.map((key): Write => ({ kind: 'review', key })));
    this.#options.caches.invalidate(tenant, tags);
    this.#log(tenant, tags, 'review');
    if (collection.reviewsSince === undefined) await this.#options.bus?.publish(tenant, tags);
  }

  /** Runs with a hold on the tenant of its own, for as long as that takes. */
  async apart<Result>(tenant: TenantId, run: (collection: Collection) => Promise<Result>): Promise<Result> {
    const lease = await this.#options.acquire(tenant);
    try {
      return await run(lease.collection);
    } finally {
      lease.release();
    }
  }

  /** Messages may have been missed; who follows the store's own log has missed nothing. */
  #lost(): void {
    for (const cache of this.#options.caches.all()) {
      if (this.#sequences.has(cache)) continue;
      cache.invalidate(null);
      this.#log(cache.tenant, null, 'the bus was away');
    }
  }

  #log(tenant: TenantId, tags: readonly Tag[] | null, reason: string): void {
    const { logger, secret } = this.#options;
    const requestId = currentRequest()?.requestId;
    const told = tags?.map(tag => withoutId(tag, secret)) ?? 'everything';
    logger.info({ tenant, reason, requestId, tags: told }, 'cache invalidated');
  }
}

/** The same resource is the same in every line; which one it is cannot be read. */
function withoutId(tag: Tag, secret: Buffer): string {
  return tag.replace(/\/(.+)$/, (_, id: string) => {
    return `/#${createHmac('sha256', secret).update(id).digest('base64url').slice(0, 10)}`;
  });
}
