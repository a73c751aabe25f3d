import { GatewayError } from '../../core/errors.ts';
import type { ResourceKey, TenantId } from '../../core/ids.ts';
import { fingerprint, generationOf, isSameOrigin, type Origin } from '../origin.ts';
import {
  CollectionMissing,
  type CopyOptions,
  type OnProgress,
  type Part,
  type RefreshSummary,
  type SystemDocuments,
  type TenantDescription,
} from '../port.ts';
import { SharedCopies } from '../shared-copies.ts';
import { buildAllIndexes, checkedCounts, ensureIndexes } from './building.ts';
import { CouchbaseCollection } from './collection.ts';
import type { Connection } from './connection.ts';
import { copyDocuments } from './copy-statements.ts';
import { applyDifference, type Difference, findDifference, summaryOf } from './difference.ts';
import {
  type Content,
  isWhole,
  type Known,
  type Manifest,
  Manifests,
  type MasterManifest,
  readMaster,
} from './manifest.ts';
import { tenantCollection } from './names.ts';
import { allKeys, keysOfPart } from './selection.ts';

/** Documents copied by one statement. */
const batchSize = 500;

/** Of the time that a copy takes: what has been done when each step ends. */
const copied = 0.7;
const built = 0.95;

/** The tenants' collections: makes them copies of master, compares them with it and makes them equal again. */
export class CouchbaseCopies {
  readonly manifests: Manifests;
  readonly #connection: Connection;
  readonly #documents: SystemDocuments;
  readonly #copying = new SharedCopies();
  readonly #running = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(connection: Connection, documents: SystemDocuments) {
    this.#connection = connection;
    this.#documents = documents;
    this.manifests = new Manifests(documents);
  }

  /** Those who ask at the same time share one copy. */
  create(tenant: TenantId, options: CopyOptions): Promise<void> {
    return this.#copying.run(tenant, options.signal, () =>
      this.#run(options.signal, signal => this.#copy(tenant, { ...options, signal })),
    );
  }

  /** What it holds, once a refresh that was begun is finished. @throws CollectionMissing */
  async whole(tenant: TenantId): Promise<Content> {
    for (;;) {
      const manifest = await this.manifests.read(tenant);
      if (manifest === undefined || !isWhole(manifest.value)) throw new CollectionMissing(`tenant ${tenant}`);
      if (manifest.value.state === 'ready') return manifest.value.content;
      await this.#run(undefined, signal => this.#finish(tenant, manifest, undefined, signal));
    }
  }

  refresh(tenant: TenantId, { part, onProgress, signal: given }: CopyOptions): Promise<RefreshSummary> {
    return this.#run(given, async signal => {
      const { master, manifest, equal } = await this.#compared(tenant, part);
      if (equal !== undefined) {
        onProgress(1);
        return equal;
      }
      const difference = await this.#difference(tenant, master, part, signal, onProgress);
      signal.throwIfAborted();
      onProgress(1);
      signal.throwIfAborted();
      // From here on it is done, by whoever comes next if need be.
      const { content } = manifest.value;
      const begun: Manifest = { state: 'refreshing', content, part: part ?? null };
      const revision = await this.#write(tenant, begun, manifest.revision);
      await this.#finish(tenant, { value: begun, revision }, { master, difference }, this.#closing.signal);
      return summaryOf(difference);
    });
  }

  compare(
    tenant: TenantId,
    { part, signal: given }: Omit<CopyOptions, 'onProgress'>,
  ): Promise<RefreshSummary> {
    return this.#run(given, async signal => {
      const { master, equal } = await this.#compared(tenant, part);
      return equal ?? summaryOf(await this.#difference(tenant, master, part, signal, () => undefined));
    });
  }

  async describe(tenant: TenantId): Promise<TenantDescription> {
    const content = await this.whole(tenant);
    const collection = this.#open(tenantCollection(tenant), content);
    return { bytes: content.bytes, counts: await collection.counts() };
  }

  /** The manifest goes last, so that one that was half dropped is dropped again. */
  async drop(tenant: TenantId): Promise<void> {
    for (;;) {
      const manifest = await this.manifests.read(tenant);
      if (manifest === undefined) return;
      if (await this.manifests.write(tenant, { state: 'dropping' }, manifest.revision)) break;
    }
    await this.#connection.dropCollection(tenantCollection(tenant));
    await this.manifests.delete(tenant);
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.#closing.abort(new GatewayError('STORE_UNAVAILABLE', 'The store is closing.'));
    await Promise.allSettled([...this.#running, ...this.#copying.running()]);
  }

  /** @throws CollectionMissing */
  async master(): Promise<MasterManifest> {
    const master = await readMaster(this.#documents);
    if (master === undefined) throw new CollectionMissing('master');
    return master;
  }

  async #copy(
    tenant: TenantId,
    { part, onProgress, signal }: CopyOptions & { signal: AbortSignal },
  ): Promise<void> {
    const name = tenantCollection(tenant);
    let manifest = await this.manifests.read(tenant);
    while (!isWhole(manifest?.value)) {
      const master = await this.master();
      const origin: Origin = { generation: master.id, part: fingerprint(part) };
      const begun = manifest?.value;
      const isOurs = begun?.state === 'copying' && isSameOrigin(begun.origin, origin);
      const after = isOurs ? begun.after : undefined;
      const copying: Manifest = { state: 'copying', origin, ...(after !== undefined && { after }) };
      let revision = await this.#write(tenant, copying, manifest?.revision ?? 0);
      if (!isOurs) await this.#connection.dropCollection(name);
      await this.#connection.createCollection(name);
      await ensureIndexes(this.#connection, name, signal);
      const all = await this.#total(master, part, signal);
      let done = 0;
      for await (const keys of this.#keys(master, all, after, signal)) {
        await this.#connection.change(copyDocuments(master.collection, name, keys), signal);
        revision = await this.#write(tenant, { ...copying, after: keys.at(-1)! }, revision);
        done += keys.length;
        onProgress(copied * Math.min(1, done / all.total));
        signal.throwIfAborted();
      }
      await buildAllIndexes(this.#connection, name, {
        onProgress: share => onProgress(copied + (built - copied) * share),
        signal,
      });
      const counts = await checkedCounts(this.#connection, name, signal);
      // Another master may have taken its place meanwhile, and the next be written over it.
      const isSame = (await this.master()).id === master.id;
      const isComplete = sumOf(counts) === all.total;
      if (isSame && !isComplete) {
        await this.manifests.delete(tenant);
        throw new GatewayError('STORE_UNAVAILABLE', 'A copy does not hold what its master holds; try again.');
      }
      onProgress(1);
      signal.throwIfAborted();
      manifest = { value: copying, revision };
      if (!isSame) continue;
      const content = contentOf(master, origin, counts);
      await this.#write(tenant, { state: 'ready', origin, content }, revision);
      return;
    }
  }

  /** Applies what a refresh has decided; finds it out anew where it was begun by another. */
  async #finish(
    tenant: TenantId,
    { value: begun, revision }: Known<Manifest>,
    found: { readonly master: MasterManifest; readonly difference: Difference } | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (begun.state !== 'refreshing') throw new Error('No refresh was begun');
    const part = begun.part ?? undefined;
    const name = tenantCollection(tenant);
    const master = found?.master ?? (await this.master());
    const difference =
      found?.difference ?? (await this.#difference(tenant, master, part, signal, () => undefined));
    await applyDifference(this.#connection, master.collection, name, difference, signal);
    await buildAllIndexes(this.#connection, name, { onProgress: () => undefined, signal });
    const counts = await checkedCounts(this.#connection, name, signal);
    if ((await this.master()).id !== master.id) {
      // What it was made equal to may have been half written over: once more, with the present one.
      return this.#finish(tenant, { value: begun, revision }, undefined, signal);
    }
    const origin: Origin = { generation: master.id, part: fingerprint(part) };
    await this.#write(
      tenant,
      { state: 'ready', origin, content: contentOf(master, origin, counts) },
      revision,
    );
  }

  /** What there is to do where nothing has to be looked at. @throws CollectionMissing */
  async #compared(tenant: TenantId, part: Part | undefined) {
    const master = await this.master();
    await this.whole(tenant);
    const manifest = (await this.manifests.read(tenant)) as Known<Manifest & { state: 'ready' }> | undefined;
    if (manifest?.value.state !== 'ready') throw new CollectionMissing(`tenant ${tenant}`);
    const { origin, content } = manifest.value;
    const isEqual = isSameOrigin(origin, { generation: master.id, part: fingerprint(part) });
    const equal = isEqual
      ? { added: 0, changed: 0, deleted: 0, unchanged: sumOf(content.counts) }
      : undefined;
    return { master, manifest, equal };
  }

  async #difference(
    tenant: TenantId,
    master: MasterManifest,
    part: Part | undefined,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<Difference> {
    const wanted = await this.#total(master, part, signal);
    return findDifference(this.#connection, {
      ...{ master: master.collection, tenant: tenantCollection(tenant), signal },
      wanted: {
        total: wanted.total,
        keys: () => this.#keys(master, wanted, undefined, signal),
        has: wanted.has,
      },
      // Told when it is known to be all.
      onProgress: share => onProgress(Math.min(share, 0.99)),
    });
  }

  /** What a copy should hold: all of master, or the keys of a part. */
  async #total(master: MasterManifest, part: Part | undefined, signal: AbortSignal): Promise<Wanted> {
    if (part === undefined) return { total: sumOf(master.content.counts) };
    const collection = this.#open(master.collection, master.content);
    const keys = await keysOfPart(this.#connection, { name: master.collection, collection }, part, signal);
    const set = new Set(keys);
    return { total: keys.length, keys, has: key => set.has(key) };
  }

  async *#keys(
    master: MasterManifest,
    { keys }: Wanted,
    after: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ResourceKey[]> {
    if (keys === undefined) {
      yield* allKeys(this.#connection, master.collection, {
        size: batchSize,
        signal,
        ...(after && { after }),
      });
      return;
    }
    const left = after === undefined ? keys : keys.filter(key => key > after);
    for (let place = 0; place < left.length; place += batchSize) {
      signal.throwIfAborted();
      yield left.slice(place, place + batchSize);
    }
  }

  #open(name: string, content: Content): CouchbaseCollection {
    return new CouchbaseCollection(this.#connection, { name, content, readOnly: true });
  }

  /** @throws GatewayError STORE_UNAVAILABLE when another process has changed it since, or dropped it */
  async #write(tenant: TenantId, manifest: Manifest, revision: number): Promise<number> {
    const written = await this.manifests.write(tenant, manifest, revision);
    if (written !== undefined) return written;
    throw new GatewayError(
      'STORE_UNAVAILABLE',
      'Another process works on the copy of this tenant, or has dropped it; try again shortly.',
    );
  }

  async #run<Result>(
    given: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    given?.throwIfAborted();
    const closing = this.#closing.signal;
    closing.throwIfAborted();
    const running = work(given === undefined ? closing : AbortSignal.any([given, closing]));
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }
}

interface Wanted {
  readonly total: number;
  /** Undefined: all of master. */
  readonly keys?: readonly ResourceKey[];
  readonly has?: (key: ResourceKey) => boolean;
}

function contentOf(master: MasterManifest, origin: Origin, counts: Content['counts']): Content {
  const [all, some] = [sumOf(master.content.counts), sumOf(counts)];
  return {
    generation: generationOf(origin),
    counts,
    // Of a part it is not measured: taken to be of the usual size.
    bytes: all === 0 ? 0 : Math.round((master.content.bytes * some) / all),
  };
}

function sumOf(counts: Content['counts']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
