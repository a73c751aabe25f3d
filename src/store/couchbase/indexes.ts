import type { SortKey } from '../../fhir/search.ts';
import { name, type Sql, sql } from './sql.ts';

/**
 * The indexes of every collection, master's and tenants'. Nine, since a cluster holds 10,000 and a thousand
 * collections: not one a search parameter, but one a kind of question. Names are the collection's own.
 */
export interface Index {
  readonly name: string;
  /** What it is for. */
  readonly purpose: string;
  readonly keys: Sql;
}

/** The order keys of a document; see search-values.ts. */
function keyField(key: string): Sql {
  return sql`${name('_search')}.${name('keys')}.${name(key)}`;
}

const reviewed = name('reviewed');

export const indexes = [
  {
    name: 'by_id',
    purpose: 'ranges of keys (copies, refreshes, system documents), the order by id',
    keys: sql`META().id`,
  },
  {
    name: 'by_term',
    purpose: 'codes, references, URIs and texts of every parameter of every type',
    keys: sql`DISTINCT ARRAY t FOR t IN ${name('_search')}.${name('terms')} END`,
  },
  {
    name: 'by_range',
    purpose: 'dates and quantities of every parameter of every type',
    keys: sql`DISTINCT ARRAY FLATTEN_KEYS(r.${name('p')}, r.${name('low')}, r.${name('high')}) FOR r IN ${name('_search')}.${name('ranges')} END`,
  },
  { name: 'by_date', purpose: 'the order by date', keys: sql`${keyField('date')}, ${reviewed}` },
  {
    name: 'by_date_desc',
    purpose: 'the same, latest first',
    keys: sql`${keyField('date')} DESC, ${reviewed}`,
  },
  { name: 'by_name', purpose: 'the order by name', keys: sql`${keyField('name')}, ${reviewed}` },
  {
    name: 'by_updated',
    purpose: 'the order by the last change',
    keys: sql`${keyField('updated')}, ${reviewed}`,
  },
  {
    name: 'by_updated_desc',
    purpose: 'the same, latest first',
    keys: sql`${keyField('updated')} DESC, ${reviewed}`,
  },
  {
    name: 'by_review',
    purpose: 'what is reviewed and what is not, and the order by review time, latest first',
    keys: sql`${keyField('reviewTime')} DESC, ${reviewed}`,
  },
] as const satisfies readonly Index[];

export type IndexName = (typeof indexes)[number]['name'];

/** An index that lists a type in an order. */
export interface OrderIndex {
  readonly index: IndexName;
  /** Whether it has them as they are asked for; otherwise they are sorted. */
  readonly inOrder: boolean;
}

/** Ascending and descending. Which directions are kept is a choice: what is asked for most, within nine. */
const orderIndexes: Readonly<Record<SortKey, readonly [OrderIndex, OrderIndex]>> = {
  id: [
    { index: 'by_id', inOrder: true },
    { index: 'by_id', inOrder: false },
  ],
  date: [
    { index: 'by_date', inOrder: true },
    { index: 'by_date_desc', inOrder: true },
  ],
  name: [
    { index: 'by_name', inOrder: true },
    { index: 'by_name', inOrder: false },
  ],
  updated: [
    { index: 'by_updated', inOrder: true },
    { index: 'by_updated_desc', inOrder: true },
  ],
  reviewTime: [
    { index: 'by_review', inOrder: false },
    { index: 'by_review', inOrder: true },
  ],
};

export function orderIndex(key: SortKey, descending: boolean): OrderIndex {
  return orderIndexes[key][descending ? 1 : 0];
}

/** Deferred: all are built at once, from one reading of the collection. */
export function createIndex(collection: string, index: Index, { deferred = true } = {}): Sql {
  const created = sql`CREATE INDEX ${name(index.name)} IF NOT EXISTS ON ${name(collection)}(${index.keys}) USING GSI`;
  return deferred ? sql`${created} WITH {"defer_build": true}` : created;
}
