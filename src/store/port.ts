import { toIso } from '../core/clock.ts';
import type { ResourceKey, TenantId } from '../core/ids.ts';
import type { Condition, Order } from '../fhir/search.ts';
import type { Resource } from '../fhir/types.ts';
import type { StorePools } from '../metrics/state.ts';

/**
 * What the gateway asks of a database. Two rules shape it: batches in, one result an entry out (so that a
 * DataLoader can sit on any read), and no rule of the product inside (those live in services).
 * Every adapter passes test/contract/store.ts. Times are milliseconds since 1970.
 *
 * Whatever the database refuses arrives as GatewayError STORE_UNAVAILABLE.
 */
export interface Store {
  readonly system: SystemDocuments;

  /**
   * `snapshot`: read only, and as it is now, whatever is written to it meanwhile. A store that cannot hold still shows
   * the reviews that come meanwhile.
   * @throws CollectionMissing when the tenant has no copy
   */
  openTenant(tenant: TenantId, options?: { readonly snapshot?: boolean }): Promise<Collection>;
  tenantExists(tenant: TenantId): Promise<boolean>;
  listTenants(): Promise<readonly TenantId[]>;

  /**
   * Makes the tenant's collection a copy of master or of a part of it, unreviewed, all at once or not at all; does
   * nothing when there is one, of whatever part. The copy is checked before it counts.
   * @throws CollectionMissing when there is no master yet
   * @throws GatewayError STORE_UNAVAILABLE also when the copy does not pass its check, with words for the operator
   */
  createTenant(tenant: TenantId, options: CopyOptions): Promise<void>;

  /**
   * Makes the content of a closed tenant collection equal to master's or to a part of it, all at once or not at all:
   * changed resources lose their review, those that are not in the part any more go with theirs, unchanged ones keep
   * it. Writes nothing when the tenant is known to be equal.
   * @throws CollectionMissing when there is no such tenant or no master
   */
  refreshTenant(tenant: TenantId, options: CopyOptions): Promise<RefreshSummary>;

  /**
   * What a refresh of the same part would do now. The tenant may be in use meanwhile. Costs nothing when the tenant is
   * known to be equal, else reads both.
   * @throws CollectionMissing when there is no such tenant or no master
   */
  compareTenant(tenant: TenantId, options: Omit<CopyOptions, 'onProgress'>): Promise<RefreshSummary>;

  /** Costs the same whatever the size; opens nothing for longer. @throws CollectionMissing when there is no such tenant */
  describeTenant(tenant: TenantId): Promise<TenantDescription>;

  /** Deletes the tenant's collection; nothing happens when there is none. */
  dropTenant(tenant: TenantId): Promise<void>;

  /** The master collection, read only. @throws CollectionMissing */
  openMaster(): Promise<Collection>;

  /**
   * Starts a new master, which takes the place of the present one at `commit`, or goes on with one that was begun.
   * @throws IngestLocked
   * @throws CollectionMissing when it is to start from the present master and there is none that can be gone on with
   */
  replaceMaster(build: MasterBuild): Promise<MasterWriter>;

  /** Lets go of what is cached of open collections; called when memory is short. Reading goes on, from disk. */
  releaseMemory(): void;

  /** Resolves when the store answers. */
  ping(): Promise<void>;

  /** How the services that the store is made of answer, by name. The method is missing where it is one piece. */
  diagnose?(): Promise<Readonly<Record<string, ServiceHealth>>>;

  /** What it works with: threads, connections. Costs next to nothing, and asks nobody else. */
  pools?(): Promise<StorePools>;
  close(): Promise<void>;
}

/** Of a service on one or several nodes. */
export interface ServiceHealth {
  readonly endpoints: number;
  readonly answering: number;
  /** Of those that answer; null where none does. */
  readonly slowestMs: number | null;
}

/** Called with the share done, 0 to 1. */
export type OnProgress = (share: number) => void;

export interface CopyOptions {
  /** Undefined: all of master. */
  readonly part?: Part | undefined;
  readonly onProgress: OnProgress;
  /** Given up with its reason when it is aborted, as if it had not begun. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A part of master: the resources that match, all that belong to them (that are in their compartments, see
 * fhir/compartment.ts), and what those refer to by whatever element, and so on. What is of the type searched for, or
 * of one that belongs to it, does not come in by reference: parts without a match in common share nothing of either.
 */
export interface Part {
  readonly type: string;
  /** Joined by AND. */
  readonly where: readonly Condition[];
}

export interface TenantDescription {
  /** Room that the copy takes on disk. */
  readonly bytes: number;
  /** A row a stored resource type. */
  readonly counts: readonly TypeCount[];
}

/** An entry a key, in order. */
type Found = readonly (StoredResource | undefined)[];

/** The resources of one tenant, or of master. */
export interface Collection {
  /**
   * Names the content: collections of one generation hold the same resources, whoever opens them and when. Reviews make
   * no difference to it. Undefined where it is not known.
   */
  readonly generation: string | undefined;

  /** An entry a key, in order; undefined where there is none. At once where the store has nothing to wait for. */
  get(keys: readonly ResourceKey[]): Found | Promise<Found>;

  search(request: SearchRequest): Promise<SearchPage>;

  /**
   * The same search once for each target of a reference parameter (the reverse look-up: the encounters of
   * these patients), an entry a target, in order. One statement where the database can.
   */
  searchByReference(
    request: SearchRequest,
    parameter: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly SearchPage[]>;

  /** How many resources match, without regard to order, limit and position. */
  count(request: CountRequest): Promise<number>;
  countByReference(
    request: CountRequest,
    parameter: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly number[]>;

  /** The review state of each key, without its content; undefined where there is no such resource. */
  reviewStates(keys: readonly ResourceKey[]): Promise<readonly (ReviewState | undefined)[]>;

  /**
   * Reads, decides and writes as one step that no other writer can come between. `decide` may be called more
   * than once and must be pure; it returns the next state, or undefined to leave it. What it throws ends the
   * entry, not the batch. When an entry resolves it is durable.
   */
  updateReviews(updates: readonly ReviewUpdate[]): Promise<readonly (StoredResource | undefined | Error)[]>;

  /**
   * Which review states were changed behind that sequence, by whatever process, this one included: everything that was
   * acknowledged before the call is in it. `sequence` is the one to ask with next time; `keys` is undefined when it
   * was more than the store remembers. Cheap enough to be asked before every answer; no promise where it can be told at
   * once. The method is missing where the store cannot tell.
   */
  reviewsSince?(sequence: number): ReviewChanges | Promise<ReviewChanges>;

  /** A row a stored resource type. Costs the same whatever the size. */
  counts(): Promise<readonly TypeCount[]>;

  /** The same collection for calls that came through a lane. Only there where calls are measured, which tells them apart. */
  readonly inLane?: Collection;

  close(): Promise<void>;
}

export interface ReviewState {
  readonly reviewed: boolean;
  /** Null unless reviewed. */
  readonly reviewTime: number | null;
  readonly reviewedBy: string | null;
}

export interface StoredResource {
  readonly key: ResourceKey;
  /** Shared between readers: never changed. */
  readonly resource: Resource;
  readonly review: ReviewState;
}

export interface ReviewUpdate {
  readonly key: ResourceKey;
  /** `version` is `meta.versionId`, null where the source gave none. */
  decide(current: ReviewState, version: string | null): ReviewState | undefined;
}

export interface ReviewChanges {
  readonly sequence: number;
  readonly keys: readonly ResourceKey[] | undefined;
}

export interface TypeCount {
  readonly type: string;
  readonly total: number;
  readonly reviewed: number;
}

/** A search as a value: what each adapter compiles. Conditions are joined by AND. */
export interface SearchRequest {
  readonly type: string;
  readonly where: readonly Condition[];
  /** Ties have an order of the adapter's, which turns around when all keys do. */
  readonly order: Order;
  /** The page begins behind this resource, wherever the order puts it now. */
  readonly after?: ResourceKey;
  readonly limit: number;
  /** Given up with its reason when it is aborted; looked at between slices of the work. */
  readonly signal?: AbortSignal;
}

export type CountRequest = Pick<SearchRequest, 'type' | 'where' | 'signal'>;

export interface SearchPage {
  readonly entries: readonly StoredResource[];
  /** Whether more follow. */
  readonly hasMore: boolean;
}

/** The position of a page is gone: the resource that it was taken behind is no longer there. */
export class PositionLost extends Error {
  constructor() {
    super('The resource that this page begins behind is gone');
    this.name = 'PositionLost';
  }
}

export class CollectionMissing extends Error {
  constructor(what: string) {
    super(`There is no ${what}`);
    this.name = 'CollectionMissing';
  }
}

/** Another ingest holds the lock. */
export class IngestLocked extends Error {
  /** @param holder undefined where it is not known */
  constructor(holder?: LockHolder) {
    const who = holder && `: process ${holder.pid} on ${holder.host}, since ${toIso(holder.since)}`;
    super(`Another ingest is running on this store${who ?? ''}`);
    this.name = 'IngestLocked';
  }
}

/** Who holds the lock of an ingest, for people. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly since: number;
}

export interface RefreshSummary {
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly unchanged: number;
}

export interface MasterBuild {
  /**
   * Tells what is built: an unfinished build of this name is gone on with; one of another name, or that another version
   * of the gateway began, is forgotten.
   */
  readonly name: string;
  /** What is there before the first `write`: nothing, or what the present master holds. */
  readonly from: 'empty' | 'current';
  /** The module, a BlockReader, that takes resources out of bytes for `blocks`. */
  readonly reader?: URL | undefined;
  /** How many bytes will come as blocks, as far as that is known: whether it is worth to start threads. */
  readonly blockBytes?: number | undefined;
}

/** What a module exports that a store loads in its threads. */
export interface BlockReader {
  /**
   * Called for one block after the other, of which any thread may get any.
   * @returns the resources, the JSON of each where that is known, and what else is to be known of the block, which is handed
   * back as a structured clone
   */
  readBlock(bytes: Uint8Array): {
    readonly resources: readonly Resource[];
    readonly texts: readonly (JsonText | undefined)[];
    readonly findings: unknown;
  };
}

/** The JSON that a resource was read from: a piece of a block, in UTF-8. */
export interface JsonText {
  readonly start: number;
  readonly end: number;
  /** How many names of elements the resource has, at every depth. */
  readonly names: number;
}

/** Writes resources that are read in threads. */
export interface BlockWriter {
  /** How many blocks may be written before the first of them has to be waited for. It grows. */
  readonly room: number;
  /**
   * Writes the resources of a block behind those of earlier calls. Resolves when they are.
   * @param bytes are taken over
   */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<{ readonly written: number; readonly findings: unknown }>;
}

/** Fills a new master. Nothing of it can be seen before `commit`. After `commit`, `leave` or `abort` nothing happens any more. */
export interface MasterWriter {
  /**
   * The mark of the last checkpoint of the build that is gone on with: all that was written before it is there. What
   * was written after it is to be written again, and is not counted twice. Undefined where it starts anew.
   */
  readonly resumed: string | undefined;
  /** The faster way for large sources; undefined where a store has none, or there is no `reader`. */
  readonly blocks?: BlockWriter | undefined;
  /**
   * A resource whose key is there replaces it. Returns how many are known to have replaced one that was written before in
   * this build; of others, `commit` tells.
   */
  write(resources: readonly Resource[]): Promise<number>;
  /** Returns how many were there. Only where the build is from the present master: from nothing, what is not to be there is not written. */
  delete(keys: readonly ResourceKey[]): Promise<number>;
  /** Makes durable what was written so far together with a mark, of a few kilobytes, to know by how far that is. */
  checkpoint(mark: string): Promise<void>;
  /**
   * Makes it the master, durably, and lets go of the lock; where that fails, as `leave` does. What was built from the
   * present master and is equal to it is forgotten instead: nobody has to look for changes then.
   */
  commit(): Promise<MasterCommit>;
  /**
   * Lets go of the lock; what was made durable stays for the next build of the same name. Where nothing was, and where
   * there is no room left, it is forgotten.
   */
  leave(): Promise<void>;
  /** Forgets it and lets go of the lock; the master there was stays. */
  abort(): Promise<void>;
}

export interface MasterCommit {
  /** A row a stored resource type. */
  readonly counts: readonly TypeCount[];
  /** The same, in the same order: against the master before it. */
  readonly changes: readonly TypeChanges[];
  /** How many more replaced one that was written before in this build than `write` has told. */
  readonly replaced: number;
}

export interface TypeChanges extends RefreshSummary {
  readonly type: string;
}

/** Small documents of the gateway itself, in a place of their own, under keys such as `_system/…`. */
export interface SystemDocuments {
  /** Undefined when missing or expired. */
  get(key: string): Promise<SystemDocument | undefined>;
  /** Those whose keys start with the prefix, expired ones left out, by key. */
  list(prefix: string): Promise<readonly (SystemDocument & { readonly key: string })[]>;
  /**
   * Durable when it resolves. `expiresAt`: from then on it is missing. `revision`: written only if that is the
   * stored one (0: if there is none). Resolves to the new revision, undefined when another was stored. A
   * document that follows an expired one has another revision than any before it.
   */
  put(
    key: string,
    value: unknown,
    options?: { readonly expiresAt?: number; readonly revision?: number },
  ): Promise<number | undefined>;
  delete(key: string): Promise<void>;
}

export interface SystemDocument {
  readonly value: unknown;
  readonly revision: number;
}
