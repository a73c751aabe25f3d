import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manifestPath } from '../../scripts/generate-manifest.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { candidatesOf } from '../ingest/workbench.ts';
import { Collector } from '../support/collector.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { Issuer } from '../support/issuer.ts';
import { noRedis, RedisServer } from '../support/redis.ts';
import { soon } from '../support/soon.ts';

const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as {
  readonly operations: readonly { readonly id: string; readonly name: string; readonly body: string }[];
};
const operations = new Map(manifest.operations.map(each => [each.name, each]));
const source = () => sampleSource({ patients: 40, seed: 1 });

let collector: Collector;
let issuer: Issuer;
let redis: RedisServer | undefined;
let gateway: TestGateway;
/** What clients sent and were sent: none of it belongs into a trace. */
const secrets = new Set<string>();

beforeAll(async () => {
  collector = await Collector.start();
  issuer = await Issuer.start();
  redis = noRedis ? undefined : await RedisServer.start();
  gateway = await startTestGateway({
    source: source(),
    env: {
      ...collector.env,
      ...issuer.env,
      AUDIT_LOG: 'off',
      ...(redis && { REDIS_URL: redis.url }),
      OTEL_BSP_MAX_QUEUE_SIZE: '100000',
      PERSISTED_OPERATIONS: dirname(manifestPath),
      RATE_LIMIT: '1000000',
    },
  });
});
afterAll(async () => {
  await gateway.stop();
  await redis?.end();
  await issuer.goDown();
  await collector[Symbol.asyncDispose]();
});

/** Every text and number in a value that could tell who somebody is, or give access; the schema's own words are left out. */
function note(value: unknown): void {
  if (typeof value === 'string') secrets.add(value);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(note);
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
async function ask(body: object): Promise<any> {
  const headers = { 'content-type': 'application/json', ...(await issuer.headers()) };
  note(headers);
  const response = await gateway.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as Awaited<ReturnType<typeof ask>>;
  note(answer.data);
  return answer;
}

/** By its id, as its text, and as an operation that nobody registered. */
async function call(name: string, variables: Readonly<Record<string, unknown>> = {}) {
  note(variables);
  const { id, body } = operations.get(name)!;
  await ask({ query: body, variables });
  await ask({ query: `# ${name}\n${body}`, variables });
  const answer = await ask({ documentId: id, variables });
  expect(answer.errors, name).toBeUndefined();
  return answer.data;
}

/** What chance or a clock made, in which a code of seven digits is found sooner or later. */
const madeByChance = /^(traceId|spanId|parentSpanId|\w+UnixNano|doubleValue)$/;
const instance = 'service.instance.id';

/** What was sent, as text, without what chance made. */
const withoutChance = (body: string) =>
  JSON.stringify(
    JSON.parse(body, function (this: { readonly key?: unknown }, key, value) {
      return madeByChance.test(key) || (key === 'value' && this.key === instance) ? undefined : value;
    }),
  );

/** What an operator or a reader of this code knows beforehand, whatever the data are. */
const vocabulary = new Set([
  ...['Encounter', 'Patient', 'Practitioner', 'Location', 'Organization', 'demo', 'POST', 'GET'],
  // Codes of FHIR that are parts of names of attributes: gateway.worker, service.instance.id.
  ...['work', 'instance'],
  ...['WARM', 'COLD', 'WARMING', 'ENCOUNTER', 'PATIENT', 'PRACTITIONER'],
]);

/** Shorter ones are parts of words, and of numbers that are hexadecimal. */
const isTelling = (text: string) =>
  text.length >= 4 && !vocabulary.has(text) && !/^[0-9a-f]{4,5}$/.test(text);

test('no text of the data, of a client or of an answer is in what is sent to the collector', async () => {
  await call('WarmUp', { wait: true });
  const { encounters } = await call('Worklist', { first: 10 });
  await call('Worklist', { first: 10, after: encounters.pageInfo.endCursor });
  for (const { node } of encounters.edges.slice(0, 4)) {
    const day = node.period.start.slice(0, 10);
    await call('PatientChart', { id: node.patient.id });
    await call('PractitionerDay', { id: node.practitioners[0].id, period: { from: day, to: day } });
    const input = { resourceType: 'ENCOUNTER', id: node.id };
    await call('Review', input);
    await call('ReviewMany', { inputs: [input, { resourceType: 'PATIENT', id: node.patient.id }] });
  }
  await call('Progress');
  await call('TenantState');

  for await (const { content } of candidatesOf(source())) note('json' in content ? content.json : undefined);
  const family = [...secrets].find(text => /^[A-Z][a-z]{5,}$/.test(text) && !vocabulary.has(text))!;
  // Everywhere where a client may put a name.
  await ask({
    query: `query ${family} { patients(first: 1, filter: { name: { matches: "${family}" } }) { count } }`,
  });
  await ask({ query: `{ PatientList(name: "${family}") { id } ${family}: tenant { id } }` });
  await ask({ query: `{ ${family} }` });
  await ask({ query: `{ "${family}` });
  await ask({ query: `query q($${family}: ID!) { patient(id: $${family}) { id } }`, operationName: family });
  await ask({ query: '{ patient(id: "x") { id } }', extensions: { [family]: family } });
  await ask({ documentId: family });
  const headers = {
    'x-request-id': family,
    'user-agent': family,
    'x-tenant-id': family,
    baggage: `a=${family}`,
  };
  for (const path of [
    `/fhir/$graphql?query={PatientList(name:"${family}"){id}}`,
    `/${family}`,
    `/?name=${family}`,
  ])
    await gateway.fetch(path, {
      headers: { ...headers, authorization: `Bearer ${family}`, 'x-api-key': family },
    });
  await gateway.fetch('/graphql', {
    headers: { ...(await issuer.headers()), ...headers, traceparent: family, tracestate: family },
  });
  await ask({ query: 'mutation { coolDownTenant { state } }' });
  await gateway.gateway.stop();

  await soon(() => expect(collector.spans.length).toBeGreaterThan(300));
  const sent = collector.bodies.map(withoutChance).join('\n');
  const kinds = new Set(collector.spans.map(({ name }) => name.replace(/ .*/, '')));
  for (const kind of ['POST', 'graphql.execute', 'loader', 'cache', 'lane', 'store', 'tenant', 'issuer'])
    expect(kinds).toContain(kind);
  for (const { events, error } of collector.spans) expect([events, error?.message]).toEqual([[], undefined]);
  const telling = [...secrets].filter(isTelling);
  expect(telling.length).toBeGreaterThan(1_000);
  expect(telling).toContain(family);
  expect(
    telling.filter(text => sent.includes(text) || sent.includes(JSON.stringify(text).slice(1, -1))),
  ).toEqual([]);
});

test('values of attributes are of few kinds', () => {
  const numeric =
    /^(http\.response\.status_code|db\.operation\.batch\.size|gateway\.(batch\.size|lane\.waited_ms|cache\.(hits|sharedHits|misses|joined|stale)))$/;
  const values = new Map<string, Set<unknown>>();
  for (const { attributes } of collector.spans)
    for (const [name, value] of Object.entries(attributes)) {
      if (numeric.test(name)) expect(value).toBeTypeOf('number');
      else values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  for (const [name, kinds] of values) expect(kinds.size, name).toBeLessThan(30);
});
