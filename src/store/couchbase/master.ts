import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DocumentExistsError, DocumentNotFoundError } from 'couchbase';
import type { Clock } from '../../core/clock.ts';
import { type ResourceKey, resourceKey } from '../../core/ids.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { isSame } from '../changes.ts';
import { fingerprint, generationOf } from '../origin.ts';
import {
  CollectionMissing,
  IngestLocked,
  type MasterBuild,
  type MasterCommit,
  type MasterWriter,
  type SystemDocuments,
  type TypeChanges,
} from '../port.ts';
import { forEachBounded } from './bounded.ts';
import { type BuildState, forgetBuild, newStretch, readBuild, writeBuild } from './build.ts';
import { buildAllIndexes, checkedCounts, ensureIndexes } from './building.ts';
import type { Connection } from './connection.ts';
import { keysOfStretches } from './copy-statements.ts';
import { changesByType, findDifference } from './difference.ts';
import { type ResourceDocument, toDocument } from './document.ts';
import { isAmbiguous, isPassing, reading, unavailable, unlessRefused } from './errors.ts';
import { batchSize, copyAll, empty, maxWrites, remove } from './filling.ts';
import { IngestLock } from './ingest-lock.ts';
import { type Content, type Known, type MasterManifest, readMaster, writeMaster } from './manifest.ts';
import { masterCollections } from './names.ts';
import { allKeys } from './selection.ts';
import { sumOf } from './wanted.ts';

/** Of a document, with a pause that grows by so much each time. */
const maxTries = 5;
const pauseMs = 200;

/** How a resource stood before it was written. */
type Before = 'missing' | 'of this build' | 'of the present master';

/**
 * Writes the next master into the collection that the present one is not in; the manifest's one write at the end
 * makes it the master. Until the next ingest the old one stays where it is, for those who still read it.
 */
export class CouchbaseMasterWriter implements MasterWriter {
  readonly resumed: string | undefined;
  readonly #connection: Connection;
  readonly #documents: SystemDocuments;
  readonly #build: MasterBuild;
  readonly #name: string;
  readonly #lock: IngestLock;
  readonly #present: Known<MasterManifest> | undefined;
  readonly #dead: readonly string[];
  /** What is written until the next checkpoint bears it. */
  #stretch: string;
  #total: number;
  /** Of those: which may have been there before, since nobody knows how their first write ended. */
  #unsure: number;
  /** Of the documents as JSON. */
  #bytes: number;
  #ended = false;

  private constructor({ connection, documents }: Surroundings, build: MasterBuild, begun: Begun) {
    const { name, lock, present, state } = begun;
    this.#connection = connection;
    this.#documents = documents;
    this.#build = build;
    this.#name = name;
    this.#lock = lock;
    this.#present = present;
    const content = build.from === 'current' ? present?.value.content : undefined;
    this.resumed = state?.mark;
    this.#dead = state?.dead ?? [];
    this.#stretch = state?.stretch ?? newStretch();
    this.#total = state?.total ?? (content === undefined ? 0 : sumOf(content.counts));
    this.#unsure = state?.unsure ?? 0;
    this.#bytes = state?.bytes ?? content?.bytes ?? 0;
  }

  /**
   * A build that starts from the present master is never gone on with: it begins with a copy, which is most of it.
   * @throws IngestLocked
   * @throws CollectionMissing see Store.replaceMaster
   */
  static async open(surroundings: Surroundings, build: MasterBuild): Promise<CouchbaseMasterWriter> {
    const { connection, documents, clock } = surroundings;
    const lock = await IngestLock.acquire(documents, clock);
    try {
      const found = await readMaster(documents);
      if (build.from === 'current' && found === undefined) throw new CollectionMissing('master');
      const name = masterCollections.find(candidate => candidate !== found?.value.collection)!;
      // Written anew as it is, so that whoever had the lock before and was stopped cannot publish any more.
      const revision = found && (await writeMaster(documents, found.value, found.revision));
      if (found !== undefined && revision === undefined) throw new IngestLocked();
      const present = found && { value: found.value, revision: revision! };
      const place = { collection: name, base: found?.value.id ?? null };
      const left = await readBuild(documents, build, place);
      // Dead from now on, also for whoever comes after us.
      const state = left && { ...left, stretch: newStretch(), dead: [...left.dead, left.stretch] };
      if (state === undefined) {
        await forgetBuild(documents);
        await empty(connection, name);
      } else await writeBuild(documents, build, state);
      await ensureIndexes(connection, name);
      if (build.from === 'current') await copyAll(connection, present!.value.collection, name, lock);
      return new CouchbaseMasterWriter(surroundings, build, { name, lock, present, state });
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
    const before = await unlessRefused(() =>
      forEachBounded([...last], maxWrites, ([key, resource]) => this.#put(key, resource)),
    );
    this.#total += before.filter(state => state === 'missing').length;
    const again = before.filter(state => state === 'of this build').length;
    return resources.length - last.size + again;
  }

  async delete(keys: readonly ResourceKey[]): Promise<number> {
    this.#expectOurs();
    if (this.#build.from === 'empty') throw new Error('A build from nothing has nothing to delete');
    const found = await unlessRefused(() =>
      forEachBounded([...new Set(keys)], maxWrites, async key => {
        const { before } = await this.#find(key);
        this.#expectOurs();
        await remove(this.#connection, this.#name, key);
        return before !== 'missing';
      }),
    );
    const deleted = found.filter(Boolean).length;
    this.#total -= deleted;
    return deleted;
  }

  async checkpoint(mark: string): Promise<void> {
    this.#expectOurs();
    if (this.#build.from === 'current') return;
    const stretch = newStretch();
    await writeBuild(this.#documents, this.#build, {
      ...{ collection: this.#name, base: this.#present?.value.id ?? null, mark, stretch, dead: this.#dead },
      ...{ total: this.#total, unsure: this.#unsure, bytes: this.#bytes },
    });
    this.#stretch = stretch;
  }

  async commit(): Promise<MasterCommit> {
    this.#expectOurs();
    try {
      await buildAllIndexes(this.#connection, this.#name, { onProgress: () => undefined });
      await this.#clearDead();
      const counts = await checkedCounts(this.#connection, this.#name);
      const found = sumOf(counts);
      if (found > this.#total || found < this.#total - this.#unsure) {
        await this.abort();
        throw unavailable(new Error(`${found} documents of ${this.#total} that were written`));
      }
      const changes = await this.#changes(counts);
      const committed = {
        counts: Object.entries(counts).map(([type, total]) => ({ type, total, reviewed: 0 })),
        ...{ changes, replaced: 0 },
      };
      if (this.#build.from === 'current' && isSame(changes)) {
        await this.abort();
        return committed;
      }
      const id = randomUUID();
      const generation = generationOf({ generation: id, part: fingerprint(undefined) });
      // Renewed once more: whoever has lost the lock must not publish.
      await this.#lock.renew();
      this.#expectOurs();
      const master = { collection: this.#name, id, content: { generation, counts, bytes: this.#bytes } };
      const revision = this.#present?.revision ?? 0;
      if ((await writeMaster(this.#documents, master, revision)) === undefined) throw new IngestLocked();
      await this.abort();
      return committed;
    } catch (error) {
      await this.leave();
      throw error;
    }
  }

  async leave(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#lock.release();
  }

  /** What was written, and is not the master, is overwritten by the next ingest. */
  async abort(): Promise<void> {
    if (this.#ended) return;
    // Whoever has lost the lock must not forget another's.
    if (this.#lock.isHeld) await forgetBuild(this.#documents).catch(() => undefined);
    await this.leave();
  }

  /** How it stood before. Again where the cluster is too busy, or the answer was lost: a bulk load is not given up for that. */
  async #put(key: ResourceKey, resource: Resource): Promise<Before> {
    const document = toDocument(resource, this.#stretch);
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
        return 'missing';
      } catch (error) {
        if (error instanceof DocumentExistsError) {
          const { before, build } = await this.#find(key);
          // It keeps the stretch that it was first written in: that one is durable, whatever becomes of this.
          const next = before === 'of this build' ? toDocument(resource, build) : document;
          await collection.upsert(key, next, options);
          return before;
        }
        if (tries === maxTries || !isPassing(error)) throw error;
        isUnsure ||= isAmbiguous(error);
        await pause(tries * pauseMs);
      }
    }
  }

  async #find(key: ResourceKey): Promise<{ readonly before: Before; readonly build?: string }> {
    const found = await reading(() => this.#connection.collection(this.#name).get(key)).catch(error => {
      if (error instanceof DocumentNotFoundError) return undefined;
      throw error;
    });
    if (found === undefined) return { before: 'missing' };
    const { build } = (found.content as ResourceDocument)._search;
    if (build !== undefined && this.#dead.includes(build)) return { before: 'missing' };
    if (this.#build.from === 'current' && build !== this.#stretch) return { before: 'of the present master' };
    return { before: 'of this build', ...(build !== undefined && { build }) };
  }

  /** Takes away what was written after the last checkpoint of a run before, and not again since. */
  async #clearDead(): Promise<void> {
    if (this.#dead.length === 0) return;
    const keys = await this.#connection.query<ResourceKey>(keysOfStretches(this.#name, this.#dead), {
      ...{ consistent: true, long: true },
    });
    await unlessRefused(() =>
      forEachBounded(keys, maxWrites, key => {
        this.#expectOurs();
        return remove(this.#connection, this.#name, key);
      }),
    );
  }

  async #changes(counts: Content['counts']): Promise<readonly TypeChanges[]> {
    const present = this.#present?.value.collection;
    if (present === undefined) return changesByType(counts, { added: undefined, changed: [], gone: [] });
    const signal = new AbortController().signal;
    const difference = await findDifference(this.#connection, {
      ...{ master: this.#name, tenant: present, signal, onProgress: () => undefined },
      wanted: {
        total: sumOf(counts),
        keys: () => allKeys(this.#connection, this.#name, { size: batchSize, signal }),
      },
    });
    return changesByType(counts, difference);
  }

  #expectOurs(): void {
    if (this.#ended) throw new Error('This master was committed, left or aborted before');
    this.#lock.expectHeld();
  }
}

interface Begun {
  readonly name: string;
  readonly lock: IngestLock;
  readonly present: Known<MasterManifest> | undefined;
  readonly state: BuildState | undefined;
}

interface Surroundings {
  readonly connection: Connection;
  readonly documents: SystemDocuments;
  readonly clock: Clock;
}
