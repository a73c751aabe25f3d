import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { GatewayError } from '../../../src/core/errors.ts';
import { parseTenantId, resourceKey } from '../../../src/core/ids.ts';
import { sampleSource } from '../../../src/ingest/sample.ts';
import type { CouchbaseStore } from '../../../src/store/couchbase/store.ts';
import type { Collection } from '../../../src/store/port.ts';
import { FaultyCluster, shortTimeouts } from '../../support/faulty-cluster.ts';
import { further } from '../../support/long.ts';
import { soon } from '../../support/soon.ts';
import { describeCouchbase } from '../../support/store-couchbase.ts';

/** Proxies before each service spoil what goes through: calls end in time with the right error, and work again after. */

const tenant = parseTenantId('demo');
/** Three tries of a write, each as long as one may take, on a machine that has other things to do. */
const longestMs = 6_000;
const everyOne = ['read', 'states', 'search', 'count', 'review', 'put', 'list'] as const;
type Call = (typeof everyOne)[number];
/** A fault, how it begins, and the calls that cannot but fail. */
type Row = readonly [name: string, begin: () => unknown, failing: readonly Call[]];
const documents: readonly Call[] = ['read', 'states', 'search', 'review', 'put'];
const queries: readonly Call[] = ['search', 'count', 'list'];

let cluster: FaultyCluster;
let store: CouchbaseStore;
let collection: Collection;
let time = 1;
const acknowledged = new Map<string, number>();

async function review(id: string): Promise<void> {
  const key = resourceKey('Patient', id);
  const reviewTime = time++;
  const next = { reviewed: true, reviewTime, reviewedBy: 'ann' };
  const [outcome] = await collection.updateReviews([{ key, decide: () => next }]);
  if (outcome instanceof Error) throw outcome;
  acknowledged.set(key, reviewTime);
}

const key = resourceKey('Patient', 'patient-1');
const searched = { type: 'Patient', where: [] };
const calls: Readonly<Record<Call, () => Promise<unknown>>> = {
  read: async () => collection.get([key]),
  states: () => collection.reviewStates([key]),
  search: () => collection.search({ ...searched, order: [{ by: 'id', descending: false }], limit: 3 }),
  count: () =>
    collection.count({
      ...searched,
      where: [{ kind: 'token', parameter: 'gender', anyOf: [{ code: 'female' }] }],
    }),
  review: () => review('patient-1'),
  put: () => store.system.put('_system/faults', time),
  list: () => store.system.list('_system/faults'),
};

/** On a machine that is busy a call may miss its short time-out without any fault. */
const mayTryAgain = { retry: 2 };

/** Nothing of statements, keys, credentials or people, also not in what is only logged. */
function expectDiscreet(error: unknown): void {
  expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(
    /patient-1|_system\/|tenant_|SELECT|secret|gateway:|female|_search/i,
  );
}

/** The calls that failed, once all have ended as they may. */
async function failing(): Promise<Call[]> {
  const begun = performance.now();
  const failed = await Promise.all(
    everyOne.map(async name => {
      const error = await calls[name]().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect([name, performance.now() - begun < longestMs]).toEqual([name, true]);
      if (error === undefined) return [];
      expect(error, name).toBeInstanceOf(GatewayError);
      expect([name, (error as GatewayError).code]).toEqual([name, 'STORE_UNAVAILABLE']);
      expectDiscreet(error);
      return [name];
    }),
  );
  return failed.flat();
}

const wrongReviews = async () => cluster.wrongReviews(await cluster.collectionOf(tenant), acknowledged);

describeCouchbase('Couchbase that fails', () => {
  beforeAll(async () => {
    cluster = await FaultyCluster.start();
    await cluster.fill(sampleSource({ patients: 8, seed: 1 }), tenant);
    store = await cluster.open(systemClock);
    collection = await store.openTenant(tenant);
    expect(await failing()).toEqual([]);
  }, 180_000);
  afterAll(() => cluster?.[Symbol.asyncDispose]());
  afterEach(async () => {
    await cluster.heal();
    await soon(async () => expect(await failing()).toEqual([]));
    expect(await wrongReviews()).toEqual([]);
  });

  const spoil = (of: 'documentsProxy' | 'queryProxy', change: Partial<FaultyCluster['queryProxy']>) => () => {
    Object.assign(cluster[of], change);
    if (change.mode === 'refuse') cluster[of].cut();
  };
  const fault = (command: string, status: string, times: number) => () =>
    cluster.caves.fault({ command, status, times });

  /** Variations of others. */
  const variations: readonly Row[] = [
    ['answers of documents swallowed', spoil('documentsProxy', { mode: 'swallowAnswers' }), documents],
    ['answers of queries swallowed', spoil('queryProxy', { mode: 'swallowAnswers' }), queries],
    ['answers of queries later than may be', spoil('queryProxy', { delayMs: 1_200 }), queries],
    ['answers of documents later than may be', spoil('documentsProxy', { delayMs: 2_500 }), documents],
    ['documents locked', fault('mutateIn', 'locked', -1), ['review']],
    ['not written and not answered', fault('mutateIn', 'timeout', -1), ['review']],
  ];

  test.each<Row>([
    ...further(...variations),
    ['connections to documents cut', () => cluster.documentsProxy.cut(), []],
    ['connections to queries cut', () => cluster.queryProxy.cut(), []],
    [
      'answers late',
      () => ['documentsProxy', 'queryProxy'].map(of => spoil(of as never, { delayMs: 60 })()),
      [],
    ],
    ['documents refused', spoil('documentsProxy', { mode: 'refuse' }), documents],
    ['documents swallowed', spoil('documentsProxy', { mode: 'swallow' }), documents],
    ['queries refused', spoil('queryProxy', { mode: 'refuse' }), queries],
    ['queries swallowed', spoil('queryProxy', { mode: 'swallow' }), queries],
    ['answers of queries cut in the middle', spoil('queryProxy', { mode: 'cutAnswers' }), queries],
    ['a page of something in between', spoil('queryProxy', { mode: 'garble', garbage: '<html>' }), queries],
    ['JSON that is no answer', spoil('queryProxy', { mode: 'garble', garbage: 'null' }), queries],
    ['JSON without a status', spoil('queryProxy', { mode: 'garble', garbage: '{"results":[]}' }), queries],
    ['server down', () => cluster.caves.down(), documents],
    ['server frozen', () => cluster.freeze(), everyOne],
    ['busy for a moment', fault('*', 'tmpfail', 3), []],
    ['busy', fault('*', 'tmpfail', -1), documents],
    ['too few nodes', fault('mutateIn', 'durabilityImpossible', -1), ['review']],
    ['of unknown durability, once', fault('mutateIn', 'syncWriteAmbiguous', 1), []],
    ['of unknown durability', fault('mutateIn', 'syncWriteAmbiguous', -1), ['review']],
    ['not written and not answered, once', fault('mutateIn', 'timeout', 1), []],
    ['written and not answered', fault('mutateIn', 'ambiguous', -1), []],
    ['written and cut', fault('mutateIn', 'closeAfter', -1), []],
    ['cut before it is written', fault('mutateIn', 'close', 1), []],
  ])('%s: ends in time, recovers, loses nothing', mayTryAgain, async (_, begin, expected) => {
    await begin();
    expect(await failing()).toEqual(expected);
  });

  test.each([5000, 1080, 12003, 12009, 13014, 4040, 'cut', 'hang'] as const)(
    'a statement that meets %s',
    mayTryAgain,
    async met => {
      // A lost connection is tried once more, and so is a statement that is to be prepared anew.
      cluster.queries.fail(met, met === 'cut' || met === 4040 ? 2 : 1);
      const begun = performance.now();
      const error = await calls.search().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(performance.now() - begun).toBeLessThan(longestMs);
      expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expectDiscreet(error);
      await calls.search();
    },
  );

  test('a statement that the service has forgotten is prepared anew', async () => {
    await calls.search();
    cluster.queries.fail(4040);
    await calls.search();
    cluster.queries.fail('cut');
    await calls.search();
  });

  test('all tries of a statement together take no longer than one may', mayTryAgain, async () => {
    await calls.search();
    // Late by less than the time-out, and cut: the second try has what the first has left.
    cluster.queryProxy.mode = 'cutAnswers';
    cluster.queryProxy.delayMs = 1.3 * shortTimeouts.queryMs;
    const begun = performance.now();
    await expect(calls.count()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(performance.now() - begun).toBeLessThan(2.3 * shortTimeouts.queryMs);
  });

  test('connections that stay open and carry nothing are replaced', async () => {
    const retired = cluster.documentsProxy;
    retired.strand();
    expect(await failing()).toEqual(documents);
    await soon(async () => expect(await failing()).toEqual([]));
    cluster.queryProxy.strand();
    const begun = performance.now();
    // One of those that idle is tried, and then none.
    await Promise.allSettled([calls.list(), calls.count()]);
    await calls.count();
    expect(performance.now() - begun).toBeLessThan(longestMs);
  });

  test('a store that is opened meanwhile says so in time, and opens afterwards', async () => {
    const timeouts = { ...shortTimeouts, connectMs: 500 };
    for (const mode of ['refuse', 'swallow'] as const) {
      cluster.documentsProxy.mode = mode;
      const error = await cluster.open(systemClock, timeouts).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expectDiscreet(error);
      cluster.documentsProxy.heal();
    }
    cluster.queryProxy.mode = 'refuse';
    cluster.queryProxy.cut();
    await expect(cluster.open(systemClock, timeouts)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    cluster.queryProxy.heal();
    await cluster.open(systemClock);
  });

  test('closes while nothing answers', async () => {
    const other = await cluster.open(systemClock);
    const creating = other.createTenant(parseTenantId('other'), { onProgress: () => undefined });
    cluster.queryProxy.mode = 'refuse';
    cluster.queryProxy.cut();
    await cluster.freeze();
    const begun = performance.now();
    await Promise.all([other.close(), expect(creating).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })]);
    expect(performance.now() - begun).toBeLessThan(longestMs);
  });

  test('nothing is acknowledged that too few nodes keep', async () => {
    await using small = await FaultyCluster.start({ replicas: 1 });
    const other = await small.open(systemClock);
    await expect(other.system.put('_system/x', 1)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('too few nodes'),
    });
  });
});
