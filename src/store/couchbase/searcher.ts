import { LRUCache } from 'lru-cache';
import type { ResourceKey } from '../../core/ids.ts';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitionOf } from '../../fhir/registry.ts';
import { type Condition, isAboutReviews } from '../../fhir/search.ts';
import type { CountRequest, SearchRequest } from '../port.ts';
import { compile, termsField } from './conditions.ts';
import type { Connection } from './connection.ts';
import type { IndexName } from './indexes.ts';
import { type Led, type Ordering, ofType, ordering, type Position } from './orders.ts';
import { type Plan, planCount, planSearch } from './plan.ts';
import { term } from './search-values.ts';
import { allOf, name, oneOf, type Sql, sql, toStatement } from './sql.ts';
import type { Scope, Test } from './tests.ts';

/** Of a reverse look-up: what refers to a target, in order. */
export interface Referring {
  readonly key: ResourceKey;
  /** The places of the targets it refers to. */
  readonly targets: readonly ResourceKey[];
}

/** The end of a chain is looked up first when no more than this meet it. */
const maxChained = 1_000;
/** How long it is taken for granted how many are reviewed, where that only chooses a way. */
const reviewsMs = 30_000;
/** Rows of a reverse look-up for all targets together. */
const maxReferring = 5_000;

/** Searches of one collection, as statements. Finds keys; the documents are read by key. */
export class Searcher {
  readonly #connection: Connection;
  readonly #collection: string;
  readonly #total: (type: string) => number;
  /** How many a condition finds: content does not change while a collection is open, reviews do. */
  readonly #estimates = new LRUCache<string, number>({ max: 2_000 });

  /** @param total how many resources of a type there are */
  constructor(connection: Connection, collection: string, total: (type: string) => number) {
    this.#connection = connection;
    this.#collection = collection;
    this.#total = total;
  }

  /** The keys of a page and of the resource behind it, if there is one. */
  async search(request: SearchRequest, position: Position | undefined): Promise<readonly ResourceKey[]> {
    const { definition, tests, consistent } = await this.#prepare(request);
    const order = ordering(definition, request.order, position);
    const estimates = await this.#estimate(tests, request, order.listed?.inOrder ?? false);
    const total = this.#total(definition.type);
    const question = { tests, estimates, order, total, limit: request.limit };
    const plan = planSearch(question);
    const options = { consistent: consistent || order.ofReviews, signal: request.signal };
    const wanted = request.limit + 1;
    const { led } = order;
    if (led === undefined || plan.index !== order.listed?.index)
      return this.#run(searchStatement(this.#collection, plan, order, wanted), options);
    const leading = await this.#run<string>(leadingStatement(this.#collection, plan, led, wanted), options);
    const last = leading.at(-1);
    if (last === undefined) return [];
    const within = planSearch({ ...question, within: led.upTo(last) });
    return this.#run(searchStatement(this.#collection, within, order, wanted), options);
  }

  async count(request: CountRequest): Promise<number> {
    const { type, where, signal } = request;
    if (where.length === 0) return this.#total(definitionOf(type).type);
    const { tests, consistent } = await this.#prepare(request);
    const plan = planCount(tests, await this.#estimate(tests, request, false), ofType(type));
    const [count] = await this.#run<number>(countStatement(this.#collection, plan), { consistent, signal });
    return count ?? 0;
  }

  /** How many of a type are reviewed. */
  async countReviewed(type: string): Promise<number> {
    const [count = 0] = await this.#run<number>(countReviewedStatement(this.#collection, type), {
      consistent: true,
    });
    return count;
  }

  /**
   * What refers to any of the targets by a parameter, in order, all of it or none: undefined when it is more than one
   * statement should bring.
   */
  async referring(
    request: SearchRequest,
    parameter: string,
    targets: readonly ResourceKey[],
    position: Position | undefined,
  ): Promise<readonly Referring[] | undefined> {
    const { definition, tests, consistent } = await this.#prepare(request);
    const order = ordering(definition, request.order, position);
    const terms = new Map(targets.map(key => [term(definition.type, parameter, 'reference', key), key]));
    const rows = await this.#run<{ id: ResourceKey; terms: string[] }>(
      referringStatement(this.#collection, [...terms.keys()], tests, order, maxReferring + 1),
      { consistent: consistent || order.ofReviews, signal: request.signal },
    );
    if (rows.length > maxReferring) return undefined;
    return rows.map(({ id, terms: found }) => ({ key: id, targets: found.map(one => terms.get(one)!) }));
  }

  async countReferring(
    request: CountRequest,
    parameter: string,
    targets: readonly ResourceKey[],
  ): Promise<ReadonlyMap<ResourceKey, number>> {
    const { definition, tests, consistent } = await this.#prepare(request);
    const terms = new Map(targets.map(key => [term(definition.type, parameter, 'reference', key), key]));
    const rows = await this.#run<{ term: string; n: number }>(
      countReferringStatement(this.#collection, [...terms.keys()], tests),
      { consistent, signal: request.signal },
    );
    return new Map(rows.map(row => [terms.get(row.term)!, row.n]));
  }

  async #prepare({ type, where, signal }: CountRequest) {
    const definition = definitionOf(type);
    const scope: Scope = { definition, collection: this.#collection, alias: sql`d` };
    const tests: Test[] = [];
    for (const condition of where)
      tests.push(compile(scope, await this.#resolved(definition, condition, signal)));
    return { definition, tests, consistent: where.some(isAboutReviews) };
  }

  /** A chain whose end few meet becomes a reference to those. */
  async #resolved(
    definition: ResourceDefinition,
    condition: Condition,
    signal: AbortSignal | undefined,
  ): Promise<Condition> {
    if (condition.kind !== 'chain') return condition;
    const { parameter, type, where } = condition;
    // Refused before anything is asked, when it leads nowhere.
    compile({ definition, collection: this.#collection, alias: sql`d` }, condition);
    const order = [{ by: 'id', descending: false }] as const;
    const request = { type, where, order, limit: maxChained, ...(signal && { signal }) };
    const keys = await this.search(request, undefined);
    return keys.length > maxChained ? condition : { kind: 'reference', parameter, anyOf: keys };
  }

  /** How many each test finds by its index, as far as that matters; counted once a collection. */
  async #estimate(
    tests: readonly Test[],
    { type, signal }: CountRequest,
    isListed: boolean,
  ): Promise<readonly number[]> {
    const unknown = tests.map(() => Number.POSITIVE_INFINITY);
    const found = tests.filter(test => test.found !== undefined);
    // Without another way there is nothing to choose.
    if (found.length + (isListed ? 1 : 0) < 2) return unknown;
    return Promise.all(
      tests.map(async test => {
        if (test.found === undefined) return Number.POSITIVE_INFINITY;
        if (test.found.atMost !== undefined) return test.found.atMost;
        const statement = estimateStatement(this.#collection, test.found, this.#total(type));
        const { text, parameters } = toStatement(statement);
        const asked = text + JSON.stringify(parameters);
        const known = this.#estimates.get(asked);
        if (known !== undefined) return known;
        const [estimate = 0] = await this.#run<number>(statement, { signal });
        const ttl = test.found.index === 'by_review' ? reviewsMs : 0;
        this.#estimates.set(asked, estimate, { ttl });
        return estimate;
      }),
    );
  }

  #run<Row = ResourceKey>(
    statement: Sql,
    options: { readonly consistent?: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<Row[]> {
    return this.#connection.query<Row>(statement, options);
  }
}

function from(collection: string, index: IndexName): Sql {
  return sql`FROM ${name(collection)} AS d USE INDEX (${name(index)} USING GSI)`;
}

export function searchStatement(
  collection: string,
  { index, where }: Plan,
  order: Ordering,
  limit: number,
): Sql {
  return sql`SELECT RAW META(d).id ${from(collection, index)} WHERE ${allOf(where)} ORDER BY ${order.orderBy} LIMIT ${limit}`;
}

/** How far in the first of several keys a page reaches. */
function leadingStatement(
  collection: string,
  { index, where }: Plan,
  { field, orderBy }: Led,
  limit: number,
): Sql {
  return sql`SELECT RAW ${field} ${from(collection, index)} WHERE ${allOf(where)} ORDER BY ${orderBy} LIMIT ${limit}`;
}

export function countStatement(collection: string, { index, where }: Plan): Sql {
  return sql`SELECT RAW COUNT(1) ${from(collection, index)} WHERE ${allOf(where)}`;
}

/** The order by review time begins with what is reviewed: `reviewKey` writes 1 for it, 0 for the others. */
export function countReviewedStatement(collection: string, type: string): Sql {
  const field = sql`d.${name('_search')}.${name('keys')}.${name('reviewTime')}`;
  return sql`SELECT RAW COUNT(1) ${from(collection, 'by_review')} WHERE ${field} >= ${`${type}/1`} AND ${field} < ${`${type}/2`}`;
}

/** No further than where it makes no difference any more. */
export function estimateStatement(collection: string, found: NonNullable<Test['found']>, total: number): Sql {
  const enough = Math.max(1_000, Math.ceil(Math.sqrt(1_000 * total)));
  return sql`SELECT RAW COUNT(1) FROM (SELECT RAW 1 ${from(collection, found.index)} WHERE ${found.about ?? found.sql} LIMIT ${enough}) AS found`;
}

export function referringStatement(
  collection: string,
  terms: readonly string[],
  tests: readonly Test[],
  order: Ordering,
  limit: number,
): Sql {
  const d = sql`d`;
  const where = [hasOneOf(terms), ...tests.map(test => test.sql), ...(order.behind ? [order.behind] : [])];
  return sql`SELECT META(d).id AS id, ARRAY t FOR t IN ${termsField(d)} WHEN t IN ${terms} END AS terms ${from(collection, 'by_term')} WHERE ${allOf(where)} ORDER BY ${order.orderBy} LIMIT ${limit}`;
}

export function countReferringStatement(
  collection: string,
  terms: readonly string[],
  tests: readonly Test[],
): Sql {
  const d = sql`d`;
  const where = [hasOneOf(terms), ...tests.map(test => test.sql)];
  return sql`SELECT target AS term, COUNT(1) AS n ${from(collection, 'by_term')} UNNEST (ARRAY t FOR t IN ${termsField(d)} WHEN t IN ${terms} END) AS target WHERE ${allOf(where)} GROUP BY target`;
}

/** Always as a list: one text for any number of targets. */
function hasOneOf(terms: readonly string[]): Sql {
  return sql`ANY t IN ${termsField(sql`d`)} SATISFIES t${oneOf(terms)} END`;
}
