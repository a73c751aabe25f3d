import fc from 'fast-check';
import { expect, type TestContext, it as test } from 'vitest';
import { parseTenantId, type ResourceKey, resourceKey } from '../../src/core/ids.ts';
import type { Collection, ReviewChanges, ReviewState } from '../../src/store/port.ts';
import { encounter, keyOf, patient, range } from '../support/store-resources.ts';
import { review, reviewedBy, unreviewed, type World } from '../support/store-world.ts';

export function changesContract(world: () => World): void {
  const resources = [...range(6, i => patient(`p${i}`)), encounter('e')];
  const [a, b, c] = resources.map(keyOf) as [ResourceKey, ResourceKey, ResourceKey];
  const never = -1;

  /** With a tenant whose store can tell. */
  const it = (name: string, run: (tenant: Collection) => Promise<void>) =>
    test(name, async ({ skip }: TestContext) => {
      await world().master(resources);
      const tenant = await world().open('t');
      skip(tenant.reviewsSince === undefined, 'the store cannot tell which reviews changed');
      await run(tenant);
    });

  it('knows of nothing at first, and goes on from there', async tenant => {
    const first = await since(tenant, never);
    expect(first.keys).toBeUndefined();
    for (const nobodys of [never, first.sequence + 1, first.sequence - 1, Number.MAX_SAFE_INTEGER]) {
      expect(await since(tenant, nobodys)).toEqual(first);
    }
    expect(await since(tenant, first.sequence)).toEqual({ sequence: first.sequence, keys: [] });
  });

  it('tells what was changed, each once, also in batches and in several at a time', async tenant => {
    const { sequence } = await since(tenant, never);
    await review(tenant, [b]);
    const one = await since(tenant, sequence);
    expect(one.keys).toEqual([b]);
    await Promise.all([review(tenant, [a, c, keyOf(resources[6]!)]), review(tenant, [b], unreviewed)]);
    await review(tenant, [a], reviewedBy('bo', 7));
    const more = await since(tenant, one.sequence);
    expect(more.keys?.toSorted()).toEqual([a, b, c, keyOf(resources[6]!)].toSorted());
    expect(await since(tenant, more.sequence)).toEqual({ sequence: more.sequence, keys: [] });
    const all = await since(tenant, sequence);
    expect([all.sequence, all.keys?.toSorted()]).toEqual([more.sequence, more.keys?.toSorted()]);
  });

  it('tells any change of a state', async tenant => {
    const states = [
      reviewedBy('ann', 1),
      reviewedBy('ann', 2),
      reviewedBy('bo', 2),
      { ...reviewedBy('bo', 2), reviewedBy: null },
      { ...reviewedBy('bo', 2), reviewTime: null },
      unreviewed,
    ];
    let { sequence } = await since(tenant, never);
    for (const state of states) {
      await review(tenant, [a], state);
      const changes = await since(tenant, sequence);
      expect([state, changes.keys]).toEqual([state, [a]]);
      sequence = changes.sequence;
    }
  });

  it('does not tell what was left as it was, what failed, and what is not there', async tenant => {
    await review(tenant, [a]);
    const { sequence } = await since(tenant, never);
    const refuse = () => {
      throw new Error('no');
    };
    await tenant.updateReviews([
      { key: a, decide: () => undefined },
      { key: a, decide: state => ({ ...state }) },
      { key: b, decide: () => unreviewed },
      { key: c, decide: refuse },
      { key: resourceKey('Patient', 'none'), decide: () => reviewedBy('ann') },
    ]);
    expect(await since(tenant, sequence)).toEqual({ sequence, keys: [] });
    await tenant.updateReviews([
      { key: a, decide: refuse },
      { key: b, decide: () => reviewedBy('ann') },
    ]);
    expect((await since(tenant, sequence)).keys).toEqual([b]);
  });

  it('tells what others changed, and goes on when it is opened again', async tenant => {
    const { sequence } = await since(tenant, never);
    const other = await world().openBeside('t');
    await review(other, [c]);
    await review(tenant, [a]);
    expect((await since(tenant, sequence)).keys).toEqual([c, a]);
    expect(await since(other, sequence)).toEqual(await since(tenant, sequence));
    await world().reopen();
    expect((await since(await world().open('t'), sequence)).keys).toEqual([c, a]);
  });

  it('tells of its tenant alone', async tenant => {
    const other = await world().open('t1');
    const { sequence } = await since(other, never);
    await review(tenant, [a]);
    expect(await since(other, sequence)).toEqual({ sequence, keys: [] });
  });

  it('does not take the sequence of a tenant that was dropped for one of its next copy', async tenant => {
    const { sequence } = await since(tenant, never);
    await review(tenant, [a]);
    await tenant.close();
    await world().store.dropTenant(parseTenantId('t'));
    const next = await world().open('t');
    expect((await since(next, sequence)).keys).toBeUndefined();
    await review(next, [b, c]);
    expect((await since(next, sequence)).keys).toBeUndefined();
  });

  it('goes on after a refresh that changes nothing; knows of nothing before one that took reviews away', async tenant => {
    const refresh = async (...content: Parameters<World['master']>) => {
      await world().master(...content);
      await world().store.refreshTenant(parseTenantId('t'), { onProgress: () => {} });
      return world().open('t');
    };
    const { sequence } = await since(tenant, never);
    await review(tenant, [a, b]);
    await tenant.close();
    const same = await refresh(resources);
    expect((await since(same, sequence)).keys).toEqual([a, b]);
    const { sequence: now } = await since(same, never);
    await same.close();
    await (await refresh(resources.slice(1))).close();
    const back = await refresh(resources);
    expect(await back.reviewStates([a, b])).toEqual([unreviewed, reviewedBy('ann')]);
    expect((await since(back, now)).keys).toBeUndefined();
    const { sequence: next } = await since(back, now);
    await review(back, [c]);
    expect((await since(back, next)).keys).toEqual([c]);
  });

  it('tells all of many, or that they were too many', async tenant => {
    const { sequence } = await since(tenant, never);
    for (let time = 1; time <= 25; time++) {
      await review(tenant, [c]);
      await tenant.updateReviews(range(400, i => ({ key: [a, b][i % 2]!, decide: next })));
      const { keys } = await since(tenant, sequence);
      if (keys !== undefined) expect(keys.toSorted()).toEqual([a, b, c].toSorted());
    }
  });

  it('property: whoever asks, and whoever reviews, each is told all that was acknowledged before', async tenant => {
    const collections = [tenant, await world().openBeside('t')] as const;
    const who = fc.nat(1);
    const places = fc.array(fc.nat(resources.length - 1), { minLength: 1, maxLength: 4 });
    const steps = fc.array(
      fc.oneof(
        fc.record({ do: fc.constant('review' as const), who, places, time: fc.nat(2) }),
        fc.record({ do: fc.constant('begin' as const), who, places, time: fc.nat(2) }),
        fc.record({ do: fc.constant('ask' as const), who, reader: fc.nat(2) }),
      ),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async asked => {
        // What each reader has yet to be told, and what it may be told: what is under way need not be seen.
        const start = (await since(tenant, never)).sequence;
        const readers = range(3, () => ({
          sequence: start,
          due: new Set<ResourceKey>(),
          may: new Set<ResourceKey>(),
          told: [] as ResourceKey[],
        }));
        const begun: Promise<unknown>[] = [];
        const update = async (collection: Collection, of: readonly number[], time: number) => {
          const updates = of.map(place => {
            const update = {
              key: keyOf(resources[place]!),
              changes: false,
              // May be asked more than once: the last time counts.
              decide(state: ReviewState) {
                const wanted = time === 0 ? unreviewed : reviewedBy('ann', time);
                update.changes = wanted.reviewTime !== state.reviewTime;
                return wanted;
              },
            };
            return update;
          });
          for (const { key } of updates) for (const { may } of readers) may.add(key);
          const toldBefore = readers.map(({ told }) => told.length);
          await collection.updateReviews(updates);
          for (const { key, changes } of updates) {
            for (const [place, { due, told }] of readers.entries()) {
              // What can be seen may be told, though it is not acknowledged yet.
              if (changes && !told.includes(key, toldBefore[place])) due.add(key);
            }
          }
        };
        const ask = async (reader: (typeof readers)[number], collection: Collection) => {
          // Those acknowledged while it is asked are due next time, unless told already.
          const due = [...reader.due];
          const may = [...reader.may];
          reader.due.clear();
          const { sequence, keys } = await since(collection, reader.sequence);
          expect(sequence).toBeGreaterThanOrEqual(reader.sequence);
          expect(may).toEqual(expect.arrayContaining([...keys!]));
          expect(keys).toEqual(expect.arrayContaining(due));
          for (const key of keys!) reader.due.delete(key);
          reader.told.push(...keys!);
          reader.sequence = sequence;
        };
        for (const step of asked) {
          const collection = collections[step.who]!;
          if (step.do === 'review') await update(collection, step.places, step.time);
          if (step.do === 'begin') begun.push(update(collection, step.places, step.time));
          if (step.do === 'ask') await ask(readers[step.reader]!, collection);
        }
        await Promise.all(begun);
        for (const reader of readers) {
          await ask(reader, tenant);
          expect(await since(tenant, reader.sequence)).toMatchObject({ keys: [] });
        }
      }),
      { numRuns: process.env.LONG ? 1_000 : 25 },
    );
  });
}

const next = (state: ReviewState) => reviewedBy('ann', (state.reviewTime ?? 0) + 1);

async function since(collection: Collection, sequence: number): Promise<ReviewChanges> {
  return collection.reviewsSince!(sequence);
}
