import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentsInMemory } from './documents.ts';
import { type QueryService, startQueryService } from './service.ts';

let service: QueryService;
const documents = documentsInMemory(['people']);

beforeEach(async () => {
  service = await startQueryService({ documents, username: 'user', password: 'secret' });
});

afterEach(() => service.close());

async function post(body: object, { password = 'secret', signal = AbortSignal.timeout(5_000) } = {}) {
  const response = await fetch(`http://127.0.0.1:${service.port}/query/service`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`user:${password}`)}` },
    body: JSON.stringify({ query_context: 'default:`fhir`.`_default`', client_context_id: 'mine', ...body }),
    signal,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('answers as the query service does', async () => {
  documents.put('people', 'p1', { name: 'Ann' });
  await post({ statement: 'CREATE PRIMARY INDEX IF NOT EXISTS ON people' });
  const { status, body } = await post({
    statement: 'SELECT RAW name FROM people WHERE name = $n',
    $n: 'Ann',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    clientContextID: 'mine',
    status: 'success',
    results: ['Ann'],
    metrics: { resultCount: 1, resultSize: 7 },
  });
  const written = await post({ statement: 'UPSERT INTO people (KEY, VALUE) VALUES ("p2", {"name": "Bob"})' });
  expect(written.body).toMatchObject({ results: [], metrics: { mutationCount: 1 } });
  expect(service.log.map(entry => entry.scans.map(scan => scan.by))).toEqual([[], ['primary'], []]);
});

test.each<[number, number, object]>([
  [400, 3000, { statement: 'SELEKT 1' }],
  [404, 12003, { statement: 'SELECT 1 FROM gone' }],
  [404, 12003, { statement: 'SELECT 1 FROM people', query_context: 'default:`other`.`_default`' }],
  [404, 4000, { statement: 'SELECT 1 FROM people' }],
  [404, 4040, { prepared: 'nobody' }],
  [403, 1000, { statement: 'DELETE FROM people USE KEYS "p"', readonly: true }],
  [400, 1065, { statement: 'SELECT 1', surprise: true }],
  [400, 1070, { statement: 'SELECT 1', scan_consistency: 'at_plus' }],
])('HTTP %i and code %i for %j', async (status, code, body) => {
  const answer = await post(body);
  expect(answer).toMatchObject({ status, body: { errors: [{ code }] } });
  expect(answer.body.status).not.toBe('success');
});

test('a wrong password is told', async () => {
  const answer = await post({ statement: 'SELECT 1' }, { password: 'wrong' });
  expect(answer).toMatchObject({ status: 401, body: { errors: [{ code: 13014 }] } });
});

test('statements are prepared and called by name', async () => {
  const first = await post({ statement: 'PREPARE SELECT RAW $n + 1', $n: 1, auto_execute: true });
  expect(first.body.results).toEqual([2]);
  const again = await post({ prepared: first.body.prepared, $n: 2 });
  expect(again.body.results).toEqual([3]);
  const [plan] = (await post({ statement: 'PREPARE one AS SELECT RAW 1' })).body.results as {
    name: string;
  }[];
  expect(plan!.name).toBe('one');
  expect((await post({ prepared: 'one' })).body.results).toEqual([1]);
  expect((await post({ statement: 'PREPARE SELECT 1 FROM gone', auto_execute: true })).status).toBe(404);
});

test('faults befall as many requests as they are told', async () => {
  service.fail(5000, 2);
  service.fail('cut');
  expect((await post({ statement: 'SELECT 1' })).body.errors).toMatchObject([{ code: 5000 }]);
  expect((await post({ statement: 'SELECT 1' })).status).toBe(500);
  await expect(post({ statement: 'SELECT 1' })).rejects.toThrow();
  expect((await post({ statement: 'SELECT 1' })).status).toBe(200);
  service.fail('hang');
  await expect(post({ statement: 'SELECT 1' }, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  expect((await fetch(`http://127.0.0.1:${service.port}/admin/ping`)).status).toBe(200);
});
