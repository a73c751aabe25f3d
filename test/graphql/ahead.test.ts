import { type FieldNode, type GraphQLResolveInfo, parse } from 'graphql';
import { expect, test } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type { GatewayContext } from '../../src/graphql/context.ts';
import { ahead } from '../../src/graphql/resolvers/ahead.ts';
import { permissions, unrestricted } from '../../src/services/permissions.ts';

const followers = {
  patient: { type: 'Patient', keys: () => [resourceKey('Patient', 'p')] },
  practitioners: {
    type: 'Practitioner',
    keys: () => [resourceKey('Practitioner', 'a'), resourceKey('Practitioner', 'b')],
  },
};
const encounter = { resourceType: 'Encounter', id: 'e' } as Resource;
const fragments = `fragment Row on Encounter { id ...Inner } fragment Inner on Encounter { who: patient { id } }`;

/** Keys that are read ahead below the first root field. */
function keysOf(query: string, allowed = unrestricted): readonly string[] {
  const [operation, ...others] = parse(`${query} ${fragments}`).definitions;
  const info = {
    fieldNodes: [
      (operation as unknown as { selectionSet: { selections: FieldNode[] } }).selectionSet.selections[0],
    ],
    fragments: Object.fromEntries(
      others.map(each => [(each as { name: { value: string } }).name.value, each]),
    ),
  } as unknown as GraphQLResolveInfo;
  const sure = ahead(info, { permissions: allowed } as GatewayContext, followers);
  return sure.flatMap(({ keys }) => keys(encounter));
}

test.each([
  ['{ encounters { edges { node { id patient { id } } } } }', ['Patient/p']],
  ['{ encounters { edges { node { practitioners { id } } } } }', ['Practitioner/a', 'Practitioner/b']],
  ['{ encounters { edges { cursor } edges { node { ... on Encounter { ...Row } } } } }', ['Patient/p']],
  ['{ encounters { count edges { cursor node { id } } pageInfo { hasNextPage } } }', []],
  ['{ encounters { edges { node { patient @include(if: true) { id } } } } }', []],
  ['{ encounters { edges @skip(if: false) { node { patient { id } } } } }', []],
  ['{ encounters { edges { node { ...Row @include(if: true) } } } }', []],
])('below %s it reads %j ahead', (query, keys) => {
  expect(keysOf(query)).toEqual(keys);
});

test('what the caller may not read is not read ahead', () => {
  const query = '{ encounters { edges { node { patient { id } practitioners { id } } } } }';
  expect(keysOf(query, permissions(['Patient.r', 'Practitioner.s']))).toEqual(['Patient/p']);
});
