import type { Clock } from '../core/clock.ts';
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
export type Leases = Pick<Tenants, 'acquire'>;

/** One for all: every operation ends, and where it did so is of no use. */
const ended = new GatewayError('CLIENT_GONE', 'The operation has ended.');

/** One operation's hold on its tenant: taken by the first gated field, let go of when the operation ends. */
export class Session {
  readonly #tenants: Leases;
  readonly #tenant: TenantId;
  readonly #clock: Clock;
  readonly #options: SessionOptions;
  readonly #gone: AbortSignal;
  /** What the operation may still deliver. */
  readonly budget = new Budget();
  #opening: Promise<void> | undefined;
  #lease: Lease | undefined;
  #warm: WarmSession | undefined;
  #end: (() => void) | undefined;

  /** @param gone aborted when nobody waits for the answer any more */
  constructor(tenants: Leases, tenant: TenantId, options: SessionOptions, gone: AbortSignal) {
    this.#tenants = tenants;
    this.#tenant = tenant;
    this.#clock = options.clock;
    this.#options = options;
    this.#gone = gone;
  }

  /** @throws GatewayError TENANT_COLD */
  async open(): Promise<void> {
    this.#opening ??= this.#acquire();
    await this.#opening;
  }

  /** What resolvers below a gated field work with. */
  get warm(): WarmSession {
    if (this.#warm === undefined) throw new Error('A resolver that needs a warm tenant is not gated');
    return this.#warm;
  }

  /** Lets go of the tenant. A later gated field of the same operation asks for it anew. */
  release(): void {
    this.#end?.();
    this.#end = undefined;
    this.#lease?.release();
    this.#lease = undefined;
    this.#warm = undefined;
    this.#opening = undefined;
  }

  async #acquire(): Promise<void> {
    const signal = this.#untilDeadline();
    const lease = await this.#tenants.acquire(this.#tenant, { signal });
    // Let go of before it was there: an answer may be given without waiting for all of its fields.
    if (signal.aborted) {
      lease.release();
      throw signal.reason;
    }
    const workspace = new Workspace(lease, this.#options);
    this.#lease = lease;
    this.#warm = { workspace, loaders: new Loaders(workspace, this.#options.onBatch) };
  }

  /** Waiting for a warm-up before is no part of it. */
  #untilDeadline(): AbortSignal {
    const controller = new AbortController();
    const giveUp = () => controller.abort(this.#gone.reason);
    if (this.#gone.aborted) giveUp();
    this.#gone.addEventListener('abort', giveUp);
    const cancel = this.#clock.after(operationDeadlineMs, () => controller.abort(tooLong()));
    this.#end = () => {
      cancel();
      this.#gone.removeEventListener('abort', giveUp);
      // Fields that nobody waits for any more.
      controller.abort(ended);
    };
    return controller.signal;
  }
}

function tooLong(): GatewayError {
  return new GatewayError(
    'DEADLINE_EXCEEDED',
    'The operation took too long. Ask for less at a time; docs/fhir.md tells which searches and orders have an index.',
  );
}
