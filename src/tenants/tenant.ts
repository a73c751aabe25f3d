import { type GivesUp, nobody } from '../core/ending.ts';
import type { ResourceKey, TenantId } from '../core/ids.ts';
import type { Collection } from '../store/port.ts';
import { direct, type Lanes } from './lanes.ts';
import { RecentKeys } from './recent.ts';
import { assertTransition, type TenantState } from './state.ts';

/** The right to use a warm tenant's collection. Cooling waits until every lease is released. */
export interface Lease {
  readonly tenant: TenantId;
  readonly collection: Collection;
  /** Aborted when whoever holds it gives up. */
  readonly signal: AbortSignal;
  /** Counts as activity, for a lease that does not by itself. */
  touch(): void;
  /** Takes note of what was read by its key, wherever it was found: the next warm-up reads that ahead. */
  note(key: ResourceKey): void;
  /** May be called more than once. */
  release(): void;
}

export interface LeaseOptions {
  readonly touch: () => void;
  readonly passive: boolean;
  readonly asker?: GivesUp | undefined;
}

/**
 * One tenant in this process: its state here, who uses it, its open collection, its lanes. It decides nothing by
 * itself; `LocalTenants` drives it.
 */
export class Tenant {
  readonly id: TenantId;
  /** Undefined with `LANES=off`. */
  readonly lanes: Lanes | undefined;
  readonly recent = new RecentKeys();
  /** Share of a warm-up that is done, 0 to 1. */
  progress = 0;
  warmSince = 0;
  lastActivity = 0;
  /** When `lastActivity` was last written to the store. */
  recordedActivity = 0;
  /** When the store was last told that this process has the tenant open. */
  markedOpen = 0;
  /** The tenant's leaving this process, under way. */
  leaving: Promise<void> | undefined;
  cancelIdleTimer: (() => void) | undefined;

  #state: TenantState = 'COLD';
  #leases = 0;
  #drained: (() => void)[] = [];
  #collection: Promise<Collection> | undefined;
  #opened: Collection | undefined;
  readonly #ended = new AbortController();

  constructor(id: TenantId, lanes: Lanes | undefined) {
    this.id = id;
    this.lanes = lanes;
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

  /**
   * Opens the collection on first use. What is asked of the collection is given up when whoever asks gives up.
   * @param options.touch called for what counts as activity: the end of the lease too, unless it is passive
   */
  lease(open: () => Promise<Collection>, options: LeaseOptions): Lease | Promise<Lease> {
    const collection = this.#opened;
    const held = this.#hold(options);
    if (collection !== undefined) return this.#leased(held, collection, options);
    return this.collection(open).then(
      opened => this.#leased(held, opened, options),
      error => {
        held.release();
        throw error;
      },
    );
  }

  #hold({ passive, touch }: LeaseOptions): Pick<Lease, 'release'> {
    this.#leases += 1;
    let released = false;
    return {
      release: () => {
        if (released) return;
        released = true;
        this.#leases -= 1;
        if (!passive) touch();
        if (this.#leases === 0 && this.#drained.length > 0)
          for (const resolve of this.#drained.splice(0)) resolve();
      },
    };
  }

  #leased(
    { release }: Pick<Lease, 'release'>,
    opened: Collection,
    { asker = nobody, touch }: LeaseOptions,
  ): Lease {
    const user = { asker, ended: this.#ended.signal };
    return {
      tenant: this.id,
      collection: this.lanes?.through(opened, user) ?? direct(opened, user),
      get signal() {
        return asker.signal;
      },
      touch,
      note: this.#note,
      release,
    };
  }

  readonly #note = (key: ResourceKey) => this.recent.note(key);

  /** The open collection itself, if it is open. */
  get opened(): Collection | undefined {
    return this.#opened;
  }

  /** The same, opened where it is not. */
  async collection(open: () => Promise<Collection>): Promise<Collection> {
    this.#collection ??= open();
    const opening = this.#collection;
    try {
      const opened = await opening;
      if (this.#collection === opening) this.#opened = opened;
      return opened;
    } catch (error) {
      // The next use tries again; others that waited for the same attempt must not undo that.
      if (this.#collection === opening) this.#collection = undefined;
      throw error;
    }
  }

  /** Resolves when no lease is left. */
  drained(): Promise<void> {
    if (this.#leases === 0) return Promise.resolve();
    return new Promise(resolve => this.#drained.push(resolve));
  }

  /** What is asked of the collection from now on, or waits, fails with that reason. */
  end(reason: Error): void {
    this.#ended.abort(reason);
    this.lanes?.clear(reason);
  }

  async closeCollection(): Promise<void> {
    const collection = this.#collection;
    this.#collection = undefined;
    this.#opened = undefined;
    await collection?.then(open => open.close());
  }
}
