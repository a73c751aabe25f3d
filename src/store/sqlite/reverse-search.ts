import type { ResourceKey } from '../../core/ids.ts';
import type { ReferenceParameter } from '../../fhir/definition.ts';
import type { Condition, SortKey } from '../../fhir/search.ts';
import type { SearchPage, SearchRequest } from '../port.ts';
import { flat } from './conditions.ts';
import { loadByRid } from './rows.ts';
import { postingTable, sortColumn, table, termTable } from './schema.ts';
import type { Searcher } from './searcher.ts';
import { allOf, join, type Sql, sql } from './sql.ts';

interface Target {
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
    const together: [place: number, term: number][] = [];
    const ownSearch = key === undefined || reads;
    for (const [place, { key: target, term, n }] of this.#targets.entries()) {
      if (term === undefined || n === 0) continue;
      if (!ownSearch && n <= sortableRows) together.push([place, term]);
      else pages[place] = await alone(this.#condition(target));
    }
    if (together.length === 0 || key === undefined) return pages;
    const column = sortColumn(key);
    const direction = request.order[0].descending ? 'DESC' : 'ASC';
    const behind =
      position === undefined
        ? sql('1')
        : sql(`(r.${column}, r.rid) ${direction === 'DESC' ? '<' : '>'} (?, ?)`, position.sort, position.rid);
    const statement = join(
      sql(
        `SELECT p.value ->> 0 AS place, o.rid FROM json_each(?) p CROSS JOIN ${table(definition)} o ON o.rid IN (
          SELECT i.rid FROM ${postingTable(definition)} i CROSS JOIN ${table(definition)} r ON r.rid = i.rid
          WHERE i.term = p.value ->> 1 AND `,
        JSON.stringify(together),
      ),
      this.#probes(),
      ' AND ',
      behind,
      sql(
        ` ORDER BY r.${column} ${direction}, r.rid ${direction} LIMIT ?)
          ORDER BY p.key, o.${column} ${direction}, o.rid ${direction}`,
        request.limit + 1,
      ),
    );
    const found = Map.groupBy(database.all(...flat(statement)), row => row.place as number);
    const rids = [...found.values()].flatMap(rows =>
      rows.slice(0, request.limit).map(row => row.rid as number),
    );
    const loaded = loadByRid(database, definition, [...new Set(rids)]);
    for (const [place, rows] of found) {
      const entries = rows.slice(0, request.limit).map(row => loaded.get(row.rid as number)!);
      pages[place] = { entries, hasMore: rows.length > request.limit };
    }
    return pages;
  }

  async counts(alone: (condition: Condition) => Promise<number>): Promise<readonly number[]> {
    const { database, definition, tests, reads } = this.#searcher;
    const { sortableRows } = database.tuning;
    // The dictionary has counted already.
    if (tests.length === 0) return this.#targets.map(({ n }) => n);
    const counts = this.#targets.map(() => 0);
    const together: [place: number, term: number][] = [];
    for (const [place, { key, term, n }] of this.#targets.entries()) {
      if (term === undefined || n === 0) continue;
      if (!reads && n <= sortableRows) together.push([place, term]);
      else counts[place] = await alone(this.#condition(key));
    }
    if (together.length === 0) return counts;
    const statement = join(
      sql(
        `SELECT p.value ->> 0 AS place, count(*) AS n FROM json_each(?) p
          CROSS JOIN ${postingTable(definition)} i ON i.term = p.value ->> 1
          CROSS JOIN ${table(definition)} r ON r.rid = i.rid WHERE `,
        JSON.stringify(together),
      ),
      this.#probes(),
      ' GROUP BY p.key',
    );
    for (const row of database.all(...flat(statement))) counts[row.place as number] = row.n as number;
    return counts;
  }

  #probes(): Sql {
    return allOf(this.#searcher.tests.flatMap(({ probe }) => probe ?? []));
  }

  #condition(target: ResourceKey): Condition {
    return { kind: 'reference', parameter: this.#parameter.name, anyOf: [target] };
  }
}
