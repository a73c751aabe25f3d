import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import { matches } from '../../fhir/matching.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Condition, SortKey, TokenTest } from '../../fhir/search.ts';
import type { Resource } from '../../fhir/types.ts';
import { type Ways, waysToPrefixes, waysToSpans } from './buckets.ts';
import type { Database } from './database.ts';
import {
  type Beginnings,
  beginnings,
  boundTests,
  type RowRange,
  rangeRows,
  reviewTimeTests,
} from './ranges.ts';
import { noTime, postingTable, presenceBit, table, valueTable } from './schema.ts';
import { allOf, anyOf, beginsWith, flat, join, negate, type Sql, sql } from './sql.ts';
import { findTerms, findTermsBelow, findTokenTerms, identifierOf, type Term } from './terms.ts';

/** A condition, ready to be run against one collection. */
export interface Test {
  /** Is it true of row `r`? Undefined where only `verify` can tell. */
  readonly probe?: Sql;
  /** Whether `probe` looks at more than the row's number. */
  readonly readsRow: boolean;
  /** Tells of each resource of a few; for what no index tells. */
  readonly verify?: (resources: readonly Resource[]) => readonly boolean[];
  /** Selects `rid` of every row it is true of, possibly repeated. */
  readonly rows?: Sql;
  /** Rows at most; infinite where that is not known without counting. */
  readonly estimate: number;
  /** The terms any of which makes it true. */
  readonly terms?: readonly Term[];
  /** Ways to candidates in any order; `isExact`: to nothing else than what it is true of. */
  readonly ways?: Ways & { readonly isExact: boolean };
  /** Where the dates are those of an order: its rows in that order, and between which times they begin. */
  readonly spans?: {
    readonly key: SortKey;
    readonly ranges: readonly RowRange[];
    readonly begins: Beginnings;
  };
  /** Whether it asks just for this review state. */
  readonly reviewed?: boolean;
}

const never: Test = { probe: sql('0'), rows: sql('SELECT 0 AS rid WHERE 0'), readsRow: false, estimate: 0 };

/** Alternatives of a range that an index is read for: each is several statements in one, of which 500 fit. */
const maxRangeTests = 40;

/** Terms below a URI: more are told by looking at the resources. */
const maxTermsBelow = 1_000;

/** Compiles the conditions on one type, looking up what the dictionary and the counts say of them. */
export class ConditionCompiler {
  readonly #database: Database;
  readonly #definition: ResourceDefinition;

  constructor(database: Database, definition: ResourceDefinition) {
    this.#database = database;
    this.#definition = definition;
  }

  async compileAll(where: readonly Condition[], signal: AbortSignal | undefined): Promise<Test[]> {
    const tests: Test[] = [];
    for (const condition of where) {
      await this.#database.turns.take(signal);
      tests.push(await this.compile(condition, signal));
    }
    return tests;
  }

  async compile(condition: Condition, signal: AbortSignal | undefined): Promise<Test> {
    const definition = this.#definition;
    switch (condition.kind) {
      case 'token':
        this.#parameter(condition);
        // That a code has no system is no term.
        if (condition.anyOf.some(isWithoutSystem)) return this.#byContent(condition);
        return this.#ofTerms(
          findTokenTerms(this.#database, definition, condition.parameter, condition.anyOf),
        );
      case 'identifier': {
        this.#parameter(condition, 'reference');
        if (condition.anyOf.some(isWithoutSystem)) return this.#byContent(condition);
        const parameter = identifierOf(condition.parameter);
        return this.#ofTerms(findTokenTerms(this.#database, definition, parameter, condition.anyOf));
      }
      case 'reference':
        return this.#ofTerms(this.#termsOf(condition.parameter, condition.anyOf, this.#parameter(condition)));
      case 'uri':
        return this.#uri(condition);
      case 'string':
        return this.#strings(condition);
      case 'date':
      case 'quantity':
        return this.#range(condition);
      case 'text':
        this.#parameter(condition, 'token');
        return this.#byContent(condition);
      case 'missing': {
        const bit = presenceBit(definition, this.#parameter(condition, 'any'));
        const probe = sql(`(r.present & ${bit}) ${condition.is ? '=' : '<>'} 0`);
        return { probe, readsRow: true, estimate: Number.POSITIVE_INFINITY };
      }
      case 'not':
        return this.#not(await this.compile(condition.condition, signal));
      case 'chain':
        return this.#chain(condition, signal);
      case 'id': {
        const ids = sql('SELECT value FROM json_each(?)', JSON.stringify(condition.anyOf));
        return {
          probe: join('r.id IN (', ids, ')'),
          rows: join(`SELECT rid FROM ${table(definition)} WHERE id IN (`, ids, ')'),
          readsRow: true,
          estimate: condition.anyOf.length,
        };
      }
      default:
        return this.#review(condition);
    }
  }

  #ofTerms(terms: readonly Term[]): Test {
    if (terms.length === 0) return never;
    const postings = postingTable(this.#definition);
    const { sortableRows } = this.#database.tuning;
    const isReady = terms.every(({ ordered, n }) => ordered || n <= sortableRows);
    const estimate = terms.reduce((sum, { n }) => sum + n, 0);
    const [only] = terms;
    const isOne =
      terms.length === 1
        ? sql('i.term = ?', only!.term)
        : sql('i.term IN (SELECT value FROM json_each(?))', JSON.stringify(terms.map(({ term }) => term)));
    return {
      probe: join(`EXISTS (SELECT 1 FROM ${postings} i WHERE `, isOne, ' AND i.rid = r.rid)'),
      rows: join(`SELECT i.rid FROM ${postings} i WHERE `, isOne),
      readsRow: false,
      estimate,
      terms,
      ...(isReady && { ways: { ways: terms, estimate, isExact: true } }),
    };
  }

  #termsOf(parameter: string, codes: readonly string[], _checked: SearchParameter): Term[] {
    return findTerms(
      this.#database,
      this.#definition,
      [...new Set(codes)].map(code => [parameter, code, '']),
    );
  }

  #uri(condition: Condition & { kind: 'uri' }): Test {
    const parameter = this.#parameter(condition);
    if (condition.match === 'exact') {
      return this.#ofTerms(this.#termsOf(condition.parameter, condition.anyOf, parameter));
    }
    const terms = condition.anyOf.flatMap(uri => {
      const below = findTermsBelow(
        this.#database,
        this.#definition,
        condition.parameter,
        uri.endsWith('/') ? uri : `${uri}/`,
        maxTermsBelow,
      );
      return [...below, ...this.#termsOf(condition.parameter, [uri], parameter)];
    });
    return terms.length < maxTermsBelow ? this.#ofTerms(terms) : this.#byContent(condition);
  }

  #strings(condition: Condition & { kind: 'string' }): Test {
    const parameter = this.#parameter(condition);
    if (parameter.kind !== 'string') throw new Error(`"${parameter.name}" is not searched by text`);
    const name = valueTable(this.#definition, parameter);
    const alternatives = condition.anyOf.flatMap(text => {
      if (condition.match === 'exact') {
        const [form] = parameter.forms(text);
        return form === undefined ? [] : [[sql('i.form = ? AND i.text = ?', form, text)]];
      }
      const forms = parameter.forms(text);
      return forms.length === 0
        ? []
        : [forms.map(form => formTest(form, condition.match === 'contains', parameter.whole))];
    });
    if (alternatives.length === 0) return never;
    const exists = (test: Sql, alias: string) =>
      join(`EXISTS (SELECT 1 FROM ${name} i WHERE i.rid = ${alias}.rid AND `, test, ')');
    const probe = anyOf(alternatives.map(forms => allOf(forms.map(test => exists(test, 'r')))));
    if (condition.match === 'contains') {
      return { probe, readsRow: false, estimate: Number.POSITIVE_INFINITY };
    }
    const rows = join(
      ...alternatives.flatMap(([first, ...others], place) => [
        place === 0 ? '' : ' UNION ALL ',
        `SELECT o.rid FROM ${name} o WHERE `,
        { text: first!.text.replaceAll('i.', 'o.'), values: first!.values },
        ...others.flatMap(test => [' AND ', exists(test, 'o')]),
      ]),
    );
    const estimate = this.#estimate(rows);
    const isOneForm = condition.match === 'prefix' && !parameter.whole;
    // One that is cheap to read and sort needs no other way.
    const ways =
      isOneForm && estimate === Number.POSITIVE_INFINITY
        ? waysToPrefixes(
            this.#database,
            this.#definition,
            parameter,
            condition.anyOf.flatMap(text => parameter.forms(text)),
          )
        : undefined;
    return { probe, rows, readsRow: false, estimate, ...(ways && { ways }) };
  }

  #range(condition: Condition & { kind: 'date' | 'quantity' }): Test {
    const parameter = this.#parameter(condition);
    if (condition.anyOf.length === 0) return never;
    const name = valueTable(this.#definition, parameter);
    const tests = boundTests(condition);
    const probe = join(`EXISTS (SELECT 1 FROM ${name} i WHERE i.rid = r.rid AND `, anyOf(tests), ')');
    if (tests.length > maxRangeTests) return { probe, readsRow: false, estimate: Number.POSITIVE_INFINITY };
    const { rows, ranges } = rangeRows(name, condition, tests);
    const estimate = this.#estimate(rows);
    const key = condition.kind === 'date' ? this.#orderOf(parameter) : undefined;
    const ways =
      condition.kind === 'date' && estimate === Number.POSITIVE_INFINITY
        ? waysToSpans(this.#database, this.#definition, parameter, condition.anyOf)
        : undefined;
    return {
      probe,
      rows,
      readsRow: false,
      estimate,
      ...(key !== undefined && { spans: { key, ranges, begins: beginnings(condition.anyOf) } }),
      ...(ways && { ways: { ...ways, isExact: false } }),
    };
  }

  /** The order whose values are where the parameter's spans begin. */
  #orderOf({ name }: SearchParameter): SortKey | undefined {
    if (name === '_lastUpdated') return 'updated';
    return this.#definition.orderedAs[name] === 'date' ? 'date' : undefined;
  }

  #not(test: Test): Test {
    const { probe, verify, readsRow } = test;
    return {
      readsRow,
      estimate: Number.POSITIVE_INFINITY,
      ...(verify === undefined && probe !== undefined && { probe: negate(probe) }),
      ...(verify !== undefined && { verify: resources => verify(resources).map(met => !met) }),
    };
  }

  /** Through the few that meet the end of the chain; if they are many, by looking where each resource leads. */
  async #chain(
    { parameter: name, type, where }: Condition & { kind: 'chain' },
    signal: AbortSignal | undefined,
  ): Promise<Test> {
    const parameter = this.#parameter({ kind: 'reference', parameter: name });
    if (parameter.kind !== 'reference') throw new Error(`"${name}" leads nowhere`);
    const target = definitionOf(type);
    const tests = await new ConditionCompiler(this.#database, target).compileAll(where, signal);
    const driver = tests.filter(test => test.rows !== undefined).sort((a, b) => a.estimate - b.estimate)[0];
    if (driver !== undefined && driver.estimate < this.#database.tuning.sortableRows) {
      const from = join('SELECT DISTINCT rid FROM (', driver.rows!, ')');
      const ids = this.#idsMeeting(target, tests, from);
      return this.#ofTerms(
        this.#termsOf(
          name,
          ids.map(id => `${type}/${id}`),
          parameter,
        ),
      );
    }
    const prefix = `${type}/`;
    const idsOf = (resource: Resource) =>
      parameter
        .values(resource)
        .filter(value => value.startsWith(prefix))
        .map(value => value.slice(prefix.length));
    return {
      readsRow: false,
      estimate: Number.POSITIVE_INFINITY,
      verify: resources => {
        const led = resources.map(idsOf);
        const ids = JSON.stringify([...new Set(led.flat())]);
        const from = sql(
          `SELECT rid FROM ${table(target)} WHERE id IN (SELECT value FROM json_each(?))`,
          ids,
        );
        const met = new Set(this.#idsMeeting(target, tests, from));
        return led.map(some => some.some(id => met.has(id)));
      },
    };
  }

  /** The ids, among rows, of those that meet all tests. */
  #idsMeeting(target: ResourceDefinition, tests: readonly Test[], rows: Sql): string[] {
    const probes = tests.flatMap(({ probe }) => probe ?? []);
    const found = this.#database.all(
      ...flat(
        join(
          'SELECT r.rid, r.id, c.content FROM (',
          rows,
          `) d CROSS JOIN ${table(target)} r ON r.rid = d.rid CROSS JOIN "${target.type}.content" c ON c.rid = r.rid WHERE `,
          allOf(probes),
        ),
      ),
    );
    const verified = verifyAll(tests, () => found.map(row => JSON.parse(row.content as string) as Resource));
    return found.filter((_, place) => verified?.[place] ?? true).map(row => row.id as string);
  }

  #review(condition: Condition & { kind: 'reviewed' | 'reviewTime' | 'reviewedBy' }): Test {
    const name = table(this.#definition);
    switch (condition.kind) {
      case 'reviewed': {
        const is = condition.is ? 1 : 0;
        return {
          probe: sql('r.reviewed = ?', is),
          rows: sql(`SELECT rid FROM ${name} WHERE reviewed = ?`, is),
          readsRow: true,
          estimate: this.#reviewedCount(condition.is),
          reviewed: condition.is,
        };
      }
      case 'reviewTime': {
        if (condition.anyOf.length === 0) return never;
        const tests = reviewTimeTests(condition.anyOf);
        const rows = join(
          ...tests.flatMap((test, place) => [
            place === 0 ? '' : ' UNION ALL ',
            `SELECT r.rid FROM ${name} r WHERE `,
            test,
          ]),
        );
        return { probe: anyOf(tests), rows, readsRow: true, estimate: this.#estimate(rows) };
      }
      case 'reviewedBy': {
        const names = sql('SELECT value FROM json_each(?)', JSON.stringify(condition.anyOf));
        // Compared with NULL it would be neither true nor false.
        const probe = join('r.reviewed_by IS NOT NULL AND r.reviewed_by IN (', names, ')');
        return {
          probe,
          rows: join(`SELECT r.rid FROM ${name} r WHERE r.review_time > ${noTime} AND `, probe),
          readsRow: true,
          estimate: this.#reviewedCount(true),
        };
      }
    }
  }

  #reviewedCount(is: boolean): number {
    const tally = this.#database.get('SELECT total, reviewed FROM tally WHERE type = ?', [
      this.#definition.type,
    ])!;
    const reviewed = tally.reviewed as number;
    return is ? reviewed : (tally.total as number) - reviewed;
  }

  #byContent(condition: Condition): Test {
    return {
      readsRow: false,
      estimate: Number.POSITIVE_INFINITY,
      verify: resources => resources.map(resource => matches(this.#definition, resource, condition)),
    };
  }

  /** Counted no further than what is worth sorting. */
  #estimate(rows: Sql): number {
    const { sortableRows } = this.#database.tuning;
    const counted = join('SELECT count(*) AS n FROM (', rows, ` LIMIT ${sortableRows})`);
    const n = this.#database.get(...flat(counted))!.n as number;
    return n < sortableRows ? n : Number.POSITIVE_INFINITY;
  }

  #parameter(
    condition: { readonly kind: string; readonly parameter: string },
    kind: string = condition.kind,
  ): SearchParameter {
    const parameter = this.#definition.parameters.find(({ name }) => name === condition.parameter);
    if (parameter === undefined || (kind !== 'any' && parameter.kind !== kind)) {
      throw new Error(`${this.#definition.type} has no ${kind} parameter "${condition.parameter}"`);
    }
    return parameter;
  }
}

/** What the tests that need the content say of each; undefined when none of them does. */
export function verifyAll(
  tests: readonly Test[],
  read: () => readonly Resource[],
): readonly boolean[] | undefined {
  const verifying = tests.flatMap(({ verify }) => verify ?? []);
  if (verifying.length === 0) return undefined;
  const resources = read();
  const verdicts = verifying.map(verify => verify(resources));
  return resources.map((_, place) => verdicts.every(verdict => verdict[place]));
}

function isWithoutSystem({ system, code }: TokenTest): boolean {
  return system === '' && code === undefined;
}

function formTest(form: string, anywhere: boolean, whole: boolean): Sql {
  if (anywhere) return sql('instr(i.form, ?) > 0', form);
  if (whole) return sql('i.form = ?', form);
  return beginsWith('i.form', form);
}
