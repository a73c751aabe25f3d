import type { Clock } from '../core/clock.ts';
import type { GivesUp } from '../core/ending.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { TenantLabels } from '../metrics/tenants.ts';
import type { Rotation } from './rotation.ts';

export interface OperationsOptions {
  readonly clock: Clock;
  readonly rotation: Rotation;
  /** Operations of one tenant that may wait for their turn; undefined: none waits, with `LANES=off`. */
  readonly maxWaiting: number | undefined;
  readonly tenantLabels: TenantLabels;
}

/** How operations are called among the lanes. */
export const operationLane = 'operation';

/** How long an operation may work on a tenant's data, waiting in lanes included; and how long it may wait for its turn before. */
export const operationDeadlineMs = 10_000;

/** All tenants together may have as many waiting as so many of them. */
const tenantsInAll = 4;

/**
 * Operations begin in turn among tenants, since what they cost is mostly the gateway's own work: one that has
 * not begun costs next to nothing, however many of them wait.
 */
export class Operations {
  readonly #options: OperationsOptions;
  /** By tenant, when each one that waits came; the first has waited longest. */
  readonly #waiting = new Map<TenantId, Set<{ readonly since: number }>>();
  #total = 0;

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  waiting(): ReadonlyMap<TenantId, number> {
    return new Map([...this.#waiting].map(([id, waiting]) => [id, waiting.size]));
  }

  /** Whether an operation that costs less than to wait, since its answer is there, may be done without a turn. */
  mayPass(id: TenantId): boolean {
    const { maxWaiting, rotation } = this.#options;
    if (maxWaiting === undefined) return true;
    // Otherwise it is refused.
    const hasRoom =
      this.#total < maxWaiting * tenantsInAll && (this.#waiting.get(id)?.size ?? 0) < maxWaiting;
    return hasRoom && rotation.mayPass(id);
  }

  /** Counts an operation that was let pass, and is done in the same step. */
  passed(id: TenantId): void {
    const { maxWaiting, rotation, tenantLabels } = this.#options;
    if (maxWaiting === undefined) return;
    rotation.passed(id);
    tenantLabels.of(id).lane(operationLane).done += 1;
  }

  /**
   * Resolves when an operation of the tenant may begin; undefined: at once. Rejects with the reason of whoever gives up.
   * @throws GatewayError TENANT_BUSY, DEADLINE_EXCEEDED, both by rejecting
   */
  turn(id: TenantId, asker: Pick<GivesUp, 'signal'>): Promise<void> | undefined {
    const { clock, rotation, maxWaiting, tenantLabels } = this.#options;
    if (maxWaiting === undefined) return undefined;
    const others = this.#waiting.get(id);
    const counts = tenantLabels.of(id).lane(operationLane);
    if ((others?.size ?? 0) >= maxWaiting || this.#total >= maxWaiting * tenantsInAll) {
      counts.refused += 1;
      return Promise.reject(busy(id, others ?? new Set(), clock.now()));
    }
    if (rotation.begins(id)) {
      counts.done += 1;
      return undefined;
    }
    const { signal } = asker;
    const waiting = others ?? new Set();
    return new Promise((resolve, reject) => {
      const own = { since: clock.now() };
      this.#total += 1;
      const done = () => {
        this.#total -= 1;
        signal.removeEventListener('abort', giveUp);
        waiting.delete(own);
        if (waiting.size === 0) this.#waiting.delete(id);
      };
      const giveUp = () => {
        leave();
        done();
        reject(signal.reason);
      };
      let begun = false;
      waiting.add(own);
      this.#waiting.set(id, waiting);
      const leave = rotation.operation(id, () => {
        begun = true;
        done();
        if (clock.now() - own.since > operationDeadlineMs) {
          // Time that is short belongs to those who still wait for their answers.
          counts.refused += 1;
          reject(tooLate());
          return;
        }
        counts.done += 1;
        resolve();
      });
      if (!begun) signal.addEventListener('abort', giveUp);
    });
  }
}

function tooLate(): GatewayError {
  return new GatewayError(
    'DEADLINE_EXCEEDED',
    'The operation waited too long for its turn; nothing was done. Try again.',
  );
}

/** A new one would wait about as long as the one that is next has. */
function busy(tenant: TenantId, waiting: ReadonlySet<{ since: number }>, now: number): GatewayError {
  const [next] = waiting;
  return new GatewayError('TENANT_BUSY', 'The tenant asks for more than it is served at once; try again.', {
    extensions: { tenant },
    retryAfterSeconds: Math.min(Math.max(Math.ceil((now - (next?.since ?? now)) / 1000), 1), 60),
  });
}
