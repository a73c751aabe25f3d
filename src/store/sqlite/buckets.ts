import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import type { Resource } from '../../fhir/types.ts';
import type { Database } from './database.ts';
import { clampTime } from './ranges.ts';
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
import type { TermKey } from './terms.ts';

/**
 * Texts by how they begin, and spans by when they begin, cut into buckets: terms whose postings are kept only in the
 * orders, and only of buckets of middling size. So a prefix or a span of time is found in any order as a code is.
 * A bucket may hold more than what is searched for: what comes from it is tested.
 */
export const bucketsOfParameter = (name: string): string => `${name}~`;

/** Letters that texts are cut by. */
const prefixLengths = [1, 2, 3] as const;
export const longestPrefix = 3;

/**
 * Spans are cut by when they begin, and by how wide they are: the narrower, the less before a time of search can one
 * begin that reaches into it. `classes`: of widthClass.
 */
export const widths = [
  { letter: 'd', classes: [0, 1], maxMs: widthsMs[1]!, minMs: -1 },
  { letter: 'm', classes: [2], maxMs: widthsMs[2]!, minMs: widthsMs[1]! },
  { letter: 'y', classes: [3], maxMs: widthsMs[3]!, minMs: widthsMs[2]! },
  { letter: 'z', classes: [4], maxMs: Number.POSITIVE_INFINITY, minMs: widthsMs[3]! },
] as const;

/** Weeks where a month has thousands of spans, years where it has a few. */
export const cutsMs = [7 * dayMs, 31 * dayMs, 366 * dayMs];
/** Buckets are kept in order up to so many times what is cheap to sort; of the first cut, whatever they hold. */
export const largestBucket = 32;
/** Of spans from a part of that on: several buckets are searched for together. */
const leastOfSpans = 1 / 4;
/** A bucket that more than this share of all has is met soon on the way through an order of other values. */
export const rareShare = 1 / 16;
/** Added so that every time is positive; and so many digits that buckets compare as texts. */
const offsetMs = 10 ** 16;
const digits = 10;

/** A bucket of a parameter with more resources than this is kept in order, and as bits. */
export function leastBucket({ kind }: SearchParameter, sortableRows: number): number {
  return kind === 'date' ? sortableRows * leastOfSpans : sortableRows;
}

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
export function isOfOrder(definition: ResourceDefinition, { name }: SearchParameter): boolean {
  return definition.orderedAs[name] === 'date';
}

export function prefixesOf(form: string): string[] {
  const units = form.slice(0, longestPrefix);
  if (!/[\ud800-\udfff]/.test(units)) {
    return prefixLengths.filter(length => length <= units.length).map(length => units.slice(0, length));
  }
  const letters = [...form.slice(0, longestPrefix * 2)];
  return prefixLengths
    .filter(length => length <= letters.length)
    .map(length => letters.slice(0, length).join(''));
}

export type Width = (typeof widths)[number];

/** Codes by their bucket: an ingest makes few, and each thousands of times. */
const known = new Map<number, string>();
const mostKnown = 10_000;

export function codeOf(cut: number, width: Width, ms: number): string {
  const place = Math.floor((ms + offsetMs) / cutsMs[cut]!);
  const bucket = (place * cutsMs.length + cut) * widths.length + widths.indexOf(width);
  let code = known.get(bucket);
  if (code === undefined) {
    code = `${cut}${width.letter}${String(place).padStart(digits, '0')}`;
    if (known.size === mostKnown) known.clear();
    known.set(bucket, code);
  }
  return code;
}

/** The first time at which a span of the bucket can begin. */
export function beginningOf(code: string): number {
  return Number(code.slice(2)) * cutsMs[Number(code[0])]! - offsetMs;
}

export function codesOfSpan(low: number, high: number): string[] {
  const width = widths.find(({ maxMs }) => high - low <= maxMs)!;
  return cutsMs.map((_, cut) => codeOf(cut, width, clampTime(low)));
}

/** The rows of those buckets, by the index of when spans begin. */
export function rowsOfBuckets(
  definition: ResourceDefinition,
  parameter: SearchParameter,
  codes: readonly string[],
): Sql {
  const name = valueTable(definition, parameter);
  const selects = codes.flatMap(code => {
    const cutMs = cutsMs[Number(code[0])]!;
    const { classes } = widths.find(({ letter }) => letter === code[1])!;
    const low = beginningOf(code);
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

/** Keeps in order the postings of those buckets that have come to need it. */
export function orderBuckets(database: Database, definition: ResourceDefinition, total: number): void {
  const { sortableRows, frequentShare } = database.tuning;
  for (const parameter of definition.parameters) {
    // In an order of its own values a large bucket may lie far from the beginning; in others it is met soon.
    const share = definition.orderedAs[parameter.name] === undefined ? rareShare : frequentShare;
    const terms = database.all(
      `SELECT term, code, n FROM ${termTable(definition)} WHERE parameter = ? AND ordered = 0 AND n > ? AND n <= ?`,
      [bucketsOfParameter(parameter.name), leastBucket(parameter, sortableRows), total * share],
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

/** The rows of a term that is a bucket. */
export function rowsOfBucket(definition: ResourceDefinition, label: string, code: string): Sql | undefined {
  const parameter = definition.parameters.find(({ name }) => bucketsOfParameter(name) === label);
  return parameter && rowsOf(definition, parameter, code);
}

function rowsOf(definition: ResourceDefinition, parameter: SearchParameter, code: string): Sql {
  const name = valueTable(definition, parameter);
  if (parameter.kind === 'string') {
    return join(`SELECT i.rid FROM ${name} i WHERE `, beginsWith('i.form', code));
  }
  return rowsOfBuckets(definition, parameter, [code]);
}
