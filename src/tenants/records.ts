import type { Clock } from '../core/clock.ts';
import { isTenantId, type TenantId } from '../core/ids.ts';
import type { SystemDocuments } from '../store/port.ts';
import { hasEnded } from './holder.ts';
import type { TenantState } from './state.ts';

/** What all processes know of a tenant. Times in ms since 1970. */
export interface TenantRecord {
  readonly state: TenantState;
  /** When the tenant was last used, as far as that is written down. */
  readonly lastActivity: number;
  /** Unless cold: when this ends without a sign of life, of its users or of the process that sees to it. */
  readonly until?: number;
  /** Of a warm tenant. */
  readonly warmSince?: number;
  /** Of one that warms or cools: the process that sees to it, and since when. */
  readonly by?: string;
  readonly since?: number;
  /** Whether one that warms has its place among the warm ones already. */
  readonly admitted?: boolean;
  /** Share of the warm-up that is done. */
  readonly progress?: number;
  /** Of a cold one: why its last warm-up failed. */
  readonly failure?: string;
}

const prefix = '_system/tenants/';

/** No claim is made for longer; one that seems to be was made before the clock was set back. */
const longestClaimMs = 60_000;

/** A tenant that has no copy leaves no trace for longer than this. */
const failureKeptMs = 10 * 60_000;

/**
 * The state of every tenant as one system document each, changed by compare-and-swap: the one place that all
 * processes on the same store go by.
 */
export class TenantRecords {
  readonly #documents: SystemDocuments;
  readonly #clock: Clock;
  readonly #holder: string;

  /** @param holder who reads and writes here: what it has claimed stays claimed until it ends that itself */
  constructor(documents: SystemDocuments, clock: Clock, holder: string) {
    this.#documents = documents;
    this.#clock = clock;
    this.#holder = holder;
  }

  /** As of now: a warm tenant whose time is over is cold, and so is one whose process died on the way. */
  async read(id: TenantId): Promise<TenantRecord | undefined> {
    const document = await this.#documents.get(prefix + id);
    return document && this.#asOfNow(document.value as TenantRecord);
  }

  async list(): Promise<readonly (TenantRecord & { readonly id: TenantId })[]> {
    const documents = await this.#documents.list(prefix);
    return documents.flatMap(({ key, value }) => {
      const id = key.slice(prefix.length);
      return isTenantId(id) ? [{ id, ...this.#asOfNow(value as TenantRecord) }] : [];
    });
  }

  /**
   * Reads, decides and writes as one step that no other process comes between. `decide` may be called more than
   * once; undefined leaves the record as it is, 'forget' ends it. Resolves to whether it was changed.
   */
  async change(
    id: TenantId,
    decide: (current: TenantRecord | undefined) => TenantRecord | 'forget' | undefined,
  ): Promise<boolean> {
    for (;;) {
      const document = await this.#documents.get(prefix + id);
      const stored = document?.value as TenantRecord | undefined;
      const next = decide(stored && this.#asOfNow(stored));
      if (next === undefined) return false;
      const keptMs = keptFor(next);
      // Should the clock be set back, what was forgotten says nothing.
      const value = next === 'forget' ? { state: 'COLD', lastActivity: 0 } : next;
      const written = await this.#documents.put(prefix + id, value, {
        revision: document?.revision ?? 0,
        ...(keptMs !== undefined && { expiresAt: this.#clock.now() + keptMs }),
      });
      if (written !== undefined) return true;
    }
  }

  #asOfNow(record: TenantRecord): TenantRecord {
    const { state, lastActivity, by, until = 0 } = record;
    // Whoever has made a claim knows that it lives, whatever the clock says.
    if (state === 'COLD' || by === this.#holder) return record;
    const leftMs = until - this.#clock.now();
    const over = leftMs <= 0 || (by !== undefined && (leftMs > longestClaimMs || hasEnded(by)));
    return over ? { state: 'COLD', lastActivity } : record;
  }
}

/** Whether a tenant is warming up or cooling by that process. */
export function isClaim(
  record: TenantRecord | undefined,
  state: 'WARMING' | 'COOLING',
  holder: string,
): record is TenantRecord {
  return record?.state === state && record.by === holder;
}

/** In ms; undefined: for ever. */
function keptFor(record: TenantRecord | 'forget'): number | undefined {
  if (record === 'forget') return 0;
  // A cold tenant that was never used is one that could not be made.
  return record.state === 'COLD' && record.lastActivity === 0 ? failureKeptMs : undefined;
}
