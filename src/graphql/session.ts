import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { Cursors } from '../services/cursors.ts';
import { Workspace } from '../services/workspace.ts';
import type { Lease } from '../tenants/tenant.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { Budget } from './budget.ts';
import { Loaders } from './loaders/loaders.ts';

/** What an operation has of a warm tenant. */
export interface WarmSession {
  readonly workspace: Workspace;
  readonly loaders: Loaders;
}

/** One operation's hold on its tenant: taken by the first gated field, let go of when the operation ends. */
export class Session {
  readonly #tenants: Tenants;
  readonly #tenant: TenantId;
  readonly #clock: Clock;
  readonly #cursors: Cursors;
  /** What the operation may still deliver. */
  readonly budget = new Budget();
  #opening: Promise<void> | undefined;
  #lease: Lease | undefined;
  #warm: WarmSession | undefined;

  constructor(tenants: Tenants, tenant: TenantId, clock: Clock, cursors: Cursors) {
    this.#tenants = tenants;
    this.#tenant = tenant;
    this.#clock = clock;
    this.#cursors = cursors;
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
    this.#lease?.release();
    this.#lease = undefined;
    this.#warm = undefined;
    this.#opening = undefined;
  }

  async #acquire(): Promise<void> {
    const lease = await this.#tenants.acquire(this.#tenant);
    const workspace = new Workspace(lease, this.#clock, this.#cursors);
    this.#lease = lease;
    this.#warm = { workspace, loaders: new Loaders(workspace) };
  }
}
