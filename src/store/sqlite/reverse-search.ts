import type { ResourceKey } from '../../core/ids.ts';
import type { ReferenceParameter } from '../../fhir/definition.ts';
import type { Condition, SortKey } from '../../fhir/search.ts';
import type { SearchPage, SearchRequest } from '../port.ts';
import { isBehind, type Position } from './branches.ts';
import { loadByRid } from './rows.ts';
import { postingTable, sortColumn, table, termTable } from './schema.ts';
import type { Searcher } from './searcher.ts';
import { allOf, flat, join, limited, type Sql, sql } from './sql.ts';

/** Rows that a statement for many targets reads. */
const rowsAtOnce = 4_096;

interface Target {
  /** In the list of targets. */
  readonly place: number;
  readonly key: ResourceKey;
  /** Undefined when nothing refers to it. */
  readonly term: number | undefined;
  readonly n: number;
}

/**
 * The resources that refer to each of many targets. Targets that few resources refer to are answered by one statement
 * for all; those with many each by a search of its own, which has an index in order.
 */
export class ReverseSearch {
  readonly #searcher: Searcher;
  readonly #parameter: ReferenceParameter;
  readonly #targets: readonly Target[];

  constructor(searcher: Searcher, parameterName: string, targets: readonly ResourceKey[]) {
    const { definition, database } = searcher;
    const parameter = definition.parameters.find(({ name }) => name === parameterName);
    if (parameter?.kind !== 'reference') {
      throw new Error(`${definition.type} has no reference parameter "${parameterName}"`);
    }
    this.#searcher = searcher;
    this.#parameter = parameter;
    const rows = database.all(
      `SELECT p.key AS place, t.term, t.n FROM json_each(?) p LEFT JOIN ${termTable(definition)} t
        ON t.parameter = ? AND t.code = p.value AND t.system = ''`,
      [JSON.stringify(targets), parameter.name],
    );
    this.#targets = rows.map(row => ({
      place: row.place as number,
      key: targets[row.place as number]!,
      term: (row.term as number | null) ?? undefined,
      n: (row.n as number | null) ?? 0,
    }));
  }

  /** `alone` searches with one condition more. */
  async pages(
    request: SearchRequest,
    key: SortKey | undefined,
    alone: (condition: Condition) => Promise<SearchPage>,
  ): Promise<readonly SearchPage[]> {
    const { database, definition, reads } = this.#searcher;
    const { sortableRows } = database.tuning;
    const pages = this.#targets.map((): SearchPage => ({ entries: [], hasMore: false }));
    const position = this.#searcher.position(request, key ?? 'id');
    const together: Target[] = [];
    const ownSearch = key === undefined || reads;
    for (const target of this.#targets) {
      if (target.term === undefined || target.n === 0) continue;
      if (!ownSearch && target.n <= sortableRows) together.push(target);
      else {
        await this.#searcher.turn();
        pages[target.place] = await alone(this.#condition(target.key));
      }
    }
    if (key === undefined) return pages;
    for (const group of inGroups(together)) {
      await this.#searcher.turn();
      const found = Map.groupBy(
        database.all(...flat(this.#pagesOf(group, request, key, position))),
        row => row.place as number,
      );
      const wanted = [...found.values()].flatMap(rows => rows.slice(0, request.limit));
      const rids = new Set(wanted.map(row => row.rid as number));
      const loaded = loadByRid(database, definition, [...rids]);
      for (const [place, rows] of found) {
        const entries = rows.slice(0, request.limit).map(row => loaded.get(row.rid as number)!);
        pages[place] = { entries, hasMore: rows.length > request.limit };
      }
    }
    return pages;
  }

  /** Selects `place` and `rid`: of each target its page and one more. */
  #pagesOf(
    group: readonly Target[],
    request: SearchRequest,
    key: SortKey,
    position: Position | undefined,
  ): Sql {
    const { definition } = this.#searcher;
    const column = sortColumn(key);
    const direction = request.order[0].descending ? 'DESC' : 'ASC';
    return join(
      sql(
        `SELECT p.value ->> 0 AS place, o.rid FROM json_each(?) p CROSS JOIN ${table(definition)} o ON o.rid IN (
          SELECT i.rid FROM ${postingTable(definition)} i CROSS JOIN ${table(definition)} r ON r.rid = i.rid
          WHERE i.term = p.value ->> 1 AND `,
        placesAndTerms(group),
      ),
      this.#probes(),
      ' AND ',
      isBehind(`r.${column}`, position, request.order[0].descending),
      sql(
        ` ORDER BY r.${column} ${direction}, r.rid ${direction} ${limited})
          ORDER BY p.key, o.${column} ${direction}, o.rid ${direction}`,
        request.limit + 1,
      ),
    );
  }

  async counts(alone: (condition: Condition) => Promise<number>): Promise<readonly number[]> {
    const { database, definition, tests, reads } = this.#searcher;
    const { sortableRows } = database.tuning;
    // The dictionary has counted already.
    if (tests.length === 0) return this.#targets.map(({ n }) => n);
    const counts = this.#targets.map(() => 0);
    const together: Target[] = [];
    for (const target of this.#targets) {
      if (target.term === undefined || target.n === 0) continue;
      if (!reads && target.n <= sortableRows) together.push(target);
      else {
        await this.#searcher.turn();
        counts[target.place] = await alone(this.#condition(target.key));
      }
    }
    for (const group of inGroups(together)) {
      await this.#searcher.turn();
      const statement = join(
        sql(
          `SELECT p.value ->> 0 AS place, count(*) AS n FROM json_each(?) p
            CROSS JOIN ${postingTable(definition)} i ON i.term = p.value ->> 1
            CROSS JOIN ${table(definition)} r ON r.rid = i.rid WHERE `,
          placesAndTerms(group),
        ),
        this.#probes(),
        ' GROUP BY p.key',
      );
      for (const row of database.all(...flat(statement))) counts[row.place as number] = row.n as number;
    }
    return counts;
  }

  #probes(): Sql {
    return allOf(this.#searcher.tests.flatMap(({ probe }) => probe ?? []));
  }

  #condition(target: ResourceKey): Condition {
    return { kind: 'reference', parameter: this.#parameter.name, anyOf: [target] };
  }
}

function placesAndTerms(group: readonly Target[]): string {
  return JSON.stringify(group.map(({ place, term }) => [place, term]));
}

/** Groups that are answered by one statement each, in some milliseconds. */
function* inGroups(targets: readonly Target[]): Generator<readonly Target[]> {
  let group: Target[] = [];
  let rows = 0;
  for (const target of targets) {
    if (rows > 0 && rows + target.n > rowsAtOnce) {
      yield group;
      group = [];
      rows = 0;
    }
    group.push(target);
    rows += target.n;
  }
  if (group.length > 0) yield group;
}
