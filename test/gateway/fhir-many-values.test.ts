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
    ['10,000 conditions', 'Patient', times(10_000, () => 'gender=male')],
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
    const entries = times(5, () => `birthdate=${times(80, i => `ge${year(i)}`)}`);
    expect(await codesOf('Patient', `name: ${names}, ${given(entries)}`)).toEqual([]);
    expect(await codesOf('Patient', `name: ${names}, gender: "male", ${given(entries)}`)).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

describe('a search of many parts is answered as a simple one that means the same', () => {
  test.each([
    ['Patient', [`birthdate=${times(100, i => `ge${year(i)}`)}`], 'birthdate: "ge1900"'],
    ['Patient', [`birthdate=${times(100, i => `lt${year(i)}`)}`], 'birthdate: "lt1999"'],
    ['Encounter', [`date=${times(100, i => `ge${year(i)}`)}`], 'date: "ge1900"'],
    ['Encounter', [`date=${times(100, i => `sa${year(i)}`)}`], 'date: "sa1900"'],
    ['Encounter', times(5, () => `date=${times(100, i => `ge${year(i)}`)}`), 'date: "ge1900"'],
    ['Encounter', [`length=${times(100, i => `ge${i}`)}`], 'length: "ge0"'],
    [
      'Encounter',
      [`patient.birthdate=${times(99, i => `ge${year(i)}`)}`],
      given(['patient.birthdate=ge1900']),
    ],
    ['Patient', times(50, () => 'gender:not=male'), given(['gender:not=male'])],
    ['Patient', times(50, i => `identifier:not=none-${i}`), '_id: null'],
    ['Patient', times(50, i => `birthdate=ge${year(i)}`), 'birthdate: "ge1949"'],
    ['Encounter', times(50, () => 'patient.gender:not=male'), given(['patient.gender:not=male'])],
    ['Encounter', times(50, () => 'type:text=c'), given(['type:text=c'])],
    ['Patient', times(50, () => 'name:contains=a'), given(['name:contains=a'])],
    ['Patient', [`_id=${times(100, i => `p${i}`)}`], '_id: null'],
    ['Patient', times(5, () => `reviewTime=${times(100, i => `ge${year(i)}`)}`), 'reviewTime: "ge1900"'],
  ])('%s(_search: %j)', async (type, entries, simple) => {
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
