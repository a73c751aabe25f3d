import { splitKey } from '../../core/ids.ts';
import { sortValue } from '../../fhir/matching.ts';
import type { Order, SortBy } from '../../fhir/search.ts';
import { compareText } from '../../fhir/values.ts';
import { PositionLost, type SearchPage, type SearchRequest } from '../port.ts';
import type { Position } from './branches.ts';
import type { Row } from './database.ts';
import { fewHits } from './few.ts';
import { storedColumns, toStored, withContent } from './rows.ts';
import { sortColumn } from './schema.ts';
import type { Searcher } from './searcher.ts';
import type { Hit, Slice } from './slices.ts';

type SortKeyValue = string | number | undefined;

/** Without what it was read for: of all matches only the page is kept whole. */
interface Sorted extends Omit<Hit, 'stored'> {
  readonly keys: readonly SortKeyValue[];
}

/**
 * A search in an order of several keys, or of a key without an index: reads every match, keeps the best. Where the
 * first key has an index it stops behind the page. Costs grow with the matches otherwise.
 */
export async function searchSorted(searcher: Searcher, request: SearchRequest): Promise<SearchPage> {
  const { order } = request;
  const behind = request.after === undefined ? undefined : readPosition(searcher, request);
  if (searcher.isEmpty) return { entries: [], hasMore: false };
  const compare = comparing(order);
  const { firstReadSlice: readAtOnce } = searcher.database.tuning;
  const enough = request.limit + 1;
  let best: Sorted[] = [];
  for await (const { hits, end } of matchSlices(searcher, order, behind)) {
    for (let place = 0; place < hits.length; place += readAtOnce) {
      await searcher.turn();
      const read = readKeys(searcher, hits.slice(place, place + readAtOnce), order);
      best.push(...read.filter(hit => behind === undefined || compare(hit, behind) > 0));
      if (best.length > enough) best = best.sort(compare).slice(0, enough);
    }
    if (best.length === enough && end !== undefined && isPast(order, best.at(-1)!, end)) break;
  }
  return searcher.toPage(best.sort(compare), request.limit);
}

async function* matchSlices(
  searcher: Searcher,
  order: Order,
  behind: Sorted | undefined,
): AsyncGenerator<Slice> {
  const few = await searcher.few();
  if (few !== undefined) {
    const hits = fewHits(searcher, few);
    yield { hits, end: undefined, looked: hits.length };
    return;
  }
  const [{ by, descending }] = order;
  const all = () => Number.POSITIVE_INFINITY;
  if (typeof by !== 'string') {
    yield* searcher.slices(await searcher.unordered(), undefined, all);
    return;
  }
  const [source] = searcher.sources(by, descending, Number.POSITIVE_INFINITY);
  yield* searcher.slices(source, behind && atFirstOf(behind, descending), all);
}

/** Before all rows whose first key equals this one's. */
function atFirstOf({ position }: Sorted, descending: boolean): Position {
  return { sort: position.sort, rid: descending ? Number.MAX_SAFE_INTEGER : -1 };
}

/** Whether everything behind `end` comes, by the first key alone, behind `last`. */
function isPast([{ by, descending }]: Order, last: Sorted, end: Position): boolean {
  if (typeof by !== 'string') return false;
  const compared = compareValues(end.sort ?? undefined, last.keys[0]);
  return descending ? compared < 0 : compared > 0;
}

function comparing(order: Order): (a: Sorted, b: Sorted) => number {
  const ties = order.at(-1)!.descending ? -1 : 1;
  return (a, b) => {
    for (const [place, { descending }] of order.entries()) {
      const compared = compareValues(a.keys[place], b.keys[place]);
      if (compared !== 0) return descending ? -compared : compared;
    }
    return (a.rid - b.rid) * ties;
  };
}

/** What has no value stands lowest. */
function compareValues(a: SortKeyValue, b: SortKeyValue): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

function readKeys(searcher: Searcher, hits: readonly Hit[], order: Order): Sorted[] {
  const rows = searcher.database.all(
    `SELECT r.rid, r.date, r.name, r.updated, ${storedColumns} FROM json_each(?) p
      ${withContent(searcher.definition, 'r.rid = p.value')}`,
    [JSON.stringify(hits.map(({ rid }) => rid))],
  );
  return rows.map(row => toSorted(searcher, row, order));
}

function readPosition(searcher: Searcher, { after, order }: SearchRequest): Sorted {
  const [row] = searcher.database.all(
    `SELECT r.rid, r.date, r.name, r.updated, ${storedColumns} FROM json_each(?) p
      ${withContent(searcher.definition, 'r.id = p.value')}`,
    [JSON.stringify([splitKey(after!).id])],
  );
  if (row === undefined) throw new PositionLost();
  return toSorted(searcher, row, order);
}

function toSorted({ database, definition }: Searcher, row: Row, order: Order): Sorted {
  const stored = toStored(definition.type, row, database.reading);
  const keys = order.map(({ by }: SortBy) =>
    typeof by === 'string'
      ? (row[sortColumn(by)] ?? undefined)
      : sortValue(definition, stored.resource, by.parameter, by.greatest),
  );
  const rid = row.rid as number;
  const [{ by }] = order;
  const sort = typeof by === 'string' ? (row[sortColumn(by)] ?? null) : null;
  return { rid, keys, position: { sort, rid } };
}
