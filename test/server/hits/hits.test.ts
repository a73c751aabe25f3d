import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HitWorlds, read } from '../../support/hit-worlds.ts';
import { sha256 } from '../../support/operations.ts';

/** Whatever is sent, a gateway that answers hits the short way and one that does not are told apart by nothing. */
let worlds: HitWorlds;
let demo: string;
let other: string;
let limited: string;
beforeAll(async () => {
  worlds = await HitWorlds.start();
  [demo, other, limited] = await Promise.all([
    worlds.issuer.token(),
    worlds.issuer.token({ tenant: 'other' }),
    worlds.issuer.token({ scope: 'user/Patient.r' }),
  ]);
});
afterAll(async () => {
  const [first, second] = await worlds.stop();
  // Of requests that came together the one that is found out about first is told of first.
  expect(first.toSorted()).toEqual(second.toSorted());
  expect(first.length).toBeGreaterThan(50);
}, 60_000);

const url = (id = 'patient-1') =>
  `/graphql?documentId=one&variables=${encodeURIComponent(JSON.stringify({ id }))}`;

interface Options {
  readonly method?: string;
  readonly path?: string;
  readonly version?: string;
  readonly host?: string | null;
  readonly body?: string;
  readonly last?: boolean;
}

function request(headers: readonly string[], options: Options = {}): string {
  const { method = 'GET', path = url(), version = '1.1', host = '%host%', body = '', last = true } = options;
  const lines = [
    `${method} ${path} HTTP/${version}`,
    ...(host === null ? [] : [`host: ${host}`]),
    ...headers,
    ...(last ? ['connection: close'] : []),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Sends it to both; they must tell the same. Returns whether the short way was taken, and the answer. */
async function compare(bytes: string) {
  const [short, long] = await worlds.both(bytes);
  const { wentLongWay, ...told } = short;
  const { wentLongWay: alsoLong, ...expected } = long;
  expect(told).toEqual(expected);
  return { short: alsoLong && !wentLongWay, answer: String(told.answer) };
}

const bearer = (token: string) => `authorization: Bearer ${token}`;
const statusOf = (answer: string) => Number(/^http\/1\.1 (\d{3})/im.exec(answer)?.[1]);

/** Until it is known. */
async function teach(headers: readonly string[], options?: Options): Promise<void> {
  for (let time = 0; time < 2; time++) await compare(request(headers, options));
  expect((await compare(request(headers, options))).short).toBe(true);
}

describe('a hit', () => {
  test('goes the short way from the third time on', async () => {
    const ways = [];
    for (let time = 0; time < 4; time++) {
      const { short, answer } = await compare(request([bearer(demo), 'x-request-id: mine']));
      ways.push([short, statusOf(answer), /x-cache: (\w+)/.exec(answer)?.[1]]);
      expect(answer).toContain('x-request-id: mine');
      expect(answer).toContain('"id":"patient-1"');
    }
    expect(ways).toEqual([
      [false, 200, 'miss'],
      [false, 200, 'hit'],
      [true, 200, 'hit'],
      [true, 200, 'hit'],
    ]);
  });

  test('is told that what its client has still holds', async () => {
    const { answer } = await compare(request([bearer(demo)]));
    const tag = /etag: ("[^"]+")/i.exec(answer)![1]!;
    // The log's own way to lower case changes it.
    const [{ answer: raw }] = await worlds.both(request([bearer(demo)]));
    expect(raw).toContain(tag);
    for (const condition of ['*', ' * ', '"x"', 'W/"y", "z"', '', 'nonsense']) {
      const { short } = await compare(request([bearer(demo), `if-none-match: ${condition}`]));
      expect(short).toBe(true);
    }
    const { answer: none } = await compare(request([bearer(demo), 'if-none-match: *']));
    expect(statusOf(none)).toBe(304);
  });

  test.each([
    ['other media types', () => [bearer(demo), 'accept: application/graphql-response+json']],
    ['another tenant', () => [bearer(other)]],
    ['fewer rights', () => [bearer(limited)]],
    ['the tenant said again', () => [bearer(demo), 'x-tenant-id: demo']],
    ['what nobody looks at', () => [bearer(demo), 'user-agent: x', 'traceparent: y', 'cookie: a=b']],
    ['a partner', () => [`x-api-key: ${worlds.apiKeys.acme}`, 'x-tenant-id: demo']],
    ['a partner, for another tenant', () => [`x-api-key: ${worlds.apiKeys.acme}`, 'x-tenant-id: other']],
  ])('of %s', async (_, headers) => {
    await teach(headers());
  });

  test('of several on one connection', async () => {
    const one = request([bearer(demo)], { last: false });
    const { short, answer } = await compare(one + one + request([bearer(other)]));
    expect(short).toBe(true);
    expect(answer.match(/http\/1\.1 200/g)).toHaveLength(3);
  });

  test('of others on one connection, who have nothing of each other', async () => {
    const all: readonly (readonly string[])[] = [
      ...[[bearer(demo)], [bearer(other)], [bearer(demo)], [bearer(limited)], [bearer(`${demo}x`)]],
      ...[[bearer(demo), 'x-request-id: a'], [bearer(demo), 'x-request-id: b'], [bearer(demo)]],
      ...[[bearer(demo), 'if-none-match: *'], [bearer(demo)], [bearer(demo), 'x-tenant-id: other']],
      ...[[bearer(demo), 'origin: https://example.org'], [bearer(demo), 'x: y'], [], [bearer(demo)]],
    ];
    const bytes = all.map((headers, place) => request(headers, { last: place === all.length - 1 })).join('');
    const { answer } = await compare(bytes);
    const statuses = [...answer.matchAll(/http\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
    expect(statuses).toEqual([200, 200, 200, 200, 401, 200, 200, 200, 304, 200, 403, 200, 200, 401, 200]);
    expect([...answer.matchAll(/x-request-id: (\w+)/g)].map(([, id]) => id)).toEqual(
      all.map(headers => headers.find(each => each.startsWith('x-request-id'))?.slice(-1) ?? 'id'),
    );
  });

  test('of one who says that the connection ends, though nothing else has changed', async () => {
    const { answer } = await compare(request([bearer(demo)], { last: false }) + request([bearer(demo)]));
    expect([...answer.matchAll(/\nconnection: (\S+)/g)].map(([, kind]) => kind)).toEqual([
      'keep-alive',
      'close',
    ]);
  });

  test('by hash, and with texts of its own', async () => {
    const extensions = encodeURIComponent(
      JSON.stringify({ persistedQuery: { version: 1, sha256Hash: sha256(read) } }),
    );
    const variables = encodeURIComponent('{"id":"patient-2"}');
    await teach([bearer(demo)], { path: `/graphql?extensions=${extensions}&variables=${variables}` });
    const text = encodeURIComponent(read);
    await teach([bearer(demo)], { path: `/graphql?query=${text}&variables=${variables}` });
  });
});

describe('goes the long way', () => {
  beforeAll(() => teach([bearer(demo)]));

  const cases: Record<string, () => string> = {
    'without a token': () => request([]),
    'with a wrong token': () => request([bearer(`${demo}x`)]),
    'with a password': () => request(['authorization: Basic YTpi']),
    'with token and key': () => request([bearer(demo), `x-api-key: ${worlds.apiKeys.acme}`]),
    'with two tokens': () => request([bearer(demo), bearer(other)]),
    'with a wrong key': () => request([`x-api-key: ${worlds.apiKeys.acme}0`]),
    'of a partner who may not': () => request([`x-api-key: ${worlds.apiKeys.poor}`]),
    'of a partner without a tenant': () => request([`x-api-key: ${worlds.apiKeys.acme}`]),
    'for another tenant than the token': () => request([bearer(demo), 'x-tenant-id: other']),
    'for no tenant': () => request([bearer(demo), 'x-tenant-id: NO']),
    'from another origin': () => request([bearer(demo), 'origin: https://example.org']),
    'with a content type': () => request([bearer(demo), 'content-type: application/json']),
    'with a body': () => request([bearer(demo), 'content-length: 2'], { body: 'hi' }),
    'with no body': () => request([bearer(demo), 'content-length: 0']),
    'with expectations': () => request([bearer(demo), 'expect: 100-continue']),
    'that wants to know the cost': () => request([bearer(demo), 'x-graphql-cost: show']),
    'by HTTP/1.0': () => request([bearer(demo)], { version: '1.0' }),
    'to another host': () => request([bearer(demo)], { host: 'example.org' }),
    'to what is no host': () => request([bearer(demo)], { host: 'a/b' }),
    'to no host': () => request([bearer(demo)], { host: null }),
    'with too many headers': () =>
      request([bearer(demo), ...Array.from({ length: 101 }, (_, number) => `x-${number}: y`)]),
    'by HEAD': () => request([bearer(demo)], { method: 'HEAD' }),
    'by POST': () => {
      const body = JSON.stringify({ documentId: 'one', variables: { id: 'patient-1' } });
      const headers = [bearer(demo), 'content-type: application/json', `content-length: ${body.length}`];
      return request(headers, { method: 'POST', body });
    },
    'written in another way': () => request([bearer(demo)], { path: `${url()}&x=` }),
    'with an absolute URL': () => request([bearer(demo)], { path: `http://%host%${url()}` }),
    'to another path': () => request([bearer(demo)], { path: url().replace('/graphql', '/fhir/$graphql') }),
    'that is no HTTP': () => `GET ${url()}\r\n\r\n`,
    'with a header that is none': () => request([bearer(demo), 'x: \0']),
  };
  test.each(Object.entries(cases))('a request %s', async (_, bytes) => {
    expect((await compare(bytes())).short).toBe(false);
  });
});

describe('what has changed meanwhile', () => {
  const review = (reviewed: boolean) => {
    const query = `mutation { review(input: { resourceType: PATIENT, id: "patient-1", reviewed: ${reviewed} }) { id } }`;
    const body = JSON.stringify({ query });
    const headers = [bearer(demo), 'content-type: application/json', `content-length: ${body.length}`];
    return request(headers, { method: 'POST', body, path: '/graphql' });
  };

  test('a review is seen by the next request', async () => {
    await teach([bearer(demo)]);
    for (const reviewed of [true, false]) {
      await compare(review(reviewed));
      const { short, answer } = await compare(request([bearer(demo)]));
      expect(short).toBe(false);
      expect(answer).toContain(`"reviewed":${reviewed}`);
      await teach([bearer(demo)]);
    }
  });

  test('an answer that has aged is made anew', async () => {
    await teach([bearer(demo)], { path: '/graphql?documentId=many' });
    await worlds.clock.advance(11_000);
    expect((await compare(request([bearer(demo)], { path: '/graphql?documentId=many' }))).short).toBe(false);
    await teach([bearer(demo)], { path: '/graphql?documentId=many' });
  });

  test('a token is verified anew after a minute, and holds until it expires', async () => {
    await teach([bearer(demo)]);
    await worlds.clock.advance(61_000);
    expect((await compare(request([bearer(demo)]))).short).toBe(false);
    expect((await compare(request([bearer(demo)]))).short).toBe(true);
    const brief = await worlds.issuer.token({ exp: Math.floor(worlds.clock.now() / 1_000) + 5 });
    await teach([bearer(brief)]);
    await worlds.clock.advance(40_000);
    const { short, answer } = await compare(request([bearer(brief)]));
    expect([short, statusOf(answer)]).toEqual([false, 401]);
    [demo, other] = await Promise.all([worlds.issuer.token(), worlds.issuer.token({ tenant: 'other' })]);
  });

  test('a partner is held to his own limit', async () => {
    const options = { path: '/graphql?documentId=many' };
    const headers = [`x-api-key: ${worlds.apiKeys.poor}`];
    await worlds.clock.advance(1_000);
    await teach(headers, options);
    const { short, answer } = await compare(request(headers, options));
    expect([short, statusOf(answer)]).toEqual([false, 429]);
    await worlds.clock.advance(1_000);
    const again = await compare(request(headers, options));
    expect([again.short, statusOf(again.answer)]).toEqual([true, 200]);
    expect(again.answer).toContain('ratelimit-remaining: 2');
  });

  test('a key that was revoked', async () => {
    const headers = [`x-api-key: ${worlds.apiKeys.acme}`, 'x-tenant-id: demo'];
    await teach(headers);
    await worlds.revoke();
    const { short, answer } = await compare(request(headers));
    expect([short, statusOf(answer)]).toEqual([false, 401]);
  });

  test('a tenant that has cooled down', async () => {
    await teach([bearer(other)]);
    const body = JSON.stringify({ query: 'mutation { coolDownTenant { state } }' });
    const headers = [bearer(other), 'content-type: application/json', `content-length: ${body.length}`];
    await compare(request(headers, { method: 'POST', body, path: '/graphql' }));
    const { short, answer } = await compare(request([bearer(other)]));
    expect([short, statusOf(answer)]).toEqual([false, 503]);
  });
});
