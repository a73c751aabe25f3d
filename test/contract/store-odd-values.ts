import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDefinition } from '../../src/fhir/registry.ts';
import type { Condition } from '../../src/fhir/search.ts';
import { parseSearch } from '../../src/fhir/syntax/index.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type { Collection } from '../../src/store/port.ts';
import { Agreement } from '../support/store-agreement.ts';
import { encounter, keyOf, patient, range } from '../support/store-resources.ts';
import { ids, type World } from '../support/store-world.ts';

const byId = [{ by: 'id', descending: false }] as const;
const asked = (type: string, text: string): Condition =>
  parseSearch(findDefinition(type)!, text, { now: 0, definitionOf: findDefinition });

async function found(tenant: Collection, type: string, ...where: Condition[]): Promise<string[]> {
  const page = await tenant.search({ type, where, order: byId, limit: 1_000 });
  expect(await tenant.count({ type, where })).toBe(page.entries.length);
  return ids(page);
}

/** Searching for what is odd, in any store. `runs` of the property, each with a master and a copy of its own. */
export function oddValuesContract(world: () => World, runs: number): void {
  async function tenantOf(resources: readonly Resource[]): Promise<Collection> {
    await world().master(resources);
    return world().open('t');
  }

  describe('text that is not well-formed', () => {
    const broken = [
      patient('p1', {
        identifier: [
          { system: 'urn:a', value: '\ud800' },
          { system: 'urn:a', value: '\ud801' },
          { system: '\ud800', value: 'x' },
          { system: '\ud801', value: 'x' },
        ],
        name: [{ family: '\ud800', given: ['\ud801', 'Ann\ud800', 'Ann\ud801'], text: '\udfff\ud800' }],
        generalPractitioner: [{ reference: 'urn:\ud800', display: '\ud800' }, { reference: 'urn:\ud801' }],
      }),
      encounter('e1', {
        meta: { profile: ['urn:\ud800', 'urn:\ud801'] },
        subject: { display: '\ud800', identifier: { system: '\ud801', value: '\ud800' } },
        type: [{ text: '\ud800', coding: [{ code: '\ud800', display: '\udc00' }, { code: '\ud801' }] }],
        length: { value: 1, unit: '\ud800', system: '\ud801', code: '\ud801' },
      }),
    ];

    const findable = [
      ['Patient', 'identifier=\ud800'],
      ['Patient', 'identifier=urn:a|\ud801'],
      ['Patient', 'identifier=\ud801|x'],
      ['Patient', 'name=\ud801'],
      ['Patient', 'family=\ud800'],
      ['Patient', 'given=ann'],
      ['Patient', 'given:exact=Ann\ud801'],
      ['Patient', 'name:contains=n\ud800'],
      ['Patient', 'general-practitioner=urn:\ud801'],
      ['Encounter', '_profile=urn:\ud800'],
      ['Encounter', '_profile:below=urn:\ud801'],
      ['Encounter', 'type=\ud801'],
      ['Encounter', 'type:text=\ud800'],
      ['Encounter', 'subject:identifier=\ud801|\ud800'],
      ['Encounter', 'length=1||\ud800'],
    ] as const;

    it('finds a resource, and not the others', async () => {
      const tenant = await tenantOf([...broken, patient('other'), encounter('another')]);
      for (const [type, text] of findable) {
        const where = asked(type, text);
        expect([text, await found(tenant, type, where)]).toEqual([text, [type === 'Patient' ? 'p1' : 'e1']]);
        expect(await found(tenant, type, { kind: 'not', condition: where })).toEqual([
          type === 'Patient' ? 'other' : 'another',
        ]);
      }
    });

    it('is listed, ordered and gone after a refresh', async () => {
      const tenant = await tenantOf([...broken, patient('p0')]);
      const order = [
        { by: { parameter: 'identifier', greatest: true }, descending: false },
        { by: 'name', descending: true },
      ] as const;
      expect(ids(await tenant.search({ type: 'Patient', where: [], order, limit: 9 }))).toEqual(['p0', 'p1']);
      expect(await tenant.get([keyOf(broken[0]!)])).toMatchObject([{ resource: broken[0] }]);
      await tenant.close();
      await world().master([patient('p1', { name: [{ family: 'Well' }] })]);
      await world().store.refreshTenant('t' as never, { onProgress: () => undefined });
      const later = await world().open('t');
      expect(await found(later, 'Patient', asked('Patient', 'name=\ud800'))).toEqual([]);
      expect(await found(later, 'Patient', asked('Patient', 'name=wel'))).toEqual(['p1']);
    });
  });

  it('the highest character there is stands behind a prefix', async () => {
    const names = ['a', 'a\u{10FFFF}b', 'a\u{10FFFF}', '\u{10FFFF}', '\u{10FFFF}a', 'b', '\ud7ff', '\ue000'];
    const resources = names.flatMap((family, place) =>
      range(4, i => patient(`p${place}-${i}`, { name: [{ family }] })),
    );
    const agreement = await Agreement.on(await tenantOf(resources), resources);
    const prefixes: [string, number][] = [
      ['a', 12],
      ['a\u{10FFFF}', 8],
      ['a\u{10FFFF}b', 4],
      ['\u{10FFFF}', 8],
      ['\ud7ff', 4],
      ['b', 4],
    ];
    for (const [text, count] of prefixes) {
      const where = [asked('Patient', `name=${text}`)];
      for (const by of ['name', 'date', 'id'] as const) {
        const order = [{ by, descending: false }] as const;
        expect([text, await agreement.expectOf({ type: 'Patient', where, order }, 3)]).toEqual([text, count]);
      }
    }
  });

  it('texts that are empty or blank are no texts', async () => {
    const resources = [
      patient('empty', { name: [{ family: '', given: ['', ' '] }], identifier: [{ system: '', value: '' }] }),
      patient('some', { name: [{ family: 'Some' }], identifier: [{ system: '', value: 'x' }] }),
    ];
    const tenant = await tenantOf(resources);
    expect(await found(tenant, 'Patient', asked('Patient', 'name=s'))).toEqual(['some']);
    expect(await found(tenant, 'Patient', asked('Patient', 'identifier=|x'))).toEqual(['some']);
    const withoutSystem: Condition = { kind: 'token', parameter: 'identifier', anyOf: [{ system: '' }] };
    expect(await found(tenant, 'Patient', withoutSystem)).toEqual(['some']);
    for (const match of ['prefix', 'contains', 'exact'] as const) {
      const where: Condition = { kind: 'string', parameter: 'name', match, anyOf: [''] };
      expect(await found(tenant, 'Patient', where)).toEqual([]);
    }
  });

  const zeros = [
    'name=a\0b',
    'name=\0',
    'name:exact=A\0b',
    'name:contains=b',
    'identifier=a\0b',
    'identifier=u\0v|a\0b',
    'identifier=a',
    'identifier=u\0v|',
    'identifier:not=a\0b',
    'general-practitioner=urn:a\0b',
    'general-practitioner=urn:a',
  ];

  it('a zero character is one like others', async () => {
    const resources = ['A\0b', 'A', 'A\0c', '\0'].map((value, place) =>
      patient(`p${place}`, {
        name: [{ family: value }],
        identifier: [{ system: 'u\0v', value }],
        generalPractitioner: [{ reference: `urn:${value.toLowerCase()}` }],
      }),
    );
    const agreement = await Agreement.on(await tenantOf(resources), resources);
    for (const text of zeros) {
      await agreement.expectOf({ type: 'Patient', where: [asked('Patient', text)], order: byId }, 2);
    }
  });

  it('a period that ends before it begins is at no time', async () => {
    const period = { start: '2023-05-02', end: '2023-05-01' };
    const tenant = await tenantOf([
      encounter('turned', { period, location: [{ location: { reference: 'Location/1' }, period }] }),
      encounter('right', { period: { start: '2023-05-01', end: '2023-05-02' } }),
    ]);
    for (const value of [
      '2023',
      'ge2023',
      'le2024',
      'ne2023-05-01',
      'gt2020',
      'lt2030',
      'sa2020',
      'eb2030',
      'ap2023',
    ]) {
      const parts = [asked('Encounter', `date=${value}`), asked('Encounter', `location-period=${value}`)];
      expect(await found(tenant, 'Encounter', parts[0]!)).not.toContain('turned');
      expect(await found(tenant, 'Encounter', parts[1]!)).toEqual([]);
    }
  });

  it('property: whatever the ends of periods, the store finds what the truth finds', async () => {
    const day = fc.constantFrom(
      undefined,
      '2022',
      '2023-03-01',
      '2023-03-02',
      '2023-03-01T10:00:00Z',
      '2023-04',
      'x',
    );
    const periods = fc.array(fc.record({ start: day, end: day }), { minLength: 1, maxLength: 12 });
    const bound = fc.record({
      of: fc.constantFrom('low', 'high'),
      op: fc.constantFrom('<', '<=', '>', '>='),
      value: fc.constantFrom(...['2022', '2023-03-01', '2023-03-02', '2023-04'].map(Date.parse)),
    });
    const bounds = fc.array(bound, { maxLength: 3 });
    const orders = fc.constantFrom('date' as const, 'id' as const);
    await fc.assert(
      fc.asyncProperty(
        periods,
        fc.array(fc.tuple(bounds, orders), { minLength: 8, maxLength: 8 }),
        fc.constantFrom('date', 'location-period'),
        async (all, searches, parameter) => {
          await world().store.dropTenant('t' as never);
          const resources = all.map((period, place) =>
            encounter(`e${place}`, { period, location: [{ location: { reference: 'Location/1' }, period }] }),
          );
          const tenant = await tenantOf(resources);
          const agreement = await Agreement.on(tenant, resources);
          for (const [test, by] of searches) {
            const where: Condition[] = [{ kind: 'date', parameter, anyOf: [{ bounds: test }] }];
            const order = [{ by, descending: true }] as const;
            await agreement.expectOf({ type: 'Encounter', where, order }, 4);
          }
          await tenant.close();
        },
      ),
      { numRuns: process.env.LONG ? 500 : runs },
    );
  });
}
