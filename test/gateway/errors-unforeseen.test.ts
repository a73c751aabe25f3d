import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Logger } from '../../src/core/log.ts';
import { listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';

const secret = 'Very-Secret-Name';
const logged: { fields: object; message: string }[] = [];
const keep = (fields: object, message: string) => void logged.push({ fields, message });
const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    logger,
    // What is damaged on disk would not be read.
    env: { CACHE: 'off' },
    source: listSource([
      { resourceType: 'Patient', id: 'p1', name: [{ family: secret }] },
      { resourceType: 'Patient', id: 'p2' },
    ]),
  });
  await gateway.warm('demo', 'other');
});
afterAll(() => gateway.stop());

describe('what is unforeseen', () => {
  test('is masked with an id that the log has; no data in the answer, none in the log', async () => {
    const damaged = await gateway.store.openTenant('other' as never);
    await damaged.close();
    const { DatabaseSync } = await import('node:sqlite');
    const file = new DatabaseSync(`${gateway.folder}/tenants/other.db`);
    file
      .prepare(
        `UPDATE "Patient.content" SET content = ? WHERE rid = (SELECT rid FROM "Patient" WHERE id = 'p1')`,
      )
      .run(`{"resourceType":"Patient","name":"${secret}`);
    file.close();
    logged.length = 0;
    const { status, data, errors } = await gateway.query('{ bad: patient(id: "p1") { id } tenant { id } }', {
      tenant: 'other',
    });
    expect([status, data]).toEqual([200, { bad: null, tenant: { id: 'other' } }]);
    expect(errors[0]).toMatchObject({
      path: ['bad'],
      message: 'Internal server error.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    const { id } = errors[0]!.extensions as { id: string };
    expect(logged.find(({ fields }) => (fields as { errorId?: string }).errorId === id)).toBeDefined();
    expect(JSON.stringify(errors)).not.toContain(secret);
  });

  test('a value that the schema cannot serve is masked: the message of graphql-js would quote it', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const file = new DatabaseSync(`${gateway.folder}/tenants/other.db`);
    file
      .prepare(
        `UPDATE "Patient.content" SET content = ? WHERE rid = (SELECT rid FROM "Patient" WHERE id = 'p2')`,
      )
      .run(JSON.stringify({ resourceType: 'Patient', id: 'p2', name: [{ family: { inner: secret } }] }));
    file.close();
    const { errors } = await gateway.query('{ patient(id: "p2") { id name { family } } }', {
      tenant: 'other',
    });
    expect(errors[0]).toMatchObject({
      path: ['patient', 'name', 0, 'family'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify(errors)).not.toContain(secret);
  });
});

test('the log names requests without data', async () => {
  logged.length = 0;
  await gateway.query(
    `query Find { patients(filter: { name: "${secret}" }) { edges { node { name { family } } } } }`,
  );
  await gateway.fetch(
    `/graphql?query=${encodeURIComponent(`{patients(filter:{name:"${secret}"}){count}}`)}`,
    {
      headers: { 'x-request-id': 'my-request', 'apollo-require-preflight': '1' },
    },
  );
  await gateway.query(`query ($n: String) { patients(filter: { name: $n }) { nothing(x: "${secret}") } }`);
  await gateway.query('query ($n: Int!) { patients(first: $n) { count } }', { variables: { n: secret } });
  await gateway.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"${secret}`,
  });
  const requests = logged.filter(({ message }) => message === 'request').map(({ fields }) => fields);
  expect(requests).toHaveLength(5);
  expect(requests[0]).toMatchObject({
    tenant: 'demo',
    operation: 'Find',
    method: 'POST',
    route: '/graphql',
    status: 200,
  });
  expect(requests[1]).toMatchObject({ requestId: 'my-request', method: 'GET', route: '/graphql' });
  expect(JSON.stringify(logged)).not.toContain(secret);
});
