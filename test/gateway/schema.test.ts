import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { definitions } from '../../src/fhir/registry.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

/** Parameters that are ours, not official: this schema's own vocabulary finds by them. */
const ownParameters = ['Practitioner.birthdate'];

const schema = buildSchema();
const types = Object.values(schema.getTypeMap()).filter(
  type => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

test('every type, field, argument, enum value and directive has a description', () => {
  const missing: string[] = [];
  const see = (name: string, described: { description?: string | null | undefined }) => {
    if (!described.description) missing.push(name);
  };
  for (const type of types) {
    see(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) see(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) see(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      see(`${type.name}.${field.name}`, field);
      for (const arg of field.args) see(`${type.name}.${field.name}(${arg.name})`, arg);
    }
  }
  for (const directive of schema.getDirectives()) {
    if (isSpecifiedDirective(directive)) continue;
    see(`@${directive.name}`, directive);
    for (const arg of directive.args) see(`@${directive.name}(${arg.name})`, arg);
  }
  expect(missing).toEqual([]);
});

test('every root field but those about the tenant itself is gated and nullable', () => {
  const free = ['tenant', 'warmUpTenant', 'coolDownTenant'];
  for (const root of [schema.getQueryType()!, schema.getMutationType()!]) {
    for (const field of Object.values(root.getFields())) {
      const gated =
        field.astNode?.directives?.some(({ name }) => name.value === 'requiresWarmTenant') ?? false;
      expect([field.name, gated]).toEqual([field.name, !free.includes(field.name)]);
      if (gated) expect([field.name, String(field.type).endsWith('!')]).toEqual([field.name, false]);
    }
  }
});

test('every stored type is served, the reviewed ones with their review', () => {
  for (const { type, reviewable } of definitions) {
    const served = schema.getType(type);
    if (!isObjectType(served)) throw new Error(`${type} is not served`);
    const interfaces = served.getInterfaces().map(({ name }) => name);
    expect([type, interfaces.includes('Resource'), interfaces.includes('Reviewable')]).toEqual([
      type,
      true,
      reviewable,
    ]);
  }
});

test('every stored type is read by id, listed and paged in the FHIR vocabulary', () => {
  const roots = schema.getQueryType()!.getFields();
  for (const { type, parameters } of definitions) {
    expect([String(roots[type]?.type), String(roots[`${type}Connection`]?.type)]).toEqual([
      type,
      `${type}Connection`,
    ]);
    const list = roots[`${type}List`]!;
    expect(String(list.type)).toBe(`[${type}!]`);
    const taken = list.args.map(({ name }) => name);
    const missing = parameters
      .filter(({ name }) => !ownParameters.includes(`${type}.${name}`))
      .map(({ name }) => name.replaceAll('-', '_'))
      .filter(name => !taken.includes(name));
    expect([type, missing]).toEqual([type, []]);
  }
});

test('a page has the same fields whatever it lists', () => {
  const fields = (name: string) => {
    const type = schema.getType(name);
    return isObjectType(type)
      ? Object.values(type.getFields()).map(field => `${field.name}: ${field.type}`)
      : [];
  };
  for (const { type } of definitions) {
    expect(fields(`${type}Connection`)).toEqual([
      `edges: [${type}Edge!]!`,
      'pageInfo: PageInfo!',
      'count: Int',
      'pagesize: Int',
      'offset: Int',
      'first: String',
      'previous: String',
      'next: String',
      'last: String',
    ]);
    expect(fields(`${type}Edge`)).toEqual([
      'cursor: String!',
      `node: ${type}!`,
      `resource: ${type}!`,
      'mode: String',
      'score: Float',
    ]);
  }
});

test('the directives of the FHIR vocabulary stand on fields of an operation', () => {
  const of = (name: string) => {
    const directive = schema.getDirective(name);
    return [directive?.locations, directive?.args.map(({ name, type }) => `${name}: ${type}`)];
  };
  for (const name of ['flatten', 'first', 'singleton'])
    expect([name, of(name)]).toEqual([name, [['FIELD'], []]]);
  expect(of('slice')).toEqual([['FIELD'], ['path: String!']]);
});

test('names that the contract fixes', () => {
  const args = (root: 'Query' | 'Mutation', field: string) => {
    const type = root === 'Query' ? schema.getQueryType() : schema.getMutationType();
    const found = type?.getFields()[field];
    return `${found?.args.map(({ name, type: of, defaultValue }) => `${name}: ${of}${defaultValue === undefined ? '' : ` = ${defaultValue}`}`).join(', ')} → ${found?.type}`;
  };
  expect(args('Query', 'tenant')).toBe(' → Tenant!');
  expect(args('Query', 'patient')).toBe('id: ID! → Patient');
  expect(args('Query', 'patients')).toBe(
    'first: Int = 20, after: String, filter: PatientFilter, orderBy: PatientOrder → PatientConnection',
  );
  expect(args('Query', 'encounters')).toBe(
    'first: Int = 20, after: String, filter: EncounterFilter, orderBy: EncounterOrder → EncounterConnection',
  );
  expect(args('Query', 'practitioners')).toBe(
    'first: Int = 20, after: String, filter: PractitionerFilter, orderBy: PractitionerOrder → PractitionerConnection',
  );
  expect(args('Query', 'reviewProgress')).toBe(' → [ReviewProgress!]');
  expect(args('Mutation', 'warmUpTenant')).toBe('wait: Boolean = true, refresh: Boolean = false → Tenant');
  expect(args('Mutation', 'coolDownTenant')).toBe(' → Tenant');
  expect(args('Mutation', 'review')).toBe('input: ReviewInput! → Reviewable');
  expect(args('Mutation', 'reviewMany')).toBe('inputs: [ReviewInput!]! → [ReviewResult!]');
});
