import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { Issuer } from '../support/issuer.ts';
import { codesOf, permissionCases, resourceTypeOf, rights, rightsOf, stored } from './permission-cases.ts';

const schema = buildSchema();

/** Identities by what their scopes say, and the rights that those must come to. */
const identities: readonly [scope: string, rights: readonly string[]][] = [
  ['', []],
  ['openid profile fhirUser launch offline_access', []],
  [
    'user/*.cruds gateway/warm-up gateway/cool-down',
    [...rights('rsu'), 'gateway/warm-up', 'gateway/cool-down'],
  ],
  ['user/*.rs', rights('rs')],
  ['user/*.read', rights('rs')],
  ['user/*.write', rights('u')],
  ['user/*.*', rights('rsu')],
  ['system/*.rs gateway/warm-up', [...rights('rs'), 'gateway/warm-up']],
  ['system/*.read system/*.write', rights('rsu')],
  ['gateway/cool-down', ['gateway/cool-down']],
  ['gateway/introspection', []],
  // Version 2 has its letters in that order alone.
  ['user/*.sr', []],
  // Create and delete are nothing that can be done here.
  ['user/*.cd', []],
  ['user/Observation.cruds', []],
  ...stored.flatMap((type): [string, string[]][] => [
    [`user/${type}.r`, rights('r', [type])],
    [`user/${type}.s`, rights('s', [type])],
    [`system/${type}.u`, rights('u', [type])],
    [`user/${type}.read`, rights('rs', [type])],
    [`user/${type}.write user/*.r`, [...rights('u', [type]), ...rights('r')]],
  ]),
  ['user/Encounter.rus user/Patient.r', [...rights('rsu', ['Encounter']), 'Patient.r']],
];

const cases = permissionCases(schema);

let issuer: Issuer;
let gateway: TestGateway;
beforeAll(async () => {
  issuer = await Issuer.start();
  gateway = await startTestGateway({ source: smallSample, env: issuer.env });
  await warm();
});
afterAll(async () => {
  await gateway.stop();
  await issuer.goDown();
});

async function warm(): Promise<void> {
  const { errors } = await ask('mutation { warmUpTenant { state } }', 'gateway/warm-up');
  expect(errors).toEqual([]);
}

async function ask(document: string, scope: string) {
  const token = await issuer.token({ scope });
  return gateway.query(document, { headers: { authorization: `Bearer ${token}` } });
}

test('the matrix covers every root field, and every field that a scope is asked for', () => {
  const names = new Set(cases.map(({ name }) => name.replace(/ of .*/, '')));
  for (const root of [schema.getQueryType()!, schema.getMutationType()!]) {
    for (const field of Object.keys(root.getFields())) expect(names).toContain(`${root.name}.${field}`);
  }
  expect(cases.length).toBeGreaterThan(60);
});

describe('what each identity may do, and nothing else', () => {
  test.each(identities)('%s', async (scope, granted) => {
    for (const { name, document, needs } of cases) {
      const answer = await ask(document, scope);
      const may = needs.every(need => granted.includes(need));
      expect([name, codesOf(answer)]).toEqual([name, may ? [] : ['FORBIDDEN']]);
      // Whoever may not is given nothing of it.
      const told = answer.data === null ? [] : Object.values(answer.data);
      if (!may && needs.length === 1 && !name.includes('reviewMany'))
        expect([name, answer.status, told]).toEqual([
          name,
          name === 'Tenant.drift' ? 200 : 403,
          name === 'Tenant.drift' ? [{ drift: null }] : [null],
        ]);
      if (may && name === 'Mutation.coolDownTenant') await warm();
    }
  });
});

test('progress and counts are told of types that may be searched, and no others', async () => {
  const document = '{ reviewProgress { resourceType } tenant { counts { resourceType } } }';
  for (const [scope, granted] of identities) {
    const { data, errors } = await ask(document, scope);
    expect(errors).toEqual([]);
    const searchable = stored.filter(type => granted.includes(`${type}.s`));
    const told = (entries: { resourceType: string }[]) =>
      entries.map(({ resourceType }) => resourceType.toLowerCase());
    expect(told(data.tenant.counts).sort()).toEqual(searchable.map(type => type.toLowerCase()).sort());
    expect(new Set(told(data.reviewProgress))).toEqual(
      new Set(
        ['encounter', 'patient', 'practitioner'].filter(type =>
          searchable.some(name => name.toLowerCase() === type),
        ),
      ),
    );
  }
});

test('an answer that is kept is never given to somebody with fewer rights', async () => {
  const document = 'query Asked { Encounter(id: "encounter-1-1") { patient { id } } }';
  expect(codesOf(await ask(document, 'user/*.r'))).toEqual([]);
  expect((await ask(document, 'user/*.r')).headers.get('x-cache')).toBe('hit');
  expect(codesOf(await ask(document, 'user/Encounter.r'))).toEqual(['FORBIDDEN']);
});

test('a cursor of a search through another type takes the same right as the search', async () => {
  const first = await ask(
    '{ EncounterConnection(_search: ["subject:Patient.gender=male,female"], _count: 1) { next } }',
    'user/*.s',
  );
  const follow = `{ EncounterConnection(_cursor: ${JSON.stringify(first.data.EncounterConnection.next)}) { edges { cursor } } }`;
  expect(codesOf(await ask(follow, 'user/*.s'))).toEqual([]);
  expect(codesOf(await ask(follow, 'user/Encounter.s'))).toEqual(['FORBIDDEN']);
});

test('POST /warm-up-tenant takes the scope of the mutation', async () => {
  const post = async (scope: string) =>
    gateway.fetch('/warm-up-tenant', {
      method: 'POST',
      headers: { authorization: `Bearer ${await issuer.token({ scope })}` },
    });
  expect((await post('user/*.cruds')).status).toBe(403);
  const warmed = await post('gateway/warm-up user/Patient.s');
  expect(warmed.status).toBe(200);
  expect(
    ((await warmed.json()) as { counts: { resourceType: string }[] }).counts.map(
      ({ resourceType }) => resourceType,
    ),
  ).toEqual(['Patient']);
});

test('a review names who reviewed', async () => {
  const document = 'mutation { review(input: { resourceType: PATIENT, id: "patient-2" }) { reviewedBy } }';
  const as = async (claims: object) => {
    const token = await issuer.token({ scope: 'user/Patient.u', ...claims });
    return gateway.query(document, { headers: { authorization: `Bearer ${token}` } });
  };
  expect((await as({ sub: 'u1', fhirUser: 'Practitioner/practitioner-1' })).data.review.reviewedBy).toBe(
    'Practitioner/practitioner-1',
  );
  await ask(
    'mutation { review(input: { resourceType: PATIENT, id: "patient-2", reviewed: false }) { id } }',
    'user/*.u',
  );
  expect((await as({ sub: 'u1' })).data.review.reviewedBy).toBe('u1');
});

test('every field that leads to resources of another kind asks for a scope', () => {
  const open: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type.name === 'Reference') continue;
    const own = type.name.replace(/(Connection|Edge)$/, '');
    for (const field of Object.values(type.getFields())) {
      const target = resourceTypeOf(field);
      if (target === undefined || (own !== type.name && target === own)) continue;
      const [right] = rightsOf(field);
      if (right?.startsWith(`${target}.`) !== true) open.push(`${type.name}.${field.name}`);
    }
  }
  expect(open).toEqual([]);
});

describe('in production', () => {
  const schemaQuestion = '{ __schema { queryType { name } } }';
  test('the schema is told to whoever has the scope for that', async () => {
    await gateway.restart({ NODE_ENV: 'production' });
    const refused = await ask(schemaQuestion, 'user/*.cruds');
    expect([refused.status, refused.data, codesOf(refused)]).toEqual([
      400,
      null,
      ['GRAPHQL_VALIDATION_FAILED'],
    ]);
    expect(refused.errors[0]!.extensions.validationErrorCode).toBe('INTROSPECTION_DISABLED');
    const typeName = '{ ...A } fragment A on Query { __type(name: "Patient") { name } }';
    expect((await ask(typeName, 'user/*.cruds')).status).toBe(400);
    // The document is known as valid by now, whoever sends it.
    expect((await ask(schemaQuestion, 'gateway/introspection')).data.__schema.queryType.name).toBe('Query');
    expect((await ask(schemaQuestion, 'user/*.cruds')).status).toBe(400);
    // The answer is kept by now, for those who may have it.
    for (let time = 0; time < 3; time++) {
      const told = await ask(schemaQuestion, 'gateway/introspection');
      expect(told.data.__schema.queryType.name).toBe('Query');
      expect((await ask(schemaQuestion, 'user/*.cruds')).status).toBe(400);
    }
    expect((await ask('{ __typename }', '')).data).toEqual({ __typename: 'Query' });
    // Nor does a mistake tell.
    const mistaken = await ask('{ patientz { id } }', 'gateway/introspection');
    expect(mistaken.errors[0]!.message).not.toContain('Did you mean');
  });
});
