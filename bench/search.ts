/**
 * How the time of a search grows with the size of the store: the same searches on two masters, 50 results each.
 * `node bench/search.ts <small folder> <large folder> [--slowest]`, both ingested before. Every kind of condition alone
 * and in pairs, in every order of the type's. Half of the pairs take both values from one resource, so that there is
 * something to find; the others from two, of which often none has both. Times are ms of processor time, which other
 * processes do not disturb. `--slowest` tells which searches are in the slowest tenth. Takes some minutes.
 */

import { systemClock } from '../src/core/clock.ts';
import { resourceKey } from '../src/core/ids.ts';
import type { ResourceDefinition } from '../src/fhir/definition.ts';
import { definitionOf } from '../src/fhir/registry.ts';
import { parseSearch, parseSort } from '../src/fhir/syntax/index.ts';
import type { Collection } from '../src/store/port.ts';
import { SqliteStore } from '../src/store/sqlite/store.ts';

const limit = 50;
/** Searches of each kind alone, and of each pair, in each order; so many more before, which are not counted. */
const rounds = { alone: 48, pair: 8 };
const warmUps = 2;
/** Resources that values are taken from. */
const samples = 400;

/** What is searched for, in FHIR's syntax, from a resource that has it; undefined where it has no such value. */
type Kind = readonly [name: string, search: (resource: Json) => string | undefined];
// biome-ignore lint/suspicious/noExplicitAny: the sample's own resources
type Json = any;

const by = (parameter: string, value: unknown, letters?: number): string | undefined =>
  typeof value === 'string' ? `${parameter}=${value.slice(0, letters)}` : undefined;

const encounters: readonly Kind[] = [
  ['status', ({ status }) => by('status', status)],
  ['class', resource => by('class', resource.class?.code)],
  ['type', ({ type }) => by('type', type?.[0]?.coding?.[0]?.code)],
  ['reason', ({ reasonCode }) => by('reason-code', reasonCode?.[0]?.coding?.[0]?.code)],
  ['identifier', ({ identifier }) => by('identifier', identifier?.[0]?.value)],
  ['patient', ({ subject }) => by('patient', subject?.reference)],
  ['practitioner', ({ participant }) => by('practitioner', participant?.[0]?.individual?.reference)],
  ['location', ({ location }) => by('location', location?.[0]?.location?.reference)],
  ['provider', ({ serviceProvider }) => by('service-provider', serviceProvider?.reference)],
  ['a day', ({ period }) => by('date', period?.start, '2000-01-01'.length)],
  ['a month', ({ period }) => by('date', period?.start, '2000-01'.length)],
  ['a year', ({ period }) => by('date', period?.start, '2000'.length)],
  ['since', ({ period }) => period && by('date', `ge${period.start}`, 'ge2000-01-01'.length)],
];

const patients: readonly Kind[] = [
  ['family, 3 letters', ({ name }) => by('family', name?.[0]?.family, 3)],
  ['family', ({ name }) => by('family', name?.[0]?.family)],
  ['name, 2 letters', ({ name }) => by('name', name?.[0]?.family, 2)],
  ['given', ({ name }) => by('given', name?.[0]?.given?.[0])],
  ['gender', ({ gender }) => by('gender', gender)],
  ['identifier', ({ identifier }) => by('identifier', identifier?.[0]?.value)],
  ['practitioner', resource => by('general-practitioner', resource.generalPractitioner?.[0]?.reference)],
  ['born in a year', ({ birthDate }) => by('birthdate', birthDate, '2000'.length)],
  ['born in a month', ({ birthDate }) => by('birthdate', birthDate, '2000-01'.length)],
  ['born since', ({ birthDate }) => by('birthdate', `ge${birthDate}`)],
  ['city', ({ address }) => by('address-city', address?.[0]?.city)],
];

const mixtures = [
  ['Encounter', encounters, ['-date', 'date', '_id', '-_lastUpdated']],
  ['Patient', patients, ['name', '-birthdate', 'birthdate', '_id', '-_lastUpdated']],
] as const;

/** One search and what it took. */
interface Taken {
  readonly type: string;
  readonly kinds: string;
  readonly set: 'alone' | 'pairs of one' | 'pairs of two';
  readonly order: string;
  readonly text: string;
  readonly ms: number;
}

const [small, large, ...options] = process.argv.slice(2);
if (small === undefined || large === undefined) throw new Error('Which two folders?');
const [first, second] = [await measure(small), await measure(large)];

process.stdout.write(
  '| searches | number | p50 | p95 | p99, small and large | ratio of p95 |\n|---|---|---|---|---|---|\n',
);
for (const [type] of mixtures) {
  for (const set of ['alone', 'pairs of one', 'pairs of two', 'pairs', ''] as const) {
    tell(`${type}, ${set || 'all'}`, taken => taken.type === type && taken.set.startsWith(set));
  }
}
tell('alone', ({ set }) => set === 'alone');
tell('pairs', ({ set }) => set !== 'alone');
tell('all', () => true);
if (options.includes('--slowest')) {
  for (const [type] of mixtures) tellSlowest(type);
}

function tell(name: string, which: (taken: Taken) => boolean): void {
  const times = [first, second].map(all => all.filter(which).map(({ ms }) => ms));
  const at = (share: number) => times.map(some => quantile(some, share).toFixed(2)).join(' → ');
  const ratio = quantile(times[1]!, 0.95) / quantile(times[0]!, 0.95);
  process.stdout.write(
    `| ${name} | ${times[0]!.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${ratio.toFixed(1)} |\n`,
  );
}

/** Of the slowest tenth of the large store's searches: what they ask for, how many they are, how long they take. */
function tellSlowest(type: string): void {
  const pairs = second.filter(taken => taken.type === type);
  const least = quantile(
    pairs.map(({ ms }) => ms),
    0.9,
  );
  const groups = Map.groupBy(
    pairs.filter(({ ms }) => ms >= least),
    ({ set, kinds, order }) => `${set}: ${kinds}, by ${order}`,
  );
  const sum = (some: readonly Taken[]) => some.reduce((all, { ms }) => all + ms, 0);
  process.stdout.write(`\n${type}: slower than ${least.toFixed(2)} ms\n`);
  for (const [name, some] of [...groups].sort(([, a], [, b]) => sum(b) - sum(a))) {
    const [worst] = some.toSorted((a, b) => b.ms - a.ms);
    const mean = sum(some) / some.length;
    process.stdout.write(
      `${some.length} × ${mean.toFixed(1)} ms  ${name}  (${worst!.text}: ${worst!.ms.toFixed(1)})\n`,
    );
  }
}

async function measure(folder: string): Promise<Taken[]> {
  const store = new SqliteStore(folder, systemClock);
  const master = await store.openMaster();
  const all: Taken[] = [];
  try {
    for (const [type, kinds, orders] of mixtures) {
      const resources = await sample(master, type);
      for (const order of orders) {
        for (const [place, kind] of kinds.entries()) {
          all.push(...(await searches(master, type, order, 'alone', resources, [kind])));
          for (const other of kinds.slice(place + 1)) {
            all.push(...(await searches(master, type, order, 'pairs of one', resources, [kind, other])));
            all.push(...(await searches(master, type, order, 'pairs of two', resources, [kind, other])));
          }
        }
      }
    }
  } finally {
    await master.close();
    await store.close();
  }
  return all;
}

async function searches(
  master: Collection,
  type: string,
  order: string,
  set: Taken['set'],
  resources: readonly Json[],
  kinds: readonly Kind[],
): Promise<Taken[]> {
  const definition = definitionOf(type);
  const names = kinds.map(([name]) => name).join(' and ');
  const random = randomOf(`${set} ${names} ${order}`);
  const all: Taken[] = [];
  const { alone, pair } = rounds;
  for (let round = -warmUps; round < (set === 'alone' ? alone : pair); ) {
    const one = resources[random() % resources.length];
    const texts = kinds.map(([, search], place) =>
      search(place > 0 && set === 'pairs of two' ? resources[random() % resources.length] : one),
    );
    if (texts.includes(undefined)) continue;
    const ms = await timed(master, definition, order, texts as string[]);
    if (round++ >= 0) all.push({ type, kinds: names, set, order, text: texts.join('&'), ms });
  }
  return all;
}

async function timed(
  master: Collection,
  definition: ResourceDefinition,
  order: string,
  texts: readonly string[],
): Promise<number> {
  const where = texts.map(text => parseSearch(definition, text, { now: 0, definitionOf }));
  const request = { type: definition.type, where, order: parseSort(definition, order), limit };
  const started = process.cpuUsage();
  await master.search(request);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** Resources spread over the whole, by the sample's ids. */
async function sample(master: Collection, type: string): Promise<Json[]> {
  const people = (await master.counts()).find(tally => tally.type === 'Patient')!.total;
  const keys = Array.from({ length: samples }, (_, place) => {
    const person = 1 + Math.floor((place * people) / samples);
    // Of a patient's encounters the first, second or third.
    return resourceKey(
      type,
      type === 'Patient' ? `patient-${person}` : `encounter-${person}-${1 + (place % 3)}`,
    );
  });
  return (await master.get(keys)).flatMap(stored => stored?.resource ?? []);
}

/** The same numbers for the same text, whichever store is searched. */
function randomOf(text: string): () => number {
  let state = 0;
  for (const letter of text) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
}
