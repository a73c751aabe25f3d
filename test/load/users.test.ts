import { afterEach, expect, test, vi } from 'vitest';
import type { LoadReport } from '../../bench/load/report-type.ts';
import { type RunOptions, runLoad } from '../../bench/load/run.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { longTest } from '../support/long.ts';
import { lyingProxy } from './lying-proxy.ts';

// Runs last until enough was answered: a second or two each, more where the machine is busy.
vi.setConfig({ testTimeout: 60_000 });

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(env: Record<string, string> = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({
    source: smallSample,
    env: { PERSISTED_OPERATIONS: 'examples/operations', ...env },
  });
  ends.push(() => gateway.stop());
  return gateway;
}

const run = (url: string, options: Partial<RunOptions> = {}): Promise<LoadReport> =>
  runLoad({
    url,
    name: 'short',
    users: 40,
    tenants: 3,
    seconds: 5,
    rampSeconds: 1,
    seed: 1,
    thinkMs: 50,
    intervalSeconds: 1,
    ...options,
  });

/** Ends a run once so many requests were answered, however slow the machine is. */
function after(requests: number): Pick<RunOptions, 'seconds' | 'intervalSeconds' | 'signal' | 'onPoint'> {
  const enough = new AbortController();
  let answered = 0;
  let last = 0;
  return {
    seconds: 20,
    intervalSeconds: 0.2,
    signal: enough.signal,
    onPoint: ({ at, rate }) => {
      answered += rate * (at - last);
      last = at;
      if (answered >= requests) enough.abort();
    },
  };
}

test('all kinds of users act, nothing fails, every acknowledged review is found again', async () => {
  const { gateway } = await start();
  const report = await run(gateway.url, after(900));
  expect(report.failures).toEqual([]);
  expect(Object.keys(report.actions)).toEqual(
    expect.arrayContaining([
      ...['worklist', 'scroll on', 'open chart', 'patient history', 'review', 'review many', 'progress'],
      ...['search by name', 'search by birth', 'search by code', 'search practitioners'],
      ...['FHIR search', 'FHIR page', 'FHIR chained search'],
      ...['partner: progress', 'partner: worklist', 'partner: patient'],
      ...['introspection', 'wrong query', 'cold tenant', 'unknown id', 'bad cursor'],
      ...['cool down', 'tenant state'],
    ]),
  );
  expect(report.reviews.acknowledged).toBeGreaterThan(20);
  expect(report.reviews).toEqual({
    acknowledged: report.reviews.acknowledged,
    lookedFor: report.reviews.acknowledged,
    lost: 0,
  });
  expect(report.totals.requests).toBeGreaterThan(100);
  expect(report.totals.checked).toBeGreaterThanOrEqual(report.totals.requests);
  expect(Math.max(...report.timeline.map(({ users }) => users))).toBe(40);
  expect(report.timeline.every(({ ownCpu }) => ownCpu > 0)).toBe(true);
});

test('the same seed makes a user do the same', async () => {
  const sent: string[][] = [];
  for (const seed of [3, 3, 4]) {
    const { gateway } = await start();
    const own: string[] = [];
    sent.push(own);
    const proxy = await lyingProxy(
      () => gateway.url,
      (asked, pass) => {
        own.push(asked.path + asked.body);
        return pass(asked);
      },
    );
    ends.push(() => proxy.stop());
    const end = new AbortController();
    const onPoint = () => void (own.length > 45 && end.abort());
    await run(proxy.url, {
      users: 1,
      tenants: 1,
      seed,
      thinkMs: 5,
      rampSeconds: 0,
      intervalSeconds: 0.1,
      signal: end.signal,
      onPoint,
    });
  }
  const [first, again, other] = sent.map(requests => requests.slice(0, 45).map(withoutTimes));
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

/** How often a user asks whether its tenant is warm depends on the machine; cursors and ids do not. */
const withoutTimes = (request: string) => (request.includes('query TenantState') ? 'state' : request);

test('reviews of an earlier run are known to the next', async () => {
  const { gateway } = await start();
  await run(gateway.url, after(200));
  const report = await run(gateway.url, { ...after(200), seed: 2 });
  expect(report.failures).toEqual([]);
  expect(report.reviews.lost).toBe(0);
});

longTest('tenants that cool for being idle are warmed again by who comes', async () => {
  const { gateway } = await start({ TENANT_IDLE_MS: '1000' });
  let warmUps = 0;
  const again = new AbortController();
  const proxy = await lyingProxy(
    () => gateway.url,
    (asked, pass) => {
      if (asked.body.includes('mutation WarmUp') && ++warmUps > 4) again.abort();
      return pass(asked);
    },
  );
  ends.push(() => proxy.stop());
  const report = await run(proxy.url, {
    users: 3,
    tenants: 3,
    thinkMs: 900,
    seconds: 24,
    signal: again.signal,
  });
  expect(report.failures).toEqual([]);
  expect(warmUps).toBeGreaterThan(4);
});

longTest('at a rate, what waits for a user who is free shows in the latencies', async () => {
  const { gateway } = await start();
  const proxy = await lyingProxy(
    () => gateway.url,
    async (asked, pass) => {
      await new Promise(resolve => setTimeout(resolve, 100));
      return pass(asked);
    },
  );
  ends.push(() => proxy.stop());
  // Five users can be answered 50 times a second at most: what is asked for beyond that waits, and the waiting shows.
  const slow = await run(proxy.url, { users: 5, rate: 100, seconds: 3 });
  expect(slow.totals.rate).toBeLessThan(60);
  expect(slow.totals.p95Ms).toBeGreaterThan(500);
});

test('a gateway that goes away meanwhile: what fails is counted and asked again, no review is lost', async () => {
  const test = await start();
  const proxy = await lyingProxy(
    () => test.gateway.url,
    (asked, pass) => pass(asked),
  );
  ends.push(() => proxy.stop());
  let restarted: Promise<void> | undefined;
  const report = await run(proxy.url, {
    tolerateFaults: true,
    seconds: 3,
    onPoint: ({ users }) => {
      if (users === 40) restarted ??= test.restart();
    },
  });
  await restarted;
  expect(restarted).toBeDefined();
  expect(report.failures.filter(({ reason }) => reason.startsWith('wrong answer'))).toEqual([]);
  expect(report.failures.some(({ reason }) => reason.startsWith('connection: '))).toBe(true);
  expect(report.reviews.lookedFor).toBe(report.reviews.acknowledged);
  expect(report.reviews.lost).toBe(0);
});
