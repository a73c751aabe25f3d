import type { Expression, KeyspacePath, Statement } from './ast.ts';
import type { Change, Documents } from './documents.ts';
import { QueryError, refused } from './errors.ts';
import { defineIndex } from './index-definition.ts';
import { type Document, type IndexStructure, indexStructure } from './index-structure.ts';
import type { Keyspace } from './run.ts';
import { isObject, type Value } from './values.ts';

interface Collection {
  readonly name: string;
  readonly current: Map<string, Document>;
  /** Keys whose changes the indexes have not seen. */
  readonly pending: Set<string>;
  readonly indexes: Map<string, IndexStructure>;
}

/** Documents as they are, and indexes that follow them only when they are told to. */
export interface Catalog {
  /** Changes whenever statements may have to be planned anew. */
  readonly version: () => number;
  /** Learns what was written; indexes are not told. */
  pull(): Promise<void>;
  /** Looks what collections there are: empty ones tell of themselves by nothing else. */
  learnCollections(): Promise<void>;
  /** Lets the indexes of these collections, or of all, see what was written. */
  settle(collections?: Iterable<string>): void;
  keyspace(path: KeyspacePath, context: QueryContext): Keyspace;
  current(collection: string): ReadonlyMap<string, Document>;
  create(statement: Statement & { kind: 'createIndex' }, context: QueryContext): void;
  build(statement: Statement & { kind: 'buildIndex' }, context: QueryContext): void;
  drop(statement: Statement & { kind: 'dropIndex' }, context: QueryContext): void;
  /** Rows of system:indexes; builds that were under way have ended once they were told of. */
  describe(): Value[];
  finishBuilds(): void;
}

/** Where names without a path are looked for. */
export interface QueryContext {
  readonly bucket: string | undefined;
  readonly scope: string | undefined;
}

export interface CatalogOptions {
  readonly documents: Documents;
  readonly bucket: string;
  readonly scope: string;
}

export function makeCatalog({ documents, bucket, scope }: CatalogOptions): Catalog {
  const collections = new Map<string, Collection>();
  let sequence = 0;
  let version = 0;
  const collectionOf = (name: string): Collection => {
    const known = collections.get(name);
    if (known) return known;
    const made: Collection = { name, current: new Map(), pending: new Set(), indexes: new Map() };
    collections.set(name, made);
    version += 1;
    return made;
  };
  const learn = ({ collection, key, value, cas }: Change) => {
    const { current, pending } = collectionOf(collection);
    if (value === null) current.delete(key);
    else current.set(key, { key, value, cas });
    pending.add(key);
  };
  const settleOne = ({ pending, indexes, current }: Collection) => {
    for (const index of indexes.values()) {
      if (index.state === 'online') for (const key of pending) index.update(key, current.get(key));
    }
    pending.clear();
  };
  const find = (path: KeyspacePath, context: QueryContext): Collection => {
    const parts = path.parts.length === 1 ? [context.bucket, context.scope, ...path.parts] : path.parts;
    const full = parts.map(part => part ?? '_default').join('.');
    const name = parts.at(-1)!;
    const there = parts.length === 3 && parts[0] === bucket && parts[1] === scope && collections.has(name);
    if (!there) throw new QueryError(12003, `Keyspace not found in CB datastore: default:${full}`, 404);
    return collections.get(name)!;
  };
  const buildOne = (collection: Collection, index: IndexStructure) => {
    settleOne(collection);
    for (const document of collection.current.values()) index.update(document.key, document);
    index.state = 'online';
  };
  const finishBuilds = () => {
    for (const collection of collections.values()) {
      for (const index of collection.indexes.values()) {
        if (index.state !== 'building') continue;
        buildOne(collection, index);
        version += 1;
      }
    }
  };
  return {
    version: () => version,
    pull: async () => {
      const told = await documents.changes(sequence);
      sequence = told.sequence;
      for (const change of told.changes) {
        if (!('dropped' in change)) learn(change);
        else if (collections.delete(change.dropped)) version += 1;
      }
    },
    learnCollections: async () => {
      for (const name of await documents.collections()) collectionOf(name);
    },
    settle: names => {
      for (const name of names ?? collections.keys()) {
        const collection = collections.get(name);
        if (collection) settleOne(collection);
      }
    },
    keyspace: (path, context) => {
      const { name, indexes } = find(path, context);
      return { collection: name, indexes: [...indexes.values()] };
    },
    current: name => collectionOf(name).current,
    create: (statement, context) => {
      const collection = find(statement.on, context);
      if (collection.indexes.has(statement.name)) {
        if (statement.ifNotExists) return;
        throw new QueryError(4300, `The index ${statement.name} already exists.`, 409);
      }
      const index = indexStructure(defineIndex(statement, collection.name));
      if (!isDeferred(statement.options)) buildOne(collection, index);
      collection.indexes.set(statement.name, index);
      version += 1;
    },
    build: (statement, context) => {
      const collection = find(statement.on, context);
      for (const name of statement.names.map(indexName)) {
        const index = collection.indexes.get(name);
        if (index === undefined) throw indexNotFound(name);
        // Builds go on when the statement has ended: who does not look whether they have, finds no index.
        if (index.state === 'deferred') index.state = 'building';
      }
    },
    drop: (statement, context) => {
      const collection = find(statement.on, context);
      if (!collection.indexes.delete(statement.name) && !statement.ifExists)
        throw indexNotFound(statement.name);
      version += 1;
    },
    describe: () => {
      const rows = [...collections.values()].flatMap(collection =>
        [...collection.indexes.values()].map(index => description(index, bucket, scope)),
      );
      finishBuilds();
      return rows;
    },
    finishBuilds,
  };
}

function indexNotFound(name: string): QueryError {
  return new QueryError(12016, `Index Not Found - cause: GSI index ${name} not found.`, 404);
}

function isDeferred(options: Value): boolean {
  if (!isObject(options)) throw refused('WITH other than an object');
  const unknown = Object.keys(options).filter(name => name !== 'defer_build' && name !== 'num_replica');
  if (unknown.length > 0) throw refused(`WITH ${unknown.join()}`);
  return options.defer_build === true;
}

function indexName(of: Expression): string {
  if (of.kind === 'name') return of.name;
  if (of.kind === 'literal' && typeof of.value === 'string') return of.value;
  throw refused('names of indexes that are expressions');
}

/** A row of system:indexes, without what is particular to nodes. */
function description({ definition, state }: IndexStructure, bucket: string, scope: string): Value {
  const { name, collection, primary, keyTexts } = definition;
  return {
    id: `${collection}-${name}`,
    name,
    state,
    using: 'gsi',
    datastore_id: 'http://127.0.0.1:8091',
    namespace_id: 'default',
    // Indexes of the default collection are told of as those of the bucket.
    ...(scope === '_default' && collection === '_default'
      ? { keyspace_id: bucket }
      : { bucket_id: bucket, scope_id: scope, keyspace_id: collection }),
    index_key: keyTexts,
    ...(primary && { is_primary: true }),
  };
}
