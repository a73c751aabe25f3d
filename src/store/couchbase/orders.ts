import type { ResourceDefinition } from '../../fhir/definition.ts';
import { parameterOf } from '../../fhir/matching.ts';
import type { Order, SortBy, SortKey } from '../../fhir/search.ts';
import type { StoredResource } from '../port.ts';
import type { ResourceDocument } from './document.ts';
import { type OrderIndex, orderIndex } from './indexes.ts';
import { keysOfType } from './names.ts';
import { lowestNumber } from './search-values.ts';
import { allOf, anyOf, join, name, type Sql, sql, word } from './sql.ts';
import { inAll, type KeyRange } from './tests.ts';

/** The resource that a page begins behind: its document, and its place in the order. */
export interface Position {
  readonly key: StoredResource['key'];
  readonly document: ResourceDocument;
}

/** How a list is ordered, and where its page begins. */
export interface Ordering {
  /** The index that lists the type in this order, or in the opposite one; undefined: there is none. */
  readonly listed: OrderIndex | undefined;
  /** Everything of the type, behind the position and in the range. Needed only where the index of the order is read. */
  ofType(within?: KeyRange): Sql;
  /** Whether its index is one of dates. */
  readonly isByDate: boolean;
  /** What is behind the position; undefined without one. */
  readonly behind: Sql | undefined;
  readonly orderBy: Sql;
  /** Whether it changes with reviews. */
  readonly ofReviews: boolean;
  /** Where several keys decide, and an index has the order of the first. */
  readonly led?: Led;
}

/** Of several keys the first, by which a page's worth is found before the others sort it. */
export interface Led {
  readonly field: Sql;
  readonly orderBy: Sql;
  /** What stands no further behind in the first key than the resource whose text that is. */
  upTo(key: string): KeyRange;
}

const search = name('_search');

export function ordering(
  definition: ResourceDefinition,
  order: Order,
  position: Position | undefined,
): Ordering {
  const keys = upToId(order);
  const [{ by, descending }, ...others] = keys;
  // The texts of the native orders end in the id, so they decide ties by it, and in their own direction.
  const isOne = others.length === 0 || (others[0]!.by === 'id' && others[0]!.descending === descending);
  return isOne && typeof by === 'string'
    ? byKey(definition, by, descending, position)
    : bySeveral(definition, keys, position);
}

/** What stands behind the id decides nothing. */
function upToId(order: Order): Order {
  const place = order.findIndex(({ by }) => by === 'id');
  return place < 0 ? order : (order.slice(0, place + 1) as unknown as Order);
}

/** Everything of a type, by document key. */
export function ofType(type: string): Sql {
  const { from, to } = keysOfType(type);
  return sql`META(d).id > ${from} AND META(d).id < ${to}`;
}

/** One text decides, which is unique: nothing but a range is read, and it begins exactly behind the position. */
function byKey(
  { type }: ResourceDefinition,
  by: SortKey,
  descending: boolean,
  position: Position | undefined,
): Ordering {
  const field = keyField(by);
  let { from, to } = keysOfType(type);
  const behind = position && keyOf(position, by);
  if (behind !== undefined && descending) to = behind;
  else if (behind !== undefined) from = behind;
  return {
    listed: orderIndex(by, descending),
    ofType: within => rangeOf(field, inAll([{ from, to }, within ?? {}])),
    isByDate: by === 'date',
    behind: behind === undefined ? undefined : sql`${field} ${word(descending ? '<' : '>')} ${behind}`,
    orderBy: sql`${field} ${word(descending ? 'DESC' : 'ASC')}`,
    ofReviews: by === 'reviewTime',
  };
}

/** No text of an order is an end of a range but the position's own, which is left out. */
function rangeOf(field: Sql, { from = '', to = '' }: KeyRange): Sql {
  return sql`${field} > ${from} AND ${field} < ${to}`;
}

function keyField(by: SortKey): Sql {
  return by === 'id' ? sql`META(d).id` : sql`d.${search}.${name('keys')}.${name(by)}`;
}

function keyOf({ key, document }: Position, by: SortKey): string {
  return by === 'id' ? key : (document._search.keys[by] ?? '');
}

/**
 * All that match are read and the best are kept; or, where an index has the order of the first key, all that stand
 * no further behind in that than a page does.
 */
function bySeveral(definition: ResourceDefinition, order: Order, position: Position | undefined): Ordering {
  const ties: SortBy = { by: 'id', descending: order.at(-1)!.descending };
  const terms = [...order, ties].map(({ by, descending }) => ({
    field: sortField(definition, by),
    descending,
    behind: position && sortOf(definition, position, by),
  }));
  const isBehind = terms.map(({ field, descending, behind }, place) =>
    allOf([
      ...terms.slice(0, place).map(before => sql`${before.field} = ${before.behind ?? ''}`),
      sql`${field} ${word(descending ? '<' : '>')} ${behind ?? ''}`,
    ]),
  );
  const behind = position === undefined ? [] : [anyOf(isBehind)];
  const first = firstKey(definition, order[0], position);
  return {
    listed: first?.listed,
    ofType: within => allOf([first?.ofType(within) ?? ofType(definition.type), ...behind]),
    isByDate: first !== undefined && order[0].by === 'date',
    behind: behind[0],
    orderBy: join(
      ', ',
      terms.map(({ field, descending }) => sql`${field} ${word(descending ? 'DESC' : 'ASC')}`),
    ),
    ofReviews: order.some(({ by }) => by === 'reviewTime'),
    ...(first && { led: first.led }),
  };
}

/** The range of the first key, from the position's value on; undefined where no index has its order. */
function firstKey(
  { type }: ResourceDefinition,
  { by, descending }: SortBy,
  position: Position | undefined,
): { readonly listed: OrderIndex; readonly ofType: Ordering['ofType']; readonly led: Led } | undefined {
  if (typeof by !== 'string') return undefined;
  const listed = orderIndex(by, descending);
  if (!listed.inOrder) return undefined;
  const field = keyField(by);
  let { from, to } = keysOfType(type);
  if (position && descending) to = behindEqual(keyOf(position, by));
  else if (position) from = textOf(keyOf(position, by));
  return {
    listed,
    ofType: within => rangeOf(field, inAll([{ from, to }, within ?? {}])),
    led: {
      field,
      orderBy: sql`${field} ${word(descending ? 'DESC' : 'ASC')}`,
      upTo: key => (descending ? { from: textOf(key) } : { to: behindEqual(key) }),
    },
  };
}

/** Of the text of a native order what stands before the id. */
function textOf(key: string): string {
  return key.split('\0')[0]!;
}

/** Behind all that have the same value. */
function behindEqual(key: string): string {
  return `${textOf(key)}\x01`;
}

type By = SortBy['by'];

/** What a document is ordered by: never missing, since comparisons with what is missing are neither true nor false. */
function sortField(definition: ResourceDefinition, by: By): Sql {
  if (by === 'id') return sql`META(d).id`;
  if (typeof by === 'string') return sql`SPLIT(IFMISSINGORNULL(${keyField(by)}, ""), ${'\0'})[0]`;
  const values = sql`d.${search}.${name('sorts')}.${name(by.parameter)}`;
  const lowest = lowestOf(definition, by.parameter);
  return by.greatest
    ? sql`IFMISSINGORNULL(${values}[-1], ${lowest})`
    : sql`IFMISSINGORNULL(${values}[0], ${lowest})`;
}

/** The same of a document at hand. */
function sortOf(definition: ResourceDefinition, position: Position, by: By): string | number {
  if (by === 'id') return position.key;
  const { keys, sorts } = position.document._search;
  if (typeof by === 'string') return textOf(keys[by] ?? '');
  const values = sorts[by.parameter] ?? [];
  return (by.greatest ? values.at(-1) : values[0]) ?? lowestOf(definition, by.parameter);
}

function lowestOf(definition: ResourceDefinition, parameter: string): string | number {
  const { kind } = parameterOf(definition, parameter);
  return kind === 'date' || kind === 'quantity' ? lowestNumber : '';
}
