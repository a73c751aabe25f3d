/**
 * How the time of a search grows with the size of the store: the same searches on two masters, 50 results each.
 * `node bench/search.ts <small folder> <large folder>`, both ingested before. Prints the 95th percentile of each kind
 * of search in ms of processor time, which other processes do not disturb, and their ratio. Takes about a minute.
 */

import { systemClock } from '../src/core/clock.ts';
import { resourceKey } from '../src/core/ids.ts';
import type { Condition, Order, SortKey } from '../src/fhir/search.ts';
import type { Collection } from '../src/store/port.ts';
import { SqliteStore } from '../src/store/sqlite/store.ts';

const rounds = 80;
const limit = 50;

type Pick = (name: string) => string;
type Search = readonly [name: string, type: string, where: (pick: Pick) => Condition[]];

const token = (parameter: string, code: string): Condition => ({
  kind: 'token',
  parameter,
  anyOf: [{ code }],
});
const reference = (parameter: string, key: string): Condition => ({
  kind: 'reference',
  parameter,
  anyOf: [key],
});
const prefix = (parameter: string, text: string): Condition => ({
  ...{ kind: 'string', parameter, match: 'prefix', anyOf: [text] },
});
const during = (parameter: string, from: string, days: number): Condition => {
  const low = Date.parse(from);
  const high = low + days * 86_400_000;
  return {
    ...{ kind: 'date', parameter },
    anyOf: [
      {
        bounds: [
          { of: 'high', op: '>', value: low },
          { of: 'low', op: '<', value: high },
        ],
      },
    ],
  };
};

const encounters: readonly Search[] = [
  ['all', 'Encounter', () => []],
  ['status', 'Encounter', pick => [token('status', pick('status'))]],
  ['class', 'Encounter', pick => [token('class', pick('class'))]],
  ['type', 'Encounter', pick => [token('type', pick('type'))]],
  ['reason', 'Encounter', pick => [token('reason-code', pick('reason-code'))]],
  ['identifier', 'Encounter', pick => [token('identifier', pick('identifier'))]],
  ['patient', 'Encounter', pick => [reference('patient', pick('patient'))]],
  ['practitioner', 'Encounter', pick => [reference('practitioner', pick('practitioner'))]],
  ['location', 'Encounter', pick => [reference('location', pick('location'))]],
  ['provider', 'Encounter', pick => [reference('service-provider', pick('service-provider'))]],
  ['a day', 'Encounter', pick => [during('date', pick('day'), 1)]],
  ['a month', 'Encounter', pick => [during('date', pick('day'), 30)]],
  ['a year', 'Encounter', pick => [during('date', pick('day'), 365)]],
  ['status, type', 'Encounter', pick => [token('status', pick('status')), token('type', pick('type'))]],
  [
    'status, provider',
    'Encounter',
    pick => [token('status', pick('status')), reference('service-provider', pick('service-provider'))],
  ],
  [
    'class, reason',
    'Encounter',
    pick => [token('class', pick('class')), token('reason-code', pick('reason-code'))],
  ],
  [
    'practitioner, status',
    'Encounter',
    pick => [reference('practitioner', pick('practitioner')), token('status', pick('status'))],
  ],
  ['type, a month', 'Encounter', pick => [token('type', pick('type')), during('date', pick('day'), 30)]],
  [
    'status, a month',
    'Encounter',
    pick => [token('status', pick('status')), during('date', pick('day'), 30)],
  ],
  [
    'patient, a year',
    'Encounter',
    pick => [reference('patient', pick('patient')), during('date', pick('day'), 365)],
  ],
  ['not reviewed, type', 'Encounter', pick => [{ kind: 'reviewed', is: false }, token('type', pick('type'))]],
];

const patients: readonly Search[] = [
  ['all', 'Patient', () => []],
  ['family, 3 letters', 'Patient', pick => [prefix('family', pick('family').slice(0, 3))]],
  ['family, whole', 'Patient', pick => [prefix('family', pick('family'))]],
  ['name, 2 letters', 'Patient', pick => [prefix('name', pick('family').slice(0, 2))]],
  ['gender', 'Patient', pick => [token('gender', pick('gender'))]],
  ['identifier', 'Patient', pick => [token('identifier', pick('identifier'))]],
  [
    'family, gender',
    'Patient',
    pick => [prefix('family', pick('family').slice(0, 3)), token('gender', pick('gender'))],
  ],
  ['born in a year', 'Patient', pick => [during('birthdate', pick('born'), 365)]],
  ['city', 'Patient', pick => [prefix('address-city', pick('city'))]],
];

const [small, large] = process.argv.slice(2);
if (small === undefined || large === undefined) throw new Error('Which two folders?');
const results = [await measure(small), await measure(large)] as const;
const [first, second] = results;
process.stdout.write('| search | order | p95 small | p95 large | ratio |\n|---|---|---|---|---|\n');
for (const [name, times] of first) {
  const [a, b] = [p95(times), p95(second.get(name)!)];
  process.stdout.write(`| ${name} | ${a.toFixed(2)} | ${b.toFixed(2)} | ${(b / a).toFixed(1)} |\n`);
}
for (const type of ['Encounter', 'Patient']) {
  const [a, b] = results.map(result =>
    p95([...result].flatMap(([name, times]) => (name.startsWith(type) ? times : []))),
  );
  process.stdout.write(
    `| ${type}, all of them | | ${a!.toFixed(2)} | ${b!.toFixed(2)} | ${(b! / a!).toFixed(1)} |\n`,
  );
}

async function measure(folder: string): Promise<Map<string, number[]>> {
  const store = new SqliteStore(folder, systemClock);
  const master = await store.openMaster();
  const times = new Map<string, number[]>();
  try {
    const values = await sampleValues(master);
    for (const [searches, orders] of [
      [encounters, ['date', 'updated', 'id']],
      [patients, ['name', 'date', 'updated', 'id']],
    ] as const) {
      for (const [name, type, where] of searches) {
        for (const by of orders as readonly SortKey[]) {
          const taken: number[] = [];
          for (let round = 0; round < rounds; round++) {
            const order: Order = [{ by, descending: round % 2 > 0 }];
            const pick: Pick = value => {
              const known = values.get(`${type}.${value}`)!;
              return known[(round * 7919) % known.length]!;
            };
            const request = { type, where: where(pick), order, limit };
            const started = process.cpuUsage();
            await master.search(request);
            const { user, system } = process.cpuUsage(started);
            if (round >= rounds / 4) taken.push((user + system) / 1000);
          }
          times.set(`${type}: ${name} | ${by}`, taken);
        }
      }
    }
  } finally {
    await master.close();
    await store.close();
  }
  return times;
}

/** Values of each kind, from resources spread over the whole. */
async function sampleValues(master: Collection): Promise<Map<string, string[]>> {
  const values = new Map<string, string[]>();
  const add = (name: string, value: unknown) => {
    if (typeof value !== 'string') return;
    const list = values.get(name) ?? [];
    values.set(name, list);
    list.push(value);
  };
  const people = (await master.counts()).find(({ type }) => type === 'Patient')!.total;
  for (const type of ['Encounter', 'Patient']) {
    for (let place = 0; place < 400; place++) {
      // The sample's ids; of a patient the first encounter.
      const person = 1 + Math.floor((place * people) / 400);
      const id = type === 'Patient' ? `patient-${person}` : `encounter-${person}-1`;
      const [stored] = await master.get([resourceKey(type, id)]);
      // biome-ignore lint/suspicious/noExplicitAny: the sample's own resources
      const resource = stored?.resource as any;
      if (resource === undefined) continue;
      add(`${type}.status`, resource.status);
      add(`${type}.class`, resource.class?.code?.toLowerCase());
      add(`${type}.type`, resource.type?.[0]?.coding?.[0]?.code?.toLowerCase());
      add(`${type}.reason-code`, resource.reasonCode?.[0]?.coding?.[0]?.code?.toLowerCase());
      add(`${type}.identifier`, resource.identifier?.[0]?.value?.toLowerCase());
      add(`${type}.patient`, resource.subject?.reference);
      add(`${type}.practitioner`, resource.participant?.[0]?.individual?.reference);
      add(`${type}.location`, resource.location?.[0]?.location?.reference);
      add(`${type}.service-provider`, resource.serviceProvider?.reference);
      add(`${type}.day`, resource.period?.start?.slice(0, 10));
      add(`${type}.family`, resource.name?.[0]?.family);
      add(`${type}.gender`, resource.gender);
      add(`${type}.born`, resource.birthDate);
      add(`${type}.city`, resource.address?.[0]?.city);
    }
  }
  return values;
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
}
