import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Condition } from '../../fhir/search.ts';
import type { Resource } from '../../fhir/types.ts';
import { byContent, parameterOf, type Scope, type Test, verifyAll } from './condition-test.ts';
import { mergeDates } from './merge-dates.ts';
import { reviewTest } from './review-tests.ts';
import { presenceBit, table } from './schema.ts';
import { allOf, flat, join, negate, type Sql, sql } from './sql.ts';
import { referenceTest, termsOf, testOfTerms, tokenTest, uriTest } from './term-tests.ts';
import { rangeTest, stringTest } from './value-tests.ts';

/** Compiles conditions, looking up what the dictionary and the counts say of them. */
export async function compileConditions(
  scope: Scope,
  where: readonly Condition[],
  signal: AbortSignal | undefined,
): Promise<Test[]> {
  const tests: Test[] = [];
  for (const condition of mergeDates(scope.definition, where)) {
    await scope.database.turns.take(signal);
    tests.push(await compile(scope, condition, signal));
  }
  return tests;
}

async function compile(scope: Scope, condition: Condition, signal: AbortSignal | undefined): Promise<Test> {
  switch (condition.kind) {
    case 'token':
    case 'identifier':
      return tokenTest(scope, condition);
    case 'reference':
      return referenceTest(scope, condition);
    case 'uri':
      return uriTest(scope, condition);
    case 'string':
      return stringTest(scope, condition);
    case 'date':
    case 'quantity':
      return rangeTest(scope, condition);
    case 'text':
      parameterOf(scope, condition, 'token');
      return byContent(scope, condition);
    case 'missing': {
      const bit = presenceBit(scope.definition, parameterOf(scope, condition, 'any'));
      const probe = sql(`(r.present & ${bit}) ${condition.is ? '=' : '<>'} 0`);
      return { probe, readsRow: true, estimate: Number.POSITIVE_INFINITY };
    }
    case 'not':
      return not(await compile(scope, condition.condition, signal));
    case 'chain':
      return chain(scope, condition, signal);
    case 'id': {
      const ids = sql('SELECT value FROM json_each(?)', JSON.stringify(condition.anyOf));
      return {
        probe: join('r.id IN (', ids, ')'),
        rows: join(`SELECT rid FROM ${table(scope.definition)} WHERE id IN (`, ids, ')'),
        readsRow: true,
        estimate: condition.anyOf.length,
      };
    }
    default:
      return reviewTest(scope, condition);
  }
}

function not(test: Test): Test {
  const { probe, verify, readsRow } = test;
  return {
    readsRow,
    estimate: Number.POSITIVE_INFINITY,
    ...(verify === undefined && probe !== undefined && { probe: negate(probe) }),
    ...(verify !== undefined && { verify: resources => verify(resources).map(met => !met) }),
  };
}

/** Through the few that meet the end of the chain; if they are many, by looking where each resource leads. */
async function chain(
  scope: Scope,
  { parameter: name, type, where }: Condition & { kind: 'chain' },
  signal: AbortSignal | undefined,
): Promise<Test> {
  const parameter = parameterOf(scope, { kind: 'reference', parameter: name });
  if (parameter.kind !== 'reference') throw new Error(`"${name}" leads nowhere`);
  const target = definitionOf(type);
  const tests = await compileConditions({ database: scope.database, definition: target }, where, signal);
  const driver = tests.filter(test => test.rows !== undefined).sort((a, b) => a.estimate - b.estimate)[0];
  if (driver !== undefined && driver.estimate < scope.database.tuning.sortableRows) {
    const from = join('SELECT DISTINCT rid FROM (', driver.rows!, ')');
    const ids = idsMeeting(scope, target, tests, from);
    return testOfTerms(
      scope,
      termsOf(
        scope,
        name,
        ids.map(id => `${type}/${id}`),
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
      const from = sql(`SELECT rid FROM ${table(target)} WHERE id IN (SELECT value FROM json_each(?))`, ids);
      const met = new Set(idsMeeting(scope, target, tests, from));
      return led.map(some => some.some(id => met.has(id)));
    },
  };
}

/** The ids, among rows, of those that meet all tests. */
function idsMeeting(scope: Scope, target: ResourceDefinition, tests: readonly Test[], rows: Sql): string[] {
  const probes = tests.flatMap(({ probe }) => probe ?? []);
  const found = scope.database.all(
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
