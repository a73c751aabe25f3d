import { expect, it } from 'vitest';
import { findDefinition } from '../../src/fhir/registry.ts';
import type { Condition, Order } from '../../src/fhir/search.ts';
import { parseSearch } from '../../src/fhir/syntax/index.ts';
import { Agreement } from '../support/store-agreement.ts';
import { community, range } from '../support/store-resources.ts';
import type { World } from '../support/store-world.ts';

const day = (i: number) => new Date(Date.UTC(2023, 0, 1 + i)).toISOString().slice(0, 10);
const hundred = (make: (i: number) => string) => range(100, make).join();

const searches: readonly [type: string, text: string][] = [
  ...['', 'ge', 'le', 'gt', 'lt', 'ne', 'sa', 'eb', 'ap'].flatMap(op => [
    ['Encounter', `date=${hundred(i => op + day(i))}`] as [string, string],
    ['Encounter', `_lastUpdated=${hundred(i => op + day(i))}`] as [string, string],
  ]),
  ['Encounter', `location-period=${hundred(i => `ge${day(i)}`)}`],
  ['Encounter', `length=${hundred(i => `ge${i}`)}`],
  ['Encounter', `length=${hundred(i => `ne${i}||min`)}`],
  ['Encounter', `type=${hundred(i => `urn:b|y${i}`)}`],
  ['Encounter', `type=${hundred(i => `y${i}`)}`],
  ['Encounter', `type=${hundred(i => `|y${i}`)}`],
  ['Encounter', `type:text=${hundred(i => `check ${i}`)},x`.replace(',check 99', '')],
  ['Encounter', `type:not=${hundred(i => `y${i + 1}`)}`],
  ['Encounter', `patient=${hundred(i => `p${i}`)}`],
  ['Encounter', `service-provider:identifier=${hundred(i => `g${i}`)}`],
  ['Encounter', `_profile:below=${hundred(i => `http://x/${'abc'[i % 3]}`)}`],
  ['Encounter', `_profile=${hundred(i => `urn:p:${i}`)}`],
  ['Encounter', `_id=${hundred(i => `e${i}`)}`],
  ['Encounter', `reviewTime=${hundred(i => `ge${day(i)}`)}`],
  ['Encounter', `patient.name=${hundred(i => `mu${i || ''}`)}`],
  ['Encounter', `patient.birthdate=${hundred(i => `ge19${String(i).padStart(2, '0')}`)}`],
  ['Patient', `name=${hundred(i => `g${i}`)}`],
  ['Patient', `name:contains=${hundred(i => `n${i || ''}`)}`],
  ['Patient', `name:exact=${hundred(i => `G${i}`)}`],
  ['Patient', `phonetic=${hundred(i => `ann smith ${i}`)}`],
  ['Patient', `birthdate=${hundred(i => `lt19${String(i).padStart(2, '0')}`)}`],
  ['Patient', `birthdate=${hundred(i => `19${String(i).padStart(2, '0')}`)}`],
  ['Patient', `identifier=${hundred(i => `urn:mrn|m${i}`)}`],
];

const orders: readonly Order[] = [
  [{ by: 'date', descending: true }],
  [
    { by: 'updated', descending: false },
    { by: 'id', descending: true },
  ],
];

/** Searching for many alternatives at once, in any store. */
export function manyValuesContract(world: () => World): void {
  const understood = searches.map(([type, text]): [string, Condition] => [
    type,
    parseSearch(findDefinition(type)!, text, { now: Date.UTC(2024), definitionOf: findDefinition }),
  ]);

  it('a hundred alternatives of any kind find what each of them does', async () => {
    await world().master(community());
    const agreement = await Agreement.on(await world().open('t'), community());
    for (const [type, condition] of understood) {
      for (const order of orders) {
        await agreement.expectOf({ type, where: [condition], order }, 20);
      }
      await agreement.expectOf({ type, where: [{ kind: 'not', condition }], order: orders[0]! }, 20);
    }
  });

  it('five such conditions at once find what all of them do', async () => {
    await world().master(community());
    const agreement = await Agreement.on(await world().open('t'), community());
    for (const [type, some] of Map.groupBy(understood, ([of]) => of)) {
      for (let place = 0; place + 5 <= some.length; place += 2) {
        const where = some.slice(place, place + 5).map(([, condition]) => condition);
        await agreement.expectOf({ type, where, order: orders[place % orders.length]! }, 20);
      }
    }
  });

  it('the resources that refer to many others are searched by them too', async () => {
    await world().master(community());
    const tenant = await world().open('t');
    const targets = range(5, i => `Patient/p${i}` as never);
    for (const [type, condition] of understood) {
      if (type !== 'Encounter') continue;
      const request = { type, where: [condition], order: orders[0]!, limit: 100 };
      const pages = await tenant.searchByReference(request, 'patient', targets);
      const counts = await tenant.countByReference(request, 'patient', targets);
      expect(pages.map(({ entries }) => entries.length)).toEqual(counts);
    }
  });
}
