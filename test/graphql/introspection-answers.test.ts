import { type ExecutionArgs, executeSync, getIntrospectionQuery, parse } from 'graphql';
import { expect, test, vi } from 'vitest';
import { PlannedExecution } from '../../src/graphql/execution/execute.ts';
import { IntrospectionAnswers } from '../../src/graphql/introspection-answers.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

const schema = buildSchema();

function open() {
  const planned = new PlannedExecution(schema);
  const executed = vi.fn((args: ExecutionArgs) => planned.render(args));
  const answers = new IntrospectionAnswers(executed);
  const ask = (document: ReturnType<typeof parse>, more: Partial<ExecutionArgs> = {}) =>
    answers.render({ schema, document, ...more });
  return { answers, executed, ask };
}

test('the schema is told from the third time on without being looked through', () => {
  const { ask, executed } = open();
  const document = parse(getIntrospectionQuery());
  const { data } = executeSync({ schema, document });
  const told = [1, 2, 3, 4].map(() => ask(document));
  expect(executed).toHaveBeenCalledTimes(2);
  for (const each of told) expect(each).toEqual({ data: JSON.stringify(data), errors: undefined });
});

test.each([
  ['{ __schema { queryType { name } } tenant { id } }'],
  ['{ ...F __schema { queryType { name } } } fragment F on Query { ... { tenant { id } } }'],
  ['{ __typename }'],
  ['query A($a: Boolean!) { __schema { types { name @include(if: $a) } } }'],
  ['{ __schema { queryType { name } } } mutation M { __typename }'],
])('%s is executed each time', source => {
  const { ask, executed, answers } = open();
  const document = parse(source.replaceAll('$a: Boolean!', '$a: Boolean = true'));
  const operationName = source.includes('query A') ? 'A' : undefined;
  for (let time = 0; time < 4; time++) void ask(document, { operationName, contextValue: {} });
  expect(executed).toHaveBeenCalledTimes(4);
  expect(answers.bytes).toBe(0);
});

test('operations of a document and their variables are told apart', () => {
  const { ask } = open();
  const document = parse(
    'query A($name: String!) { __type(name: $name) { name } } query B { __type(name: "Meta") { kind } }',
  );
  const told = (operationName: string, name?: string) =>
    JSON.stringify(ask(document, { operationName, variableValues: { name } }));
  for (let time = 0; time < 4; time++) {
    expect(told('A', 'Patient')).toContain('Patient');
    expect(told('A', 'Encounter')).toContain('Encounter');
    expect(told('B')).toContain('OBJECT');
    expect(told('C')).toContain('Unknown operation named');
    expect(told('A')).toContain('got invalid value');
  }
});

test('however many differ, what is kept is bounded', () => {
  const { ask, answers } = open();
  const whole = getIntrospectionQuery();
  for (let number = 0; number < 16; number++) {
    const document = parse(whole.replace('__schema', `a${number}: __schema`));
    for (let time = 0; time < 3; time++) void ask(document);
    expect(answers.bytes).toBeLessThanOrEqual(8 * 1024 * 1024);
  }
  expect(answers.bytes).toBeGreaterThan(1024 * 1024);
});
