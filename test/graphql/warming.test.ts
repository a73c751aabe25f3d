import { type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { Services } from '../../src/graphql/context.ts';
import { type AheadOptions, executable, executeAhead, type Warming } from '../../src/graphql/warming.ts';
import { ManualClock } from '../support/clock.ts';

const foreseen = (text: string) => {
  const document = parse(text);
  return { document, operation: document.definitions[0] as OperationDefinitionNode };
};
const clock = new ManualClock();
const services = { clock } as unknown as Services;
const warming = { tenant: parseTenantId('demo') } as Warming;
const ahead = (queries: readonly string[], execute: AheadOptions['execute']) =>
  executeAhead(queries.map(foreseen), warming, { execute, services, logger: silentLogger });

test('only queries whose variables may all be left out are executed, and not too many of them', () => {
  const all = [
    '{ a }',
    'query ($x: Int) { a }',
    'query ($x: Int! = 1) { a }',
    'query ($x: Int!) { a }',
    'query ($x: Int, $y: [Int]!) { a }',
    'mutation { a }',
  ].map(foreseen);
  expect(executable(all)).toEqual(all.slice(0, 3));
  expect(executable(Array.from({ length: 80 }, () => all[0]!))).toHaveLength(50);
});

test('what takes too long is given up, and nothing more is begun', async () => {
  const begun: string[] = [];
  let isOver = false;
  const work = ahead(['query A { a }', 'query B { b }'], ({ operationName }) => {
    begun.push(operationName!);
    return new Promise(resolve => clock.after(5_000, () => resolve({})));
  }).then(() => {
    isOver = true;
  });
  await clock.advance(2_999);
  expect([isOver, begun]).toEqual([false, ['A']]);
  await clock.advance(1);
  await work;
  await clock.advance(5_000);
  expect([isOver, begun]).toEqual([true, ['A']]);
});

test('an execution that breaks keeps nothing from going on', async () => {
  const begun: string[] = [];
  await ahead(['query A { a }', 'query B { b }'], async ({ operationName }) => {
    begun.push(operationName!);
    throw new Error('broken');
  });
  expect(begun).toEqual(['A', 'B']);
});
