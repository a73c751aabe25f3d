import { type GraphQLSchema, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { isShared, markShared } from '../../src/core/shared.ts';
import { PlannedExecution } from '../../src/graphql/execution/execute.ts';
import { isPure } from '../../src/graphql/execution/pure.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

/** Beside test/hunts/execution.test.ts, which compares what is rendered: of what texts are kept, and for how long. */
const schema = buildSchema();

interface Counted {
  readonly resource: object;
  reads: number;
}

/** A patient that counts how often its name is read. */
function patient(family: string): Counted {
  const counted: Counted = {
    reads: 0,
    resource: {
      ...{ resourceType: 'Patient', id: family },
      get name() {
        counted.reads += 1;
        return [{ family, given: ['A "quoted" one'] }];
      },
    },
  };
  return counted;
}

/** What resolvers of a patient that was found need. */
const contextOf = (resource: object) => ({
  permissions: { requireRight: () => undefined },
  session: {
    open: async () => undefined,
    warm: {
      loaders: { resource: () => resource, reviewState: () => ({ reviewed: false, reviewTime: null }) },
    },
  },
});

function renderer(planned: PlannedExecution, text: string) {
  const document = parse(text);
  return async (resource: object) => {
    const { data, errors } = await planned.render({ schema, document, contextValue: contextOf(resource) });
    expect(errors).toBeUndefined();
    return data;
  };
}

const byName = '{ patient(id: "x") { id name(_count: 1) { family given } reviewed } }';
const answer = (family: string) =>
  `{"patient":{"id":"${family}","name":[{"family":"${family}","given":["A \\"quoted\\" one"]}],"reviewed":false}}`;

test('the text of a shared object is made once for each plan, and is that object’s alone', async () => {
  const planned = new PlannedExecution(schema);
  const [render, other] = [renderer(planned, byName), renderer(planned, byName)];
  const [one, same] = [patient('one'), patient('one')];
  for (const each of [one, same]) markShared(each.resource);
  // Plans are kept from their third use on.
  for (let use = 0; use < 3; use++) expect(await render(one.resource)).toBe(answer('one'));
  const { reads } = one;
  for (let use = 0; use < 5; use++) expect(await render(one.resource)).toBe(answer('one'));
  expect(one.reads).toBe(reads);
  expect(planned.textBytes).toBeGreaterThan(0);
  await render(same.resource);
  expect(same.reads).toBeGreaterThan(0);
  for (let use = 0; use < 3; use++) await other(one.resource);
  expect(one.reads).toBeGreaterThan(reads);
});

test('nothing is kept of objects that are not shared, nor of copies of those that are', async () => {
  const planned = new PlannedExecution(schema);
  const render = renderer(planned, byName);
  const { resource } = patient('one');
  for (let use = 0; use < 5; use++) await render(resource);
  markShared(resource);
  expect(isShared({ ...resource })).toBe(false);
  expect(isShared(structuredClone({ ...resource }))).toBe(false);
  for (let use = 0; use < 5; use++) await render({ ...resource });
  expect(planned.textBytes).toBe(0);
  await render(resource);
  expect(planned.textBytes).toBeGreaterThan(0);
});

test('texts take no more than they may, and go with plans that make room', async () => {
  const maxBytes = 20_000;
  const planned = new PlannedExecution(schema, maxBytes);
  const render = renderer(planned, byName);
  const patients = Array.from({ length: 300 }, (_, place) => patient(`p${place}`));
  for (const { resource } of patients) markShared(resource);
  let most = 0;
  for (let round = 0; round < 3; round++) {
    for (const [place, { resource }] of patients.entries()) {
      expect(await render(resource)).toBe(answer(`p${place}`));
      most = Math.max(most, planned.textBytes);
    }
  }
  expect(most).toBeGreaterThan(maxBytes / 2);
  expect(most).toBeLessThan(maxBytes + 1);

  const large = new PlannedExecution(schema);
  const [{ resource }] = patients as [Counted];
  const one = renderer(large, byName);
  for (let use = 0; use < 4; use++) await one(resource);
  const before = large.textBytes;
  expect(before).toBeGreaterThan(0);
  // A document of that length weighs as much as a quarter of all that is kept, so the later ones push out all before.
  const long = '#'.repeat(200_000);
  for (let place = 0; place < 12; place++) {
    const another = renderer(large, `{ patient(id: "x${place}") { a${place}: id } }\n${long}`);
    for (let use = 0; use < 4; use++) await another(resource);
  }
  const after = large.textBytes;
  expect(after).toBeLessThan(5 * 100);
  for (let use = 0; use < 4; use++) await one(resource);
  // Its own had gone.
  expect(large.textBytes).toBeGreaterThan(after);
});

test('a field that turns out to need more than its object is executed, and its neighbours are kept', async () => {
  const planned = new PlannedExecution(schema);
  const text =
    '{ patient(id: "x") { id maritalStatus { text } managingOrganization { display resource(optional: true) { __typename } } gender } }';
  const render = renderer(planned, text);
  const shared = { resourceType: 'Patient', id: 'a', gender: 'other', maritalStatus: { text: 'M' } };
  markShared(shared);
  const plain =
    '{"patient":{"id":"a","maritalStatus":{"text":"M"},"managingOrganization":null,"gender":"other"}}';
  for (let use = 0; use < 4; use++) expect(await render(shared)).toBe(plain);
  const refers = { ...shared, managingOrganization: { display: 'O' } };
  markShared(refers);
  const found =
    '{"patient":{"id":"a","maritalStatus":{"text":"M"},"managingOrganization":{"display":"O","resource":null},"gender":"other"}}';
  for (let use = 0; use < 4; use++) expect(await render(refers)).toBe(found);
  expect(await render(shared)).toBe(plain);
});

test('resolvers say what they take: pure ones no context, others no more than they have parameters for', () => {
  const pure = resolversOf(schema).filter(({ resolve }) => isPure(resolve));
  expect(pure.length).toBeGreaterThan(20);
  for (const { resolve } of pure) expect(resolve.length).toBeLessThan(3);
  for (const { name, resolve } of resolversOf(schema)) {
    const parameters = /^[^{]*?(?:=>|\)\s*\{)/.exec(resolve.toString())?.[0] ?? '';
    expect(/\.\.\.[\w$]+\s*\)/.test(parameters), name).toBe(false);
    const code = resolve.toString().replace(/\/\/.*$/gm, '');
    expect(/\barguments\b/.test(code), name).toBe(false);
  }
});

function resolversOf(of: GraphQLSchema) {
  return Object.values(of.getTypeMap())
    .filter(type => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap(type => (isObjectType(type) ? Object.values(type.getFields()) : []))
    .flatMap(({ name, resolve }) => (resolve === undefined ? [] : [{ name, resolve }]));
}
