import { GatewayError } from '../../core/errors.ts';
import type { ResourceKey, TenantId } from '../../core/ids.ts';
import { fingerprint, isSameOrigin, type Origin } from '../origin.ts';
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
import { changesOf, type Difference, findDifference, summaryOf } from './difference.ts';
import { discard, tidy } from './discarding.ts';
import {
  type Content,
  collectionsOf,
  isWhole,
  type Known,
  Manifests,
  type MasterManifest,
  readMaster,
  superseded,
  type WholeManifest,
} from './manifest.ts';
import { newCollection } from './names.ts';
import { contentOf, keysOf, sumOf, wantedOf } from './wanted.ts';

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

  /** Where it is and what it holds, once a refresh that was begun is finished. @throws CollectionMissing */
  async whole(tenant: TenantId): Promise<WholeManifest> {
    for (;;) {
      const { value, revision } = await this.manifests.whole(tenant);
      if (value.state === 'ready') return value;
      await this.#run(undefined, signal => this.#finish(tenant, { value, revision }, undefined, signal));
    }
  }

  refresh(tenant: TenantId, { part, onProgress, signal: given }: CopyOptions): Promise<RefreshSummary> {
    return this.#run(given, async signal => {
      const { master, manifest, equal } = await this.#compared(tenant, part);
      if (equal !== undefined) {
        onProgress(1);
        return equal;
      }
      const { collection, content } = manifest.value;
      const difference = await this.#difference(collection, master, part, signal, onProgress);
      signal.throwIfAborted();
      onProgress(1);
      signal.throwIfAborted();
      // From here on it is done, by whoever comes next if need be.
      const begun = { state: 'refreshing', collection, content, part: part ?? null } as const;
      const revision = await this.manifests.change(tenant, begun, manifest.revision);
      await this.#finish(tenant, { value: begun, revision }, { master, difference }, this.#closing.signal);
      return summaryOf(difference);
    });
  }

  compare(
    tenant: TenantId,
    { part, signal: given }: Omit<CopyOptions, 'onProgress'>,
  ): Promise<RefreshSummary> {
    return this.#run(given, async signal => {
      const { master, manifest, equal } = await this.#compared(tenant, part);
      if (equal !== undefined) return equal;
      const { collection } = manifest.value;
      return summaryOf(await this.#difference(collection, master, part, signal, () => undefined));
    });
  }

  /** While it is refreshed: what it held before. */
  async describe(tenant: TenantId): Promise<TenantDescription> {
    const { collection, content } = (await this.manifests.whole(tenant)).value;
    return { bytes: content.bytes, counts: await this.#open(collection, content).counts() };
  }

  async drop(tenant: TenantId): Promise<void> {
    for (;;) {
      const manifest = await this.manifests.read(tenant);
      if (manifest === undefined || (await discard(this.#connection, this.manifests, tenant, manifest)))
        return;
    }
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
    return master.value;
  }

  async #copy(
    tenant: TenantId,
    { part, onProgress, signal }: CopyOptions & { signal: AbortSignal },
  ): Promise<void> {
    for (let manifest = await this.manifests.read(tenant); !isWhole(manifest?.value); ) {
      const master = await this.master();
      const origin: Origin = { generation: master.id, part: fingerprint(part) };
      const begun = manifest?.value;
      const isOurs = begun?.state === 'copying' && isSameOrigin(begun.origin, origin);
      const collection = isOurs ? begun.collection : newCollection(tenant);
      const left = begun === undefined ? [] : collectionsOf(begun).filter(name => name !== collection);
      const after = isOurs ? begun.after : undefined;
      const copying = {
        state: 'copying',
        collection,
        origin,
        ...(after !== undefined && { after }),
      } as const;
      let revision = await this.manifests.change(tenant, { ...copying, left }, manifest?.revision ?? 0);
      try {
        for (const name of left) await this.#connection.dropCollection(name);
        const checkpoint = async (last: ResourceKey) => {
          revision = await this.manifests.change(tenant, { ...copying, after: last }, revision);
        };
        const counts = await this.#fill(master, copying, { part, onProgress, signal, checkpoint });
        // Another master may have taken its place meanwhile, and the next be written over it.
        const isSame = (await this.master()).id === master.id;
        if (isSame && counts === undefined) {
          await discard(this.#connection, this.manifests, tenant, { value: copying, revision });
          throw new GatewayError(
            'STORE_UNAVAILABLE',
            'A copy does not hold what its master holds; try again.',
          );
        }
        onProgress(1);
        signal.throwIfAborted();
        manifest = { value: copying, revision };
        if (!isSame || counts === undefined) continue;
        const content = contentOf(master, origin, counts);
        await this.manifests.change(tenant, { state: 'ready', collection, origin, content }, revision);
        return;
      } catch (error) {
        await tidy(this.#connection, this.manifests, tenant, collection).catch(() => undefined);
        const isOvertaken = (await readMaster(this.#documents))?.value.id !== master.id;
        if (signal.aborted || !isOvertaken) throw error;
        // It may have failed for the next master being written over this one.
        manifest = await this.manifests.read(tenant);
      }
    }
  }

  /** How many of each type are in it then; undefined when it is not all that master's manifest tells of. */
  async #fill(
    master: MasterManifest,
    { collection, after }: { readonly collection: string; readonly after?: string },
    {
      part,
      onProgress,
      signal,
      checkpoint,
    }: CopyOptions & { signal: AbortSignal; checkpoint(last: ResourceKey): Promise<void> },
  ): Promise<Content['counts'] | undefined> {
    await this.#connection.createCollection(collection);
    await ensureIndexes(this.#connection, collection, signal);
    const all = await wantedOf(this.#connection, master, part, signal);
    let done = 0;
    for await (const keys of keysOf(this.#connection, master, all, { after, signal })) {
      await this.#connection.change(copyDocuments(master.collection, collection, keys), signal);
      await checkpoint(keys.at(-1)!);
      done += keys.length;
      onProgress(copied * Math.min(1, done / all.total));
      signal.throwIfAborted();
    }
    await buildAllIndexes(this.#connection, collection, {
      onProgress: share => onProgress(copied + (built - copied) * share),
      signal,
    });
    const counts = await checkedCounts(this.#connection, collection, signal);
    return sumOf(counts) === all.total ? counts : undefined;
  }

  /** Applies what a refresh has decided; finds it out anew where it was begun by another. */
  async #finish(
    tenant: TenantId,
    { value: begun, revision }: Known<WholeManifest & { readonly state: 'refreshing' }>,
    found: { readonly master: MasterManifest; readonly difference: Difference } | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { collection } = begun;
    const part = begun.part ?? undefined;
    const master = found?.master ?? (await this.master());
    const difference =
      found?.difference ?? (await this.#difference(collection, master, part, signal, () => undefined));
    for (const change of changesOf(master.collection, collection, difference)) {
      // Where another has finished it and the tenant is in use, this would come too late.
      if ((await this.manifests.read(tenant))?.revision !== revision) return this.#finishedBy(tenant, begun);
      await this.#connection.change(change, signal);
    }
    await buildAllIndexes(this.#connection, collection, { onProgress: () => undefined, signal });
    const counts = await checkedCounts(this.#connection, collection, signal);
    if ((await this.master()).id !== master.id) {
      // What it was made equal to may have been half written over: once more, with the present one.
      return this.#finish(tenant, { value: begun, revision }, undefined, signal);
    }
    const origin: Origin = { generation: master.id, part: fingerprint(part) };
    const ready = { state: 'ready', collection, origin, content: contentOf(master, origin, counts) } as const;
    const written = await this.manifests.write(tenant, ready, revision);
    if (written === undefined) await this.#finishedBy(tenant, begun);
  }

  /** @throws GatewayError STORE_UNAVAILABLE unless it was finished, by another process */
  async #finishedBy(
    tenant: TenantId,
    { collection, part }: WholeManifest & { readonly state: 'refreshing' },
  ): Promise<void> {
    const now = (await this.manifests.read(tenant))?.value;
    const isDone =
      now?.state === 'ready' &&
      now.collection === collection &&
      now.origin.part === fingerprint(part ?? undefined);
    if (!isDone) throw superseded();
  }

  /** What there is to do where nothing has to be looked at. @throws CollectionMissing */
  async #compared(tenant: TenantId, part: Part | undefined) {
    const master = await this.master();
    const manifest = await this.manifests.whole(tenant);
    const { value } = manifest;
    const wanted = { generation: master.id, part: fingerprint(part) };
    const equal =
      value.state === 'ready' && isSameOrigin(value.origin, wanted)
        ? { added: 0, changed: 0, deleted: 0, unchanged: sumOf(value.content.counts) }
        : undefined;
    return { master, manifest, equal };
  }

  async #difference(
    collection: string,
    master: MasterManifest,
    part: Part | undefined,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<Difference> {
    const wanted = await wantedOf(this.#connection, master, part, signal);
    return findDifference(this.#connection, {
      ...{ master: master.collection, tenant: collection, signal },
      wanted: {
        total: wanted.total,
        keys: () => keysOf(this.#connection, master, wanted, { signal }),
        has: wanted.has,
      },
      // Told when it is known to be all.
      onProgress: share => onProgress(Math.min(share, 0.99)),
    });
  }

  #open(name: string, content: Content): CouchbaseCollection {
    return new CouchbaseCollection(this.#connection, { name, content, readOnly: true });
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
