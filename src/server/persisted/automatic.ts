import { LRUCache } from 'lru-cache';
import { currentRequest } from '../../core/context.ts';
import type { TenantId } from '../../core/ids.ts';

/** Of all tenants together, and of one; a text counts two bytes a character. */
const maxBytes = 32 * 1024 * 1024;
const maxTenantBytes = 4 * 1024 * 1024;
/** What an entry costs beside its text. */
const entryBytes = 200;
/** Anybody may name any tenant, and each costs something by itself. */
const maxTenants = 1_000;

interface AutomaticLimits {
  readonly maxBytes: number;
  readonly maxTenantBytes: number;
}

/**
 * The texts that clients have registered on the way, by their SHA-256: Apollo's automatic persisted queries. As Apollo
 * has it, with a tenant's texts apart from another's: nobody finds out what others ask. In this process alone; what was
 * let go of, or registered with another worker, costs its client one more round trip.
 */
export class AutomaticQueries {
  readonly #limits: AutomaticLimits;
  readonly #tenants = new LRUCache<TenantId, LRUCache<string, string>>({ max: maxTenants });

  constructor(limits: AutomaticLimits = { maxBytes, maxTenantBytes }) {
    this.#limits = limits;
  }

  find(tenant: TenantId, hash: string): string | undefined {
    return this.#tenants.get(tenant)?.get(hash);
  }

  /** Makes room by forgetting the tenants that used theirs least lately. */
  keep(tenant: TenantId, hash: string, text: string): void {
    const own = this.#tenants.get(tenant) ?? this.#open(tenant);
    own.set(hash, text);
    while (this.#bytes() > this.#limits.maxBytes && this.#tenants.size > 1) this.#tenants.pop();
  }

  /** For Apollo, as the two below: of the tenant whose request is being served. */
  async get(name: string): Promise<string | undefined> {
    return this.find(...placeOf(name));
  }

  /** When an operation is about to be executed: its text is valid and within the limits. */
  async set(name: string, text: string): Promise<void> {
    this.keep(...placeOf(name), text);
  }

  async delete(name: string): Promise<void> {
    const [tenant, hash] = placeOf(name);
    this.#tenants.get(tenant)?.delete(hash);
  }

  #open(tenant: TenantId): LRUCache<string, string> {
    const { maxTenantBytes: maxSize } = this.#limits;
    const own = new LRUCache<string, string>({
      maxSize,
      sizeCalculation: text => 2 * text.length + entryBytes,
    });
    this.#tenants.set(tenant, own);
    return own;
  }

  #bytes(): number {
    return this.#tenants.values().reduce((sum, own) => sum + own.calculatedSize, 0);
  }
}

/** Apollo's names begin with a word of its own. */
function placeOf(name: string): [TenantId, string] {
  const tenant = currentRequest()?.tenant;
  if (tenant === undefined) throw new Error('A persisted query is asked for outside a request');
  return [tenant, name.replace(/^apq:/, '')];
}
