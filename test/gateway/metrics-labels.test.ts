import { afterEach, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { ManifestFolder, manifestOf } from '../support/operations.ts';
import { sendRaw } from '../support/raw-http.ts';

/**
 * Of a gateway over which everything here has gone, with two warm tenants: about half of them the figures of Node and of
 * the system. Each further tenant has some 50, up to a hundred of them.
 */
const maxSeries = 900;

/** In whatever a client may choose. */
const mark = 'zq7';

let gateway: TestGateway;
let folder: ManifestFolder;
afterEach(async () => {
  await gateway.stop();
  await folder[Symbol.asyncDispose]();
});

const registered = 'query Known { patients(first: 1) { count } }';

/** Series, of a histogram those of its buckets too. */
const seriesNow = async () => {
  const text = await (await gateway.fetch('/metrics')).text();
  return text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
};
/** Without what Node tells of itself, which is another at any time. */
const ofGateway = (lines: readonly string[]) =>
  lines.map(line => line.slice(0, line.lastIndexOf(' '))).filter(name => !/^(nodejs|process)_/.test(name));

/** `count` pieces of work, a few at a time. */
async function each(count: number, work: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const run = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 8 }, run));
}

async function hostile(round: number, names: number): Promise<void> {
  const name = (number: number) => `${mark}_${round}_${number}`;
  await each(names, number => gateway.query(registered, { tenant: name(number) }));
  await each(names, number => gateway.query(`query ${name(number)} { tenant { id } }`));
  await each(50, number =>
    gateway.query(`query ${name(number)} { patient(id: "${name(number)}") { id } }`, {
      operationName: name(number + 1),
    }),
  );
  // The name of a registered one, which this is not.
  await gateway.query(`query Known { ${mark}: tenant { id } }`);
  for (const document of [
    ...[`{ ${mark} }`, `{ ${mark}(`, `subscription ${mark} { a }`, `fragment ${mark} on Patient { id }`],
    ...[`query ($${mark}: ID!) { patient(id: $${mark}) { id } }`, `{ tenant @${mark} { id } }`, ''],
    `{ patient(id: "${'x'.repeat(70)}${mark}") { id } }`,
  ])
    await gateway.query(document);
  for (const path of [
    `/${mark}`,
    `/graphql/${mark}`,
    `/health/${mark}`,
    `/?${mark}`,
    `/fhir/${mark}`,
    `/%${mark}`,
  ])
    await (await gateway.fetch(path)).arrayBuffer();
  for (const [type, body] of [
    ['text/plain', mark],
    [`application/${mark}`, '{}'],
    ['application/json', `{"${mark}`],
    [
      'application/json',
      JSON.stringify({ extensions: { code: mark, persistedQuery: { sha256Hash: mark } } }),
    ],
    ['application/json', JSON.stringify({ documentId: mark })],
    ['application/json', JSON.stringify([{ query: mark }])],
  ] as const)
    await (
      await gateway.fetch('/graphql', { method: 'POST', headers: { 'content-type': type }, body })
    ).text();
  for (const method of [
    'PROPFIND',
    'M-SEARCH',
    'TRACE',
    'DELETE',
    'QUERY',
    'LINK',
    mark.toUpperCase(),
    'get',
  ])
    await sendRaw(
      gateway.gateway.url,
      `${method} /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-tenant-id: ${mark}\r\n\r\n`,
    );
  await (
    await gateway.fetch('/warm-up-tenant', { method: 'POST', headers: { 'x-tenant-id': `!${mark}` } })
  ).text();
}

test('whatever clients send: the number of series is bounded, and no label says what they said', async () => {
  folder = await ManifestFolder.with({ some: manifestOf(registered) });
  const env = { PERSISTED_OPERATIONS: folder.path, LOG_LEVEL: 'silent' };
  gateway = await startTestGateway({ source: smallSample, env });
  await gateway.warm('demo', 'second');
  await gateway.query(registered);
  await hostile(1, 1_000);
  // Whoever looks is seen too.
  await seriesNow();
  const first = await seriesNow();
  expect(first.filter(line => line.includes(mark))).toEqual([]);
  expect(first.length).toBeLessThan(maxSeries);
  await hostile(2, 100);
  const second = await seriesNow();
  expect(second.filter(line => line.includes(mark))).toEqual([]);
  // All of it once more, with other names: nothing that is new.
  expect(ofGateway(second)).toEqual(expect.arrayContaining(ofGateway(first)));
  expect(ofGateway(second)).toHaveLength(ofGateway(first).length);
  const valuesOf = (label: string) =>
    new Set(second.flatMap(line => new RegExp(`[{,]${label}="([^"]*)"`).exec(line)?.[1] ?? []));
  expect([...valuesOf('method')].sort()).toEqual(['DELETE', 'GET', 'POST', 'other']);
  expect(valuesOf('status')).toEqual(
    new Set([...valuesOf('status')].filter(status => /^[2-5]\d\d$/.test(status))),
  );
  expect([...valuesOf('tenant')].sort()).toEqual(['demo', 'other', 'second']);
  expect([...valuesOf('operationName')].sort()).toEqual(['Known', 'other']);
  // It was seen, and not passed by.
  const value = (series: string) =>
    Number(
      second
        .find(line => line.startsWith(`${series} `))
        ?.split(' ')
        .at(-1),
    );
  const ofQueries = '{operationType="query",operationName="other"}';
  expect(value(`graphql_envelop_phase_execute_count${ofQueries}`)).toBeGreaterThan(1_100);
  expect(value('graphql_envelop_error_result{code="TENANT_COLD",operationName="Known"}')).toBe(1_100);
  const ofOthers = '{tenant="other",lane="operation",outcome="done"}';
  expect(value(`gateway_lane_calls_total${ofOthers}`)).toBeGreaterThanOrEqual(1_100);
}, 120_000);
