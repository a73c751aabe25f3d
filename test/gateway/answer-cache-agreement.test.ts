import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleSource } from '../../src/ingest/sample.ts';
import { ManualClock } from '../support/clock.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { anySearch } from './fhir-searches.ts';
import { sampleIds } from './fhir-world.ts';

const options = { patients: 6, seed: 2 };
const types = ['Patient', 'Encounter', 'Practitioner'] as const;
const ids = Object.fromEntries(types.map(type => [type, sampleIds(type as 'Patient', options).slice(0, 6)]));

/** Two gateways with caches and one without, over one store. */
const clock = new ManualClock();
let caching: TestGateway[];
let plain: TestGateway;
beforeAll(async () => {
  const first = await startTestGateway({ clock, source: sampleSource(options) });
  const { folder } = first;
  caching = [first, await startTestGateway({ clock, folder })];
  plain = await startTestGateway({ clock, folder, env: { CACHE: 'off' } });
});
afterAll(async () => {
  await Promise.all([caching[1]!.stop(), plain.stop()]);
  await caching[0]!.stop();
});

const state = fc.constantFrom('', 'reviewed', 'reviewed reviewTime reviewedBy');
const anyType = fc.constantFrom(...types);
const idOf = (type: string) => fc.constantFrom(...ids[type]!, 'nobody');
const flag = fc.constantFrom('true', 'false');
const text = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map(made => made.join(' '));

/** What is asked of a resource, with what others have to do with it. */
function fields(type: string, depth: number): fc.Arbitrary<string> {
  const own = text(fc.constant('id'), state);
  if (depth === 0) return own;
  const below =
    type === 'Encounter'
      ? [
          fields('Patient', depth - 1).map(inner => `patient { ${inner} }`),
          fields('Practitioner', depth - 1).map(inner => `practitioners { ${inner} }`),
          state.map(of => `subject { resource(optional: true) { ... on Patient { id ${of} } } }`),
        ]
      : [
          fc
            .tuple(list('Encounter', 1), fields('Encounter', depth - 1))
            .map(([args, inner]) => `encounters(${args}) { count edges { node { ${inner} } } }`),
          ...(type === 'Patient'
            ? [flag.map(is => `EncounterList(_reference: patient, _search: ["reviewed=${is}"]) { id }`)]
            : []),
        ];
  return fc.oneof(own, text(own, fc.oneof(...below)));
}

/** The arguments of a list. Of several that are wrong within a list it depends on timing which is told. */
function list(type: string, least = 0): fc.Arbitrary<string> {
  const filters = [
    fc.constant(''),
    flag.map(is => `reviewed: ${is}`),
    fc.constant('reviewedSince: "2026-01-01T00:01:00Z"'),
  ];
  if (type === 'Encounter') filters.push(idOf('Patient').map(id => `patient: ["${id}"]`));
  const order = fc.constantFrom(
    '',
    ...['REVIEW_TIME', 'LAST_UPDATED'].map(by => `orderBy: { field: ${by}, direction: DESC }`),
  );
  const filter = fc.oneof(...filters).map(of => `filter: { ${of} }`);
  return text(
    fc.integer({ min: least, max: 8 }).map(first => `first: ${first}`),
    filter,
    order,
  );
}

const plural = (type: string) => `${type.toLowerCase()}s`;
const root = anyType.chain(type =>
  fc.oneof(
    fc
      .tuple(idOf(type), fields(type, 2))
      .map(([id, inner]) => `${type.toLowerCase()}(id: "${id}") { ${inner} }`),
    fc
      .tuple(list(type), fields(type, 1))
      .map(
        ([args, inner]) =>
          `${plural(type)}(${args}) { count edges { cursor node { ${inner} } } pageInfo { hasNextPage } }`,
      ),
    fc
      .tuple(anySearch, fields(type, 0))
      .map(
        ([{ type: searched, args, pageSize }]) =>
          `${searched}Connection(${args} _count: ${pageSize}) { count next last edges { resource { id reviewed } } }`,
      ),
    flag.map(is => `${type}List(reviewed: "${is}", _count: 5) @flatten { id reviewed }`),
    fc.constant('reviewProgress { resourceType total reviewed }'),
  ),
);
const anyQuery = fc
  .array(root, { minLength: 1, maxLength: 3 })
  .map(roots => `{ ${roots.map((field, place) => `f${place}: ${field}`).join(' ')} }`);

/** A few queries, again and again, with what makes their answers others. */
const anyRun = fc.record({
  queries: fc.array(anyQuery, { minLength: 1, maxLength: 4 }),
  steps: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ ask: fc.nat(), of: fc.nat(1) }) },
      {
        weight: 3,
        arbitrary: anyType.chain(type =>
          fc.record({ review: idOf(type), type: fc.constant(type), reviewed: fc.boolean(), by: fc.nat(2) }),
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(1, 1_000, 11_000, 40_000, 6 * 60_000).map(later => ({ later })),
      },
    ),
    { minLength: 10, maxLength: 30 },
  ),
});

async function answer(of: TestGateway, query: string) {
  const response = await of.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return { cache: response.headers.get('x-cache'), told: [response.status, await response.text()] };
}

test('property: with caches every answer is what it is without, whatever is reviewed by whom', async () => {
  const sources: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(anyRun, async ({ queries, steps }) => {
      await plain.warm('demo');
      for (const step of steps) {
        if ('later' in step) await clock.advance(step.later);
        else if ('ask' in step) {
          const query = queries[step.ask % queries.length]!;
          const { cache, told } = await answer(caching[step.of]!, query);
          expect([query, ...told]).toEqual([query, ...(await answer(plain, query)).told]);
          sources[cache!] = (sources[cache!] ?? 0) + 1;
        } else {
          const { type, review, reviewed, by } = step;
          const input = `{ resourceType: ${type.toUpperCase()}, id: "${review}", reviewed: ${reviewed} }`;
          await answer([...caching, plain][by]!, `mutation { review(input: ${input}) { id } }`);
        }
      }
    }),
    { numRuns: process.env.LONG ? 1_500 : 15 },
  );
  // It would be true of nothing but misses, and of nothing but hits that cannot be wrong.
  expect(sources.hit).toBeGreaterThan(10);
  expect(sources.miss).toBeGreaterThan(10);
}, 600_000);
