import type { DomainFigures } from '../metrics/cache.ts';
import { type Domain, domains } from './keys.ts';

export type Counted = keyof DomainFigures;

const none: DomainFigures = { hits: 0, sharedHits: 0, stale: 0, misses: 0, joined: 0, evictions: 0 };

/** Counts look-ups, by domain. */
export class CacheStats {
  readonly #figures = Object.fromEntries(domains.map(domain => [domain, { ...none }])) as Readonly<
    Record<Domain, Record<Counted, number>>
  >;

  count(domain: Domain, what: Counted, by = 1): void {
    this.#figures[domain][what] += by;
  }

  of(domain: Domain): DomainFigures {
    return this.#figures[domain];
  }

  total(): DomainFigures {
    const sum: Record<Counted, number> = { ...none };
    for (const figures of Object.values(this.#figures)) {
      for (const what of Object.keys(none) as Counted[]) sum[what] += figures[what];
    }
    return sum;
  }
}

/** Share of look-ups that were answered without a load, 0 to 1; 0 when there was none. */
export function hitRate({ hits, sharedHits, misses }: DomainFigures): number {
  const all = hits + sharedHits + misses;
  return all === 0 ? 0 : (hits + sharedHits) / all;
}
