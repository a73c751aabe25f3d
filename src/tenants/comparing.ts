import type { Clock } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { InTurn } from '../core/in-turn.ts';
import { SingleFlight } from '../core/single-flight.ts';
import type { Part, RefreshSummary, Store } from '../store/port.ts';

export interface ComparisonsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly partOf: (id: TenantId) => Part | undefined;
}

const deadlineMs = 60_000;

/** What refreshes would do. Those who ask for the same tenant at the same time share one comparison. */
export class Comparisons {
  readonly #options: ComparisonsOptions;
  readonly #running = new SingleFlight<TenantId, RefreshSummary>();
  /** One at a time, so that warm-ups need not wait for what many ask out of curiosity. */
  readonly #turns = new InTurn();

  constructor(options: ComparisonsOptions) {
    this.#options = options;
  }

  /** @throws GatewayError DEADLINE_EXCEEDED */
  compare(id: TenantId): Promise<RefreshSummary> {
    return this.#running.run(id, () => this.#turns.run(() => this.#compare(id)));
  }

  async #compare(id: TenantId): Promise<RefreshSummary> {
    const { store, partOf, clock } = this.#options;
    const controller = new AbortController();
    const cancel = clock.after(deadlineMs, () =>
      controller.abort(new GatewayError('DEADLINE_EXCEEDED', 'The comparison with master took too long.')),
    );
    try {
      return await store.compareTenant(id, { part: partOf(id), signal: controller.signal });
    } finally {
      cancel();
    }
  }
}
