import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import type { RangeTest } from '../../fhir/search.ts';
import type { Resource } from '../../fhir/types.ts';
import type { Database } from './database.ts';
import { beginningsOf, clampTime } from './ranges.ts';
import {
  contentOrders,
  dayMs,
  orderedPostingTable,
  sortColumn,
  table,
  termTable,
  valueTable,
  widthClass,
  widthsMs,
} from './schema.ts';
import { beginsWith, join, joinBy, type Sql, sql } from './sql.ts';
import { type CodedTerm, type Term, type TermKey, termRange } from './terms.ts';

/**
 * Texts by how they begin, and spans by when they begin, cut into buckets: terms whose postings are kept only in the
 * orders, and only of buckets of middling size. So a prefix or a span of time is found in any order as a code is.
 * A bucket may hold more than what is searched for: what comes from it is tested.
 */
const bucketsOfParameter = (name: string): string => `${name}~`;

/** Letters that texts are cut by. */
const prefixLengths = [1, 2, 3] as const;
const longestPrefix = 3;

/**
 * Spans are cut by when they begin, and by how wide they are: the narrower, the less before a time of search can one
 * begin that reaches into it. `classes`: of widthClass.
 */
const widths = [
  { letter: 'd', classes: [0, 1], maxMs: widthsMs[1]! },
  { letter: 'm', classes: [2], maxMs: widthsMs[2]! },
  { letter: 'w', classes: [3, 4], maxMs: Number.POSITIVE_INFINITY },
] as const;

/** Weeks where a month has thousands of spans, years where it has a few. */
const cutsMs = [7 * dayMs, 31 * dayMs, 366 * dayMs];
/** Buckets are kept in order up to so many times what is cheap to sort; of the first cut, whatever they hold. */
const largestBucket = 32;
/** A bucket that more than this share of all has is met soon on the way through an order of other values. */
const rareShare = 1 / 16;
/** Added so that every time is positive; and so many digits that buckets compare as texts. */
const offsetMs = 10 ** 16;
const digits = 10;

/** Buckets that are merged: beyond it, so much is searched for that any order meets it soon. */
const maxBuckets = 160;
/** Buckets with few spans that are read together. */
const maxSparse = 40;

/** Every bucket of a resource, each once. */
export function bucketsOf(definition: ResourceDefinition, resource: Resource): TermKey[] {
  return definition.parameters.flatMap(parameter =>
    [...new Set(codesOf(definition, parameter, resource))].map(
      (code): TermKey => [bucketsOfParameter(parameter.name), code, ''],
    ),
  );
}

function codesOf(definition: ResourceDefinition, parameter: SearchParameter, resource: Resource): string[] {
  if (parameter.kind === 'string' && !parameter.whole) {
    return parameter.values(resource).flatMap(text => parameter.forms(text).flatMap(prefixesOf));
  }
  if (parameter.kind === 'date' && isOfOrder(definition, parameter)) {
    return parameter.values(resource).flatMap(({ low, high }) => codesOfSpan(low, high));
  }
  return [];
}

/** Other dates are searched in their own order or not at all often. */
function isOfOrder(definition: ResourceDefinition, { name }: SearchParameter): boolean {
  return definition.orderedAs[name] === 'date';
}

function prefixesOf(form: string): string[] {
  const letters = [...form.slice(0, longestPrefix * 2)];
  return prefixLengths
    .filter(length => length <= letters.length)
    .map(length => letters.slice(0, length).join(''));
}

type Width = (typeof widths)[number];

function codeOf(cut: number, { letter }: Width, ms: number): string {
  const place = Math.floor((ms + offsetMs) / cutsMs[cut]!);
  return `${cut}${letter}${String(place).padStart(digits, '0')}`;
}

function codesOfSpan(low: number, high: number): string[] {
  const width = widths.find(({ maxMs }) => high - low <= maxMs)!;
  return cutsMs.map((_, cut) => codeOf(cut, width, clampTime(low)));
}

/** A way to candidates: a term with postings in order, or few rows that are sorted. */
export type Way = Term | Sql;

export interface Ways {
  readonly ways: readonly Way[];
  /** Candidates at most. */
  readonly estimate: number;
}

/** Where texts that begin so are found; undefined when there is no good way. `rows`: selects those of a prefix. */
export function waysToPrefixes(
  database: Database,
  definition: ResourceDefinition,
  parameter: SearchParameter,
  prefixes: readonly string[],
): (Ways & { readonly isExact: boolean }) | undefined {
  const ways: Way[] = [];
  let estimate = 0;
  for (const prefix of prefixes) {
    const bucket = [...prefix].slice(0, longestPrefix).join('');
    const [term] = termRange(database, definition, bucketsOfParameter(parameter.name), bucket, bucket, 1);
    if (term === undefined) continue;
    const few = join(
      `SELECT i.rid FROM ${valueTable(definition, parameter)} i WHERE `,
      beginsWith('i.form', prefix),
    );
    const way = wayThrough(database, term, few);
    if (way === undefined) return undefined;
    ways.push(way);
    estimate += term.n;
  }
  const isExact = prefixes.every(prefix => [...prefix].length <= longestPrefix);
  return ways.length > 0 && ways.length <= maxBuckets ? { ways, estimate, isExact } : undefined;
}

/** Where spans that meet any of the tests are found; undefined when there is no good way. */
export function waysToSpans(
  database: Database,
  definition: ResourceDefinition,
  parameter: SearchParameter,
  tests: readonly RangeTest[],
): Ways | undefined {
  if (!isOfOrder(definition, parameter)) return undefined;
  const all: Way[] = [];
  let estimate = 0;
  for (const width of widths) {
    const found = waysToWidth(database, definition, parameter, tests, width);
    if (found === undefined) return undefined;
    all.push(...found.ways);
    estimate += found.estimate;
  }
  return all.length > 0 ? { ways: all, estimate } : undefined;
}

/** The same of spans of one width, by the finest cut that has not too many buckets or too few in each. */
function waysToWidth(
  database: Database,
  definition: ResourceDefinition,
  parameter: SearchParameter,
  tests: readonly RangeTest[],
  width: Width,
): Ways | undefined {
  for (const cut of cutsMs.keys()) {
    const terms = termsOfSpans(database, definition, parameter, tests, cut, width);
    const few = terms.filter(({ ordered }) => !ordered);
    const fewRows = few.reduce((sum, { n }) => sum + n, 0);
    const isGood =
      terms.length <= maxBuckets && few.length <= maxSparse && fewRows <= database.tuning.sortableRows;
    if (!isGood) continue;
    const ways: Way[] = terms.filter(({ ordered }) => ordered);
    if (few.length > 0) {
      const codes = few.map(({ code }) => code);
      ways.push(rowsOfBuckets(definition, parameter, codes));
    }
    return { ways, estimate: terms.reduce((sum, { n }) => sum + n, 0) };
  }
  return undefined;
}

/** The buckets that hold all spans of a width that meet any of the tests. */
function termsOfSpans(
  database: Database,
  definition: ResourceDefinition,
  parameter: SearchParameter,
  tests: readonly RangeTest[],
  cut: number,
  width: Width,
): readonly CodedTerm[] {
  const label = bucketsOfParameter(parameter.name);
  const terms = new Map<number, CodedTerm>();
  for (const test of tests) {
    const { lowest, highest } = beginningsOf(test, width.maxMs);
    const [from, to] = [codeOf(cut, width, lowest), codeOf(cut, width, highest)];
    const found = termRange(database, definition, label, from, to, maxBuckets + 1);
    for (const term of found) if (term.n > 0) terms.set(term.term, term);
  }
  return [...terms.values()];
}

/** The rows of those buckets, by the index of when spans begin. */
function rowsOfBuckets(
  definition: ResourceDefinition,
  parameter: SearchParameter,
  codes: readonly string[],
): Sql {
  const name = valueTable(definition, parameter);
  const selects = codes.flatMap(code => {
    const cutMs = cutsMs[Number(code[0])]!;
    const { classes } = widths.find(({ letter }) => letter === code[1])!;
    const low = Number(code.slice(2)) * cutMs - offsetMs;
    return classes.map(place =>
      sql(
        `SELECT i.rid FROM ${name} i WHERE ${widthClass('i.')} = ${place} AND i.low >= ? AND i.low < ?`,
        low,
        low + cutMs,
      ),
    );
  });
  return joinBy(' UNION ALL ', selects);
}

function wayThrough(database: Database, term: Term, few: Sql): Way | undefined {
  if (term.ordered) return term;
  return term.n <= database.tuning.sortableRows ? few : undefined;
}

/** Keeps in order the postings of those buckets that have come to need it. */
export function orderBuckets(database: Database, definition: ResourceDefinition, total: number): void {
  const { sortableRows, frequentShare } = database.tuning;
  for (const parameter of definition.parameters) {
    // In an order of its own values a large bucket may lie far from the beginning; in others it is met soon.
    const share = definition.orderedAs[parameter.name] === undefined ? rareShare : frequentShare;
    const terms = database.all(
      `SELECT term, code, n FROM ${termTable(definition)} WHERE parameter = ? AND ordered = 0 AND n > ? AND n <= ?`,
      [bucketsOfParameter(parameter.name), sortableRows, total * share],
    );
    for (const { term, code, n } of terms) {
      // What a coarser cut has in large buckets, a finer one has in order.
      const isCoarse = parameter.kind === 'date' && !(code as string).startsWith('0');
      if (isCoarse && (n as number) > largestBucket * sortableRows) continue;
      orderBucket(database, definition, parameter, term as number, code as string);
    }
  }
}

function orderBucket(
  database: Database,
  definition: ResourceDefinition,
  parameter: SearchParameter,
  term: number,
  code: string,
): void {
  const label = bucketsOfParameter(parameter.name);
  const rows = rowsOf(definition, parameter, code);
  for (const key of contentOrders(definition)) {
    database.run(
      `INSERT INTO ${orderedPostingTable(definition, key)}
        SELECT DISTINCT ?, r.${sortColumn(key)}, r.rid FROM (${rows.text}) d
          CROSS JOIN ${table(definition)} r ON r.rid = d.rid ORDER BY 2, 3`,
      [term, ...rows.values],
    );
  }
  database.run(
    `UPDATE ${termTable(definition)} SET ordered = 1 WHERE parameter = ? AND code = ? AND system = ''`,
    [label, code],
  );
}

function rowsOf(definition: ResourceDefinition, parameter: SearchParameter, code: string): Sql {
  const name = valueTable(definition, parameter);
  if (parameter.kind === 'string') {
    return join(`SELECT i.rid FROM ${name} i WHERE `, beginsWith('i.form', code));
  }
  return rowsOfBuckets(definition, parameter, [code]);
}
