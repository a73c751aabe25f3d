import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestGateway } from '../support/gateway.ts';
import { searchIds, startSearchGateway } from './fhir-search-data.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startSearchGateway();
});
afterAll(() => gateway.stop());

const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i));
const year = (i: number) => 1900 + i;
const from = times(100, i => `ge${year(i)}`).join();
const before = times(100, i => `lt${year(i) + 50}`).join();
const given = (entries: readonly string[]) => `_search: ${JSON.stringify(entries)}`;

async function codesOf(type: string, args: string): Promise<unknown[]> {
  const { errors } = await gateway.query(
    `{ list: ${type}List(${args}) { id } page: ${type}Connection(${args}) { count last edges { cursor } } }`,
  );
  return [...new Set(errors.map(({ extensions }) => extensions.code))];
}

describe('a search of too many parts is refused', () => {
  test.each([
    ['51 conditions', 'Patient', times(51, () => 'gender=male')],
    ['3,000 conditions', 'Patient', times(3_000, () => 'gender=male')],
    ['501 alternatives', 'Patient', [...times(5, () => `name=${times(100, i => `n${i}`)}`), 'gender=male']],
    ['5,000 alternatives', 'Patient', times(50, () => `birthdate=${times(100, i => `ge${year(i)}`)}`)],
    ['101 alternatives of one', 'Patient', [`name=${times(101, i => `n${i}`)}`]],
    ['alternatives within chains', 'Encounter', times(50, () => `patient.name=${times(100, i => `n${i}`)}`)],
    ['alternatives within negations', 'Patient', times(50, () => `gender:not=${times(100, i => `c${i}`)}`)],
  ])('%s', async (_name, type, entries) => {
    expect(await codesOf(type, given(entries))).toEqual(['BAD_USER_INPUT']);
  });

  test('beside those of its arguments', async () => {
    const names = JSON.stringify(times(100, i => `n${i}`));
    const entries = times(4, () => `identifier=${times(100, i => `${i}`)}`);
    expect(await codesOf('Patient', `name: ${names}, ${given(entries)}`)).toEqual([]);
    expect(await codesOf('Patient', `name: ${names}, gender: "male", ${given(entries)}`)).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

describe('a search of many parts is answered as a simple one that means the same', () => {
  test.each([
    ['100 births from a year on', 'Patient', [`birthdate=${from}`], 'birthdate: "ge1900"'],
    ['100 births before a year', 'Patient', [`birthdate=${before}`], 'birthdate: "lt2049"'],
    ['100 visits from a year on', 'Encounter', [`date=${from}`], 'date: "ge1900"'],
    ['200 of two conditions', 'Encounter', times(2, () => `date=${from}`), 'date: "ge1900"'],
    ['100 lengths', 'Encounter', [`length=${times(100, i => `ge${i}`)}`], 'length: "ge0"'],
    ['100 within a chain', 'Encounter', [`patient.birthdate=${from}`], given(['patient.birthdate=ge1900'])],
    ['50 negations', 'Patient', times(50, () => 'gender:not=male'), given(['gender:not=male'])],
    ['50 negations of what is not', 'Patient', times(50, i => `identifier:not=none-${i}`), '_id: null'],
    [
      '50 negated chains',
      'Encounter',
      times(50, () => 'patient.gender:not=male'),
      given(['patient.gender:not=male']),
    ],
    ['50 births', 'Patient', times(50, i => `birthdate=ge${year(i)}`), 'birthdate: "ge1949"'],
    ['50 texts', 'Encounter', times(50, () => 'type:text=c'), given(['type:text=c'])],
    ['50 parts of names', 'Patient', times(50, () => 'name:contains=a'), given(['name:contains=a'])],
    [
      '500 tokens',
      'Patient',
      times(5, () => `gender=male${',female'.repeat(99)}`),
      given(['gender=male,female']),
    ],
    ['100 ids', 'Patient', [`_id=${times(100, i => `p${i}`)}`], given([`_id=${times(50, i => `p${i}`)}`])],
    ['100 review times', 'Patient', [`reviewTime=${from}`], 'reviewTime: "ge1900"'],
  ])('%s', async (_name, type, entries, simple) => {
    const many = await searchIds(gateway, type, given(entries));
    expect(many).toEqual(await searchIds(gateway, type, simple));
    expect(many.length).toBeGreaterThan(0);
    expect(await codesOf(type, given(entries))).toEqual([]);
  });
});

test('a date with a hundred alternatives of any prefix is no fault of the gateway', async () => {
  for (const prefix of ['', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']) {
    for (const [type, name] of [
      ['Encounter', 'date'],
      ['Encounter', '_lastUpdated'],
      ['Encounter', 'location-period'],
      ['Patient', 'birthdate'],
      ['Patient', 'death-date'],
      ['Patient', 'reviewTime'],
    ] as const) {
      const entries = [`${name}=${times(100, i => prefix + year(i))}`];
      for (const sort of ['', ', _sort: "-_lastUpdated,_id"']) {
        expect([name, await codesOf(type, given(entries) + sort)]).toEqual([name, []]);
      }
    }
  }
});
