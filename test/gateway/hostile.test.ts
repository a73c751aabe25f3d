import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { estimate } from '../../src/graphql/limits/estimate.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: smallSample });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const codes = (answer: {
  status: number;
  errors: readonly { extensions: Readonly<Record<string, unknown>> }[];
}) => [answer.status, answer.errors[0]?.extensions.code];

describe('documents that would cost too much', () => {
  const nested = (levels: number) =>
    `{ patient(id: "patient-1") ${'{ encounters { edges { node { patient '.repeat(levels)} { id } ${'} } } }'.repeat(levels)} }`;
  const aliases = (count: number, field: (place: number) => string) =>
    `{ ${Array.from({ length: count }, (_, place) => `a${place}: ${field(place)}`).join(' ')} }`;

  test.each([
    ['nested 20 times', nested(20), 'MAX_DEPTH_LIMIT'],
    ['nested 5 times, which multiplies', nested(5), 'COST_ESTIMATED_TOO_EXPENSIVE'],
    ['nested 2,000 times', nested(2_000), 'MAX_DEPTH_LIMIT'],
    [
      '10,000 aliases',
      aliases(10_000, place => `patient(id: "patient-${place}") { id }`),
      'MAX_TOKENS_LIMIT',
    ],
    ['60,000 times the same field', `{ ${'tenant { id } '.repeat(60_000)} }`, 'MAX_TOKENS_LIMIT'],
    ['20,000 directives', `{ tenant { id ${'@include(if: true) '.repeat(20_000)} } }`, 'MAX_TOKENS_LIMIT'],
    [
      '300 lists of 500',
      aliases(300, () => 'patients(first: 500) { edges { node { id } } }'),
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ],
    [
      'a list within a list within a list',
      '{ patients(first: 500) { edges { node { encounters(first: 500) { edges { node { id } } } } } } }',
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ],
    [
      'fragments that double 30 times',
      `${Array.from({ length: 30 }, (_, place) => `fragment F${place} on Query { ...F${place + 1} ...F${place + 1} }`).join(' ')} fragment F30 on Query { patients(first: 500) { edges { node { id status: gender } } } } { ...F0 }`,
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ],
    [
      'fragments in a circle',
      '{ tenant { ...A } } fragment A on Tenant { ...B } fragment B on Tenant { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a literal nested 5,000 times',
      `{ patients(filter: ${'['.repeat(5_000)}${']'.repeat(5_000)}) { count } }`,
      'MAX_DEPTH_LIMIT',
    ],
    [
      'a type nested 4,900 times',
      `query ($a: ${'['.repeat(4_900)}ID${']'.repeat(4_900)}) { tenant { id } }`,
      'MAX_DEPTH_LIMIT',
    ],
    [
      'lists of 500 by a variable’s default',
      'query ($n: Int = 500) { patients(first: $n) { edges { node { encounters(first: $n) { edges { node { id } } } } } } }',
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ],
    [
      '500 lists, each searched five times',
      '{ patients(first: 500) { edges { node { encounters { last previous count } old: encounters(orderBy: { field: DATE }) { last count } } } } }',
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ],
    [
      'introspection in a circle',
      `{ __schema { types ${'{ fields { type '.repeat(6)} { name } ${'} }'.repeat(6)} } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s is refused before it is executed', async (_, query, code) => {
    expect(codes(await gateway.query(query))).toEqual([400, code]);
  });

  test('a page size in a variable counts', async () => {
    const query =
      'query ($n: Int) { patients(first: $n) { edges { node { encounters(first: $n) { edges { node { id } } } } } } }';
    expect(codes(await gateway.query(query, { variables: { n: 500 } }))).toEqual([
      400,
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ]);
    expect((await gateway.query(query, { variables: { n: 50 } })).status).toBe(200);
  });

  test('what user interfaces ask for is far below the limits', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    expect((await gateway.query(getIntrospectionQuery())).status).toBe(200);
    const schema = buildSchema();
    const cost = (source: string) => {
      const document = parse(source);
      return estimate(schema, document, document.definitions[0] as never, {}).cost;
    };
    expect(cost('{ tenant { id state } }')).toBe(3);
    expect(cost('{ encounters(first: 50) { edges { node { id } } } }')).toBe(50 + 1 + 50 * 2);
    expect(cost('{ patients { edges { node { name { family given } } } } }')).toBe(
      50 + 1 + 20 * (1 + 1 + 2 * 2),
    );
    expect(
      cost(`{ encounters(first: 500) { edges { node {
        id status reviewed reviewTime period { start end } type { coding { code display } }
        patient { id name { family given } birthDate } practitioners { id name { family given } }
      } } } }`),
    ).toBeLessThan(25_000);
  });
});

describe('variables', () => {
  const review = 'mutation ($inputs: [ReviewInput!]!) { reviewMany(inputs: $inputs) { id } }';
  test('1 MB of text in an id finds nothing', async () => {
    const { status, data } = await gateway.query('query ($id: ID!) { patient(id: $id) { id } }', {
      variables: { id: 'x'.repeat(1_000_000) },
    });
    expect([status, data]).toEqual([200, { patient: null }]);
  });
  test.each([
    ['a list nested 5,000 times', `{"inputs":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['an object nested 5,000 times', `{"inputs":${'{"id":'.repeat(5_000)}1${'}'.repeat(5_000)}}`],
    ['null for what must be', '{"inputs":null}'],
    ['an unknown enum value', '{"inputs":[{"resourceType":"ORGANIZATION","id":"1"}]}'],
    ['an unknown field', '{"inputs":[{"resourceType":"PATIENT","id":"1","sudo":true}]}'],
    ['a number too large', '{"inputs":[{"resourceType":"PATIENT","id":1e999}]}'],
  ])('%s is BAD_USER_INPUT', async (_, variables) => {
    const answer = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(review)},"variables":${variables}}`,
    });
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
    expect([answer.status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

describe('connections', () => {
  const open = async (): Promise<Socket> => {
    const { hostname, port } = new URL(gateway.gateway.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  const body = JSON.stringify({ query: '{ tenant { id } }' });
  const request = (headers = '', content = body) =>
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${content.length}\r\n${headers}\r\n${content}`;
  /** `half`: the client says at once that it will send no more. */
  const send = async (text: string | Buffer, { half = true } = {}): Promise<string> => {
    const socket = await open();
    let answer = '';
    socket.on('data', chunk => {
      answer += chunk;
    });
    if (half) socket.end(text);
    else socket.write(text);
    await new Promise(resolve => socket.once('close', resolve));
    return answer;
  };
  const works = async () => expect((await gateway.query('{ tenant { id } }')).status).toBe(200);

  test('pipelined requests are answered in order', async () => {
    const tenants = ['a', 'b', 'c', 'd'];
    const requests = tenants.map(tenant => request(`x-tenant-id: ${tenant}\r\n`));
    requests.push(request('x-tenant-id: last\r\nConnection: close\r\n'));
    const answer = await send(requests.join(''), { half: false });
    expect([...answer.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id)).toEqual([...tenants, 'last']);
  });

  test('a tenant header that comes twice is refused', async () => {
    const answer = await send(request('x-tenant-id: a\r\nx-tenant-id: b\r\n'));
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect(answer).toContain('BAD_TENANT');
  });

  test.each([
    ['a cut body', request().slice(0, -5)],
    ['a length that is none', request().replace(/Content-Length: \d+/, 'Content-Length: many')],
    ['two lengths', request('Content-Length: 5\r\n')],
    ['a length and chunks', request('Transfer-Encoding: chunked\r\n')],
    ['a header of 100 kB', request(`x-long: ${'x'.repeat(100_000)}\r\n`)],
    ['no HTTP', 'EHLO there\r\n\r\n'],
    ['NUL in the path', request().replace('/graphql', '/gra\u0000phql')],
    ['binary', Buffer.from([0x16, 3, 1, 0, 0xa5, 1, 0, 0, 0xa1])],
  ])('%s: an answer of 4xx or none, and the gateway lives', async (_, text) => {
    expect(await send(text)).toMatch(/^(HTTP\/1.1 4\d\d|$)/);
    await works();
  });

  test('a path that cannot be decoded is told in the form of all errors, and not repeated', async () => {
    const answer = await send('GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).not.toContain('%E0');
  });

  test('brackets of a URL are nesting, however they are written, beside whatever cannot be read', async () => {
    // As many as a URL takes.
    const levels = 1_000;
    for (const unreadable of ['', '%20%23%ff']) {
      const query = `${'%7Ba'.repeat(levels)}${'%7D'.repeat(levels)}${unreadable}`;
      const answer = await gateway.fetch(`/graphql?query=${query}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { errors: [{ extensions: { code: 'MAX_DEPTH_LIMIT' } }] },
      ]);
    }
  });

  test('brackets within text are no nesting', async () => {
    const text = JSON.stringify(`${'['.repeat(500)} " ${'{('.repeat(300)}`);
    expect((await gateway.query(`{ patient(id: ${text}) { id } }`)).status).toBe(200);
  });

  test('a compressed body is refused, not read as text', async () => {
    const answer = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(body),
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  });

  test('a client that goes away in mid-answer harms nobody', async () => {
    for (let count = 0; count < 20; count++) {
      const socket = await open();
      socket.write(
        request(
          '',
          JSON.stringify({ query: '{ encounters(first: 200) { edges { node { id patient { id } } } } }' }),
        ),
      );
      socket.destroy();
    }
    await works();
    expect((await gateway.query('mutation { coolDownTenant { state } }')).data.coolDownTenant.state).toBe(
      'COLD',
    );
    await gateway.warm('demo');
  });

  test('a body that comes slowly holds up nobody', async () => {
    const socket = await open();
    socket.write(request().slice(0, -10));
    expect(
      await Promise.race([once(socket, 'data').then(() => 'answered'), works().then(() => 'others go on')]),
    ).toBe('others go on');
    socket.destroy();
  });
});
