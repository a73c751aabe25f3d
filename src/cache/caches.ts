import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { Domain } from './keys.ts';
import { MemoryBudget } from './local-tier.ts';
import type { SharedTier } from './ports.ts';
import { SharedValues } from './shared-values.ts';
import { CacheStats } from './stats.ts';
import type { everything, Tag } from './tags.ts';
import { TenantCache } from './tenant-cache.ts';

/** `resources`: everything but whole answers. `off`: nothing is kept, nothing is asked. */
export type CacheMode = 'on' | 'resources' | 'off';

/** What an operator says of the caches; see services/cache-control.ts. */
export interface CacheOrders {
  readonly mode: CacheMode;
  /** Flushes of all tenants' values so far. */
  readonly flushes: number;
  /** Flushes of one tenant's values so far. */
  readonly tenantFlushes: ReadonlyMap<TenantId, number>;
}

export interface CachesOptions {
  readonly clock: Clock;
  readonly mode: CacheMode;
  /** Bytes of this process's memory for all tenants together, and for one at most. */
  readonly bytes: number;
  readonly tenantBytes: number;
  readonly sharedTier?: SharedTier | undefined;
  readonly secret: Buffer;
  readonly version: string;
  /** Told when everything of a tenant, or of all, is given up but for its cooling down. */
  readonly onGivenUp?: (reason: string, tenant: TenantId | undefined) => void;
  readonly random?: () => number;
}

/** Every tenant's values in this process, each tenant's by themselves. */
export class Caches {
  readonly stats = new CacheStats();
  readonly #options: CachesOptions;
  readonly #budget: MemoryBudget;
  readonly #tenants = new Map<TenantId, TenantCache>();
  #orders: CacheOrders;

  constructor(options: CachesOptions) {
    this.#options = options;
    this.#budget = new MemoryBudget(options.bytes, options.tenantBytes);
    this.#orders = { mode: options.mode, flushes: 0, tenantFlushes: new Map() };
  }

  get mode(): CacheMode {
    return this.#orders.mode;
  }

  /** Bytes in use, about. */
  get bytes(): number {
    return this.#budget.used;
  }

  bytesOf(domain: Domain): number {
    let bytes = 0;
    for (const cache of this.#tenants.values()) bytes += cache.bytesOf(domain);
    return bytes;
  }

  get sharedStatus() {
    return this.#options.sharedTier?.status;
  }

  /** A tenant's values; undefined while nothing is cached. */
  of(tenant: TenantId): TenantCache | undefined {
    if (this.mode === 'off') return undefined;
    const present = this.#tenants.get(tenant);
    if (present !== undefined) return present;
    const { clock, random = Math.random, sharedTier: tier, secret, version } = this.#options;
    const epoch = () => this.#orders.flushes + (this.#orders.tenantFlushes.get(tenant) ?? 0);
    const shared = tier && new SharedValues({ tenant, clock, tier, secret, version, epoch });
    const made = new TenantCache({ tenant, clock, random, shared, budget: this.#budget, stats: this.stats });
    this.#tenants.set(tenant, made);
    return made;
  }

  all(): readonly TenantCache[] {
    return [...this.#tenants.values()];
  }

  invalidate(tenant: TenantId, tags: readonly Tag[] | typeof everything): void {
    this.#tenants.get(tenant)?.invalidate(tags);
  }

  /** Gives up what this process keeps of a tenant, as when it cools down. */
  drop(tenant: TenantId): void {
    this.#tenants.get(tenant)?.close();
    this.#tenants.delete(tenant);
  }

  /** Gives up what this process keeps, as when invalidations may have been missed or memory is short. */
  clear(reason: string): void {
    for (const cache of this.#tenants.values()) cache.invalidate(null);
    this.#options.onGivenUp?.(reason, undefined);
  }

  /** Follows an operator. Values of before a flush are never found again, in whichever tier. */
  follow(orders: CacheOrders): void {
    const before = this.#orders;
    this.#orders = orders;
    if (orders.mode !== before.mode || orders.flushes !== before.flushes) {
      if (this.#tenants.size === 0) return;
      for (const tenant of [...this.#tenants.keys()]) this.drop(tenant);
      this.#options.onGivenUp?.(orders.mode === before.mode ? 'flush' : `mode ${orders.mode}`, undefined);
      return;
    }
    for (const [tenant, flushes] of orders.tenantFlushes) {
      if (flushes === before.tenantFlushes.get(tenant) || !this.#tenants.has(tenant)) continue;
      this.drop(tenant);
      this.#options.onGivenUp?.('flush', tenant);
    }
  }
}
