import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadReport } from '../../bench/load/report-type.ts';
import { type RunOptions, runLoad } from '../../bench/load/run.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type Answer, changed, type Exchange, lyingProxy } from './lying-proxy.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({
    source: smallSample,
    env: { PERSISTED_OPERATIONS: 'examples/operations' },
  });
});

afterAll(() => gateway.stop());

/** A run through a proxy that lies, which ends with the first failure. */
async function runBehind(
  lie: (asked: Exchange, pass: (asked: Exchange) => Promise<Answer>) => Promise<Answer>,
  options: Partial<RunOptions> = {},
): Promise<LoadReport> {
  const proxy = await lyingProxy(() => gateway.gateway.url, lie);
  const found = new AbortController();
  try {
    return await runLoad({
      url: proxy.url,
      name: 'behind a liar',
      users: 12,
      tenants: 2,
      seconds: 15,
      rampSeconds: 0,
      seed: 7,
      thinkMs: 20,
      intervalSeconds: 0.2,
      signal: found.signal,
      onPoint: ({ failures }) => failures > 0 && found.abort(),
      ...options,
    });
  } finally {
    await proxy.stop();
  }
}

const reasons = (report: LoadReport) => report.failures.map(({ action, reason }) => `${action}: ${reason}`);

// Only users' own operations: what a run reads to prepare itself is believed.
const lying = (operation: string, change: Parameters<typeof changed>[1]) =>
  runBehind(async (asked, pass) => {
    const answer = await pass(asked);
    return asked.body.includes(`query ${operation}(`) ? changed(answer, change) : answer;
  });

test('a field that was asked for is not there', async () => {
  const report = await lying('OpenChart', data => {
    delete data.encounter?.status;
  });
  expect(reasons(report)).toContain('open chart: wrong answer: the field encounter.status');
});

test('another review state is shown', async () => {
  const report = await lying('OpenChart', ({ encounter }) => {
    if (encounter == null) return;
    encounter.reviewed = !encounter.reviewed;
    encounter.reviewTime = encounter.reviewed ? '2026-01-01T00:00:00.000Z' : null;
  });
  expect(reasons(report).join()).toMatch(/open chart: wrong answer: (nobody reviewed|an acknowledged)/);
});

test('a review has another time', async () => {
  const report = await lying('OpenChart', ({ encounter }) => {
    if (encounter?.reviewed) encounter.reviewTime = '2026-01-01T00:00:00.000Z';
  });
  expect(reasons(report)).toContain('open chart: wrong answer: a review keeps its time');
});

test('content is not what it was', async () => {
  const report = await lying('OpenChart', ({ encounter }) => {
    if (encounter != null) encounter.status = 'entered-in-error';
  });
  expect(reasons(report)).toContain('open chart: wrong answer: content of an encounter');
});

test('a nested patient is somebody else', async () => {
  const report = await lying('Worklist', ({ encounters }) => {
    const [first, second] = encounters.edges;
    if (second !== undefined)
      [first.node.patient, second.node.patient] = [second.node.patient, first.node.patient];
  });
  expect(reasons(report).join()).toContain('wrong answer: the patient is who the reference says');
});

test('a row comes twice', async () => {
  const report = await lying('Worklist', ({ encounters: { edges } }) => {
    if (edges.length > 1) edges[1] = edges[0];
  });
  expect(reasons(report).join()).toContain('wrong answer: order of rows, each once');
});

test('a row is left out', async () => {
  const report = await lying('Worklist', ({ encounters: { edges, pageInfo } }) => {
    edges.splice(2, 1);
    pageInfo.hasNextPage = false;
  });
  expect(reasons(report).join()).toContain('wrong answer: no row is left out');
});

test('rows are in another order', async () => {
  const report = await lying('Worklist', ({ encounters: { edges } }) => edges.reverse());
  expect(reasons(report).join()).toContain('wrong answer: order of rows');
});

test('a row does not fit the filter', async () => {
  const report = await runBehind(async (asked, pass) => {
    const isSearch = asked.body.includes('query PatientsByName(');
    return pass(isSearch ? { ...asked, body: asked.body.replace(/"name":"\w+"/, '"name":"a"') } : asked);
  });
  expect(reasons(report)).toContain('search by name: wrong answer: the filter holds for each row');
});

test("another tenant's reviews are counted", async () => {
  const report = await runBehind(async (asked, pass) => {
    const isProgress = asked.body.includes('query Progress') || asked.path.includes('documentId=c4df0d48');
    const tenant = asked.headers['x-tenant-id']!;
    const other = { 'load-1': 'load-2', 'load-2': 'load-1' }[tenant] ?? tenant;
    return pass(isProgress ? { ...asked, headers: { ...asked.headers, 'x-tenant-id': other } } : asked);
  });
  expect(reasons(report).join()).toContain('wrong answer: as many reviews as the tenant made');
});

test('an answer is called unchanged that has changed', async () => {
  const report = await runBehind(async (asked, pass) =>
    asked.headers['if-none-match'] === undefined ? pass(asked) : { status: 304, headers: {}, body: '' },
  );
  expect(reasons(report).join()).toMatch(/partner: .*: wrong answer/);
});

test('a review is acknowledged and not done: users see it, and the ledger counts it', async () => {
  const report = await runBehind(
    async (asked, pass) => {
      if (!asked.body.includes('mutation Review(') || asked.body.includes('"not-')) return pass(asked);
      const { id, reviewed } = JSON.parse(asked.body).variables.input;
      const reviewTime = reviewed ? '2026-01-01T00:00:00.000Z' : null;
      const review = { id, reviewed, reviewTime, reviewedBy: null };
      return { status: 200, headers: {}, body: JSON.stringify({ data: { review } }) };
    },
    { seconds: 3, onPoint: () => undefined },
  );
  expect(reasons(report).join()).toContain('wrong answer: an acknowledged review shows');
  expect(report.reviews.lost).toBeGreaterThan(0);
  expect(report.reviews.lookedFor).toBe(report.reviews.acknowledged);
});

test('errors and broken connections are counted by what they are', async () => {
  let charts = 0;
  const report = await runBehind(
    async (asked, pass) => {
      if (!asked.body.includes('query OpenChart(') || ++charts % 2 === 0) return pass(asked);
      if (charts % 3 === 0) throw new Error('broken');
      return { status: 502, headers: {}, body: '<html>' };
    },
    { seconds: 2, onPoint: () => undefined },
  );
  expect(reasons(report).join()).toMatch(/open chart: connection: UND_ERR_SOCKET/);
  expect(reasons(report)).toContain('open chart: HTTP 502');
  expect(report.reviews.lost).toBe(0);
});
