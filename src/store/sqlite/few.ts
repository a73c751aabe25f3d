import type { SortKey } from '../../fhir/search.ts';
import { isBehind, type Position } from './branches.ts';
import type { Test } from './condition-test.ts';
import type { Row } from './database.ts';
import { sortColumn, table } from './schema.ts';
import type { Searcher } from './searcher.ts';
import { type Hit, verified } from './slices.ts';
import { allOf, join, limited, type Sql, sql } from './sql.ts';

/** Few rows among which all matches are, and what is left to be tested of them. */
export interface Few {
  readonly rows: Sql;
  readonly left: readonly Test[];
}

/** All matches among few rows, in no order. */
export function fewHits(searcher: Searcher, few: Few): readonly Hit[] {
  return verified(
    searcher,
    run(searcher, join('SELECT NULL AS sort, r.rid', fromFew(searcher, few))).map(rowToHit),
  );
}

/** The rows `r` among few that meet what is left to be tested. */
function fromFew({ definition }: Searcher, { rows, left }: Few): Sql {
  const name = table(definition);
  return join(
    ' FROM (SELECT DISTINCT rid FROM (',
    rows,
    `)) d CROSS JOIN ${name} r ON r.rid = d.rid WHERE `,
    allOf(left.flatMap(({ probe }) => probe ?? [])),
  );
}

export function fewInOrder(
  searcher: Searcher,
  few: Few,
  key: SortKey,
  descending: boolean,
  after: Position | undefined,
  left: number,
): readonly Hit[] {
  const column = `r.${sortColumn(key)}`;
  const direction = descending ? 'DESC' : 'ASC';
  const rows = run(
    searcher,
    join(
      `SELECT ${column} AS sort, r.rid`,
      fromFew(searcher, few),
      ' AND ',
      isBehind(column, after, descending),
      sql(
        ` ORDER BY ${column} ${direction}, r.rid ${direction} ${limited}`,
        searcher.reads ? searcher.database.tuning.sortableRows : left,
      ),
    ),
  );
  const { firstReadSlice } = searcher.database.tuning;
  const hits: Hit[] = [];
  for (let place = 0; place < rows.length && hits.length < left; place += firstReadSlice) {
    const slice = searcher.reads ? rows.slice(place, place + firstReadSlice) : rows;
    hits.push(...verified(searcher, slice.map(rowToHit)));
    if (!searcher.reads) break;
  }
  return hits;
}

function run({ database }: Searcher, { text, values }: Sql): readonly Row[] {
  return database.all(text, values);
}

function rowToHit(row: Row): Hit {
  const { sort = null, rid } = row;
  return { rid: rid as number, position: { sort, rid: rid as number } };
}
