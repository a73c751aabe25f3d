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

/** Of several processes together; undefined of none. */
export function addCaches(all: readonly CacheReport[]): CacheReport | undefined {
  const [first] = all;
  if (first === undefined || all.length === 1) return first;
  const tenants = Map.groupBy(
    all.flatMap(report => report.tenants),
    ({ id }) => id,
  );
  return {
    mode: first.mode,
    ...addLookUps(all),
    redis: addShared(all.flatMap(({ redis }) => redis ?? [])),
    busConfirmed: first.busConfirmed && all.every(({ busConfirmed }) => busConfirmed),
    domains: Object.fromEntries(
      domains.map(domain => [domain, addLookUps(all.map(report => report.domains[domain]))]),
    ) as CacheReport['domains'],
    tenants: [...tenants].map(([id, list]) => ({ id, ...addLookUps(list) })),
  };
}

function addLookUps(all: readonly (DomainFigures & { readonly bytes: number })[]) {
  const sum = (figure: keyof DomainFigures | 'bytes') =>
    all.reduce((total, figures) => total + figures[figure], 0);
  return {
    bytes: sum('bytes'),
    ...withRate({
      ...{ hits: sum('hits'), sharedHits: sum('sharedHits'), stale: sum('stale') },
      ...{ misses: sum('misses'), joined: sum('joined'), evictions: sum('evictions') },
    }),
  };
}

/** The state is the worst of all. */
function addShared(all: readonly SharedStatus[]): SharedStatus | undefined {
  if (all.length === 0) return undefined;
  const sum = (figure: 'failures' | 'timeouts' | 'openings' | 'droppedWrites') =>
    all.reduce((total, status) => total + status[figure], 0);
  const states = ['open', 'connecting', 'connected'] as const;
  return {
    state: states.find(state => all.some(status => status.state === state))!,
    ...{ failures: sum('failures'), timeouts: sum('timeouts') },
    ...{ openings: sum('openings'), droppedWrites: sum('droppedWrites') },
  };
}

function withRate(figures: DomainFigures): LookUps {
  return { hitRate: hitRate(figures), ...figures };
}
