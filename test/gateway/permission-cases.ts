import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { definitions } from '../../src/fhir/registry.ts';
import type { GraphQLAnswer } from '../support/gateway.ts';

/** The stored types. */
export const stored = definitions.map(({ type }) => type);

/** What each letter of SMART's is in rights, told here once more rather than taken from the code. */
export const rights = (letters: string, types = stored) =>
  types.flatMap(type => [...letters].map(letter => `${type}.${letter}`));

/** Something to ask for, and all rights that it takes, as `Patient.r` or `gateway/warm-up`. */
export interface PermissionCase {
  /** `Query.patient`, or `Patient.encounters` for a field below the root. */
  readonly name: string;
  readonly document: string;
  readonly needs: readonly string[];
}

const letters: Readonly<Record<string, string>> = { READ: 'r', SEARCH: 's', UPDATE: 'u' };
const gatewayRights: Readonly<Record<string, string>> = {
  WARM_UP: 'gateway/warm-up',
  COOL_DOWN: 'gateway/cool-down',
};

/** Arguments without which there is no answer, by the name of the argument's type. */
const values: Readonly<Record<string, (type: string) => string>> = {
  ID: type => JSON.stringify(`${type.toLowerCase()}-1${type === 'Encounter' ? '-1' : ''}`),
  code: () => '"patient"',
};

/** One for every root field and every field that `@requiresScope` stands on, made from the schema alone. */
export function permissionCases(schema: GraphQLSchema): readonly PermissionCase[] {
  return [
    ...fieldsOf(schema.getQueryType()!).flatMap(field => rootCases(schema, 'query', field)),
    ...fieldsOf(schema.getMutationType()!).flatMap(field => rootCases(schema, 'mutation', field)),
    ...nestedCases(schema),
    ...byHand,
  ];
}

function rootCases(schema: GraphQLSchema, kind: string, field: Field): PermissionCase[] {
  const owner = kind === 'query' ? 'Query' : 'Mutation';
  if (field.name.startsWith('review') && kind === 'mutation') return reviewCases(schema, field.name);
  const type = resourceTypeOf(field) ?? '';
  return [
    {
      name: `${owner}.${field.name}`,
      document: `${kind} Asked { ${field.name}${argumentsOf(field, type)} ${selectionOf(field)} }`,
      needs: rightsOf(field),
    },
  ];
}

/** Of each type that is reviewed: alone, and with what takes the right to read it. */
function reviewCases(schema: GraphQLSchema, name: string): PermissionCase[] {
  const reviewable = schema.getType('ReviewableType');
  if (!isEnumType(reviewable)) throw new Error('ReviewableType is no enum');
  return reviewable.getValues().flatMap(({ name: value }) => {
    const { type } = definitions.find(definition => definition.type.toUpperCase() === value)!;
    const input = `{ resourceType: ${value}, id: ${values.ID!(type)} }`;
    const document = (content: string) =>
      name === 'review'
        ? `mutation Asked { review(input: ${input}) { id reviewed ${content} } }`
        : `mutation Asked { reviewMany(inputs: [${input}]) { error { code message } resource { id ${content} } } }`;
    return [
      { name: `Mutation.${name} of ${type}`, document: document(''), needs: [`${type}.u`] },
      {
        name: `Mutation.${name} of ${type}, with its content`,
        document: document(`... on ${type} { meta { versionId } }`),
        needs: [`${type}.u`, `${type}.r`],
      },
    ];
  });
}

/** Reached from a resource that is asked for by its id. */
function nestedCases(schema: GraphQLSchema): PermissionCase[] {
  return definitions.flatMap(({ type }) => {
    const object = schema.getType(type);
    if (!isObjectType(object)) throw new Error(`${type} is no object type`);
    return fieldsOf(object)
      .filter(field => directiveOf(field) !== undefined)
      .map(field => ({
        name: `${type}.${field.name}`,
        document: `query Asked { ${type}(id: ${values.ID!(type)}) { ${field.name}${nestedArguments(field, type)} ${selectionOf(field)} } }`,
        needs: [`${type}.r`, ...rightsOf(field)],
      }));
  });
}

type Field = GraphQLField<unknown, unknown>;

function fieldsOf(type: GraphQLObjectType): readonly Field[] {
  return Object.values(type.getFields());
}

function directiveOf(field: Field): { action: string; type?: string } | undefined {
  const node = field.astNode?.directives?.find(({ name }) => name.value === 'requiresScope');
  if (node === undefined) return undefined;
  return Object.fromEntries(
    (node.arguments ?? []).map(({ name, value }) => [name.value, (value as { value: string }).value]),
  ) as { action: string; type?: string };
}

export function rightsOf(field: Field): readonly string[] {
  const needed = directiveOf(field);
  if (needed === undefined) return [];
  const gateway = gatewayRights[needed.action];
  if (gateway !== undefined) return [gateway];
  return needed.type === undefined ? [] : [`${needed.type}.${letters[needed.action]}`];
}

/** The stored type that a field leads to, by whatever page or list. */
export function resourceTypeOf(field: Field): string | undefined {
  const name = getNamedType(field.type).name.replace(/Connection$/, '');
  return definitions.find(({ type }) => type === name)?.type;
}

function argumentsOf(field: Field, type: string): string {
  const given = field.args.filter(isRequiredArgument).map(arg => {
    const named = getNamedType(arg.type);
    if (isInputObjectType(named)) throw new Error(`No value is known for ${field.name}(${arg.name})`);
    return `${arg.name}: ${values[named.name]!(type)}`;
  });
  if (field.args.some(({ name }) => name === '_count')) given.push('_count: 1');
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** `_reference` is a search parameter that leads to the type; which one there is, the argument's description tells. */
function nestedArguments(field: Field, type: string): string {
  const reference = field.args.find(({ name }) => name === '_reference');
  const [, parameter] = /`([\w-]+)`/.exec(reference?.description ?? '') ?? [];
  return argumentsOf(field, type).replace('"patient"', JSON.stringify(parameter ?? 'patient'));
}

function selectionOf(field: Field): string {
  const named = getNamedType(field.type);
  return isLeafType(named) ? '' : '{ __typename }';
}

/** What the schema does not tell: where the right depends on the resource, and on what is searched. */
const byHand: readonly PermissionCase[] = [
  {
    name: 'Reference.resource',
    document: 'query Asked { Encounter(id: "encounter-1-1") { subject { resource { id } } } }',
    needs: ['Encounter.r', 'Patient.r'],
  },
  {
    name: 'a search through another type',
    document: 'query Asked { EncounterList(_search: ["subject:Patient.name=a"], _count: 1) { __typename } }',
    needs: ['Encounter.s', 'Patient.s'],
  },
  {
    name: 'a search through another type, turned round',
    document:
      'query Asked { EncounterConnection(_search: ["subject:Patient.gender:not=male"], _count: 1) { __typename } }',
    needs: ['Encounter.s', 'Patient.s'],
  },
  {
    name: 'Tenant.drift',
    document: 'query Asked { tenant { drift { added } } }',
    needs: ['gateway/warm-up'],
  },
];

/** The codes of everything that was refused, those within results too. */
export function codesOf({ data, errors }: Pick<GraphQLAnswer, 'data' | 'errors'>): readonly unknown[] {
  const results: { error: { code: string } | null }[] = data?.reviewMany ?? [];
  return [
    ...errors.map(({ extensions }) => extensions.code),
    ...results.flatMap(({ error }) => error?.code ?? []),
  ];
}
