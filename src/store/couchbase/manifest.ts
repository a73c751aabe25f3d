import { isTenantId, type TenantId } from '../../core/ids.ts';
import type { Origin } from '../origin.ts';
import type { Part, SystemDocuments } from '../port.ts';

/** What a collection's content is. */
export interface Content {
  /** Names the content; see Collection.generation. */
  readonly generation: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Of the documents as JSON. */
  readonly bytes: number;
}

/**
 * What all processes know of a tenant's collection, as a system document that is changed by compare-and-swap: that it
 * is there, and what it holds, is told by this alone. A collection without it counts for nothing.
 */
export type Manifest =
  /** Being filled; `after`: what has a key up to that is copied. */
  | { readonly state: 'copying'; readonly origin: Origin; readonly after?: string }
  | { readonly state: 'ready'; readonly origin: Origin; readonly content: Content }
  /** Being made equal to master: it was decided, so whoever opens it next finishes that first. */
  | { readonly state: 'refreshing'; readonly content: Content; readonly part: Part | null }
  | { readonly state: 'dropping' };

export interface Known<Value> {
  readonly value: Value;
  readonly revision: number;
}

const prefix = '_system/collections/';

export class Manifests {
  readonly #documents: SystemDocuments;

  constructor(documents: SystemDocuments) {
    this.#documents = documents;
  }

  async read(tenant: TenantId): Promise<Known<Manifest> | undefined> {
    const document = await this.#documents.get(prefix + tenant);
    return document && { value: document.value as Manifest, revision: document.revision };
  }

  /** Resolves to the new revision; undefined when another process has changed it since. */
  write(tenant: TenantId, manifest: Manifest, revision: number): Promise<number | undefined> {
    return this.#documents.put(prefix + tenant, manifest, { revision });
  }

  async delete(tenant: TenantId): Promise<void> {
    await this.#documents.delete(prefix + tenant);
  }

  /** The tenants that have a whole copy, by id. */
  async tenants(): Promise<readonly TenantId[]> {
    const all = await this.#documents.list(prefix);
    return all.flatMap(({ key, value }) => {
      const id = key.slice(prefix.length);
      return isTenantId(id) && isWhole(value as Manifest) ? [id] : [];
    });
  }
}

export function isWhole(manifest: Manifest | undefined): boolean {
  return manifest?.state === 'ready' || manifest?.state === 'refreshing';
}

/** The present master, `_system/master`. */
export interface MasterManifest {
  readonly collection: string;
  readonly id: string;
  readonly content: Content;
}

const masterKey = '_system/master';

export async function readMaster(documents: SystemDocuments): Promise<MasterManifest | undefined> {
  return (await documents.get(masterKey))?.value as MasterManifest | undefined;
}

export async function writeMaster(documents: SystemDocuments, master: MasterManifest): Promise<void> {
  await documents.put(masterKey, master);
}
