import { envelop, useEngine } from '@envelop/core';
import { type ExecutionResult, execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { planFlattening } from '../../../src/graphql/flattening/plan.ts';
import { useFlattening } from '../../../src/graphql/plugins/use-flattening.ts';
import { chalmers, run, schema } from './world.ts';

const task = { type: 'Task', id: 't', status: 'ready', owner: { display: 'Dr Who' } };
const patient = { type: 'Patient', id: 'p', birthDate: '1970', name: [{ family: 'Y' }] };

test('fragments apply by the type of each object, which is not shown', async () => {
  const source = `{
    list { id ...OnTask ... on Patient { name @flatten { family } } ... on Resource { same: id } }
    any { ... on Patient { birthDate @singleton } }
  }
  fragment OnTask on Task { status owner @flatten { display } }`;
  const { data } = await run(source, { list: [task, patient], any: patient });
  expect(data).toEqual({
    list: [
      { id: 't', status: 'ready', display: 'Dr Who', same: 't' },
      { id: 'p', family: ['Y'], same: 'p' },
    ],
    any: { birthDate: '1970' },
  });
});

test('a reference is flattened into what refers', async () => {
  const subject = { reference: 'Patient/p', resource: patient };
  const source = `{ patient { subject @flatten { reference resource @flatten { ... on Patient { birthDate } } } } }`;
  expect((await run(source, { patient: { subject } })).data?.patient).toEqual({
    reference: 'Patient/p',
    birthDate: '1970',
  });
});

test('a fragment does the same wherever it is spread', async () => {
  const source = `{
    patient { ...Names contact { name { ...Parts } } }
    patients { ...Names }
  }
  fragment Names on Patient { name @flatten { ...Parts } }
  fragment Parts on HumanName { given @first family }`;
  const contact = [{ name: { given: ['C', 'D'], family: 'E' } }];
  const { data } = await run(source, { patient: { ...chalmers, contact }, patients: [chalmers] });
  const names = { given: ['Peter', 'Jim', 'Peter'], family: ['Chalmers', 'Windsor'] };
  expect(data).toEqual({
    patient: { ...names, contact: [{ name: { given: ['C'], family: 'E' } }] },
    patients: [names],
  });
});

test('selections of one field are merged', async () => {
  const source = `{ patient {
    name @flatten @slice(path: "use") { family }
    ... { name @slice(path: "use") @flatten { given @first } }
  } }`;
  expect((await run(source)).data?.patient).toEqual({
    'family.official': ['Chalmers'],
    'given.official': ['Peter'],
    'given.usual': ['Jim'],
    'family.maiden': ['Windsor'],
    'given.maiden': ['Peter'],
  });
});

test('@skip and @include are heeded', async () => {
  const source = `query ($no: Boolean! = false) { patient {
    id
    name @flatten @include(if: $no) { family }
    ... @skip(if: true) { active @singleton }
    name @first @skip(if: true) { given }
    names: name @first @singleton { given family @skip(if: true) }
  } }`;
  expect((await run(source)).data?.patient).toEqual({ id: 'example', names: { given: ['Peter', 'James'] } });
  const included = await run(source, undefined, { no: true });
  expect(included.data?.patient).toMatchObject({ family: ['Chalmers', 'Windsor'] });
});

test('introspection beside a flattened field stays', async () => {
  const { data } = await run(
    '{ __typename __type(name: "Period") { name fields { name } } patient @flatten { type: __typename } }',
  );
  expect(data).toEqual({
    __typename: 'Query',
    __type: { name: 'Period', fields: [{ name: 'start' }, { name: 'end' }] },
    type: 'Patient',
  });
});

test('only operations that use the directives have a plan, made once', () => {
  const document = parse(`
    query Plain { patient { name { family } } }
    query Used { patient { ...Names } }
    fragment Names on Patient { name @flatten { family } }
  `);
  expect(planFlattening(document, 'Plain')).toBeUndefined();
  const plan = planFlattening(document, 'Used');
  expect(plan?.fragments.size).toBe(1);
  expect(planFlattening(document, 'Used')).toBe(plan);
  expect(planFlattening(document, 'Unknown')).toBeUndefined();
  expect(planFlattening(document, undefined)).toBeUndefined();
});

test.each([
  ['{ patient { id ...Names } } fragment Names on Patient { name { family } }', true],
  ['{ patient { id ...Names } } fragment Names on Patient { name @first { family } }', false],
])('the answer of %s is the very object of execution: %s', async (source, same) => {
  let executed: unknown;
  const keep = async (args: Parameters<typeof execute>[0]): Promise<ExecutionResult> => {
    const result = await execute(args);
    executed = result;
    return result;
  };
  const enveloped = envelop({ plugins: [useEngine({ execute: keep }), useFlattening() as object] })();
  const args = { schema, document: parse(source), rootValue: { patient: chalmers }, contextValue: {} };
  expect((await enveloped.execute(args)) === executed).toBe(same);
});
