import type { CacheMode, Caches } from '../cache/caches.ts';
import { type Domain, domains } from '../cache/keys.ts';
import type { Bus, SharedStatus } from '../cache/ports.ts';
import { hitRate } from '../cache/stats.ts';
import type { TenantId } from '../core/ids.ts';
import type { DomainFigures } from '../metrics/cache.ts';

/** Look-ups, and the share of them that needed no load: 0 to 1, 0 where there was none. */
type LookUps = DomainFigures & { readonly hitRate: number };

/** What is told of this process's caches. Counts begin with the process. */
export interface CacheReport extends LookUps {
  readonly mode: CacheMode;
  /** Memory of this process, about. */
  readonly bytes: number;
  /** Undefined without Redis. */
  readonly redis: SharedStatus | undefined;
  /** Undefined without Redis. */
  readonly busConfirmed: boolean | undefined;
  readonly domains: Readonly<Record<Domain, LookUps & { readonly bytes: number }>>;
  /** Those with something in this process; their counts begin when they become warm here. */
  readonly tenants: readonly (LookUps & { readonly id: TenantId; readonly bytes: number })[];
}

export function reportCaches(caches: Caches, bus: Pick<Bus, 'confirmed'> | undefined): CacheReport {
  return {
    mode: caches.mode,
    bytes: caches.bytes,
    ...withRate(caches.stats.total()),
    redis: caches.sharedStatus,
    busConfirmed: bus?.confirmed,
    domains: Object.fromEntries(
      domains.map(domain => [
        domain,
        { bytes: caches.bytesOf(domain), ...withRate(caches.stats.of(domain)) },
      ]),
    ) as CacheReport['domains'],
    tenants: caches
      .all()
      .map(({ tenant, bytes, stats }) => ({ id: tenant, bytes, ...withRate(stats.total()) })),
  };
}

function withRate(figures: DomainFigures): LookUps {
  return { hitRate: hitRate(figures), ...figures };
}
