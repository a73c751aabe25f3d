import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ExecutionArgs, execute, parse, buildSchema as schemaOf, visit } from 'graphql';
import { expect, test } from 'vitest';
import { PlannedExecution } from '../../src/graphql/execution/execute.ts';
import type { Rendered } from '../../src/graphql/execution/text-run.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { isLong } from '../support/long.ts';

/** Beside test/hunts/execution.test.ts, which draws operations: what is seldom drawn, and what plans cost. */
const schema = schemaOf(/* GraphQL */ `
  interface Named { name: String }
  type A implements Named { name: String one: Int a: A sure: A! list: [A!] named: Named number(of: Int = 1): Int }
  type B implements Named { name: String two: Int }
  type Query { a: A slow: String named: Named }
  type Mutation { a: A }
`);
const planned = new PlannedExecution(schema);

/** Values and errors of both, as a client reads them. */
async function answers(
  source: string | ExecutionArgs['document'],
  rootValue: unknown,
  asked: Pick<ExecutionArgs, 'variableValues' | 'operationName'> = {},
) {
  const document = typeof source === 'string' ? parse(source) : source;
  const args = { schema, document, rootValue, ...asked };
  const read = async (answer: unknown) => JSON.stringify(await answer);
  const expected = await read(execute(args));
  const actual = await read(planned.execute(args));
  // As text it is the same.
  expect(textOf(await planned.render(args))).toBe(actual);
  return { expected, actual };
}

/** As JSON.stringify writes a result, errors first. */
function textOf({ data, errors }: Rendered): string {
  const told = errors === undefined ? '' : `"errors":${JSON.stringify(errors)}`;
  if (data === undefined) return `{${told}}`;
  return `{${told}${told === '' ? '' : ','}"data":${data}}`;
}

/** Comes after some turns of the queue of promises; an error is thrown then. */
const late = (turns: number, value: unknown) => async () => {
  for (let left = turns; left > 0; left--) await null;
  if (value instanceof Error) throw value;
  return value;
};

test('what fails below a place that is null already is not told', async () => {
  const a = { sure: late(1, new Error('first')), one: late(9, new Error('second')) };
  const { expected, actual } = await answers('{ a { sure { one } one } slow }', { a, slow: late(30, 'x') });
  expect(actual).toBe(expected);
  expect(JSON.parse(actual).errors).toHaveLength(1);
});

test('each operation of a document has plans of its own, and so has each document with the same operation', async () => {
  const document = parse('query X { a { ...F } } query Y { a { one } } fragment F on A { name }');
  const root = { a: { one: 1, name: 'n' } };
  for (const operationName of ['X', 'Y', 'X', 'Y', 'X', 'Y', 'X', 'Y', 'Z', undefined]) {
    const { expected, actual } = await answers(document, root, { operationName });
    expect(actual).toBe(expected);
  }
  const other = visit(document, { FragmentDefinition: node => ({ ...node, selectionSet: secondSelection }) });
  expect(other.definitions[0]).toBe(document.definitions[0]);
  const { actual } = await answers(other, root, { operationName: 'X' });
  expect(actual).toBe('{"data":{"a":{"number":null}}}');
});
const [second] = parse('{ number }').definitions;
const secondSelection = second?.kind === 'OperationDefinition' ? second.selectionSet : undefined;

test('conditions are decided by the variables of each execution, and faulty ones fail where graphql-js lets them', async () => {
  const document = parse(
    'query ($x: Boolean = true, $y: Boolean!) { a { one @skip(if: $y) a { name } ... @include(if: $x) { name a { one } } } }',
  );
  const root = { a: { one: 1, name: 'n', a: { one: 2, name: 'm' } } };
  const some = [
    { y: true },
    { x: false, y: true },
    { x: false, y: false },
    { x: null, y: true },
    { y: 1 },
    {},
  ];
  const seen = new Set<string>();
  for (const variableValues of [...some, ...some, ...some, ...some]) {
    const { expected, actual } = await answers(document, root, { variableValues });
    expect(actual).toBe(expected);
    seen.add(actual);
  }
  expect(seen.size).toBe(some.length);
});

test('names that every object has are names like others', async () => {
  const root = { a: { one: 1, name: 'n' } };
  for (const name of ['__proto__', 'constructor', 'toString', 'then', 'hasOwnProperty']) {
    const { expected, actual } = await answers(`{ ${name}: a { ${name}: name } }`, root);
    expect(actual).toBe(expected);
    expect(actual).toContain(`"${name}":"n"`);
  }
});

test('arguments that executions share cannot be changed', async () => {
  const given: unknown[] = [];
  const root = {
    a: {
      number: (args: unknown) => {
        given.push(args);
        return 1;
      },
    },
  };
  const document = parse('{ a { number(of: 2) } }');
  for (let use = 0; use < 5; use++) await answers(document, root);
  const shared = given.at(-1);
  expect(shared).toEqual({ of: 2 });
  expect(Object.isFrozen(shared)).toBe(true);
});

test('a mutation is graphql-js to execute', async () => {
  const before = planned.figures.planned;
  const { expected, actual } = await answers('mutation { a { name } }', { a: { name: 'n' } });
  expect(actual).toBe(expected);
  expect(planned.figures.planned).toBe(before);
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('a flood of distinct operations leaves little behind, and plans that are in use stay', async () => {
  const one = new PlannedExecution(schema);
  const root = { a: { one: 1, name: 'n' } };
  const run = (document: ExecutionArgs['document']) => one.execute({ schema, document, rootValue: root });
  const popular = parse('{ a { one name } }');
  // Together more fields than are kept.
  const [first, then] = isLong ? [4_000, 16_000] : [2_000, 10_000];
  const flood = (from: number, count: number) => {
    for (let place = from; place < from + count; place++) {
      const fields = Array.from({ length: 8 }, (_, n) => `x${place}_${n}: one`).join(' ');
      const document = parse(`{ a { ${fields} } }`);
      for (let use = 0; use < 3; use++) run(document);
      if (place % 50 === 0) {
        // What comes with an operation may be much larger than what is planned of it.
        const large = parse(
          `${'#\n'.repeat(25_000)}query ($s: Boolean!, $unused: String) { b${place}: a @skip(if: $s) { one } }`,
        );
        const variableValues = { s: false, unused: String(place).repeat(40_000) };
        for (let use = 0; use < 3; use++)
          one.execute({ schema, document: large, rootValue: root, variableValues });
      }
      if (place % 100 === 0) for (let use = 0; use < 3; use++) run(popular);
    }
  };
  flood(0, first);
  collect();
  const before = process.memoryUsage().heapUsed;
  const plans = one.figures.plans;
  flood(first, then);
  collect();
  expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(20);
  expect(one.keptFields).toBeLessThan(100_001);
  // Three of each: what is asked for less often is planned anew. The popular one was planned before.
  expect(one.figures.plans - plans).toBe(3 * (then + then / 50));
}, 120_000);

test('an operation that is planned costs no more fields than it executes, however its fragments multiply', async () => {
  const real = buildSchema();
  const one = new PlannedExecution(real);
  const below = (levels: number): string =>
    levels === 0
      ? 'id'
      : `contained { id ${below(levels - 1)} ... on Patient { contained { ${below(levels - 1)} } } }`;
  const document = parse(`{ encounter(id: "x") { ${below(8)} } }`);
  await one.execute({ schema: real, document, contextValue: {} });
  expect(one.figures).toMatchObject({ planned: 1, fields: 1 });
});
