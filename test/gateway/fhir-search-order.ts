import { describe, expect, test } from 'vitest';
import type { TestGateway } from '../support/gateway.ts';
import { searchIds } from './fhir-search-data.ts';

/** Type, `_sort`, ids in this order. What has no value stands lowest; `_id` decides where a tie would. */
const orders = [
  ['Patient', '_id', 'p1 p2 p3 p4 p5 p6'],
  ['Patient', '-_id', 'p6 p5 p4 p3 p2 p1'],
  // Dates by their beginning: 2024 before 2024-02 before 2024-02-29.
  ['Patient', 'birthdate', 'p6 p4 p3 p2 p1 p5'],
  ['Patient', '-birthdate', 'p5 p1 p2 p3 p4 p6'],
  ['Patient', 'death-date,_id', 'p1 p2 p6 p4 p5 p3'],
  ['Patient', 'death_date,-_id', 'p6 p2 p1 p4 p5 p3'],
  ['Patient', '-death-date,_id', 'p3 p5 p4 p1 p2 p6'],
  ['Patient', '-death-date,-_id', 'p3 p5 p4 p6 p2 p1'],
  ['Patient', 'gender,_id', 'p5 p6 p1 p2 p3 p4'],
  ['Patient', '-gender, -_id', 'p4 p3 p2 p1 p6 p5'],
  // Of several values the least, and descending the greatest.
  ['Patient', 'address-city,_id', 'p4 p5 p6 p2 p1 p3'],
  ['Patient', '-address-city,_id', 'p1 p3 p2 p4 p5 p6'],
  ['Patient', 'identifier,_id', 'p4 p5 p6 p1 p2 p3'],
  ['Patient', '-identifier,_id', 'p1 p3 p2 p4 p5 p6'],
  ['Patient', 'name', 'p6 p3 p4 p5 p1 p2'],
  ['Patient', '-name', 'p2 p1 p5 p4 p3 p6'],
  ['Patient', 'organization,_id', 'p4 p5 p6 p1 p2 p3'],
  ['Patient', '-organization,_id', 'p3 p2 p1 p4 p5 p6'],
  ['Patient', '_source,_id', 'p4 p5 p6 p1 p2 p3'],
  ['Patient', '-_source,_id', 'p3 p2 p1 p4 p5 p6'],
  ['Patient', '_lastUpdated,_id', 'p5 p6 p4 p2 p3 p1'],
  ['Patient', '-_lastUpdated,_id', 'p1 p3 p2 p4 p5 p6'],
  ['Patient', 'phonetic,_id', 'p5 p6 p1 p2 p4 p3'],
  ['Patient', 'reviewTime,_id', 'p3 p4 p5 p6 p2 p1'],
  ['Patient', '-reviewTime,_id', 'p1 p2 p3 p4 p5 p6'],
  ['Patient', 'active,-birthdate', 'p3 p4 p6 p2 p5 p1'],
  ['Patient', '-active,gender,_id', 'p5 p1 p2 p6 p3 p4'],
  ['Encounter', 'length,_id', 'e6 e7 e8 e9 e1 e5 e3 e4 e2'],
  ['Encounter', '-length,_id', 'e2 e4 e3 e5 e1 e6 e7 e8 e9'],
  ['Encounter', 'date,_id', 'e4 e5 e9 e6 e7 e2 e8 e1 e3'],
  ['Encounter', '-date,_id', 'e3 e1 e8 e2 e7 e6 e9 e4 e5'],
  ['Encounter', 'location-period,_id', 'e4 e5 e6 e7 e8 e9 e3 e2 e1'],
  ['Encounter', '-location-period,_id', 'e1 e2 e3 e4 e5 e6 e7 e8 e9'],
  ['Practitioner', '-family,_id', 'd2 d1 d3 d4'],
  ['Organization', '-name', 'o2 o1'],
  ['Location', 'operational-status,_id', 'l1 l2'],
] as const;

/** Lists in every order, page by page, and conditions joined by AND and OR; on the edge cases, whatever keeps them. */
export function searchOrders(gateway: () => TestGateway): void {
  describe.each(orders)('%s by %s', (type, sort, ids) => {
    test('as a list', async () => {
      expect(await searchIds(gateway(), type, `_sort: "${sort}"`)).toEqual(ids.split(' '));
    });

    test('the same page by page, forwards and backwards', async () => {
      expect(await pages(gateway(), type, `_sort: "${sort}", _count: 2`, 'first', 'next')).toEqual(
        ids.split(' '),
      );
      const backwards = await pages(gateway(), type, `_sort: "${sort}", _count: 1`, 'last', 'previous');
      expect(backwards.reverse()).toEqual(ids.split(' '));
    });

    test('the first few', async () => {
      expect(await searchIds(gateway(), type, `_sort: "${sort}", _count: 1`)).toEqual(
        ids.split(' ').slice(0, 1),
      );
    });
  });

  test.each(['gender', '-gender', 'active,gender', '-_tag', 'phone', 'reviewTime'])(
    'ties by %s alone: nothing twice, nothing left out, always alike',
    async sort => {
      const list = await searchIds(gateway(), 'Patient', `_sort: "${sort}"`);
      expect(list.toSorted()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
      expect(await pages(gateway(), 'Patient', `_sort: "${sort}", _count: 1`, 'first', 'next')).toEqual(list);
    },
  );

  test('a list that asks for no order has that of its type', async () => {
    expect(await searchIds(gateway(), 'Patient', '_count: 6')).toEqual(
      await searchIds(gateway(), 'Patient', '_sort: "name"'),
    );
    const encounters = await searchIds(gateway(), 'Encounter', '_count: 7');
    expect(encounters).toEqual(['e3', 'e1', 'e8', 'e2', 'e7', 'e6', 'e9']);
  });

  /** OR within an argument, AND between them. */
  test.each([
    ['birthdate: ["2024-02-29", "2023-12-31"]', 'p1 p4'],
    ['_id: ["p1,p2", "p3"]', 'p1 p2 p3'],
    ['_search: ["birthdate=2024-02-29,2023-12-31"]', 'p1 p4'],
    ['_search: ["given=ann", "given=maria"]', 'p1'],
    ['given: ["ann", "maria"]', 'p1 p2 p4'],
    ['_search: ["birthdate=ge2024-02", "birthdate=lt2024-03"]', 'p1 p2 p3'],
    ['_search: ["_id:not=p1", "_id:not=p2,p3"]', 'p4 p5 p6'],
    ['_search: ["name=ann", "name:missing=false", "active=true"]', 'p1'],
    ['given: "ann", gender: [male, unknown]', 'p2 p4'],
    ['gender: [male, unknown], given: "ann", _search: "identifier:missing=true"', 'p4'],
    ['reviewed: true, _search: ["gender=female"]', 'p1'],
    ['general_practitioner: o1, _search: "general-practitioner:PractitionerRole=r1"', 'p2'],
    ['_search: ["organization.name=general", "general-practitioner.family=hart"]', 'p1'],
    ['_search: []', 'p1 p2 p3 p4 p5 p6'],
    ['gender: null, _search: null', 'p1 p2 p3 p4 p5 p6'],
    ['gender: []', ''],
    ['gender: [female, null]', 'p1'],
  ])('PatientList(%s) finds %s', async (args, ids) => {
    expect(await searchIds(gateway(), 'Patient', `${args}, _sort: "_id"`)).toEqual(
      ids.split(' ').filter(Boolean),
    );
  });

  test('variables mean what literals do, and one value stands for a list of one', async () => {
    const { data, errors } = await gateway().query(
      `query ($search: [String!], $gender: [token], $one: token, $date: [date]) {
      a: PatientList(_search: $search, _sort: "_id") { id }
      b: PatientList(gender: $gender, active: [$one], _sort: "_id") { id }
      c: PatientList(birthdate: $date, _sort: "_id") { id }
    }`,
      {
        variables: { search: 'family:exact=Müller', gender: ['female', 'male'], one: true, date: '2024-02' },
      },
    );
    expect(errors).toEqual([]);
    const ids = Object.values<{ id: string }[]>(data).map(list => list.map(({ id }) => id).join(' '));
    expect(ids).toEqual(['p1', 'p1', 'p1 p2']);
  });
}

/** Ids by following cursors. Backwards, those of each page from its end. */
async function pages(
  gateway: TestGateway,
  type: string,
  args: string,
  start: 'first' | 'last',
  step: 'next' | 'previous',
) {
  const ids: string[] = [];
  const read = async (of: string) => {
    const { data, errors } = await gateway.query(
      `{ ${type}Connection(${of}) { first last next previous edges { resource { id } } } }`,
    );
    expect(errors).toEqual([]);
    return data[`${type}Connection`];
  };
  let page = await read(args);
  if (start === 'last') page = await read(`_cursor: "${page.last}"`);
  // More steps than there are resources are steps in a circle.
  for (let steps = 0; steps < 20; steps++) {
    const own = page.edges.map((edge: { resource: { id: string } }) => edge.resource.id);
    ids.push(...(start === 'last' ? own.reverse() : own));
    if (page[step] === null) return ids;
    page = await read(`_cursor: "${page[step]}"`);
  }
  return ids;
}
