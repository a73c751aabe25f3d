import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { GatewayError } from '../../src/core/errors.ts';
import { parseTenantId, type ResourceKey, resourceKey } from '../../src/core/ids.ts';
import { Random } from '../../src/fhir/sample/random.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import type { Collection } from '../../src/store/port.ts';
import { FaultyCluster, shortTimeouts } from '../support/faulty-cluster.ts';
import { seed } from '../support/seed.ts';
import { soon } from '../support/soon.ts';
import { describeCouchbase } from '../support/store-couchbase.ts';

/**
 * Reviews of the same documents from two stores, while faults of all kinds come and go. HUNT_SEED repeats the faults;
 * HUNT_REPORT shows what happened.
 */
const { HUNT_REPORT, LONG } = process.env;
const rounds = LONG ? 400 : 5;
const patients = 10;
const reviewersEach = 6;
/** Three writes and the readings between them, on a machine that has other things to do. */
const longestMs = 8_000;

const tenant = parseTenantId('hunted');
let cluster: FaultyCluster;
let collections: readonly Collection[];

const statuses = [
  'tmpfail',
  'timeout',
  'ambiguous',
  'close',
  'closeAfter',
  'syncWriteAmbiguous',
  'locked',
  'ok',
];

/** Resolves to `frozen` when nothing more can be asked of the server. */
function disturb(random: Random): Promise<unknown> | undefined {
  const { caves, documentsProxy } = cluster;
  const disturbances = [
    () => documentsProxy.cut(),
    () => caves.disconnect(),
    () => caves.down(),
    () => cluster.freeze().then(() => 'frozen'),
    () => {
      documentsProxy.mode = random.pick(['swallow', 'swallowAnswers', 'refuse', 'cutAnswers'] as const);
    },
    () => {
      documentsProxy.delayMs = random.int(20, 3 * shortTimeouts.keyValueMs);
    },
    ...Array.from(
      { length: 6 },
      () => () =>
        caves.fault({
          command: random.pick(['get', 'mutateIn', 'mutateIn', 'mutateIn', '*']),
          status: random.pick(statuses),
          times: random.int(1, 12),
          skip: random.int(0, 20),
          delay: random.int(1, 2 * shortTimeouts.keyValueMs),
        }),
    ),
  ];
  return random.pick(disturbances)() as Promise<unknown> | undefined;
}

describeCouchbase('reviews among faults', () => {
  beforeAll(async () => {
    cluster = await FaultyCluster.start();
    await cluster.fill(sampleSource({ patients, seed: 1 }), tenant);
    const stores = [await cluster.open(systemClock), await cluster.open(systemClock)];
    collections = await Promise.all(stores.map(store => store.openTenant(tenant)));
  }, 180_000);
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  test('each that is acknowledged is there, none by halves; all calls end in time', async () => {
    const acknowledged = new Map<ResourceKey, number>();
    const attempted = new Set<number>();
    const tally = { reviews: 0, refused: 0, longestMs: 0, longestRecoveryMs: 0 };
    let time = 1;
    let isOver = false;

    /** Of several reviews of one document the latest stays. */
    const reviewSome = async (collection: Collection, keys: readonly ResourceKey[]) => {
      const reviewTime = time++;
      attempted.add(reviewTime);
      const begun = performance.now();
      const outcomes = await collection.updateReviews(
        keys.map(key => ({
          key,
          decide: current =>
            (current.reviewTime ?? 0) < reviewTime
              ? { reviewed: true, reviewTime, reviewedBy: 'ann' }
              : undefined,
        })),
      );
      tally.longestMs = Math.max(tally.longestMs, Math.round(performance.now() - begun));
      for (const [place, outcome] of outcomes.entries()) {
        const key = keys[place]!;
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(GatewayError);
          expect(outcome).toMatchObject({ code: 'STORE_UNAVAILABLE' });
          tally.refused += 1;
          continue;
        }
        const shown = outcome?.review.reviewTime ?? 0;
        expect(shown).toBeGreaterThanOrEqual(reviewTime);
        acknowledged.set(key, Math.max(shown, acknowledged.get(key) ?? 0));
        tally.reviews += 1;
      }
    };
    const reviewer = async (collection: Collection, number: number) => {
      const random = new Random(seed, 'reviewer', number);
      while (!isOver) {
        const ids = Array.from({ length: random.int(1, 3) }, () => `patient-${random.int(1, patients)}`);
        await reviewSome(
          collection,
          ids.map(id => resourceKey('Patient', id)),
        );
      }
    };
    const reviewing = Promise.all(
      collections.flatMap((collection, place) =>
        Array.from({ length: reviewersEach }, (_, number) =>
          reviewer(collection, place * reviewersEach + number),
        ),
      ),
    );
    const wrong = async () => cluster.wrongReviews(await cluster.collectionOf(tenant), acknowledged);
    const random = new Random(seed, 'faults', 0);
    try {
      for (let round = 0; round < rounds; round++) {
        for (let count = random.int(1, 3); count > 0; count--) {
          if ((await disturb(random)) === 'frozen') break;
        }
        await delay(random.int(50, 700));
        await cluster.heal();
        const before = tally.reviews;
        const healed = performance.now();
        await soon(() => expect(tally.reviews, `HUNT_SEED=${seed}`).toBeGreaterThan(before + 20));
        tally.longestRecoveryMs = Math.max(tally.longestRecoveryMs, Math.round(performance.now() - healed));
        const known = new Map(acknowledged);
        expect(
          await cluster.wrongReviews(await cluster.collectionOf(tenant), known),
          `HUNT_SEED=${seed}, round ${round}`,
        ).toEqual([]);
      }
    } finally {
      isOver = true;
      await cluster.heal();
      await reviewing;
    }
    if (HUNT_REPORT) process.stdout.write(`${JSON.stringify({ seed, ...tally })}\n`);
    expect(await wrong(), `HUNT_SEED=${seed}`).toEqual([]);
    const held = await cluster.documents(await cluster.collectionOf(tenant));
    const times = held.flatMap(({ value }) => (value.reviewed ? [Date.parse(value.reviewTime)] : []));
    expect(times.filter(each => !attempted.has(each))).toEqual([]);
    expect(tally.refused).toBeGreaterThan(0);
    expect(tally.longestMs, `HUNT_SEED=${seed}`).toBeLessThan(longestMs);
    // Both stores are well again, in all they do.
    await soon(() =>
      Promise.all(collections.map(collection => collection.count({ type: 'Patient', where: [] }))),
    );
  }, 1_800_000);
});
