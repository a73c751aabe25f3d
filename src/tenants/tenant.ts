import type { TenantId } from '../core/ids.ts';
import type { Collection } from '../store/port.ts';
import { assertTransition, type TenantState } from './state.ts';

/** The right to use a warm tenant's collection. Cooling waits until every lease is released. */
export interface Lease {
  readonly tenant: TenantId;
  readonly collection: Collection;
  /** May be called more than once. */
  release(): void;
}

/**
 * One tenant in this process: its state, who uses it, its open collection. It decides nothing by itself;
 * `Tenants` drives it.
 */
export class Tenant {
  readonly id: TenantId;
  /** Share of a warm-up that is done, 0 to 1. */
  progress = 0;
  warmSince: number | undefined;
  lastActivity = 0;
  /** When `lastActivity` was last written to the store. */
  recordedActivity = 0;
  /** The warm-up, or cool-down, that is under way. */
  warming: Promise<void> | undefined;
  cooling: Promise<void> | undefined;
  /** The warm-up that follows what is under way, for all who wait for it. */
  next: { refresh: boolean; readonly done: Promise<void> } | undefined;
  cancelIdleTimer: (() => void) | undefined;

  #state: TenantState = 'COLD';
  #leases = 0;
  #drained: (() => void)[] = [];
  #collection: Promise<Collection> | undefined;

  constructor(id: TenantId) {
    this.id = id;
  }

  get state(): TenantState {
    return this.#state;
  }

  get inUse(): boolean {
    return this.#leases > 0;
  }

  moveTo(state: TenantState): void {
    assertTransition(this.#state, state);
    this.#state = state;
  }

  /** Opens the collection on first use; `onRelease` is called once, when the lease ends. */
  async lease(open: () => Promise<Collection>, onRelease: () => void): Promise<Lease> {
    this.#leases += 1;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      this.#leases -= 1;
      onRelease();
      if (this.#leases === 0) for (const resolve of this.#drained.splice(0)) resolve();
    };
    this.#collection ??= open();
    const opening = this.#collection;
    try {
      return { tenant: this.id, collection: await opening, release };
    } catch (error) {
      // The next lease tries again; others that waited for the same attempt must not undo that.
      if (this.#collection === opening) this.#collection = undefined;
      release();
      throw error;
    }
  }

  /** Resolves when no lease is left. */
  drained(): Promise<void> {
    if (this.#leases === 0) return Promise.resolve();
    return new Promise(resolve => this.#drained.push(resolve));
  }

  async closeCollection(): Promise<void> {
    const collection = this.#collection;
    this.#collection = undefined;
    await collection?.then(open => open.close());
  }
}
