import { hash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import type { Logger } from '../../src/core/log.ts';
import { maxDepth } from '../../src/graphql/limits/counts.ts';
import { maxCost } from '../../src/graphql/limits/estimate.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { orderFlush, orderMode } from '../../src/services/cache-control.ts';
import { ManualClock } from '../support/clock.ts';
import { ingestInto, listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { soon } from '../support/soon.ts';

const minute = 60_000;
const clock = new ManualClock();
const logged: { fields: object; message: string }[] = [];
const keep = (fields: object, message: string) => void logged.push({ fields, message });
const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };

/** Two gateways and one without caches, over one store. */
let gateway: TestGateway;
let other: TestGateway;
let plain: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock, logger, source: sampleSource({ patients: 8, seed: 1 }) });
  const { folder } = gateway;
  other = await startTestGateway({ clock, folder });
  plain = await startTestGateway({ clock, folder, env: { CACHE: 'off' } });
  await gateway.warm('demo', 'clinic');
});
afterAll(async () => {
  await Promise.all([other.stop(), plain.stop()]);
  await gateway.stop();
});

interface AskOptions {
  readonly of?: TestGateway;
  readonly tenant?: string;
  readonly headers?: Record<string, string>;
  readonly path?: string;
  readonly method?: string;
}

/** An answer as its client gets it. */
async function got(response: Response) {
  const headers = Object.fromEntries(response.headers);
  const { 'x-cache': cache, ...others } = headers;
  // Those are of the request, not of its answer.
  for (const name of ['date', 'x-request-id']) delete others[name];
  const text = await response.text();
  // Of the landing page, drawn for each.
  return {
    cache,
    status: response.status,
    text: text.replaceAll(/\b[0-9a-f]{64}\b/g, 'nonce'),
    headers: others,
  };
}

async function post(
  body: object | string,
  { of = gateway, tenant = 'demo', headers, path = '/graphql' }: AskOptions = {},
) {
  const response = await of.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant-id': tenant, ...headers },
    body: JSON.stringify(typeof body === 'string' ? { query: body } : body),
  });
  return got(response);
}

async function get(
  search: Record<string, string>,
  { of = gateway, tenant = 'demo', headers, path = '/graphql', method = 'GET' }: AskOptions = {},
) {
  const url = `${path}?${new URLSearchParams(search)}`;
  return got(await of.fetch(url, { method, headers: { 'x-tenant-id': tenant, ...headers } }));
}

const sources = async (asked: () => Promise<{ cache: string | undefined }>, times = 2) => {
  const all = [];
  for (let time = 0; time < times; time++) all.push((await asked()).cache);
  return all;
};

/** Asks until the answer is kept: that of a resource that has aged is not. */
const kept = (query: string, options?: AskOptions) =>
  soon(async () => expect((await post(query, options)).cache).toBe('hit'));

/** Lets time go by until work is done that waits for other processes: they look 4 times a real second. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  await soon(async () => {
    await clock.advance(25);
    expect(done).toBe(true);
  });
  return ended;
}

let count = 0;
/** A query that nobody asked before. */
const fresh = (query = '{ patient(id: "patient-1") { id name { family } } }') => `${query} # ${count++}`;

async function review(id: string, { reviewed = true, of = gateway, tenant = 'demo', type = 'PATIENT' } = {}) {
  const query = `mutation { review(input: { resourceType: ${type}, id: "${id}", reviewed: ${reviewed} }) { id } }`;
  const answer = await post(query, { of, tenant });
  expect(JSON.parse(answer.text)).toEqual({ data: { review: { id } } });
  return answer;
}

describe('an answer', () => {
  const documents = {
    'of one resource': '{ patient(id: "patient-1") { id reviewed name { family given } } }',
    'of none': '{ patient(id: "nobody") { id } }',
    'of a list':
      '{ patients(first: 3) { count edges { cursor node { id } } pageInfo { endCursor hasNextPage } } }',
    'of lists in a list':
      '{ patients(first: 3) { edges { node { encounters(first: 2) { count edges { node { id } } } } } } }',
    'of FHIR':
      '{ EncounterConnection(_count: 2, status: "finished") { count next edges { resource { id subject { resource { __typename } } } } } }',
    'of figures': '{ reviewProgress { resourceType total reviewed } }',
    'that is reshaped':
      '{ patients(first: 3) @flatten { edges @flatten { node { id name @first { family @singleton } address @slice(path: "use") { city } } } } }',
    'of several':
      '{ a: patient(id: "patient-1") { id } b: patient(id: "patient-2") { id } reviewProgress { total } }',
  };
  test.each(Object.entries(documents))('%s is made once, and the same when it is found', async (_, query) => {
    const without = await post(query, { of: plain });
    const [miss, hit] = [await post(query), await post(query)];
    expect([without.cache, miss.cache, hit.cache]).toEqual(['bypass', 'miss', 'hit']);
    expect({ ...hit, cache: '' }).toEqual({ ...miss, cache: '' });
    expect({ ...hit, cache: '' }).toEqual({ ...without, cache: '' });
    expect(hit.status).toBe(200);
    expect(JSON.parse(hit.text)).not.toHaveProperty('errors');
    expect(hit.headers['cache-control']).toBe('private, no-store');
  });

  test('is another one for another document, operation, variables, media type or tenant', async () => {
    const query = fresh(
      'query A($id: ID!) { patient(id: $id) { id } } query B($id: ID!) { patient(id: $id) { active } }',
    );
    const asked = { query, operationName: 'A', variables: { id: 'patient-1' } };
    expect(await sources(() => post(asked))).toEqual(['miss', 'hit']);
    const graphql = { accept: 'application/graphql-response+json' };
    for (const [body, options] of [
      [{ ...asked, query: ` ${query}` }],
      [{ ...asked, operationName: 'B' }],
      [{ ...asked, variables: { id: 'patient-2' } }],
      [{ ...asked, variables: { id: 'patient-1', more: 1 } }],
      [asked, { headers: graphql }],
      [asked, { tenant: 'clinic' }],
    ] satisfies [object, AskOptions?][]) {
      const answers = [await post(body, options), await post(body, options)];
      expect(answers.map(({ cache }) => cache)).toEqual(['miss', 'hit']);
      expect(answers[1]!.text).toBe((await post(body, { ...options, of: plain })).text);
    }
    expect((await post(asked, { headers: graphql })).headers['content-type']).toContain('graphql-response');
    expect((await post(asked)).headers['content-type']).toContain('application/json');
  });

  test("is never another tenant's", async () => {
    const query = fresh(
      '{ patient(id: "patient-3") { id reviewed } patients(filter: { reviewed: true }) { count } }',
    );
    await review('patient-3', { tenant: 'clinic' });
    const [demo, clinic] = [await post(query), await post(query, { tenant: 'clinic' })];
    expect(JSON.parse(demo.text).data.patient.reviewed).toBe(false);
    expect(JSON.parse(clinic.text).data.patient.reviewed).toBe(true);
    for (const [tenant, { text }] of [
      ['demo', demo],
      ['clinic', clinic],
    ] as const) {
      expect(await post(query, { tenant })).toMatchObject({ cache: 'hit', text });
    }
    await review('patient-3', { tenant: 'clinic', reviewed: false });
    expect((await post(query)).cache).toBe('hit');
  });

  test('to a number that is too large is not that to null', async () => {
    const query = fresh('query ($first: Int) { patients(first: $first) { edges { node { id } } } }');
    const ask = async (first: string) => {
      const body = `{"query":${JSON.stringify(query)},"variables":{"first":${first}}}`;
      const headers = { 'content-type': 'application/json', 'x-tenant-id': 'demo' };
      return got(await gateway.fetch('/graphql', { method: 'POST', headers, body }));
    };
    expect((await ask('null')).status).toBe(200);
    expect((await ask('null')).cache).toBe('hit');
    expect(await ask('1e400')).toMatchObject({ status: 400, cache: 'bypass' });
  });

  test('is found whatever another tenant has asked with the same document', async () => {
    const query = fresh(
      'query ($all: Boolean!) { tenant @include(if: $all) { id } patient(id: "patient-1") { id } }',
    );
    const ask = (tenant: string, all: boolean) => post({ query, variables: { all } }, { tenant });
    expect((await ask('demo', true)).cache).toBe('bypass');
    expect(await sources(() => ask('clinic', false))).toEqual(['miss', 'hit']);
  });

  test('that a POST has made is found by a GET that no foreign page can send, and by no other', async () => {
    const query = fresh('query ($id: ID!) { patient(id: $id) { id } }');
    const variables = { id: 'patient-1' };
    const accept = { accept: 'application/json' };
    const { text } = await post({ query, variables }, { headers: accept });
    const search = { query, variables: JSON.stringify(variables) };
    for (const name of ['apollo-require-preflight', 'x-apollo-operation-name']) {
      expect(await get(search, { headers: { ...accept, [name]: '1' } })).toMatchObject({
        cache: 'hit',
        text,
      });
    }
    for (const headers of [accept, { ...accept, 'apollo-require-preflight': '' }]) {
      const refused = await get(search, { headers });
      expect([refused.status, refused.cache, refused.text.includes('patient-1')]).toEqual([
        400,
        'bypass',
        false,
      ]);
      expect(refused.text).toContain('CSRF');
    }
  });

  test("is found at FHIR's endpoint by plain GETs, and is the same at both endpoints", async () => {
    const query = fresh('query Named { PatientList(_count: 3) { id } }');
    const path = '/fhir/$graphql';
    expect(await sources(() => get({ query }, { path }))).toEqual(['miss', 'hit']);
    expect(await sources(() => post(query, { path }), 1)).toEqual(['hit']);
    expect(await sources(() => post(query, { headers: { accept: 'application/json' } }), 1)).toEqual(['hit']);
    const foreign = await get({ query }, { path, headers: { 'sec-fetch-site': 'cross-site' } });
    expect([foreign.status, foreign.text.includes('patient-1')]).toEqual([403, false]);
  });

  test('is given to those alone whom Apollo would answer', async () => {
    const query = fresh();
    const headers = { 'apollo-require-preflight': '1', accept: 'application/json' };
    await post(query, { headers });
    const all = {
      'a HEAD': (of: TestGateway) => get({ query }, { of, headers, method: 'HEAD' }),
      'a list of extensions': (of: TestGateway) => post({ query, extensions: [] }, { of, headers }),
      'extensions of another kind': (of: TestGateway) => post({ query, extensions: 'x' }, { of, headers }),
      'a list of variables': (of: TestGateway) => post({ query, variables: [] }, { of, headers }),
      'variables as text': (of: TestGateway) => post({ query, variables: '{}' }, { of, headers }),
      'an operation name of another kind': (of: TestGateway) =>
        post({ query, operationName: 7 }, { of, headers }),
      'an operation that is not there': (of: TestGateway) =>
        post({ query, operationName: 'X' }, { of, headers }),
      'several documents': (of: TestGateway) =>
        get({ query }, { of, headers, path: '/graphql?query=%7Btenant%7Bid%7D%7D&x=' }),
      'a GET of a type of content': (of: TestGateway) =>
        get({ query }, { of, headers: { ...headers, 'content-type': 'text/plain' } }),
      'variables that are no object': (of: TestGateway) => get({ query, variables: 'null' }, { of, headers }),
      'another type of content': (of: TestGateway) =>
        post(query, { of, headers: { ...headers, 'content-type': 'application/jsonish' } }),
      'a page': (of: TestGateway) => get({ query }, { of, headers: { ...headers, accept: 'text/html' } }),
      'a batch': (of: TestGateway) => post([{ query }], { of, headers }),
      'plain text': (of: TestGateway) =>
        post(query, { of, headers: { ...headers, 'content-type': 'text/plain' } }),
    };
    for (const [what, ask] of Object.entries(all)) {
      const [with_, without] = [await ask(gateway), await ask(plain)];
      expect([what, { ...with_, cache: '' }]).toEqual([what, { ...without, cache: '' }]);
      expect([what, with_.cache]).not.toEqual([what, 'hit']);
    }
  });

  test('of a URL is an answer to what Apollo reads in it', async () => {
    // One parser leaves what is wrongly encoded as it stands, the other reads a character that stands for it.
    const query = '{found:patients(filter:{name:"%ff"}){count}}';
    const headers = { accept: '*/*', 'apollo-require-preflight': '1', 'x-tenant-id': 'demo' };
    const { port } = new URL(gateway.gateway.url);
    const status = await new Promise(resolve =>
      request({ port, path: `/graphql?query=${query}`, headers }, answer =>
        answer.resume().on('end', () => resolve(answer.statusCode)),
      ).end(),
    );
    expect(status).toBe(200);
    expect((await post(query, { headers })).cache).toBe('miss');
    const signs = fresh('{ patients(filter: { name: "a + b & c=%41#" }) { count } }');
    expect(await sources(() => get({ query: signs }, { headers }))).toEqual(['miss', 'hit']);
    expect((await post(signs, { headers })).cache).toBe('hit');
  });

  test('is not looked up for a text that is to be registered, and is for its hash and for who asks', async () => {
    const query = fresh();
    const named = { query, extensions: { clientLibrary: { name: 'x' } } };
    expect(await sources(() => post(query))).toEqual(['miss', 'hit']);
    expect(await sources(() => post(named), 1)).toEqual(['hit']);
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash('sha256', query) } };
    expect(await sources(() => post({ query, extensions }))).toEqual(['bypass', 'bypass']);
    const headers = { 'apollo-require-preflight': '1' };
    const inUrl = { extensions: JSON.stringify(extensions) };
    expect(await sources(() => get({ query, ...inUrl }, { headers }), 1)).toEqual(['bypass']);
    expect(await sources(() => get(inUrl, { headers }), 1)).toEqual(['hit']);
    expect(await sources(() => post({ extensions }), 1)).toEqual(['hit']);
  });

  test("is logged by the operation's name when it is found, too", async () => {
    const query = fresh('query Worklist { patients(first: 1) { count } }');
    await post(query);
    logged.length = 0;
    expect((await post(query)).cache).toBe('hit');
    const [line] = await soon(() => {
      const lines = logged.filter(({ message }) => message === 'request');
      expect(lines).toHaveLength(1);
      return lines;
    });
    expect(line!.fields).toMatchObject({
      operation: 'Worklist',
      tenant: 'demo',
      status: 200,
      route: '/graphql',
    });
  });
});

describe('never kept is the answer', () => {
  const depth = `{ patient(id: "patient-1") ${'{ encounters { edges { node { patient '.repeat(maxDepth / 4 + 1)} { id } ${'} } } } '.repeat(maxDepth / 4 + 1)} }`;
  const expensive = `{ patients(first: 500) { edges { node { ${Array.from({ length: maxCost / 1_000 }, (_, place) => `a${place}: encounters(first: 100) { edges { node { id } } }`).join(' ')} } } } }`;
  test.each([
    [
      'of a mutation',
      'mutation { review(input: { resourceType: PATIENT, id: "patient-8" }) { id reviewed } }',
      200,
      'bypass',
    ],
    [
      "with the tenant's state",
      '{ tenant { id state coolsAt } patient(id: "patient-1") { id } }',
      200,
      'bypass',
    ],
    ['of introspection', '{ __schema { queryType { name } } }', 200, 'miss'],
    ['of nothing that was read', '{ __typename }', 200, 'miss'],
    ['that failed', '{ patients(first: 0) { count } }', 200, 'miss'],
    ['that failed in part', '{ patient(id: "patient-1") { id } patients(first: 0) { count } }', 200, 'miss'],
    [
      'that failed deep inside',
      '{ PatientList(_count: 2) { id EncounterList(_reference: nothing) { id } } }',
      200,
      'miss',
    ],
    ['that is no GraphQL', '{ patient(id: "patient-1") { id }', 400, 'miss'],
    ['that is not of the schema', '{ patient(id: "patient-1") { nothing } }', 400, 'miss'],
    ['that is too deep', depth, 400, 'miss'],
    ['that is too expensive', expensive, 400, 'miss'],
  ])('%s', async (_, query, status, source) => {
    const answers = [await post(query), await post(query), await post(query)];
    expect(answers.map(answer => [answer.status, answer.cache])).toEqual(Array(3).fill([status, source]));
  });

  test('of which nobody can say what it was an answer to: an unknown operation', async () => {
    const body = { query: fresh('query A { patient(id: "patient-1") { id } }'), operationName: 'B' };
    expect(await sources(() => post(body))).not.toContain('hit');
  });
});

describe('a review', () => {
  const questions = {
    'by id': '{ patient(id: "patient-2") { reviewed reviewTime } }',
    'in a list': '{ patients(first: 50) { edges { node { id reviewed } } } }',
    'by a filter': '{ patients(filter: { reviewed: true }) { count edges { node { id } } } }',
    'by another filter': '{ PatientConnection(reviewed: "false") { count edges { resource { id } } } }',
    'in an order':
      '{ patients(orderBy: { field: REVIEW_TIME, direction: DESC }, first: 3) { edges { node { id } } } }',
    'in the figures': '{ reviewProgress { resourceType reviewed } }',
    'through others': '{ encounters(first: 50) { edges { node { id patient { id reviewed } } } } }',
    'by a filter through others':
      '{ EncounterConnection(_search: ["patient:Patient.reviewed=true"]) { count } }',
    'by the lists of a list':
      '{ practitioners { edges { node { encounters(filter: { reviewed: true }) { count } } } } }',
  };

  test.each(Object.entries(questions))(
    'is seen at once %s, whoever made it, by everybody',
    async (_, question) => {
      const isOfEncounter = question.includes('practitioners');
      const about = isOfEncounter ? { type: 'ENCOUNTER' } : {};
      const id = isOfEncounter ? 'encounter-1-1' : 'patient-2';
      const writable = isOfEncounter
        ? JSON.parse((await post('{ encounters(first: 1) { edges { node { id } } } }')).text).data.encounters
            .edges[0].node.id
        : id;
      let before: string | undefined;
      for (const [reviewed, writer] of [
        [true, gateway],
        [false, other],
        [true, plain],
        [false, gateway],
      ] as const) {
        for (const of of [gateway, other]) {
          await post(question, { of });
          expect((await post(question, { of })).cache).toBe('hit');
        }
        await review(writable, { reviewed, of: writer, ...about });
        const expected = await post(question, { of: plain });
        for (const of of [gateway, other]) {
          const answer = await post(question, { of });
          expect([answer.cache, answer.text]).toEqual(['miss', expected.text]);
        }
        expect(expected.text).not.toBe(before);
        before = expected.text;
      }
    },
  );

  test('leaves answers alone that show and depend on no review state', async () => {
    const queries = [
      fresh('{ patient(id: "patient-2") { id name { family } } }'),
      fresh('{ patients(first: 50) { count edges { node { id } } } }'),
      fresh('{ encounters(filter: { patient: ["patient-2"] }) { edges { node { id patient { id } } } } }'),
      fresh('{ patient(id: "patient-3") { id reviewed } }'),
    ];
    for (const query of queries) await post(query);
    await review('patient-2');
    for (const query of queries) expect([query, (await post(query)).cache]).toEqual([query, 'hit']);
    await review('patient-2', { reviewed: false, of: other });
    for (const query of queries) expect([query, (await post(query)).cache]).toEqual([query, 'hit']);
  });
});

describe('a tenant', () => {
  const state = async (tenant: string) =>
    JSON.parse((await post('{ tenant { state } }', { tenant })).text).data.tenant.state;

  test('that is cold is told so, whatever was cached; when it is warm again it is answered', async () => {
    const query = fresh('{ patient(id: "patient-4") { id reviewed } }');
    await gateway.warm('cooled');
    const warm = await post(query, { tenant: 'cooled' });
    expect((await post(query, { tenant: 'cooled' })).cache).toBe('hit');
    await inTime(post('mutation { coolDownTenant { state } }', { tenant: 'cooled', of: other }));
    const cold = await post(query, { tenant: 'cooled' });
    expect([cold.status, cold.cache, cold.text.includes('TENANT_COLD')]).toEqual([503, 'bypass', true]);
    await inTime(other.warm('cooled'));
    await review('patient-4', { tenant: 'cooled', of: other });
    const again = await post(query, { tenant: 'cooled' });
    expect([again.cache, again.text]).toEqual([
      'miss',
      warm.text.replace('"reviewed":false', '"reviewed":true'),
    ]);
  });

  test('that is answered from the cache is in use; one whose state is read is not', async () => {
    const query = '{ reviewProgress { total } }';
    await gateway.warm('busy', 'watched');
    for (const tenant of ['busy', 'watched']) await post(query, { tenant });
    for (let times = 0; times < 3; times++) {
      await clock.advance(20 * minute);
      expect((await post(query, { tenant: 'busy' })).cache).toBe('hit');
      await post('{ tenant { state } }', { tenant: 'watched' });
    }
    expect([await state('busy'), await state('watched')]).toEqual(['WARM', 'COLD']);
    await gateway.warm('demo', 'clinic');
  });
});

test('what has aged is made anew', async () => {
  const one = fresh();
  const list = fresh('{ patients(first: 2) { count } }');
  for (const query of [one, list]) await post(query);
  await clock.advance(8_900);
  for (const query of [one, list]) expect([query, (await post(query)).cache]).toEqual([query, 'hit']);
  await clock.advance(1_100);
  expect([(await post(one)).cache, (await post(list)).cache]).toEqual(['hit', 'miss']);
  await clock.advance(5 * minute - 10_000);
  // The resource has aged as well: it is shown, and an answer of what is loaded anew is kept.
  expect(await sources(() => post(one), 3)).toEqual(['miss', 'miss', 'hit']);
});

test('CACHE=off and CACHE=resources keep no answers', async () => {
  const resources = await startTestGateway({ clock, folder: gateway.folder, env: { CACHE: 'resources' } });
  const query = fresh();
  expect(await sources(() => post(query, { of: plain }))).toEqual(['bypass', 'bypass']);
  expect(await sources(() => post(query, { of: resources }))).toEqual(['bypass', 'bypass']);
  await resources.stop();
});

test('in production nobody is told where an answer came from', async () => {
  const env = { NODE_ENV: 'production' };
  const production = await startTestGateway({ clock, folder: gateway.folder, env });
  const query = fresh();
  expect(await sources(() => post(query, { of: production }), 3)).toEqual([undefined, undefined, undefined]);
  const { text } = await post(query, { of: plain });
  const before = await production.storeCalls();
  expect((await post(query, { of: production })).text).toBe(text);
  expect((await production.storeCalls()).get).toBe(before.get);
  await production.stop();
});

test('a refresh, and a cool-down with a refresh after it, show what master holds now', async () => {
  const patient = (family: string) => ({ resourceType: 'Patient', id: 'p1', name: [{ family }] });
  const refreshed = await startTestGateway({ clock, source: listSource([patient('One')]) });
  await refreshed.warm('demo');
  const beside = await startTestGateway({ clock, folder: refreshed.folder });
  const query =
    '{ patient(id: "p1") { name { family } } patients { count edges { node { name { family } } } } }';
  const familyAt = async (of: TestGateway) => {
    const { cache, text } = await post(query, { of });
    const { patient: one, patients } = JSON.parse(text).data;
    expect(patients.edges[0].node).toEqual(one);
    return [cache, one.name[0].family];
  };
  const ingest = (family: string) =>
    ingestInto(refreshed.store, listSource([patient(family)]), refreshed.folder, clock, true);
  for (const of of [refreshed, beside]) {
    expect([await familyAt(of), await familyAt(of)]).toEqual([
      ['miss', 'One'],
      ['hit', 'One'],
    ]);
  }
  await ingest('Two');
  for (const of of [refreshed, beside]) expect(await familyAt(of)).toEqual(['hit', 'One']);
  await inTime(refreshed.query('mutation { warmUpTenant(refresh: true) { state } }'));
  for (const of of [refreshed, beside]) {
    expect([await familyAt(of), await familyAt(of)]).toEqual([
      ['miss', 'Two'],
      ['hit', 'Two'],
    ]);
  }
  await ingest('Three');
  await inTime(beside.query('mutation { coolDownTenant { state } }'));
  await inTime(refreshed.query('mutation { warmUpTenant { state } }'));
  for (const of of [refreshed, beside]) expect(await familyAt(of)).toEqual(['miss', 'Two']);
  await inTime(beside.query('mutation { warmUpTenant(refresh: true) { state } }'));
  for (const of of [refreshed, beside]) expect(await familyAt(of)).toEqual(['miss', 'Three']);
  await beside.stop();
  await refreshed.stop();
});

describe('an operator', () => {
  test('flushes one tenant, in all processes', async () => {
    const query = fresh();
    const ask = (of: TestGateway, tenant: string) => post(query, { of, tenant });
    for (const of of [gateway, other]) {
      for (const tenant of ['demo', 'clinic']) await kept(query, { of, tenant });
    }
    await orderFlush(plain.store.system, parseTenantId('demo'));
    for (const of of [gateway, other]) {
      await soon(async () => expect((await ask(of, 'demo')).cache).toBe('miss'));
      expect((await ask(of, 'clinic')).cache).toBe('hit');
    }
  });

  test('turns caches off and on again, in all processes', async () => {
    const query = fresh();
    await kept(query);
    await orderMode(plain.store.system, 'off');
    for (const of of [gateway, other])
      await soon(async () => expect((await post(query, { of })).cache).toBe('bypass'));
    await orderMode(plain.store.system, 'on');
    for (const of of [gateway, other, plain])
      await soon(async () => expect((await post(query, { of })).cache).toBe('hit'));
    await orderMode(plain.store.system, undefined);
    await soon(async () => expect((await post(query, { of: plain })).cache).toBe('bypass'));
    expect((await post(query)).cache).toBe('hit');
  });
});
