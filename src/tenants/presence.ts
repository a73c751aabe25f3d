import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { SystemDocuments } from '../store/port.ts';
import { hasEnded } from './holder.ts';

const prefix = '_system/open/';

/** A process of another machine that has not renewed its mark for this long is taken for dead. */
const validMs = 150_000;
export const renewEveryMs = 60_000;

/**
 * Which processes have which tenants open, as system documents. A process marks itself before it serves a tenant,
 * so whoever cools the tenant down knows whom to wait for.
 */
export class Presence {
  readonly #documents: SystemDocuments;
  readonly #clock: Clock;
  readonly #holder: string;

  constructor(documents: SystemDocuments, clock: Clock, holder: string) {
    this.#documents = documents;
    this.#clock = clock;
    this.#holder = holder;
  }

  /** Also renews. */
  async enter(id: TenantId): Promise<void> {
    await this.#documents.put(this.#key(id), {}, { expiresAt: this.#clock.now() + validMs });
  }

  async leave(id: TenantId): Promise<void> {
    await this.#documents.delete(this.#key(id));
  }

  /** Whether another process has the tenant open. Clears away what dead ones have left. */
  async othersIn(id: TenantId): Promise<boolean> {
    let others = false;
    for (const { key } of await this.#documents.list(`${prefix}${id}/`)) {
      const holder = key.slice(prefix.length + id.length + 1);
      if (holder === this.#holder) continue;
      if (hasEnded(holder)) await this.#documents.delete(key);
      else others = true;
    }
    return others;
  }

  #key(id: TenantId): string {
    return `${prefix}${id}/${this.#holder}`;
  }
}
