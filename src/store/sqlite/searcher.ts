import { splitKey } from '../../core/ids.ts';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { Condition, SortKey } from '../../fhir/search.ts';
import { PositionLost, type SearchPage, type SearchRequest, type StoredResource } from '../port.ts';
import { type Test, verifyAll } from './condition-test.ts';
import { compileConditions } from './conditions.ts';
import type { Database } from './database.ts';
import { loadByRid } from './rows.ts';
import { sortColumn, table } from './schema.ts';
import {
  compileSlice,
  compileSliceEnd,
  isBehind,
  orderedSources,
  type Position,
  type SearchScope,
  type Source,
  unorderedSource,
} from './sources.ts';
import { allOf, flat, join, type Sql, sql } from './sql.ts';

/** A slice should not take longer. */
const longSliceMs = 6;

/** A row that was found. */
export interface Hit {
  readonly rid: number;
  readonly position: Position;
  /** Where its content was read to find it. */
  readonly stored?: StoredResource;
}

export interface Slice {
  readonly hits: readonly Hit[];
  /** The place that the slice goes up to; undefined when it was the last. */
  readonly end: Position | undefined;
}

/** Searches of one type in one collection. */
export class Searcher {
  readonly database: Database;
  readonly definition: ResourceDefinition;
  readonly tests: readonly Test[];
  readonly #signal: AbortSignal | undefined;

  private constructor(
    database: Database,
    definition: ResourceDefinition,
    tests: readonly Test[],
    signal: AbortSignal | undefined,
  ) {
    this.database = database;
    this.definition = definition;
    this.tests = tests;
    this.#signal = signal;
  }

  /** Looks up what is known of the conditions. */
  static async open(
    database: Database,
    definition: ResourceDefinition,
    where: readonly Condition[],
    signal: AbortSignal | undefined,
  ): Promise<Searcher> {
    const tests = await compileConditions({ database, definition }, where, signal);
    const searcher = new Searcher(database, definition, tests, signal);
    await searcher.turn();
    return searcher;
  }

  /** Waits for others to have had their turn. Rejects when the search is given up. */
  turn(): Promise<void> {
    return this.database.turns.take(this.#signal);
  }

  /** True when some condition is met by nothing. */
  get isEmpty(): boolean {
    return this.tests.some(({ estimate }) => estimate === 0);
  }

  /** The condition with the fewest rows, when they are few enough to be read and sorted. */
  get few(): Test | undefined {
    const known = this.tests.filter(
      ({ rows, estimate }) => rows !== undefined && estimate < this.database.tuning.sortableRows,
    );
    return known.sort((a, b) => a.estimate - b.estimate)[0];
  }

  get total(): number {
    const row = this.database.get('SELECT total FROM tally WHERE type = ?', [this.definition.type]);
    return row?.total as number;
  }

  get scope(): SearchScope {
    return { definition: this.definition, tests: this.tests };
  }

  /** In an order that has an index. Costs what the page and the matches on the way to it cost. */
  async search(request: SearchRequest, key: SortKey, descending: boolean): Promise<SearchPage> {
    const after = this.position(request, key);
    if (this.isEmpty) return { entries: [], hasMore: false };
    const enough = request.limit + 1;
    const { few } = this;
    if (few !== undefined && !this.#isAtHand(few, key, enough)) {
      return this.toPage(this.#fewInOrder(few, key, descending, after, enough), request.limit);
    }
    const sources = orderedSources(this.scope, key, descending);
    return this.toPage(await this.#race(sources, after, enough), request.limit);
  }

  /**
   * A slice of each way in turn, until one of them has enough or comes to its end: a way may lead past many candidates
   * before the first match, and which does cannot be told beforehand.
   */
  async #race(
    sources: readonly Source[],
    after: Position | undefined,
    enough: number,
  ): Promise<readonly Hit[]> {
    const ways = sources.map(source => {
      const hits: Hit[] = [];
      return { hits, slices: this.slices(source, after, () => enough - hits.length) };
    });
    for (;;) {
      for (const { hits, slices } of ways) {
        const slice = await slices.next();
        if (slice.done) return hits;
        hits.push(...slice.value.hits);
        if (hits.length >= enough) return hits;
      }
    }
  }

  /** The page of the first `limit` hits, of which one more tells whether more follow. */
  toPage(hits: readonly Hit[], limit: number): SearchPage {
    const page = hits.slice(0, limit);
    const missing = page.filter(({ stored }) => stored === undefined).map(({ rid }) => rid);
    const loaded = missing.length > 0 ? loadByRid(this.database, this.definition, missing) : undefined;
    const entries = page.map(({ rid, stored }) => stored ?? loaded?.get(rid));
    return { entries: entries.filter(entry => entry !== undefined), hasMore: hits.length > limit };
  }

  /** Whether an index has just the few in that order, so that no more than the page need be read. */
  #isAtHand(few: Test, key: SortKey, wanted: number): boolean {
    return this.tests.length === 1 && few.spans?.key === key && few.estimate > wanted;
  }

  async count(): Promise<number> {
    if (this.isEmpty) return 0;
    const [only, ...others] = this.tests;
    if (only === undefined) return this.total;
    if (others.length === 0 && isCounted(only)) return only.estimate;
    const { few } = this;
    if (few !== undefined) return this.fewHits(few).length;
    const source = unorderedSource(this.scope, this.total);
    let n = 0;
    const counts = this.#cut(source, undefined, window => {
      const slice = { ...window, limit: Number.MAX_SAFE_INTEGER };
      if (this.reads) return this.#hitsOf(source, slice).length;
      return this.#run(compileSlice(this.definition, source, this.tests, slice, true))[0]!.n as number;
    });
    for await (const { result } of counts) n += result;
    return n;
  }

  /** Whether the content of candidates has to be read to test them. */
  get reads(): boolean {
    return this.tests.some(({ verify }) => verify !== undefined);
  }

  /** The matches of a source, a slice at a time, until no more are wanted. */
  async *slices(source: Source, from: Position | undefined, left: () => number): AsyncGenerator<Slice> {
    const isExact = !this.reads && this.tests.every(test => source.met.includes(test));
    if (isExact && Number.isFinite(left())) {
      // Every candidate is a match: there is nothing to pass over, and so no end to look for.
      const slice = { after: from, upTo: undefined, limit: left() };
      yield { hits: this.#hitsOf(source, slice), end: undefined };
      return;
    }
    const found = this.#cut(source, from, window => {
      // Of candidates that are read all are wanted: only then is it known which are matches.
      const limit = this.reads ? Number.MAX_SAFE_INTEGER : Math.min(left(), Number.MAX_SAFE_INTEGER);
      return this.#hitsOf(source, { ...window, limit });
    });
    for await (const { result, end } of found) {
      yield { hits: result, end };
      if (left() <= 0) return;
    }
  }

  /** Works on the candidates in slices that take some milliseconds, with turns of others between. */
  async *#cut<Result>(
    source: Source,
    from: Position | undefined,
    work: (window: { readonly after: Position | undefined; readonly upTo: Position | undefined }) => Result,
  ): AsyncGenerator<{ readonly result: Result; readonly end: Position | undefined }> {
    const { tuning } = this.database;
    const [first, largest] = this.reads
      ? [tuning.firstReadSlice, tuning.largestReadSlice]
      : [tuning.firstSlice, tuning.largestSlice];
    // What a slice costs whatever its size must not come too often.
    const least = Math.max(first >> 3, 1);
    let size = Math.max(Math.ceil(first / (1 + this.tests.length)), least);
    for (let after = from; ; ) {
      const started = performance.now();
      const end = this.#sliceEnd(source, after, size);
      const result = work({ after, upTo: end });
      const took = performance.now() - started;
      yield { result, end };
      if (end === undefined) return;
      after = end;
      if (took > longSliceMs) size = Math.max(size >> 1, least);
      else if (took < longSliceMs / 3) size = Math.min(size * 2, largest);
      await this.turn();
    }
  }

  #hitsOf(source: Source, slice: Parameters<typeof compileSlice>[3]): readonly Hit[] {
    return this.verified(this.#run(compileSlice(this.definition, source, this.tests, slice)).map(toHit));
  }

  /** All matches of a condition with few rows, in no order. */
  fewHits(few: Test): readonly Hit[] {
    return this.verified(this.#run(join('SELECT NULL AS sort, r.rid', this.#fromFew(few))).map(toHit));
  }

  /** The rows `r` of a condition that meet the others too. */
  #fromFew(few: Test): Sql {
    const others = this.tests.filter(test => test !== few).flatMap(({ probe }) => probe ?? []);
    const name = table(this.definition);
    return join(
      ' FROM (SELECT DISTINCT rid FROM (',
      few.rows!,
      `)) d CROSS JOIN ${name} r ON r.rid = d.rid WHERE `,
      allOf(others),
    );
  }

  #fewInOrder(
    few: Test,
    key: SortKey,
    descending: boolean,
    after: Position | undefined,
    left: number,
  ): readonly Hit[] {
    const column = `r.${sortColumn(key)}`;
    const direction = descending ? 'DESC' : 'ASC';
    const rows = this.#run(
      join(
        `SELECT ${column} AS sort, r.rid`,
        this.#fromFew(few),
        ' AND ',
        isBehind(column, after, descending),
        sql(
          ` ORDER BY ${column} ${direction}, r.rid ${direction} LIMIT ?`,
          this.reads ? this.database.tuning.sortableRows : left,
        ),
      ),
    );
    const { firstReadSlice } = this.database.tuning;
    const hits: Hit[] = [];
    for (let place = 0; place < rows.length && hits.length < left; place += firstReadSlice) {
      const slice = this.reads ? rows.slice(place, place + firstReadSlice) : rows;
      hits.push(...this.verified(slice.map(toHit)));
      if (!this.reads) break;
    }
    return hits;
  }

  /** Those that also meet the tests that need their content. */
  verified(hits: readonly Hit[]): readonly Hit[] {
    if (!this.reads) return hits;
    const loaded = loadByRid(
      this.database,
      this.definition,
      hits.map(({ rid }) => rid),
    );
    const read = hits.map(hit => ({ ...hit, stored: loaded.get(hit.rid)! }));
    const verdicts = verifyAll(this.tests, () => read.map(({ stored }) => stored.resource));
    return read.filter((_, place) => verdicts?.[place]);
  }

  /** @throws PositionLost when the resource is gone */
  position(request: SearchRequest, key: SortKey): Position | undefined {
    if (request.after === undefined) return undefined;
    const row = this.database.get(
      `SELECT rid, ${sortColumn(key)} AS sort FROM ${table(this.definition)} WHERE id = ?`,
      [splitKey(request.after).id],
    );
    if (row === undefined) throw new PositionLost();
    return toPosition(row);
  }

  #sliceEnd(source: Source, after: Position | undefined, size: number): Position | undefined {
    const row = this.database.get(...flat(compileSliceEnd(source, after, size)));
    return row && toPosition(row);
  }

  #run({ text, values }: Sql) {
    return this.database.all(text, values);
  }
}

function toHit(row: Record<string, string | number | null>): Hit {
  return { rid: row.rid as number, position: toPosition(row) };
}

function toPosition(row: Record<string, string | number | null>): Position {
  return { sort: row.sort ?? null, rid: row.rid as number };
}

/** Whether the estimate is the number. */
function isCounted({ terms, reviewed }: Test): boolean {
  return terms?.length === 1 || reviewed !== undefined;
}
