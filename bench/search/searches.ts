import { resourceKey } from '../../src/core/ids.ts';
import type { Collection } from '../../src/store/port.ts';
import { randomOf, shuffle } from '../random.ts';
import { type Json, type Kind, mixtures } from './kinds.ts';

/** Where a search's values come from: `pairs of two`: of two resources, so that often none has both. */
export type Origin = 'alone' | 'pairs of one' | 'pairs of two';

/** One search, of each of the stores with values of its own. */
export interface Search {
  readonly type: string;
  readonly kinds: string;
  readonly origin: Origin;
  readonly order: string;
  /** The conditions, in FHIR's syntax, by store. */
  readonly texts: readonly (readonly string[])[];
}

/** How many searches of each kind alone, and of each pair, in each order. */
export interface Rounds {
  readonly alone: number;
  readonly pair: number;
}

/** Resources that values are taken from. */
const samples = 400;

/** The same searches of several stores, in an order without a pattern. */
export async function makeSearches(masters: readonly Collection[], rounds: Rounds): Promise<Search[]> {
  const searches: Search[] = [];
  for (const [type, kinds, orders] of mixtures) {
    const resources: Json[][] = [];
    for (const master of masters) resources.push(await sample(master, type));
    for (const order of orders) {
      const add = (origin: Origin, ...some: readonly Kind[]) => {
        const name = some.map(([kind]) => kind).join(' and ');
        const texts = resources.map(of => textsOf(of, origin, some, `${origin} ${name} ${order}`, rounds));
        for (const place of texts[0]!.keys()) {
          searches.push({ type, kinds: name, origin, order, texts: texts.map(each => each[place]!) });
        }
      };
      for (const [place, kind] of kinds.entries()) {
        add('alone', kind);
        for (const other of kinds.slice(place + 1)) {
          add('pairs of one', kind, other);
          add('pairs of two', kind, other);
        }
      }
    }
  }
  return shuffle(searches, randomOf(1));
}

/** Takes the conditions of so many searches from the resources of a store. */
function textsOf(
  resources: readonly Json[],
  origin: Origin,
  kinds: readonly Kind[],
  seed: string,
  { alone, pair }: Rounds,
): (readonly string[])[] {
  const draw = randomOf(seedOf(seed));
  const random = (length: number) => Math.floor(draw() * length);
  const all: (readonly string[])[] = [];
  while (all.length < (origin === 'alone' ? alone : pair)) {
    const one = resources[random(resources.length)];
    const texts = kinds.map(([, search], place) =>
      search(place > 0 && origin === 'pairs of two' ? resources[random(resources.length)] : one),
    );
    if (!texts.includes(undefined)) all.push(texts as string[]);
  }
  return all;
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

/** The same for the same text. */
function seedOf(text: string): number {
  let seed = 0;
  for (const letter of text) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) | 0;
  return seed;
}
