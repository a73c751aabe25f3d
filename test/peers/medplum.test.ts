import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResourceDefinition } from '../../src/fhir/definition.ts';
import { definitions } from '../../src/fhir/registry.ts';
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { edgeCases } from '../gateway/fhir-search-data.ts';
import { ManualClock } from '../support/clock.ts';
import { listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type Difference, differences } from './differences.ts';
import { type Ask, type Habit, habits } from './habits.ts';
import { MedplumEngine } from './medplum.ts';
import { chainsOf, handPicked, searchesOf } from './searches.ts';

/** Medplum gives a time to what has none; so all have one here. */
const lastUpdated = '2024-06-01T00:00:00Z';
const unstamped = [
  ...edgeCases,
  ...sampleTypes.flatMap(type => [...sampleResources(type, { patients: 60, seed: 3 })]),
] as readonly Resource[];
const resources = unstamped.map(resource => ({ ...resource, meta: { lastUpdated, ...resource.meta } }));

let medplum: MedplumEngine;
let gateway: TestGateway;
beforeAll(async () => {
  medplum = await MedplumEngine.over(resources);
  gateway = await startTestGateway({ clock: new ManualClock(), source: listSource(resources) });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const needed = new Set<Habit>();

describe.each(definitions)('$type', definition => {
  const { type } = definition;
  const all = resources
    .filter(({ resourceType }) => resourceType === type)
    .map(({ id }) => id)
    .sort();

  test('both hold the same resources', async () => {
    expect(await medplum.search(type, [])).toEqual(all);
    expect((await answers(type, ['_id:not=nothing'])).get('_id:not=nothing')).toEqual(all);
  });

  test('both find the same, but for the differences that are listed', async () => {
    const searches = [
      ...searchesOf(medplum, definition),
      ...chainsOf(medplum, definition),
      ...handPicked(type),
    ];
    expect(searches.length).toBeGreaterThan(100);
    const listed = differences.filter(({ search }) => search.startsWith(`${type}?`));
    expect(sorted(await compare(definition, searches, all))).toEqual(sorted(listed));
  });
});

test('each habit of Medplum shows somewhere', () => {
  expect(habits.filter(habit => !needed.has(habit)).map(({ name }) => name)).toEqual([]);
});

const sorted = (found: readonly Difference[]) => found.toSorted((a, b) => (a.search < b.search ? -1 : 1));

/** The searches of which Medplum finds other resources than the gateway, as far as no habit of its foretells them. */
async function compare(
  definition: ResourceDefinition,
  searches: readonly string[],
  all: readonly string[],
): Promise<Difference[]> {
  const { type } = definition;
  const explained = searches.map(search => ({ search, explain: explanation(definition, search, all) }));
  const asked = new Set(searches);
  for (const { explain } of explained) {
    const note = (search: string) => {
      asked.add(search);
      return [];
    };
    explain?.predict(note);
    explain?.confirm(note);
  }
  const ours = await answers(type, [...asked]);
  const found: Difference[] = [];
  for (const { search, explain } of explained) {
    const confirmed = explain?.confirm(one => ours.get(one)!);
    if (confirmed !== undefined) expect([search, ours.get(search)]).toEqual([search, confirmed]);
    const theirs = await medplum.search(type, conditionsOf(search));
    const own = ours.get(search);
    if (theirs !== undefined && own !== undefined && same(theirs, own)) continue;
    const foretold = own && explain?.predict(one => ours.get(one)!);
    if (explain !== undefined && foretold !== undefined && !same(foretold, own!)) needed.add(explain.habit);
    const difference = apart(theirs, foretold ?? own);
    if (difference !== undefined) found.push({ search: `${type}?${search}`, ...difference });
  }
  return found;
}

function apart(theirs: readonly string[] | undefined, foretold: readonly string[] | undefined) {
  if (theirs !== undefined && foretold !== undefined && same(theirs, foretold)) return undefined;
  return {
    medplum: theirs?.filter(id => foretold?.includes(id) !== true).join(' ') ?? 'refused',
    gateway: foretold?.filter(id => theirs?.includes(id) !== true).join(' ') ?? 'refused',
  };
}

/** `a=1&b=2` is both; an ampersand within a value is not followed by a name. */
const conditionsOf = (search: string) => search.split(/&(?=[a-z_-]+[:=])/);

/** The habit by which Medplum reads this search otherwise, if there is one. */
function explanation({ parameters }: ResourceDefinition, search: string, all: readonly string[]) {
  if (conditionsOf(search).length > 1) return undefined;
  const [, name, modifier, value] = /^([^:=.]*)(?::([^=]*))?=(.*)$/s.exec(search) ?? [];
  const parameter = parameters.find(candidate => candidate.name === name);
  const habit = parameter && habits.find(candidate => candidate.applies(parameter, modifier, value!));
  if (habit === undefined) return undefined;
  return {
    habit,
    predict: (ask: Ask) => habit.predict(ask, name!, value!, all).toSorted(),
    confirm: (ask: Ask) => habit.confirm?.(ask, name!, value!).toSorted(),
  };
}

const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join();

const atOnce = 25;

/** Sorted ids that the gateway finds, by search; none of a search that it refuses. */
async function answers(
  type: string,
  searches: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (let start = 0; start < searches.length; start += atOnce) {
    const some = searches.slice(start, start + atOnce);
    const fields = some.map((_, place) => `a${place}: ${type}List(_search: $s${place}) { id }`);
    const { data, errors } = await gateway.query(
      `query (${some.map((_, place) => `$s${place}: [String!]`).join()}) { ${fields.join(' ')} }`,
      { variables: Object.fromEntries(some.map((search, place) => [`s${place}`, conditionsOf(search)])) },
    );
    expect(errors.filter(({ extensions }) => extensions.code !== 'BAD_USER_INPUT')).toEqual([]);
    for (const [place, search] of some.entries()) {
      const list: { id: string }[] | null = data[`a${place}`];
      if (list !== null) found.set(search, list.map(({ id }) => id).sort());
    }
  }
  return found;
}
