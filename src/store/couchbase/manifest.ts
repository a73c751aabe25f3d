import { GatewayError } from '../../core/errors.ts';
import { isTenantId, type TenantId } from '../../core/ids.ts';
import type { Origin } from '../origin.ts';
import { CollectionMissing, type Part, type SystemDocuments } from '../port.ts';

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
 * is there, where, and what it holds, is told by this alone. A collection without it counts for nothing.
 */
export type Manifest =
  /** Being filled; `after`: what has a key up to that is copied. `left`: collections before it, still to be dropped. */
  | {
      readonly state: 'copying';
      readonly collection: string;
      readonly origin: Origin;
      readonly after?: string;
      readonly left?: readonly string[];
    }
  | {
      readonly state: 'ready';
      readonly collection: string;
      readonly origin: Origin;
      readonly content: Content;
    }
  /** Being made equal to master: it was decided, so whoever opens it next finishes that first. */
  | {
      readonly state: 'refreshing';
      readonly collection: string;
      readonly content: Content;
      readonly part: Part | null;
    }
  | { readonly state: 'dropping'; readonly left: readonly string[] };

/** Those that there is something in. */
export type WholeManifest = Manifest & { readonly state: 'ready' | 'refreshing' };

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

  /** @throws CollectionMissing when there is no whole copy */
  async whole(tenant: TenantId): Promise<Known<WholeManifest>> {
    const manifest = await this.read(tenant);
    if (manifest === undefined || !isWhole(manifest.value)) throw new CollectionMissing(`tenant ${tenant}`);
    return { value: manifest.value, revision: manifest.revision };
  }

  /** Resolves to the new revision; undefined when another process has changed it since. */
  write(tenant: TenantId, manifest: Manifest, revision: number): Promise<number | undefined> {
    return this.#documents.put(prefix + tenant, manifest, { revision });
  }

  /** The same. @throws GatewayError STORE_UNAVAILABLE when another process has changed it since, or dropped it */
  async change(tenant: TenantId, manifest: Manifest, revision: number): Promise<number> {
    const written = await this.write(tenant, manifest, revision);
    if (written === undefined) throw superseded();
    return written;
  }

  /** Unless another process has changed it since. What has expired is missing. */
  async forget(tenant: TenantId, revision: number): Promise<void> {
    await this.#documents.put(prefix + tenant, null, { revision, expiresAt: 0 });
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

export function superseded(): GatewayError {
  return new GatewayError(
    'STORE_UNAVAILABLE',
    'Another process works on the copy of this tenant, or has dropped it; try again shortly.',
  );
}

export function isWhole(manifest: Manifest | undefined): manifest is WholeManifest {
  return manifest?.state === 'ready' || manifest?.state === 'refreshing';
}

/** Every collection that it is about. */
export function collectionsOf(manifest: Manifest): readonly string[] {
  const left = 'left' in manifest ? (manifest.left ?? []) : [];
  return 'collection' in manifest ? [manifest.collection, ...left] : left;
}

/** The present master, `_system/master`. */
export interface MasterManifest {
  readonly collection: string;
  readonly id: string;
  readonly content: Content;
}

const masterKey = '_system/master';

export async function readMaster(documents: SystemDocuments): Promise<Known<MasterManifest> | undefined> {
  const document = await documents.get(masterKey);
  return document && { value: document.value as MasterManifest, revision: document.revision };
}

/** Resolves to the new revision; undefined when another process has changed it since. `revision`: 0 if there was none. */
export function writeMaster(
  documents: SystemDocuments,
  master: MasterManifest,
  revision: number,
): Promise<number | undefined> {
  return documents.put(masterKey, master, { revision });
}
