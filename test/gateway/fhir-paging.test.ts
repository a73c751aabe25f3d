import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleSource } from '../../src/ingest/sample.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { anySearch, type SearchedType } from './fhir-searches.ts';
import { sampleIds } from './fhir-world.ts';

const options = { patients: 60, seed: 5 };
const stored = { Patient: sampleIds('Patient', options), Encounter: sampleIds('Encounter', options) };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: sampleSource(options) });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

interface Connection {
  readonly edges: readonly { readonly resource: { readonly id: string } }[];
  readonly count?: number;
  readonly first: string;
  readonly previous: string | null;
  readonly next: string | null;
  readonly last: string;
}

async function page(type: SearchedType, args: string, fields = 'next'): Promise<Connection> {
  const { data, errors } = await gateway.query(`{ page: ${type}Connection(${args}) {
    ${fields} edges { resource { id } }
  } }`);
  expect(errors).toEqual([]);
  return data.page;
}

/** All that match, at once. */
async function whole(type: SearchedType, args: string): Promise<string[]> {
  const { data, errors } = await gateway.query(`{ all: ${type}List(${args} _count: 500) { id } }`);
  expect(errors).toEqual([]);
  return data.all.map(({ id }: { id: string }) => id);
}

const ids = ({ edges }: Connection) => edges.map(({ resource }) => resource.id);
const from = (cursor: string | null) => `_cursor: "${cursor}"`;

async function review(type: SearchedType, reviews: readonly { id: string; reviewed: boolean }[]) {
  const inputs = reviews.map(given => ({ resourceType: type.toUpperCase(), ...given }));
  const [one, ...others] = inputs;
  if (one === undefined) return;
  const { errors } =
    others.length === 0
      ? await gateway.query('mutation ($input: ReviewInput!) { review(input: $input) { id } }', {
          variables: { input: one },
        })
      : await gateway.query('mutation ($inputs: [ReviewInput!]!) { reviewMany(inputs: $inputs) { id } }', {
          variables: { inputs },
        });
  expect(errors).toEqual([]);
}

/** What is reviewed, or taken back, after a page: places in the list of all resources of the type. */
const reviewsBetweenPages = fc.infiniteStream(
  fc.array(fc.record({ place: fc.nat(), reviewed: fc.boolean() }), { maxLength: 4 }),
);
const numRuns = process.env.LONG ? 1_000 : 10;

test('property: following "next" visits each match once, in order, whatever is reviewed', async () => {
  await fc.assert(
    fc.asyncProperty(anySearch, reviewsBetweenPages, async ({ type, args, pageSize }, reviews) => {
      const expected = await whole(type, args);
      const visited: string[] = [];
      let at = await page(type, `${args} _count: ${pageSize}`, 'count next');
      expect(at.count).toBe(expected.length);
      for (;;) {
        visited.push(...ids(at));
        if (at.next === null || visited.length > stored[type].length) break;
        expect(at.edges).toHaveLength(pageSize);
        const [meanwhile] = reviews.take(1);
        await review(
          type,
          meanwhile!.map(({ place, reviewed }) => ({
            id: stored[type][place % stored[type].length]!,
            reviewed,
          })),
        );
        at = await page(type, from(at.next));
      }
      expect(visited).toEqual(expected);
    }),
    { numRuns },
  );
}, 600_000);

test('property: of a changing worklist what stays is visited once, and nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(anySearch, reviewsBetweenPages, async ({ type, args, pageSize }, reviews) => {
      await review(
        type,
        stored[type].map(id => ({ id, reviewed: false })),
      );
      const worklist = `${args.replace(/^_search: \[/, '_search: ["reviewed=false", ')} ${args.startsWith('_search') ? '' : 'reviewed: false,'}`;
      const order = await whole(type, worklist);
      const staying = new Set(order);
      const visited: string[] = [];
      let at = await page(type, `${worklist} _count: ${pageSize}`);
      for (;;) {
        visited.push(...ids(at));
        if (at.next === null || visited.length > stored[type].length) break;
        const [meanwhile] = reviews.take(1);
        // A reviewer works on what is on the page: reviewed or not, the list goes on behind it.
        const done = [
          ...ids(at).filter((_, place) => place % 2 === pageSize % 2),
          ...meanwhile!.map(({ place }) => stored[type][place % stored[type].length]!),
        ];
        const again = meanwhile!
          .filter(({ reviewed }) => !reviewed)
          .map(({ place }) => stored[type][(place * 7) % stored[type].length]!);
        for (const id of done) staying.delete(id);
        await review(type, [
          ...[...new Set(done)].map(id => ({ id, reviewed: true })),
          ...again.map(id => ({ id, reviewed: false })),
        ]);
        at = await page(type, from(at.next));
      }
      expect(new Set(visited).size).toBe(visited.length);
      expect(order.filter(id => visited.includes(id))).toEqual(visited);
      const left = new Set(visited);
      // What was reviewed after its page was visited too.
      expect([...staying].filter(id => !left.has(id))).toEqual([]);
    }),
    { numRuns },
  );
}, 600_000);

test.each([['by anything', anySearch]])(
  'property: %s, "previous", "first" and "last" lead where they say',
  async (_, searches) => {
    await fc.assert(
      fc.asyncProperty(searches, async ({ type, args, pageSize: asked }) => {
        const expected = await whole(type, args);
        const pageSize = Math.max(asked, Math.ceil(expected.length / 8));
        const fields = 'first previous next last offset';
        const pages = [await page(type, `${args} _count: ${pageSize}`, fields)];
        for (let { next } = pages[0]!; next !== null && pages.length < 10; ) {
          const following = await page(type, from(next), fields);
          pages.push(following);
          next = following.next;
        }
        expect(pages.flatMap(ids)).toEqual(expected);
        expect(pages[0]?.previous).toBeNull();
        const ending = expected.slice(-pageSize);
        for (const [place, { first, previous, last }] of pages.entries()) {
          const [atFirst, atLast] = [await page(type, from(first)), await page(type, from(last))];
          expect([ids(atFirst), ids(atLast), atLast.next]).toEqual([ids(pages[0]!), ending, null]);
          if (place > 0) expect(ids(await page(type, from(previous)))).toEqual(ids(pages[place - 1]!));
        }
      }),
      { numRuns: numRuns / 2 },
    );
  },
  600_000,
);

test.each([
  ['Patient', '_sort: "given",', 8],
  ['Encounter', '_sort: "-participant,type",', 60],
] as const)(
  '%s by what a resource has several values of (%s) ends and leads back alike',
  async (type, args, size) => {
    const expected = await whole(type, args);
    const one = await page(type, `${args} _count: ${size}`, 'next last');
    expect(ids(await page(type, from(one.last)))).toEqual(expected.slice(-size));
    const two = await page(type, from(one.next), 'next');
    const three = await page(type, from(two.next), 'previous');
    expect(ids(await page(type, from(three.previous)))).toEqual(ids(two));
  },
);

test('property: a page may be of another size than the one before', async () => {
  const sizes = fc.infiniteStream(fc.integer({ min: 5, max: 60 }));
  await fc.assert(
    fc.asyncProperty(anySearch, sizes, async ({ type, args }, count) => {
      const visited: string[] = [];
      let size = count.next().value!;
      for (let at = `${args} _count: ${size}`; ; ) {
        const found = await page(type, at);
        visited.push(...ids(found));
        if (found.next === null || visited.length > stored[type].length) break;
        expect(found.edges).toHaveLength(size);
        size = count.next().value!;
        at = `_count: ${size}, ${from(found.next)}`;
      }
      expect(visited).toEqual(await whole(type, args));
    }),
    { numRuns: numRuns / 2 },
  );
}, 600_000);

test('matches are counted when that is asked for, and only then', async () => {
  await gateway.restart({ CACHE: 'off' });
  const callsOf = async (fields: string) => {
    const before = await gateway.storeCalls();
    const { next, count } = await page('Encounter', 'status: "finished", _count: 5', fields);
    await page('Encounter', from(next), fields);
    const after = await gateway.storeCalls();
    return { count, calls: [after.search! - before.search!, (after.count ?? 0) - (before.count ?? 0)] };
  };
  const expected = (await whole('Encounter', 'status: "finished",')).length;
  expect(await callsOf('next first offset pagesize')).toEqual({ count: undefined, calls: [2, 0] });
  expect(await callsOf('next count')).toEqual({ count: expected, calls: [2, 2] });
});
