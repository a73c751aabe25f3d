import { unlessAborted } from '../core/abort.ts';
import type { TenantId } from '../core/ids.ts';

interface Copying {
  readonly done: Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** Those who ask for a tenant's copy at the same time share one; whoever gives up does so for himself alone. */
export class SharedCopies {
  readonly #copying = new Map<TenantId, Copying>();

  async run(tenant: TenantId, signal: AbortSignal | undefined, copy: () => Promise<void>): Promise<void> {
    signal?.throwIfAborted();
    const other = this.#copying.get(tenant);
    if (other !== undefined) {
      try {
        return await unlessAborted(other.done, signal);
      } catch (error) {
        if (signal?.aborted || !other.signal?.aborted) throw error;
        return this.run(tenant, signal, copy);
      }
    }
    const done = copy().finally(() => this.#copying.delete(tenant));
    this.#copying.set(tenant, { done, signal });
    return done;
  }

  running(): readonly Promise<void>[] {
    return [...this.#copying.values()].map(({ done }) => done);
  }
}
