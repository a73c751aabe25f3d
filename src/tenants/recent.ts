import type { ResourceKey, TenantId } from '../core/ids.ts';
import type { SystemDocuments } from '../store/port.ts';

/** Enough for the first pages that the next users will look at. */
const maxKeys = 200;

const prefix = '_system/recent/';

/** Notes that are taken before they are looked through: a note is a push. */
const maxNotes = 2_000;

/** The resources that were read last by their keys: what the next warm-up loads ahead. */
export class RecentKeys {
  /** In the order in which they were read; a key may come more than once. */
  #notes: ResourceKey[] = [];

  note(key: ResourceKey): void {
    if (this.#notes.length >= maxNotes) this.#notes = this.#last();
    this.#notes.push(key);
  }

  async save(documents: SystemDocuments, id: TenantId): Promise<void> {
    if (this.#notes.length > 0) await documents.put(prefix + id, this.#last());
  }

  /** Each once, the latest at the end. */
  #last(): ResourceKey[] {
    const keys = new Set<ResourceKey>();
    for (let place = this.#notes.length - 1; place >= 0 && keys.size < maxKeys; place--)
      keys.add(this.#notes[place]!);
    return [...keys].reverse();
  }
}

export async function readRecent(documents: SystemDocuments, id: TenantId): Promise<readonly ResourceKey[]> {
  return ((await documents.get(prefix + id))?.value ?? []) as readonly ResourceKey[];
}

export async function forgetRecent(documents: SystemDocuments, id: TenantId): Promise<void> {
  await documents.delete(prefix + id);
}
