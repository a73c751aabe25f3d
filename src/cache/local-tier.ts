import { LRUCache } from 'lru-cache';
import { markShared } from '../core/shared.ts';
import { type Domain, domains } from './keys.ts';
import type { Tag } from './tags.ts';

/** A value in this process. */
export interface Entry {
  readonly value: unknown;
  readonly domain: Domain;
  readonly tags: readonly Tag[];
  /** The tag clock before it was loaded, or when it was last seen to hold. */
  since: number;
  /** Milliseconds since 1970: when it was loaded, and until when it is what. */
  readonly at: number;
  readonly staleAt: number;
  readonly revalidateUntil: number;
  readonly expiresAt: number;
  /** What it takes, about. */
  readonly bytes: number;
  /**
   * Of a resource: its review state, as long as nobody is known to have reviewed it since. Beside the content, which a
   * review leaves alone.
   */
  review?: object | undefined;
}

/** What a key and the rest of an entry take, about. */
const overheadBytes = 300;

/** One budget of memory for all tenants, and a share that none may go beyond. */
export class MemoryBudget {
  readonly #bytes: number;
  readonly tenantBytes: number;
  readonly #tiers = new Set<LocalTier>();

  constructor(bytes: number, tenantBytes: number) {
    this.#bytes = bytes;
    this.tenantBytes = Math.min(tenantBytes, bytes);
  }

  get used(): number {
    let used = 0;
    for (const tier of this.#tiers) used += tier.bytes;
    return used;
  }

  enter(tier: LocalTier): void {
    this.#tiers.add(tier);
  }

  leave(tier: LocalTier): void {
    this.#tiers.delete(tier);
  }

  /** Whoever has the most gives way, with what was not used for the longest time. */
  keep(): void {
    for (let used = this.used; used > this.#bytes; used = this.used) {
      let largest: LocalTier | undefined;
      for (const tier of this.#tiers) if (tier.bytes > (largest?.bytes ?? 0)) largest = tier;
      if (largest === undefined) return;
      largest.shrink(used - this.#bytes);
    }
  }
}

/** One tenant's values in this process, bounded in bytes. Knows nothing of ages and tags. */
export class LocalTier {
  readonly #entries: LRUCache<string, Entry>;
  readonly #budget: MemoryBudget;
  readonly #bytes = new Map(domains.map(domain => [domain, 0]));

  constructor(budget: MemoryBudget, onEvicted: (entry: Entry) => void) {
    this.#budget = budget;
    this.#entries = new LRUCache({
      maxSize: budget.tenantBytes,
      // A value that takes much of the room would push out everything else.
      maxEntrySize: Math.ceil(budget.tenantBytes / 8),
      sizeCalculation: sizeOf,
      onInsert: entry => this.#add(entry.domain, sizeOf(entry)),
      dispose: (entry, _key, reason) => {
        this.#add(entry.domain, -sizeOf(entry));
        if (reason === 'evict') onEvicted(entry);
      },
    });
    budget.enter(this);
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  bytesOf(domain: Domain): number {
    return this.#bytes.get(domain)!;
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** As `get`, and no use of it. */
  peek(key: string): Entry | undefined {
    return this.#entries.peek(key);
  }

  set(key: string, entry: Entry): void {
    // A resource is given to many: what is made of it may be kept with it.
    if (entry.domain === 'resource') markShared(entry.value);
    this.#entries.set(key, entry);
    this.#budget.keep();
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Gives up at least so many bytes, or everything. */
  shrink(bytes: number): void {
    const target = this.bytes - bytes;
    while (this.bytes > target && this.#entries.pop() !== undefined);
  }

  clear(): void {
    this.#entries.clear();
  }

  close(): void {
    this.clear();
    this.#budget.leave(this);
  }

  #add(domain: Domain, bytes: number): void {
    this.#bytes.set(domain, this.bytesOf(domain) + bytes);
  }
}

function sizeOf({ bytes }: Entry): number {
  return bytes + overheadBytes;
}
