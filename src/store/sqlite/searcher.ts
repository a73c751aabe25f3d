import { splitKey } from '../../core/ids.ts';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { Condition, SortKey } from '../../fhir/search.ts';
import { PositionLost, type SearchPage, type SearchRequest } from '../port.ts';
import type { Position } from './branches.ts';
import type { Test } from './condition-test.ts';
import { compileConditions } from './conditions.ts';
import { shareOf } from './costs.ts';
import type { Database, Row } from './database.ts';
import { type Extent, extentIn } from './extents.ts';
import { type Few, fewHits, fewInOrder } from './few.ts';
import { firstLook } from './first-look.ts';
import { bitsOf, type Intersection, intersect, isToldByBits } from './intersection.ts';
import { readNumbers } from './packing.ts';
import { loadByRid } from './rows.ts';
import { sortColumn, table } from './schema.ts';
import { type Hit, type Slice, slices } from './slices.ts';
import { orderedSources, type SearchScope, type Source, unorderedSource } from './sources.ts';
import { sql } from './sql.ts';

/** Rows that are sorted when nothing else leads to a page, in times of what is cheap to sort; microseconds for each. */
const stillSortable = 4;
const sortCost = 1.5;

/** Searches of one type in one collection. */
export class Searcher {
  readonly database: Database;
  readonly definition: ResourceDefinition;
  readonly tests: readonly Test[];
  readonly #signal: AbortSignal | undefined;
  #intersection: Intersection | undefined;
  #tally: Row | undefined;
  readonly #extents = new Map<SortKey, Extent | undefined>();

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
  get #rarest(): Test | undefined {
    const { sortableRows } = this.database.tuning;
    return this.tests
      .filter(({ rows, estimate }) => rows !== undefined && estimate < sortableRows)
      .sort((a, b) => a.estimate - b.estimate)[0];
  }

  /** What it costs to read and sort those, in microseconds. */
  get #costOfRarest(): number {
    return (this.#rarest?.estimate ?? Number.POSITIVE_INFINITY) * sortCost;
  }

  /** Those of the rarest condition, or what several can meet by their bits, when few enough to be read and sorted. */
  async few(): Promise<Few | undefined> {
    const rarest = this.#rarest;
    if (rarest !== undefined) return this.#fewOfRarest(rarest);
    const found = await this.#intersect(2);
    return found && this.#fewOf(found, this.database.tuning.sortableRows);
  }

  /** Those of them that meet what bits tell for less than looking each up. */
  #fewOfRarest(rarest: Test): Few {
    const { database, definition } = this;
    const others = this.tests.filter(test => test !== rarest);
    const told = others.filter(test => isToldByBits(test, this.rids, rarest.estimate));
    if (told.length === 0) return { rows: rarest.rows!, left: others };
    const sets = told.map(test => bitsOf(database, definition, test, this.rids));
    const rids = readNumbers(database, rarest.rows!).filter(rid => sets.every(bits => bits.has(rid)));
    const left = others.filter(test => !told.includes(test));
    return { rows: sql('SELECT value AS rid FROM json_each(?)', JSON.stringify(rids)), left };
  }

  #fewOf({ tests, matches, size }: Intersection, most: number): Few | undefined {
    if (size >= most) return undefined;
    const rids = JSON.stringify(matches.from(0, size));
    const left = this.tests.filter(test => !tests.includes(test));
    return { rows: sql('SELECT value AS rid FROM json_each(?)', rids), left };
  }

  /** What the conditions say together by their bits, where so many have some. */
  async #intersect(least: number): Promise<Intersection | undefined> {
    const { database, definition, tests } = this;
    if (this.#intersection === undefined && tests.filter(({ bits }) => bits).length >= least) {
      const turn = () => this.turn();
      this.#intersection = await intersect(database, definition, tests, this.rids, turn);
    }
    return this.#intersection;
  }

  get total(): number {
    return this.#sizes.total as number;
  }

  /** The greatest number of a resource. */
  get rids(): number {
    return this.#sizes.rids as number;
  }

  get #sizes(): Row {
    const { database, definition } = this;
    this.#tally ??= database.get('SELECT total, rids FROM tally WHERE type = ?', [definition.type])!;
    return this.#tally;
  }

  get scope(): SearchScope {
    return { definition: this.definition, tests: this.tests };
  }

  /** In an order that has an index. Costs what the page and the matches on the way to it cost. */
  async search(request: SearchRequest, key: SortKey, descending: boolean): Promise<SearchPage> {
    const after = this.position(request, key);
    if (this.isEmpty) return { entries: [], hasMore: false };
    const enough = request.limit + 1;
    const isAtHand = this.#isAtHand(key, enough);
    // The order's own dates are read in order for less than others are sorted.
    const isOfOrder = this.tests.some(({ spans }) => spans?.key === key);
    const begun =
      this.#rarest === undefined || isOfOrder
        ? await firstLook(this, { key, descending, after, enough, most: this.#costOfRarest })
        : { hits: [], end: after };
    if (begun.isDone) return this.toPage(begun.hits, request.limit);
    const left = enough - begun.hits.length;
    const few = isAtHand ? undefined : await this.few();
    const rest =
      few === undefined
        ? await this.#goOn(key, descending, begun.end, left)
        : fewInOrder(this, few, key, descending, begun.end, left);
    return this.toPage([...begun.hits, ...rest], request.limit);
  }

  #goOn(key: SortKey, descending: boolean, after: Position | undefined, left: number) {
    const sources = this.sources(key, descending, left);
    const sort = this.#sorting(key, descending, after, left);
    return this.#race(sources, after, left, sort);
  }

  /** Where bits tell all that can match, and reading those is no long call: a way out when others prove long. */
  #sorting(key: SortKey, descending: boolean, after: Position | undefined, enough: number) {
    const found = this.#intersection;
    if (found === undefined || this.reads) return undefined;
    const few = this.#fewOf(found, this.database.tuning.sortableRows * stillSortable);
    if (few === undefined) return undefined;
    return { cost: found.size * sortCost, run: () => fewInOrder(this, few, key, descending, after, enough) };
  }

  /** Ways to a page of an order, the best first. */
  sources(key: SortKey, descending: boolean, wanted: number): readonly Source[] {
    const { tests, total } = this;
    const found = this.#intersection;
    // As if conditions had nothing to do with one another.
    const shares = tests.map(test => (found?.tests.includes(test) ? 1 : shareOf(test, total)));
    const matches = shares.reduce((product, share) => product * share, found?.size ?? total);
    const tested = found?.tests ?? [];
    const extent = this.#extentIn(key);
    return orderedSources(this.scope, key, descending, { total, matches, wanted, tested, extent });
  }

  #extentIn(key: SortKey): Extent | undefined {
    if (!this.#extents.has(key)) {
      this.#extents.set(key, extentIn(this.database, this.definition, this.tests, key));
    }
    return this.#extents.get(key);
  }

  /**
   * A slice of one way, then of another, until one of them has enough or comes to its end: a way may lead past many
   * candidates before the first match, and which does cannot be told beforehand. None costs much more than the others.
   */
  async #race(
    sources: readonly Source[],
    after: Position | undefined,
    enough: number,
    sort?: { readonly cost: number; readonly run: () => readonly Hit[] },
  ): Promise<readonly Hit[]> {
    const ways = sources.map(source => {
      const hits: Hit[] = [];
      const slices = this.slices(source, after, () => enough - hits.length);
      return { hits, slices, cost: source.cost, looked: 0 };
    });
    for (;;) {
      // What has cost no more than expected goes on.
      const way = ways.reduce((least, other) =>
        Math.max(other.cost, other.looked) < Math.max(least.cost, least.looked) ? other : least,
      );
      if (sort !== undefined && Math.max(way.cost, way.looked) > sort.cost) return sort.run();
      const { value, done } = await way.slices.next();
      if (done) return way.hits;
      way.hits.push(...value.hits);
      if (way.hits.length >= enough) return way.hits;
      way.looked += value.looked;
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

  /** Whether an index has just the matches in that order, so that no more than the page need be read. */
  #isAtHand(key: SortKey, wanted: number): boolean {
    const [only, other] = this.tests;
    return other === undefined && only?.spans?.key === key && only.estimate > wanted;
  }

  async count(): Promise<number> {
    if (this.isEmpty) return 0;
    const [only, ...others] = this.tests;
    if (only === undefined) return this.total;
    if (others.length === 0 && isCounted(only)) return only.estimate;
    const few = await this.few();
    if (few !== undefined) return fewHits(this, few).length;
    const source = await this.unordered();
    const found = this.#intersection;
    if (found?.tests.length === this.tests.length) return found.size;
    let n = 0;
    const all = () => Number.POSITIVE_INFINITY;
    for await (const { hits } of this.slices(source, undefined, all)) n += hits.length;
    return n;
  }

  /** For what needs all matches: undefined where their bits tell which those can be. */
  async unordered(): Promise<Source | undefined> {
    const found = await this.#intersect(1);
    return found === undefined ? unorderedSource(this.scope, this.total) : undefined;
  }

  /** Whether the content of candidates has to be read to test them. */
  get reads(): boolean {
    return this.tests.some(({ verify }) => verify !== undefined);
  }

  /** See slices.ts. `source`: undefined for what the bits of the conditions have. */
  slices(source: Source | undefined, from: Position | undefined, left: () => number): AsyncGenerator<Slice> {
    return slices(this, source, this.#intersection, from, left);
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
}

function toPosition(row: Row): Position {
  return { sort: row.sort ?? null, rid: row.rid as number };
}

/** Whether the estimate is the number. */
function isCounted({ terms, reviewed }: Test): boolean {
  return terms?.length === 1 || reviewed !== undefined;
}
