import type { Clock } from '../core/clock.ts';
import { Ending, type GivesUp } from '../core/ending.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { OnBatch } from '../metrics/loaders.ts';
import { Workspace, type WorkspaceOptions } from '../services/workspace.ts';
import { operationDeadlineMs } from '../tenants/operations.ts';
import type { Lease } from '../tenants/tenant.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { Budget } from './budget.ts';
import { Loaders } from './loaders/loaders.ts';

/** What an operation has of a warm tenant. */
export interface WarmSession {
  readonly workspace: Workspace;
  readonly loaders: Loaders;
}

export interface SessionOptions extends WorkspaceOptions {
  readonly onBatch: OnBatch;
}

/** Where a session gets its tenant from. */
export type Leases = Pick<Tenants, 'acquire' | 'acquireAtOnce'>;

/** One for all: every operation ends, and where it did so is of no use. */
const ended = new GatewayError('CLIENT_GONE', 'The operation has ended.');

/** One operation's hold on its tenant: taken by the first gated field, let go of when the operation ends. */
export class Session {
  readonly #tenants: Leases;
  readonly #tenant: TenantId;
  readonly #clock: Clock;
  readonly #options: SessionOptions;
  readonly #gone: GivesUp;
  /** What the operation may still deliver. */
  readonly budget = new Budget();
  #opening: Promise<void> | undefined;
  #lease: Lease | undefined;
  #warm: WarmSession | undefined;
  #deadline: Deadline | undefined;

  /** @param gone gives up when nobody waits for the answer any more */
  constructor(tenants: Leases, tenant: TenantId, options: SessionOptions, gone: GivesUp) {
    this.#tenants = tenants;
    this.#tenant = tenant;
    this.#clock = options.clock;
    this.#options = options;
    this.#gone = gone;
  }

  /**
   * Undefined when the tenant is at hand, otherwise resolves when it is.
   * @throws GatewayError TENANT_COLD
   */
  open(): Promise<void> | undefined {
    if (this.#warm !== undefined) return undefined;
    if (this.#opening === undefined) {
      this.#deadline = new Deadline(this.#clock, this.#gone);
      const asker = this.#deadline;
      const lease = asker.aborted ? undefined : this.#tenants.acquireAtOnce(this.#tenant, { asker });
      if (lease !== undefined) {
        this.#begin(lease);
        return undefined;
      }
      this.#opening = this.#acquire(asker);
    }
    return this.#opening;
  }

  /** What resolvers below a gated field work with. */
  get warm(): WarmSession {
    if (this.#warm === undefined) throw new Error('A resolver that needs a warm tenant is not gated');
    return this.#warm;
  }

  /** Lets go of the tenant. A later gated field of the same operation asks for it anew. */
  release(): void {
    this.#deadline?.end();
    this.#deadline = undefined;
    this.#lease?.release();
    this.#lease = undefined;
    this.#warm = undefined;
    this.#opening = undefined;
  }

  async #acquire(asker: Deadline): Promise<void> {
    const lease = await this.#tenants.acquire(this.#tenant, { asker });
    // Let go of before it was there: an answer may be given without waiting for all of its fields.
    if (asker.aborted) {
      lease.release();
      throw asker.signal.reason;
    }
    this.#begin(lease);
  }

  #begin(lease: Lease): void {
    const workspace = new Workspace(lease, this.#options);
    this.#lease = lease;
    this.#warm = { workspace, loaders: new Loaders(workspace, this.#options.onBatch) };
  }
}

/**
 * Gives up when nobody waits any more, when the operation has taken too long, or when it has ended. Waiting for a
 * warm-up before is no part of it. Runs no timer and listens to nothing until somebody listens to it.
 */
class Deadline implements GivesUp {
  readonly #clock: Clock;
  readonly #gone: GivesUp;
  readonly #began: number;
  #ending: Ending | undefined;
  #stop: (() => void) | undefined;
  #hasEnded = false;

  constructor(clock: Clock, gone: GivesUp) {
    this.#clock = clock;
    this.#gone = gone;
    this.#began = clock.now();
  }

  get aborted(): boolean {
    return this.#ending?.aborted ?? (this.#hasEnded || this.#gone.aborted || this.#leftMs <= 0);
  }

  get signal(): AbortSignal {
    this.#ending ??= this.#follow();
    return this.#ending.signal;
  }

  /** To be called when the operation has ended: for fields that nobody waits for any more. */
  end(): void {
    this.#hasEnded = true;
    this.#stop?.();
    this.#ending?.abort(ended);
  }

  get #leftMs(): number {
    // A clock that is set back gives no more time.
    return Math.min(operationDeadlineMs, this.#began + operationDeadlineMs - this.#clock.now());
  }

  #follow(): Ending {
    const ending = new Ending();
    const { signal: gone } = this.#gone;
    const giveUp = () => ending.abort(gone.reason);
    const left = this.#leftMs;
    if (this.#hasEnded) ending.abort(ended);
    else if (gone.aborted) giveUp();
    else if (left <= 0) ending.abort(tooLong());
    else {
      gone.addEventListener('abort', giveUp);
      const cancel = this.#clock.after(left, () => ending.abort(tooLong()));
      this.#stop = () => {
        cancel();
        gone.removeEventListener('abort', giveUp);
      };
    }
    return ending;
  }
}

function tooLong(): GatewayError {
  return new GatewayError(
    'DEADLINE_EXCEEDED',
    'The operation took too long. Ask for less at a time; docs/fhir.md tells which searches and orders have an index.',
  );
}
