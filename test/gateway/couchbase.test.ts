import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import type { Logger } from '../../src/core/log.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { CouchbaseStore } from '../../src/store/couchbase/store.ts';
import { FaultyCluster, shortTimeouts } from '../support/faulty-cluster.ts';
import { type GraphQLAnswer, ingestInto, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { soon } from '../support/soon.ts';
import { describeCouchbase } from '../support/store-couchbase.ts';

/** The whole gateway over HTTP, on Couchbase. */

const source = sampleSource({ patients: 12, seed: 1 });
/** A deadline of an operation, and what an answer needs on a busy machine. */
const deadlineMs = 10_500;

let cluster: FaultyCluster;
let gateway: TestGateway;
let lines: string[] = [];
const keep = (fields: object, message: string) =>
  void lines.push(`${message} ${inspect(fields, { depth: 9 })}`);
const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };

const worklist = `query ($after: String) {
  encounters(first: 7, after: $after) {
    edges { node {
      id
      patient { id name { family } }
      practitioners { id name { family } }
      reviewed
    } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Every encounter by its pages. */
async function encounters(tenant: string) {
  const nodes: { id: string; reviewed: boolean; patient: object | null; practitioners: object[] }[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await gateway.query(worklist, { tenant, variables: { after } });
    expect(errors).toEqual([]);
    nodes.push(...data.encounters.edges.map(({ node }: { node: (typeof nodes)[0] }) => node));
    if (!data.encounters.pageInfo.hasNextPage) return nodes;
    after = data.encounters.pageInfo.endCursor;
  }
}

const review = (tenant: string, id: string, type = 'PATIENT', time = '') =>
  gateway.query(`mutation { review(input: { resourceType: ${type}, id: "${id}" ${time} }) { reviewTime } }`, {
    tenant,
  });
const reviewed = async (tenant: string, id: string) =>
  (await gateway.query(`{ patient(id: "${id}") { reviewed } }`, { tenant })).data.patient.reviewed as boolean;
const state = async (tenant: string) =>
  (await gateway.query('{ tenant { state } }', { tenant })).data?.tenant.state as string;
const codes = ({ status, errors }: GraphQLAnswer) => [status, errors[0]?.extensions.code ?? 'ok'];

async function health() {
  const [ready, all] = await Promise.all([gateway.fetch('/health/ready'), gateway.fetch('/health')]);
  const { store } = (await all.json()) as { store: { answers: boolean } };
  return [ready.status, store.answers];
}

function expectDiscreet(text: string): void {
  expect(text).not.toMatch(/SELECT |USE KEYS|_search|tenant_red|patient-\d|secret|Basic /);
}

describeCouchbase('a gateway on Couchbase', () => {
  beforeAll(async () => {
    cluster = await FaultyCluster.start();
  }, 180_000);
  afterAll(() => cluster?.[Symbol.asyncDispose]());
  afterEach(async () => {
    await cluster.heal();
    await gateway?.stop();
    for (const line of lines) expectDiscreet(line);
    lines = [];
  });

  test('warms up, pages, reviews, restarts, refreshes and cools down; tenants are apart', async () => {
    gateway = await startTestGateway({ env: cluster.env, source, logger });
    expect(await health()).toEqual([200, true]);
    await gateway.warm('red', 'blue');
    const found = await encounters('red');
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(12);
    expect(found.every(({ patient }) => patient !== null)).toBe(true);
    expect(found.some(({ practitioners }) => practitioners.length > 0)).toBe(true);
    expect(found.some(each => each.reviewed)).toBe(false);

    expect(codes(await review('red', found[3]!.id, 'ENCOUNTER'))).toEqual([200, 'ok']);
    expect(codes(await review('red', 'patient-1'))).toEqual([200, 'ok']);
    await gateway.restart();
    await gateway.warm('red', 'blue');
    expect((await encounters('red')).filter(each => each.reviewed).map(({ id }) => id)).toEqual([
      found[3]!.id,
    ]);
    expect((await encounters('blue')).some(each => each.reviewed)).toBe(false);
    expect(await reviewed('red', 'patient-1')).toBe(true);
    expect(await reviewed('blue', 'patient-1')).toBe(false);

    const other = sampleSource({ patients: 14, seed: 1 });
    await ingestInto(
      gateway.store,
      other,
      gateway.folder,
      { now: Date.now, after: () => () => undefined },
      true,
    );
    const refreshed = await gateway.query('mutation { warmUpTenant(refresh: true) { state } }', {
      tenant: 'red',
    });
    expect([codes(refreshed), refreshed.data.warmUpTenant.state]).toEqual([[200, 'ok'], 'WARM']);
    expect((await gateway.query('{ patients { count } }', { tenant: 'red' })).data.patients.count).toBe(14);
    expect(await reviewed('red', 'patient-1')).toBe(true);

    await gateway.query('mutation { coolDownTenant { state } }', { tenant: 'red' });
    await soon(async () => expect(await state('red')).toBe('COLD'));
    expect(codes(await gateway.query(worklist, { tenant: 'red' }))).toEqual([503, 'TENANT_COLD']);
    expect(await state('blue')).toBe('WARM');
  });

  test.each<[string, () => unknown]>([
    ['documents', () => Object.assign(cluster.documentsProxy, { mode: 'swallow' })],
    // Each waits for most of the deadline.
    ...(process.env.LONG
      ? ([
          ['queries', () => Object.assign(cluster.queryProxy, { mode: 'swallow' })],
          ['the server', () => cluster.freeze()],
        ] as [string, () => unknown][])
      : []),
  ])(
    'with the time-outs of production: where %s hang, answers come within the deadline',
    async (_, begin) => {
      gateway = await startTestGateway({ env: { ...cluster.env, CACHE: 'off' }, source, logger });
      await gateway.warm('red');
      await begin();
      const begun = performance.now();
      const timed = async (work: Promise<unknown>) => [await work, performance.now() - begun] as const;
      const answers = await Promise.all([
        timed(gateway.query(worklist, { tenant: 'red' }).then(codes)),
        timed(gateway.query('{ encounters(first: 2) { count } }', { tenant: 'red' }).then(codes)),
        timed(review('red', 'patient-1').then(codes)),
        timed(health()),
      ]);
      const [page, count, reviewing, healthy] = answers.map(([answer]) => answer);
      expect(page).toEqual([503, 'STORE_UNAVAILABLE']);
      expect([
        [200, 'ok'],
        [503, 'STORE_UNAVAILABLE'],
      ]).toContainEqual(count);
      expect([
        [200, 'ok'],
        [503, 'STORE_UNAVAILABLE'],
      ]).toContainEqual(reviewing);
      expect(healthy).toEqual([503, false]);
      for (const [, ms] of answers) expect(ms).toBeLessThan(deadlineMs);
      expect(answers[3]![1]).toBeLessThan(4_000);
      await cluster.heal();
      await soon(async () => expect(await health()).toEqual([200, true]));
      await soon(async () => expect(codes(await review('red', 'patient-1'))).toEqual([200, 'ok']));
    },
  );

  test('under a load of reviews, faults come and go: no answer is late, none is wrong, no review is lost', async () => {
    await cluster.fill(source, parseTenantId('red'));
    gateway = await startTestGateway({
      ...{ env: { ...cluster.env, CACHE: 'off' }, source, logger },
      open: (_, clock) => CouchbaseStore.open(cluster.location, clock, shortTimeouts),
    });
    await gateway.warm('red');
    const acknowledged = new Map<string, number>();
    const tally: Record<string, number> = {};
    let isOver = false;
    const count = async (name: string, ask: () => Promise<GraphQLAnswer>) => {
      const begun = performance.now();
      const answer = await ask();
      expect(performance.now() - begun).toBeLessThan(deadlineMs);
      const [status, code] = codes(answer);
      tally[`${name} ${status} ${code}`] = (tally[`${name} ${status} ${code}`] ?? 0) + 1;
      for (const { message } of answer.errors) expectDiscreet(message);
      return answer;
    };
    const reviewer = async (number: number) => {
      for (let round = 0; !isOver; round++) {
        const id = `patient-${number + 4 * (round % 3)}`;
        const { data, errors } = await count('review', () => review('red', id, 'PATIENT'));
        if (errors.length === 0) acknowledged.set(`Patient/${id}`, Date.parse(data.review.reviewTime));
      }
    };
    const reader = async () => {
      while (!isOver) await count('read', () => gateway.query(worklist, { tenant: 'red' }));
    };
    const load = Promise.all([...[1, 2, 3, 4].map(reviewer), reader(), reader()]);
    const answered = (name: string, atLeast: number) =>
      soon(() => expect(tally[name] ?? 0).toBeGreaterThanOrEqual(atLeast));
    try {
      for (const begin of [
        () => Object.assign(cluster.documentsProxy, { mode: 'swallow' }),
        () => {
          for (const proxy of cluster.proxies) proxy.mode = 'refuse';
          for (const proxy of cluster.proxies) proxy.cut();
        },
        () => cluster.caves.down(),
        () => cluster.freeze(),
      ]) {
        const failed = tally['review 503 STORE_UNAVAILABLE'] ?? 0;
        await answered('review 200 ok', (tally['review 200 ok'] ?? 0) + 5);
        await begin();
        await answered('review 503 STORE_UNAVAILABLE', failed + 4);
        await cluster.heal();
      }
      cluster.queries.fail(5000, 4);
      await answered('read 200 ok', (tally['read 200 ok'] ?? 0) + 4);
      await answered('review 200 ok', (tally['review 200 ok'] ?? 0) + 5);
    } finally {
      isOver = true;
      await cluster.heal();
      await load;
    }
    expect(Object.keys(tally).sort()).toEqual([
      'read 200 ok',
      'read 503 STORE_UNAVAILABLE',
      'review 200 ok',
      'review 503 STORE_UNAVAILABLE',
    ]);
    expect(acknowledged.size).toBeGreaterThan(0);
    expect(
      await cluster.wrongReviews(await cluster.collectionOf(parseTenantId('red')), acknowledged),
    ).toEqual([]);
    expect(await health()).toEqual([200, true]);
  });
});
