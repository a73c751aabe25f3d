import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResourceDefinition } from '../../src/fhir/definition.ts';
import { definitions, findDefinition } from '../../src/fhir/registry.ts';
import {
  argumentName,
  modifiersOf,
  type Parameter,
  parametersOf,
  prefixedKinds,
  prefixes,
} from '../../src/fhir/syntax/index.ts';
import type { TestGateway } from '../support/gateway.ts';
import { startSearchGateway } from './fhir-search-data.ts';
import { searchOrders } from './fhir-search-order.ts';
import { rows } from './fhir-search-rows.ts';
import { expectedIds, idsOf, searchRows } from './fhir-search-table.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startSearchGateway();
});
afterAll(() => gateway.stop());

searchRows(() => gateway);
searchOrders(() => gateway);

/** What tests of a type have to try: each parameter, with each modifier and prefix, and chained to each stored type. */
function required(definition: ResourceDefinition): string[] {
  return parametersOf(definition).flatMap(parameter => [
    ...(prefixedKinds.has(parameter.kind)
      ? prefixes.map(prefix => `${parameter.name}=${prefix}`)
      : [parameter.name]),
    ...modifiersOf(parameter).map(modifier => `${parameter.name}:${modifier}`),
    ...chains(parameter),
  ]);
}

function chains(parameter: Parameter): string[] {
  if (parameter.kind !== 'reference') return [];
  const stored = parameter.targets.filter(target => findDefinition(target) !== undefined);
  return [
    ...stored.map(type => `${parameter.name}:${type}.`),
    ...(stored.length === 1 ? [`${parameter.name}.`] : []),
  ];
}

/** Which of these a row tries. */
function tried(definition: ResourceDefinition, args: string): string {
  const [field] = (parse(`{ list(${args}) }`).definitions[0] as never as Operation).selectionSet.selections;
  const [argument, ...others] = field!.arguments;
  expect([args, others]).toEqual([args, []]);
  const { name, value } = argument!;
  const [given = '', text = ''] =
    name.value === '_search' ? value.value!.split(/=(.*)/s) : [name.value, value.value ?? ''];
  const [, link, rest] = /^([^.]*\.)?(.*)$/.exec(given)!;
  if (link !== undefined || rest!.includes(':')) return link ?? rest!;
  const parameter = parametersOf(definition).find(
    ({ name: official }) => official === given || argumentName(official) === given,
  )!;
  if (!prefixedKinds.has(parameter.kind)) return parameter.name;
  return `${parameter.name}=${prefixes.find(prefix => text.startsWith(prefix)) ?? 'eq'}`;
}

interface Operation {
  readonly selectionSet: {
    readonly selections: readonly {
      readonly arguments: readonly {
        readonly name: { readonly value: string };
        readonly value: { readonly value?: string };
      }[];
    }[];
  };
}

/** Elements that R4 requires, so that none lacks them; and tokens that have no text beside them. */
const undecided: Readonly<Record<string, readonly string[]>> = {
  Encounter: ['class:missing', 'status:missing', 'status:text'],
  Patient: [
    ...['active:text', 'address-use:text', 'deceased:text', 'email:text'],
    ...['gender:text', 'phone:text', 'telecom:text'],
  ],
  Practitioner: [
    ...['active:text', 'address-use:text', 'email:text', 'gender:text', 'phone:text', 'telecom:text'],
  ],
};

describe.each(definitions.filter(({ reviewable }) => reviewable))('the rows of $type', definition => {
  const { type } = definition;
  const own = rows.filter(([of]) => of === type);
  const deciding = own.filter(([, , ids]) => {
    const { length } = expectedIds(type, ids);
    return length > 0 && length < idsOf(type).length;
  });

  test('let each parameter, modifier and prefix find some and leave some', () => {
    const seen = new Set(deciding.map(([, args]) => tried(definition, args)));
    expect(
      required(definition)
        .filter(each => !seen.has(each))
        .sort(),
    ).toEqual([...undecided[type]!].sort());
  });

  test('try the rest, too', () => {
    const seen = new Set(own.map(([, args]) => tried(definition, args)));
    expect(required(definition).filter(each => !seen.has(each))).toEqual([]);
  });
});
