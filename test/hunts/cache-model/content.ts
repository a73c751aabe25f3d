import type { Resource } from '../../../src/fhir/types.ts';

/** The tenants hold the same ids; what stands in them says whose it is, and of which version of master. */
export const tenantIds = ['blue', 'green', 'red'] as const;

export const reviewableTypes = ['Encounter', 'Patient', 'Practitioner'] as const;
export type Type = (typeof reviewableTypes)[number];

/** One resource, as far as a client's questions tell it from others. */
export interface Item {
  readonly key: string;
  readonly type: Type;
  readonly id: string;
  /** Tells the tenant, the resource and the version that it was changed last in. */
  readonly mark: string;
  /** Of an encounter. */
  readonly status?: string;
  readonly patient?: string;
  readonly practitioner?: string;
}

export const patientIds = ['p0', 'p1', 'p2', 'p3'];
export const practitionerIds = ['d0', 'd1'];
/** In every second version only. */
const comingAndGoing: Readonly<Record<'odd' | 'even', Readonly<Record<Type, readonly string[]>>>> = {
  odd: { Encounter: [], Patient: ['p-odd'], Practitioner: [] },
  even: { Encounter: ['e-even'], Patient: [], Practitioner: ['d-even'] },
};

/** By key, what the tenant of that place holds of that version of master. Each tenant has another number of encounters. */
export function contentOf(place: number, version: number): ReadonlyMap<string, Item> {
  const known = contents.get(`${place} ${version}`);
  if (known !== undefined) return known;
  const encounterIds = Array.from({ length: 5 + place }, (_, number) => `e${number}`);
  const always = { Encounter: encounterIds, Patient: patientIds, Practitioner: practitionerIds };
  const some = comingAndGoing[version % 2 > 0 ? 'odd' : 'even'];
  const items = new Map<string, Item>();
  for (const type of reviewableTypes) {
    for (const [number, id] of [...always[type], ...some[type]].entries()) {
      const key = `${type}/${id}`;
      const changed = lastChange(number, version);
      items.set(key, {
        ...{ key, type, id },
        mark: `${tenantIds[place]}-${id}-v${changed}`,
        ...(type === 'Encounter' && {
          status: (number + changed) % 2 > 0 ? 'finished' : 'planned',
          patient: patientIds[number % patientIds.length]!,
          practitioner: practitionerIds[number % practitionerIds.length]!,
        }),
      });
    }
  }
  contents.set(`${place} ${version}`, items);
  return items;
}

const contents = new Map<string, ReadonlyMap<string, Item>>();

/** Every version changes a third of the resources, so that two thirds keep their reviews. */
function lastChange(number: number, version: number): number {
  return Math.max(0, version - ((version + number) % 3));
}

export function resourcesOf(place: number, version: number): Resource[] {
  return [...contentOf(place, version).values()].map(({ type, id, mark, status, patient, practitioner }) =>
    type === 'Encounter'
      ? {
          ...{ resourceType: type, id, status },
          class: { system: 'urn:class', code: 'AMB', display: mark },
          subject: { reference: `Patient/${patient}` },
          participant: [{ individual: { reference: `Practitioner/${practitioner}` } }],
          period: { start: '2024-01-01' },
        }
      : { resourceType: type, id, name: [{ family: mark }] },
  );
}

/** Tenants other than that one whose marks a text has. */
export function strangersIn(text: string, place: number): readonly string[] {
  return tenantIds.filter((id, other) => other !== place && text.includes(`${id}-`));
}
