import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DocumentExistsError, DocumentNotFoundError } from 'couchbase';
import type { Clock } from '../../core/clock.ts';
import { type ResourceKey, resourceKey } from '../../core/ids.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint, generationOf } from '../origin.ts';
import { IngestLocked, type MasterWriter, type SystemDocuments, type TypeCount } from '../port.ts';
import { forEachBounded } from './bounded.ts';
import { buildAllIndexes, checkedCounts, ensureIndexes } from './building.ts';
import type { Connection } from './connection.ts';
import { toDocument } from './document.ts';
import { isAmbiguous, isPassing, reading, unavailable, unlessRefused } from './errors.ts';
import { IngestLock } from './ingest-lock.ts';
import { readMaster, writeMaster } from './manifest.ts';
import { masterCollections, systemCollection } from './names.ts';
import { allKeys } from './selection.ts';
import { sumOf } from './wanted.ts';

/** Documents written at the same time. */
const maxWrites = 256;
/** Of a document, with a pause that grows by so much each time. */
const maxTries = 5;
const pauseMs = 200;

/**
 * Writes the next master into the collection that the present one is not in; the manifest's one write at the end
 * makes it the master. Until the next ingest the old one stays where it is, for those who still read it.
 */
export class CouchbaseMasterWriter implements MasterWriter {
  readonly #connection: Connection;
  readonly #documents: SystemDocuments;
  readonly #name: string;
  readonly #lock: IngestLock;
  /** Revision of the present master's manifest; 0 without one. */
  readonly #published: number;
  #total = 0;
  /** Of those: which may have been there before, since nobody knows how their first write ended. */
  #unsure = 0;
  /** Of the documents as JSON. */
  #bytes = 0;
  #ended = false;

  private constructor({ connection, documents }: Surroundings, { name, lock, published }: Begun) {
    this.#connection = connection;
    this.#documents = documents;
    this.#name = name;
    this.#lock = lock;
    this.#published = published;
  }

  /** @throws IngestLocked */
  static async open(surroundings: Surroundings): Promise<CouchbaseMasterWriter> {
    const { connection, documents, clock } = surroundings;
    const lock = await IngestLock.acquire(documents, clock);
    try {
      const present = await readMaster(documents);
      const name = masterCollections.find(candidate => candidate !== present?.value.collection)!;
      // Written anew as it is, so that whoever had the lock before and was stopped cannot publish any more.
      const published = present && (await writeMaster(documents, present.value, present.revision));
      await empty(connection, name);
      await ensureIndexes(connection, name);
      return new CouchbaseMasterWriter(surroundings, { name, lock, published: published ?? 0 });
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async write(resources: readonly Resource[]): Promise<number> {
    this.#expectOurs();
    for (const { resourceType } of resources) definitionOf(resourceType);
    const last = new Map<ResourceKey, Resource>(
      resources.map(resource => [resourceKey(resource.resourceType, resource.id), resource]),
    );
    const isNew = await unlessRefused(() =>
      forEachBounded([...last], maxWrites, ([key, resource]) => this.#put(key, resource)),
    );
    const written = isNew.filter(Boolean).length;
    this.#total += written;
    return resources.length - written;
  }

  async commit(): Promise<readonly TypeCount[]> {
    this.#expectOurs();
    try {
      await buildAllIndexes(this.#connection, this.#name, { onProgress: () => undefined });
      const counts = await checkedCounts(this.#connection, this.#name);
      const found = sumOf(counts);
      if (found > this.#total || found < this.#total - this.#unsure) {
        throw unavailable(new Error(`${found} documents of ${this.#total} that were written`));
      }
      const id = randomUUID();
      const generation = generationOf({ generation: id, part: fingerprint(undefined) });
      // Renewed once more: whoever has lost the lock must not publish.
      await this.#lock.renew();
      this.#expectOurs();
      const master = { collection: this.#name, id, content: { generation, counts, bytes: this.#bytes } };
      if ((await writeMaster(this.#documents, master, this.#published)) === undefined)
        throw new IngestLocked();
      return Object.entries(counts).map(([type, total]) => ({ type, total, reviewed: 0 }));
    } finally {
      await this.abort();
    }
  }

  /** What was written is overwritten by the next ingest. */
  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#lock.release();
  }

  /** Whether it is new. Again where the cluster is too busy, or the answer was lost: a bulk load is not given up for that. */
  async #put(key: ResourceKey, resource: Resource): Promise<boolean> {
    const document = toDocument(resource);
    const options = { durabilityLevel: this.#connection.durability };
    let isUnsure = false;
    for (let tries = 1; ; tries++) {
      // Whoever was stopped in the middle of a batch goes on in it, and another may be writing here.
      this.#expectOurs();
      const collection = this.#connection.collection(this.#name);
      try {
        if (isUnsure) await collection.upsert(key, document, options);
        else await collection.insert(key, document, options);
        if (isUnsure) this.#unsure += 1;
        this.#bytes += JSON.stringify(document).length;
        return true;
      } catch (error) {
        if (error instanceof DocumentExistsError) {
          await collection.upsert(key, document, options);
          return false;
        }
        if (tries === maxTries || !isPassing(error)) throw error;
        isUnsure ||= isAmbiguous(error);
        await pause(tries * pauseMs);
      }
    }
  }

  #expectOurs(): void {
    if (this.#ended) throw new Error('This master was committed or aborted before');
    this.#lock.expectHeld();
  }
}

interface Begun {
  readonly name: string;
  readonly lock: IngestLock;
  readonly published: number;
}

interface Surroundings {
  readonly connection: Connection;
  readonly documents: SystemDocuments;
  readonly clock: Clock;
}

/** The default collection cannot be dropped: it holds the system documents too. */
async function empty(connection: Connection, name: string): Promise<void> {
  if (name !== systemCollection) {
    await connection.dropCollection(name);
    await connection.createCollection(name);
    return;
  }
  for await (const keys of allKeys(connection, name, { size: 1_000 })) {
    await unlessRefused(() => forEachBounded(keys, maxWrites, key => remove(connection, name, key)));
  }
}

/** Whatever is left would be taken for a part of the next master. */
async function remove(connection: Connection, name: string, key: ResourceKey): Promise<void> {
  await reading(() => connection.collection(name).remove(key)).catch(error => {
    if (!(error instanceof DocumentNotFoundError)) throw error;
  });
}
