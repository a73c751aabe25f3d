import { type ResourceKey, resourceKey } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';

export const keyOf = (resource: Resource): ResourceKey => resourceKey(resource.resourceType, resource.id);

export function patient(id: string, elements: Record<string, unknown> = {}): Resource {
  return { resourceType: 'Patient', id, ...elements };
}

export function practitioner(id: string, elements: Record<string, unknown> = {}): Resource {
  return { resourceType: 'Practitioner', id, ...elements };
}

export function encounter(id: string, elements: Record<string, unknown> = {}): Resource {
  return { resourceType: 'Encounter', id, status: 'finished', ...elements };
}

const families = ['Muñoz', 'Munoz', 'Ōkubo', 'Zoë', '山田', "O'Neil", 'Smith_', 'Smi%th', 'A*', 'Ångström'];
const statuses = ['planned', 'in-progress', 'finished'];

/**
 * A small community in which every sort value is missing somewhere and tied somewhere, periods are open on
 * either side, and codes have a system or none.
 */
export function community(): Resource[] {
  return [
    ...range(15, i =>
      patient(`p${i}`, {
        meta: { versionId: `${i}`, ...(i % 4 > 0 && { lastUpdated: `2024-01-0${(i % 3) + 1}T10:00:00Z` }) },
        identifier: [{ ...(i % 2 > 0 && { system: 'urn:mrn' }), value: `m${i % 5}` }],
        ...(i % 5 > 0 && { birthDate: ['1980', '1980-02', '1980-02-29', '2001-12-31'][i % 4] }),
        ...(i % 6 > 0 && { name: [{ family: families[i % families.length], given: ['Ann', `G${i % 3}`] }] }),
        gender: i % 2 > 0 ? 'female' : 'male',
        active: i % 3 > 0,
      }),
    ),
    ...range(6, i => practitioner(`d${i}`, { name: [{ text: `Dr ${families[i]}` }] })),
    ...range(60, i =>
      encounter(`e${String(i).padStart(2, '0')}`, {
        meta: {
          versionId: '1',
          lastUpdated: `2024-02-${10 + (i % 7)}T00:00:00Z`,
          ...(i % 4 === 1 && { profile: [profiles[i % profiles.length]!] }),
        },
        status: statuses[i % statuses.length],
        class: { system: 'urn:class', code: i % 4 > 0 ? 'AMB' : 'IMP' },
        type: [
          {
            coding: [{ system: 'urn:a', code: 'x' }, { system: 'urn:b', code: `y${i % 3}` }, { code: 'x' }],
            text: i % 2 > 0 ? 'Routine check' : 'Check',
          },
        ],
        ...(i % 5 > 1 && { length: lengths[i % lengths.length] }),
        ...(i % 3 > 0 && { serviceProvider: providers[i % providers.length] }),
        ...(i % 6 === 2 && {
          location: [{ location: { reference: 'Location/l1' }, period: periods[i % 4] }],
        }),
        ...(i % 7 > 0 && { period: periods[i % periods.length] }),
        ...(i % 8 > 0 && { subject: { reference: `Patient/p${i % 5}` } }),
        participant: range(i % 3, n => ({ individual: { reference: `Practitioner/d${(i + n) % 4}` } })),
      }),
    ),
    { resourceType: 'Organization', id: 'o1', name: 'Clinic', alias: ['The House'] },
    { resourceType: 'Organization', id: 'p1', name: 'Same id as a patient' },
    { resourceType: 'Location', id: 'l1', name: 'Ward' },
  ];
}

const periods = [
  { start: '2023-03-01', end: '2023-03-02' },
  { start: '2023-03-01T08:00:00Z', end: '2023-03-01T09:00:00Z' },
  { start: '2023-04' },
  { end: '2022-12-31' },
  { start: '2023-03-01T08:00:00+02:00', end: '2023-05-01' },
];

const profiles = ['urn:p:1', 'http://x/a', 'http://x/a/b', 'http://x/ab'];
const lengths = [
  { value: 10, unit: 'min', system: 'urn:u', code: 'min' },
  { value: 20, unit: 'min' },
  { value: 20, comparator: '<', unit: 'h', system: 'urn:u', code: 'h' },
  { value: 30, comparator: '>=', code: 'min', system: 'urn:v' },
];
const providers = [
  { reference: 'Organization/o1' },
  { identifier: { system: 'urn:g', value: 'G2' } },
  { display: 'Somewhere' },
  { reference: 'https://elsewhere/Organization/9', identifier: { value: 'g1' } },
];

export function range<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
