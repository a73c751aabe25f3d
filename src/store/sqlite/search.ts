import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Condition, SearchRequest } from '../port.ts';
import type { Bindable } from './database.ts';
import { clampTime } from './rows.ts';
import { indexTable, sortColumns, table, widthClass, widthsMs } from './schema.ts';

/** Text and what is bound to its question marks. Values never stand in the text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly Bindable[];
}

/** Where a page begins: behind this row, whose sort value is known. */
export interface Position {
  readonly rid: number;
  readonly sort: Bindable;
}

/** A condition in its two forms. */
export interface CompiledCondition {
  /** Is it true of row `r`? Costs a few index steps. */
  readonly probe: Sql;
  /** Selects the `rid` of every row it is true of, possibly repeated; undefined where only `probe` exists. */
  readonly rows?: Sql;
}

/**
 * Below this many rows a condition drives the search: its rows are read, checked and sorted. At more, the
 * order's index is walked and each row is checked, which finds a page soon because matches are frequent.
 */
export const drivingRows = 512;

export function compileConditions(
  definition: ResourceDefinition,
  where: readonly Condition[],
): CompiledCondition[] {
  return where.map(condition => compileCondition(definition, condition));
}

function compileCondition(definition: ResourceDefinition, condition: Condition): CompiledCondition {
  switch (condition.kind) {
    case 'reviewed':
      return { probe: { text: 'r.reviewed = ?', values: [condition.is ? 1 : 0] } };
    case 'reviewedSince': {
      const values = [condition.time];
      return {
        probe: { text: 'r.review_time >= ?', values },
        rows: { text: `SELECT rid FROM ${table(definition)} WHERE review_time >= ?`, values },
      };
    }
    default: {
      const parameter = definition.parameters.find(candidate => candidate.name === condition.parameter);
      if (parameter?.kind !== condition.kind) {
        throw new Error(`${definition.type} has no ${condition.kind} parameter "${condition.parameter}"`);
      }
      const tests = alternatives(condition);
      const rowTests = condition.kind === 'date' ? byWidth(...bounds(condition)) : tests;
      return indexed(definition, parameter, tests, rowTests);
    }
  }
}

/** `rowTests`: the same as `tests`, in the form that finds rows fast. */
function indexed(
  definition: ResourceDefinition,
  parameter: SearchParameter,
  tests: readonly Sql[],
  rowTests: readonly Sql[],
): CompiledCondition {
  const name = indexTable(definition, parameter);
  if (tests.length === 0) {
    return {
      probe: { text: '0', values: [] },
      rows: { text: `SELECT rid FROM ${name} WHERE 0`, values: [] },
    };
  }
  const values = tests.flatMap(test => test.values);
  const sameRow = parameter.kind === 'reference' ? 'i.rid = r.rid AND i.date = r.date' : 'i.rid = r.rid';
  const probes = tests.map(test => `EXISTS (SELECT 1 FROM ${name} i WHERE ${test.text} AND ${sameRow})`);
  return {
    probe: { text: `(${probes.join(' OR ')})`, values },
    rows: {
      text: rowTests.map(test => `SELECT i.rid FROM ${name} i WHERE ${test.text}`).join(' UNION ALL '),
      values: rowTests.flatMap(test => test.values),
    },
  };
}

/** The tests on an index row, any of which is enough. */
function alternatives(condition: Exclude<Condition, { kind: 'reviewed' | 'reviewedSince' }>): Sql[] {
  switch (condition.kind) {
    case 'token': {
      const bare = condition.anyOf.filter(({ system }) => system === undefined).map(({ code }) => [code]);
      const full = condition.anyOf.flatMap(({ system, code }) =>
        system === undefined ? [] : [[code, system]],
      );
      return [...equal(['i.code'], bare), ...equal(['i.code', 'i.system'], full)];
    }
    case 'reference':
      return equal(
        ['i.target'],
        condition.anyOf.map(target => [target]),
      );
    case 'string':
      return condition.anyOf.map(prefix => ({
        text: 'i.value >= ? AND i.value < ?',
        // No text sorts behind this character.
        values: [prefix, `${prefix}\u{10FFFF}`],
      }));
    case 'date': {
      const [low, high] = bounds(condition);
      return [{ text: 'i.low < ? AND i.high > ?', values: [high, low] }];
    }
  }
}

/**
 * Columns equal to any of the rows of values. One test and one text however many there are: a test each would
 * cost a probe each on every row that is looked at.
 */
function equal(columns: readonly string[], rows: readonly (readonly string[])[]): Sql[] {
  const [first] = rows;
  if (first === undefined) return [];
  if (rows.length === 1)
    return [{ text: columns.map(column => `${column} = ?`).join(' AND '), values: first }];
  const picked = columns.map((_, place) => `value ->> ${place}`).join(', ');
  const text = `(${columns.join(', ')}) IN (SELECT ${picked} FROM json_each(?))`;
  return [{ text, values: [JSON.stringify(rows)] }];
}

function bounds({ low, high }: Condition & { kind: 'date' }): [low: number, high: number] {
  return [clampTime(low ?? Number.NEGATIVE_INFINITY), clampTime(high ?? Number.POSITIVE_INFINITY)];
}

/** Overlap with a span of time, a class of widths at a time. */
function byWidth(low: number, high: number): Sql[] {
  const inClass = (place: number) => `${widthClass('i.')} = ${place} AND i.low < ? AND i.high > ?`;
  return [
    ...widthsMs.map((ms, place) => ({
      text: `${inClass(place)} AND i.low > ?`,
      values: [high, low, low - ms],
    })),
    { text: inClass(widthsMs.length), values: [high, low] },
  ];
}

/** How many rows a condition selects, counted no further than `drivingRows`. */
export function compileEstimate(rows: Sql): Sql {
  return { text: `SELECT count(*) AS n FROM (${rows.text} LIMIT ${drivingRows})`, values: rows.values };
}

/** Selects `rid` of the page's rows and one more, in order. `driver`: the condition whose rows are few. */
export function compileSearch(
  request: SearchRequest,
  conditions: readonly CompiledCondition[],
  position: Position | undefined,
  driver: CompiledCondition | undefined,
): Sql {
  const definition = definitionOf(request.type);
  const tests = conditions.filter(condition => condition !== driver).map(condition => condition.probe);
  const column = `r.${sortColumns[request.order.by]}`;
  if (position !== undefined) tests.push(behind(request, column, position));
  const from = fromRows(definition, driver?.rows);
  return join({ text: 'SELECT r.rid FROM', values: [] }, from, whereAll(tests), {
    text: `ORDER BY ${ordering(request, column)} LIMIT ?`,
    values: [request.limit + 1],
  });
}

/** Selects `place` and `rid`: for each target (a JSON list, the first parameter) its page and one more row. */
export function compileSearchByReference(
  request: SearchRequest,
  parameter: SearchParameter,
  conditions: readonly CompiledCondition[],
  position: Position | undefined,
  targets: readonly string[],
): Sql {
  const definition = definitionOf(request.type);
  const name = table(definition);
  // The index table has the date, so that ordering by it need not look at the resources.
  const column = request.order.by === 'date' ? 'i.date' : `r.${sortColumns[request.order.by]}`;
  const tests: Sql[] = [
    { text: 'i.target = p.value', values: [] },
    ...conditions.map(condition => condition.probe),
  ];
  if (position !== undefined) tests.push(behind(request, column, position));
  return join(
    {
      text: `SELECT p.key AS place, o.rid FROM json_each(?) p CROSS JOIN ${name} o ON o.rid IN (
        SELECT i.rid FROM ${indexTable(definition, parameter)} i CROSS JOIN ${name} r ON r.rid = i.rid`,
      values: [JSON.stringify(targets)],
    },
    whereAll(tests),
    { text: `ORDER BY ${ordering(request, column, 'i.rid')} LIMIT ?)`, values: [request.limit + 1] },
    {
      text: `ORDER BY p.key, ${ordering(request, `o.${sortColumns[request.order.by]}`, 'o.rid')}`,
      values: [],
    },
  );
}

export function compileCount(
  definition: ResourceDefinition,
  conditions: readonly CompiledCondition[],
  driver: CompiledCondition | undefined,
): Sql {
  const tests = conditions.filter(condition => condition !== driver).map(condition => condition.probe);
  return join(
    { text: 'SELECT count(*) AS n FROM', values: [] },
    fromRows(definition, driver?.rows),
    whereAll(tests),
  );
}

/** Selects `place` and `n` for each target that has any. */
export function compileCountByReference(
  definition: ResourceDefinition,
  parameter: SearchParameter,
  conditions: readonly CompiledCondition[],
  targets: readonly string[],
): Sql {
  const rows = conditions.length > 0 ? `CROSS JOIN ${table(definition)} r ON r.rid = i.rid` : '';
  return join(
    {
      text: `SELECT p.key AS place, count(*) AS n FROM json_each(?) p
        CROSS JOIN ${indexTable(definition, parameter)} i ON i.target = p.value ${rows}`,
      values: [JSON.stringify(targets)],
    },
    whereAll(conditions.map(condition => condition.probe)),
    { text: 'GROUP BY p.key', values: [] },
  );
}

function fromRows(definition: ResourceDefinition, rows: Sql | undefined): Sql {
  const name = table(definition);
  if (rows === undefined) return { text: `${name} r`, values: [] };
  return {
    text: `(SELECT DISTINCT rid FROM (${rows.text})) d CROSS JOIN ${name} r ON r.rid = d.rid`,
    values: rows.values,
  };
}

function behind(request: SearchRequest, column: string, position: Position): Sql {
  const rid = column.startsWith('i.') ? 'i.rid' : 'r.rid';
  return {
    text: `(${column}, ${rid}) ${request.order.descending ? '<' : '>'} (?, ?)`,
    values: [position.sort, position.rid],
  };
}

/** Rows of equal sort value follow one another by row number, so that every order is total. */
function ordering(request: SearchRequest, column: string, rid = 'r.rid'): string {
  const direction = request.order.descending ? 'DESC' : 'ASC';
  return `${column} ${direction}, ${rid} ${direction}`;
}

function whereAll(tests: readonly Sql[]): Sql {
  return {
    text: tests.length === 0 ? '' : `WHERE ${tests.map(test => test.text).join(' AND ')}`,
    values: tests.flatMap(test => test.values),
  };
}

function join(...parts: readonly Sql[]): Sql {
  return { text: parts.map(part => part.text).join(' '), values: parts.flatMap(part => part.values) };
}
