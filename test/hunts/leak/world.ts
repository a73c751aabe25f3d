import { type Clock, toIso } from '../../../src/core/clock.ts';
import { parseTenantId } from '../../../src/core/ids.ts';
import { sampleResources, sampleTypes } from '../../../src/fhir/sample/index.ts';
import { Random } from '../../../src/fhir/sample/random.ts';
import type { Resource } from '../../../src/fhir/types.ts';
import { writeStatus } from '../../../src/ingest/status.ts';
import type { Store } from '../../../src/store/port.ts';
import { type Mark, Marks, marked, markedId, onlyId, versionOf } from './marks.ts';

/** Ids that begin alike, end alike, or differ in a sign that a path, a pattern or a fold of case may confuse. */
const ownIds = [
  't',
  't1',
  't-1',
  't_1',
  't11',
  't-11',
  't1-1',
  't1_1',
  't-1-',
  't--1',
  '1t',
  'demo',
  'demo1',
  'demo-wal',
  `${'t'.repeat(63)}a`,
  `${'t'.repeat(63)}b`,
];
const refreshedIds = ['t2', 't-2'];
/** Without a copy at first: they get master's. */
const freshIds = ['t3', 't_3'];
const master = '(master)';

/** Small, since there are many copies, and the answers are as long at any size. */
const sample = { patients: 10, seed: 7 };
const mostOfAType = 40;

export interface HuntTenant {
  readonly id: string;
  readonly mark: Mark;
  readonly resources: readonly Resource[];
  readonly refreshes: boolean;
  /** What its answers may show. Master's as well, from its first refresh on. */
  readonly allowed: Set<Mark>;
  /** Its content may be of either; nothing is expected to be there any more. */
  loose: boolean;
}

/** All tenants with what their copies hold. The same ids are in all of them, and each has some of its own. */
export class World {
  readonly marks: Marks;
  readonly tenants: readonly HuntTenant[];
  readonly master: HuntTenant;
  readonly #byPlace: readonly HuntTenant[];

  constructor(seed: number) {
    const copied = [...ownIds, ...refreshedIds];
    this.marks = new Marks([...copied, master], new Random(seed, 'marks', 0));
    const base = sampleTypes.flatMap(type => [...sampleResources(type, sample)].slice(0, mostOfAType));
    this.#byPlace = this.marks.all.map(mark => ({
      id: mark.owner,
      mark,
      resources: copyFor(mark, this.marks, base),
      refreshes: refreshedIds.includes(mark.owner),
      allowed: new Set([mark]),
      loose: false,
    }));
    this.master = this.#byPlace.at(-1)!;
    const fresh = freshIds.map(id => ({ ...this.master, id, allowed: new Set([this.master.mark]) }));
    this.tenants = [...this.#byPlace.slice(0, -1), ...fresh];
  }

  /** Whose mark that tenant must not see, now and later. */
  other(than: HuntTenant, random: Random): HuntTenant {
    const others = this.#byPlace.filter(({ mark }) => mark !== than.mark);
    return random.pick(than.refreshes ? others.filter(({ mark }) => mark !== this.master.mark) : others);
  }

  /** How many of a type a tenant may hold. */
  totals(tenant: HuntTenant, type: string): number[] {
    const holding = tenant.loose ? [tenant, this.master] : [tenant];
    return holding.map(({ resources }) => ofType(resources, type).length);
  }

  /** Through the store port alone: each copy is made of a master of its own, then that gives way to the next. */
  async writeInto(store: Store, clock: Clock): Promise<void> {
    for (const { id, resources } of this.#byPlace) {
      const writer = await store.replaceMaster({ name: 'test', from: 'empty' });
      await writer.write(resources);
      await writer.commit();
      if (id !== master) await store.createTenant(parseTenantId(id), { onProgress: () => undefined });
    }
    const now = toIso(clock.now());
    await writeStatus(store.system, {
      ready: true,
      source: 'leak hunt',
      startedAt: now,
      message: 'complete',
    });
  }
}

export function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter(resource => resource.resourceType === type);
}

function copyFor(mark: Mark, { all }: Marks, base: readonly Resource[]): Resource[] {
  const copies = base.map((resource, number) => dressed(marked(resource, mark) as Resource, mark, number));
  const own = [onlyId(mark, 1), onlyId(mark, 2), markedId(mark, 1)];
  const patientOf = (id: string) => `Patient/${id}`;
  // Of encounters there are as many as no other tenant has.
  const ids = [...own, ...Array.from({ length: mark.place }, (_, place) => onlyId(mark, place + 3))];
  return [
    ...copies,
    ...own.flatMap(id => [
      dressed(
        { resourceType: 'Patient', id, name: [{ use: 'official', family: `Own ${mark.text}` }] },
        mark,
        1,
      ),
      dressed({ resourceType: 'Practitioner', id, name: [{ text: `Dr. ${mark.text}` }] }, mark, 2),
    ]),
    ...ids.map((id, place) =>
      dressed(
        {
          resourceType: 'Encounter',
          id,
          status: 'finished',
          class: { code: 'AMB', display: mark.text },
          subject: { reference: patientOf(own[place % 3]!), display: mark.text },
          period: { start: `2024-0${1 + (place % 9)}-01T08:00:00.${mark.fraction}Z` },
          // To what another tenant has, too: it leads there for that one only.
          participant: all.map(other => ({
            individual: { reference: `Practitioner/${onlyId(other, 1)}` },
          })),
        },
        mark,
        place,
      ),
    ),
  ];
}

/** With the mark where the sample has nothing, and with what is the same everywhere and so leads to all tenants. */
function dressed(resource: Resource, mark: Mark, number: number): Resource {
  const { text, fraction } = mark;
  const { identifier = [], extension = [] } = resource as { identifier?: object[]; extension?: object[] };
  return {
    ...resource,
    meta: {
      versionId: versionOf(mark),
      lastUpdated: `2025-03-${10 + (number % 19)}T10:00:00.${fraction}Z`,
      source: `https://source.example/${number % 2 > 0 ? text : 'shared'}`,
      profile: ['https://profile.example/shared', `https://profile.example/${text}`],
      tag: [
        { system: 'urn:hunt', code: text, display: text },
        { system: 'urn:hunt', code: 'shared' },
      ],
      security: [{ system: 'urn:hunt:security', code: text }],
    },
    identifier: [
      ...identifier,
      { use: 'secondary', system: 'urn:hunt', value: text },
      { use: 'old', system: 'urn:hunt:shared', value: 'shared' },
    ],
    extension: [...extension, { url: 'https://extension.example/note', valueString: text }],
    ...links(resource, text, number),
  };
}

/** References to everywhere: within, beside, to other hosts and to paths that name tenants. */
function links(resource: Resource, text: string, number: number): object {
  const { resourceType, id } = resource;
  const inside = { resourceType: 'Practitioner', id: `inside-${number}`, name: [{ text }] };
  const note = { extension: [{ url: 'https://extension.example/note', valueString: text }] };
  const elsewhere = [
    `#inside-${number}`,
    'Practitioner/practitioner-1',
    'Practitioner/practitioner-2/_history/1',
    'https://gateway.example/t-1/Practitioner/practitioner-1',
    'http://127.0.0.1:4000/fhir/Practitioner/practitioner-2',
    'file:///tenants/t1.db/Practitioner/practitioner-1',
    `urn:uuid:c757873d-ec9a-4326-a141-556f4324${1000 + number}`,
  ].map(reference => ({ reference, display: text }));
  if (resourceType === 'Patient') {
    const { generalPractitioner = [] } = resource as { generalPractitioner?: object[] };
    return {
      contained: [inside, { resourceType: 'Condition', id: 'illness', code: { text } }],
      _birthDate: note,
      generalPractitioner: [...generalPractitioner, ...elsewhere],
      link: [{ type: 'seealso', other: { reference: 'Patient/patient-1', display: text } }],
    };
  }
  if (resourceType !== 'Encounter' || number % 3 > 0) return {};
  const { participant = [] } = resource as { participant?: object[] };
  return {
    contained: [inside],
    _status: note,
    partOf: { reference: `Encounter/${id}`, display: text },
    participant: [...participant, ...elsewhere.map(individual => ({ individual }))],
  };
}
