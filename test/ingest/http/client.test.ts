import { expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { HttpClient, type HttpOptions } from '../../../src/ingest/http/client.ts';
import { Refused, TooLarge } from '../../../src/ingest/http/faults.ts';
import { ManualClock } from '../../support/clock.ts';
import { type Fault, FaultServer } from '../../support/fault-server/fault-server.ts';
import { soon } from '../../support/soon.ts';

const mebibyte = 1024 * 1024;
const patient = { resourceType: 'Patient', id: 'p', name: [{ family: 'Żółć', text: 'x'.repeat(5000) }] };

async function start(fault: FaultServer['fault'] = () => undefined): Promise<FaultServer> {
  const server = await FaultServer.start(() => ({ body: JSON.stringify(patient) }));
  server.fault = fault;
  return server;
}

/** Delays of a real clock are short; those of a ManualClock are as they are. */
function clientOf(server: FaultServer, options: Partial<HttpOptions> = {}): HttpClient {
  const quick = options.clock === undefined ? { firstDelayMs: 1, longestDelayMs: 2 } : {};
  return new HttpClient({
    ...{ base: new URL(`${server.origin}/fhir`), clock: systemClock, random: () => 1 },
    ...options,
    limits: { ...quick, ...options.limits },
  });
}

const ask = (client: HttpClient, maxBytes = mebibyte) =>
  client.json({ url: client.at('Patient/p'), what: 'a patient' }, maxBytes);

const passing: [string, Fault][] = [
  ['a connection cut before the answer', 'cut'],
  ['a connection cut in the middle of the answer', 'cutBody'],
  ['an answer without a length that ends too early', 'cutUnframed'],
  ['bytes that are no UTF-8', 'garble'],
  ['HTTP 500', { status: 500 }],
  ['HTTP 502 in HTML', { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad</h1>' }],
  ['HTTP 429', { status: 429, headers: { 'retry-after': '0' } }],
];

test.each(passing)('tries again after %s', async (_, fault) => {
  await using server = await start(({ before }) => (before < 3 ? fault : undefined));
  await using client = clientOf(server);
  expect((await ask(client)).json).toEqual(patient);
  expect(server.asked).toHaveLength(4);
});

test.each(passing)('gives up, in words, when it is %s each time', async (_, fault) => {
  await using server = await start(() => fault);
  await using client = clientOf(server, { limits: { tries: 3 } });
  await expect(ask(client)).rejects.toThrow(/^a patient: .+ at each of 3 tries$/);
  expect(server.asked).toHaveLength(3);
});

const lasting: [string, Fault, RegExp][] = [
  ['a page for people', 'html', /^a patient: the answer is no JSON, but text\/html$/],
  ['HTTP 404', { status: 404 }, /^a patient: HTTP 404$/],
  ['HTTP 401', { status: 401 }, /^a patient: HTTP 401: FHIR_BEARER_TOKEN/],
  ['too many bytes', { large: 2 * mebibyte }, /^a patient: larger than 1 MiB$/],
  ['a bomb', { bomb: 100 * mebibyte }, /^a patient: larger than 1 MiB$/],
  [
    'an encoding nobody asked for',
    { headers: { 'content-encoding': 'br' }, body: 'x' },
    /^a patient: the answer is encoded in a way that was not asked for$/,
  ],
  ['a redirect into nowhere', { status: 302, headers: { location: '//' } }, /a redirect to what is no URL/],
  ['a redirect to a file', { status: 302, headers: { location: 'file:///etc/passwd' } }, /no https:\/\/ URL/],
  ['redirects without end', { status: 302, headers: { location: '/again' } }, /more than 5 redirects/],
];

test.each(lasting)('does not try again after %s', async (_, fault, message) => {
  await using server = await start(() => fault);
  await using client = clientOf(server);
  await expect(ask(client)).rejects.toThrow(message);
  expect(new Set(server.asked.map(({ url }) => url.href)).size).toBe(server.asked.length > 1 ? 2 : 1);
});

test('a body larger than allowed is not read to its end', async () => {
  await using server = await start(() => ({ large: 2000 * mebibyte }));
  await using client = clientOf(server);
  const before = process.memoryUsage().rss;
  await expect(ask(client, 8 * mebibyte)).rejects.toThrow(TooLarge);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * mebibyte);
});

test('a stream that unpacks to next to nothing many times over is given up', async () => {
  await using server = await start(() => ({ bomb: 1000 * mebibyte }));
  await using client = clientOf(server);
  const answer = await client.open({ url: client.at('file'), what: 'a file' });
  let bytes = 0;
  const read = async () => {
    for await (const chunk of answer.body) bytes += chunk.length;
  };
  await expect(read()).rejects.toThrow(/unpacks to more than 200 times its size/);
  expect(bytes).toBeLessThan(70 * mebibyte);
});

test('what a server says in a refusal is not repeated, but for the types of its issues', async () => {
  const issue = [
    { severity: 'error', code: 'processing', diagnostics: 'Patient Erika Mustermann, token s3cret' },
    { severity: 'error', code: 'Erika' },
  ];
  const body = JSON.stringify({ resourceType: 'OperationOutcome', issue });
  await using server = await start(() => ({ status: 422, body }));
  await using client = clientOf(server);
  const told = await ask(client).catch(error => error);
  expect(told).toBeInstanceOf(Refused);
  expect(told).toMatchObject({ status: 422, message: 'a patient: HTTP 422 (processing)' });
});

test('waits twice as long each time, and less by chance', async () => {
  const clock = new ManualClock();
  await using server = await start(({ before }) => (before < 3 ? { status: 503 } : undefined));
  await using client = clientOf(server, { clock, random: () => 0.5 });
  const asking = ask(client);
  for (const [place, ms] of [375, 750, 1500].entries()) {
    await soon(() => expect(server.asked).toHaveLength(place + 1));
    // Not that of the request, which has two minutes.
    await soon(() => expect(clock.nextMs).toBe(ms));
    await clock.advance(ms - 1);
    expect(server.asked).toHaveLength(place + 1);
    await clock.advance(1);
  }
  expect((await asking).json).toEqual(patient);
});

test.each([
  ['seconds', () => '90'],
  ['a date', (clock: ManualClock) => new Date(clock.now() + 90_000).toUTCString()],
])('Retry-After in %s holds back all requests', async (_, told) => {
  const clock = new ManualClock();
  await using server = await start(({ before, url }) =>
    before === 0 && url.pathname === '/fhir/Patient/p'
      ? { status: 429, headers: { 'retry-after': told(clock) } }
      : undefined,
  );
  await using client = clientOf(server, { clock });
  const asking = ask(client);
  // Not that of the request, which has two minutes.
  await soon(() => expect(clock.nextMs).toBe(90_000));
  const other = client.json({ url: client.at('Patient/other'), what: 'another' }, mebibyte);
  await clock.advance(89_999);
  expect(server.asked).toHaveLength(1);
  await clock.advance(1);
  await Promise.all([asking, other]);
  expect(server.asked).toHaveLength(3);
});

test('a server that wants to be left alone for hours is not waited for', async () => {
  await using server = await start(() => ({ status: 503, headers: { 'retry-after': '7200' } }));
  await using client = clientOf(server);
  await expect(ask(client)).rejects.toThrow(
    'a patient: HTTP 503, and asks to come back in 7200 s; at most 600',
  );
});

test.each([
  ['before', 'hang', 120_000, 'no answer within 120 s'],
  ['in the middle of', 'hangBody', 60_000, 'nothing came for 60 s in the middle of an answer'],
] as const)('a server that hangs %s its answer is given up and asked anew', async (_, fault, ms, message) => {
  const clock = new ManualClock();
  let times = 1;
  await using server = await start(({ before }) => (before < times ? fault : undefined));
  const hung = async () => {
    await soon(() => expect(server.hanging).toBe(1));
    await soon(async () => {
      await clock.advance(1);
      expect(clock.timers).toBe(1);
    });
    await clock.advance(ms);
    await soon(() => expect(server.hanging).toBe(0));
  };
  {
    await using client = clientOf(server, { clock });
    const asking = ask(client);
    await hung();
    await soon(async () => {
      await clock.advance(500);
      expect(server.asked).toHaveLength(2);
    });
    expect((await asking).json).toEqual(patient);
  }
  times = 99;
  await using client = clientOf(server, { clock, limits: { tries: 1 } });
  const asking = ask(client).catch(error => error);
  await hung();
  expect(await asking).toMatchObject({ message: `a patient: ${message}, at each of 1 tries` });
});

test('closing ends what is under way', async () => {
  await using server = await start(() => 'hang');
  const client = clientOf(server);
  const asking = ask(client).catch(error => error);
  await soon(() => expect(server.hanging).toBe(1));
  await client[Symbol.asyncDispose]();
  expect((await asking).message).toContain('The connection was closed');
  await soon(() => expect(server.hanging).toBe(0));
});

test('redirects on the same server are followed, with credentials', async () => {
  await using server = await start(({ url }) =>
    url.pathname === '/moved' ? undefined : { status: 307, headers: { location: '/moved' } },
  );
  await using client = clientOf(server, { credentials: { kind: 'bearer', token: 's3cret' } });
  expect((await ask(client)).json).toEqual(patient);
  expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer s3cret',
    'Bearer s3cret',
  ]);
});

test('redirects to another server are refused, or followed without credentials', async () => {
  await using other = await start();
  await using server = await start(() => ({ status: 302, headers: { location: `${other.origin}/x?t=1` } }));
  const credentials = { kind: 'basic', user: 'u', password: 's3cret' } as const;
  {
    await using client = clientOf(server, { credentials });
    await expect(ask(client)).rejects.toThrow(
      `a patient: a link leads to another server, ${other.origin}; --allow-other-origins follows it`,
    );
    expect(other.asked).toHaveLength(0);
  }
  await using client = clientOf(server, { credentials, allowOtherOrigins: true });
  expect((await ask(client)).json).toEqual(patient);
  expect(server.asked.at(-1)!.headers.authorization).toBe(
    `Basic ${Buffer.from('u:s3cret').toString('base64')}`,
  );
  expect(other.asked[0]!.headers.authorization).toBeUndefined();
});

test('from TLS nothing leads to where there is none', async () => {
  await using client = new HttpClient({
    ...{ base: new URL('https://example.org/fhir'), clock: systemClock, allowOtherOrigins: true },
  });
  const words = 'a link that is no https:// URL';
  expect(() => client.checkOrigin(new URL('http://example.org/fhir'))).toThrow(words);
  // Nor does what may be anywhere: tokens, files.
  expect(() => client.checkOrigin(new URL('http://other.example.org/token'), true)).toThrow(words);
  client.checkOrigin(new URL('https://other.example.org/token'), true);
});
