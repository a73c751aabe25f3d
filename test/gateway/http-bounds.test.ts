import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverBounds } from '../../src/server/bounds.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { isLong } from '../support/long.ts';
import { bodyOf, connectTo, readAll, sendRaw, statusOf } from '../support/raw-http.ts';

let gateway: TestGateway;
let url: string;
/** What is waited for where there is no time for what is true. */
const shortTimeouts = { headersTimeout: 1_000, connectionsCheckingInterval: 200 };
const { headersTimeout, connectionsCheckingInterval } = serverBounds;
const headMs = isLong ? headersTimeout : shortTimeouts.headersTimeout;
beforeAll(async () => {
  if (!isLong) Object.assign(serverBounds, shortTimeouts);
  gateway = await startTestGateway({ source: smallSample });
  url = gateway.gateway.url;
});
afterAll(async () => {
  await gateway.stop();
  Object.assign(serverBounds, { headersTimeout, connectionsCheckingInterval });
});

const head = (lines: readonly string[], first = 'GET /health/live HTTP/1.1') =>
  `${[first, 'host: x', 'connection: close', ...lines].join('\r\n')}\r\n\r\n`;
const badRequest = (message: string) => ({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
const serves = async () => (await gateway.fetch('/health/live')).status === 200;

describe('the head of a request', () => {
  const headers = (count: number) => Array.from({ length: count }, (_, at) => `h${at}: ${at}`);

  test.each<[string, string, number, string | undefined]>([
    ['98 headers and two more', head(headers(98)), 200, undefined],
    ['99 headers and two more', head(headers(99)), 431, 'There are too many headers.'],
    ['more than Node would keep', head(headers(2_200).map(line => line.slice(0, 5))), 431, undefined],
    ['a header of 12 kB', head([`h: ${'x'.repeat(12_000)}`]), 200, undefined],
    ['a header of 17 kB', head([`h: ${'x'.repeat(17_000)}`]), 431, 'The headers are too large.'],
    ['a URL of 8 kB', head([], `GET /health/live?${'x'.repeat(8_179)} HTTP/1.1`), 200, undefined],
    ['a longer URL', head([], `GET /health/live?${'x'.repeat(8_180)} HTTP/1.1`), 414, 'The URL is too long.'],
    ['a much longer URL', head([], `GET /?${'x'.repeat(20_000)} HTTP/1.1`), 431, undefined],
  ])('%s', async (_, bytes, status, message) => {
    const answer = await sendRaw(url, bytes);
    expect(statusOf(answer)).toBe(status);
    if (message !== undefined) expect(bodyOf(answer)).toEqual(badRequest(message));
    expect(await serves()).toBe(true);
  });
});

describe('the host of a request', () => {
  const question = '{"query":"{__typename}"}';
  const ask = (first: string, ...lines: string[]) =>
    [
      first,
      ...lines,
      'content-type: application/json',
      'connection: close',
      `content-length: ${question.length}`,
    ]
      .concat('', question)
      .join('\r\n');

  test.each([
    ['an address', ask('POST /graphql HTTP/1.1', 'host: [::1]:80'), 200],
    ['a port that is none', ask('POST /graphql HTTP/1.1', 'host: a:99999'), 400],
    ['an empty one', ask('POST /graphql HTTP/1.1', 'host: '), 400],
    ['none, as HTTP/1.0 may', ask('POST /graphql HTTP/1.0'), 400],
    ['a path', ask('POST /graphql HTTP/1.1', 'host: a/b?c'), 400],
    ['a user', ask('POST /graphql HTTP/1.1', 'host: a@b'), 400],
    ['markup', ask('GET /fhir/metadata HTTP/1.1', 'host: x"<y>'), 400],
    ['none, for a check of health', 'GET /health/live HTTP/1.0\r\n\r\n', 200],
  ])('%s: %#', async (_, bytes, status) => {
    const answer = await sendRaw(url, bytes);
    expect(statusOf(answer)).toBe(status);
    if (status === 400) expect(answer).toContain('"BAD_REQUEST"');
  });
});

describe('what is no HTTP', () => {
  test.each([
    ['no request line', 'what is this\r\n\r\n'],
    ['a method that is none', 'FETCH / HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n'],
    ['a header with a control character', 'GET / HTTP/1.1\r\nhost: x\r\na: \x01\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['lines that end in half', 'GET / HTTP/1.1\nhost: x\r\r\n\r\n'],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('%s gets a 400 that says nothing of what reads it', async (_, bytes) => {
    const answer = await sendRaw(url, bytes);
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toEqual(badRequest('The request cannot be read.'));
    expect(answer).toMatch(/^connection: close\r$/m);
    expect(answer).not.toMatch(/HPE_|llhttp|node|parse error/i);
    expect(await serves()).toBe(true);
  });

  test('a host is wanted, and one version of HTTP', async () => {
    expect(statusOf(await sendRaw(url, 'GET /health/live HTTP/1.1\r\n\r\n'))).toBe(400);
    expect(statusOf(await sendRaw(url, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'))).toBe(400);
  });

  test('behind a request that is not answered yet is not taken for its answer', async () => {
    const body = JSON.stringify({ query: 'mutation { warmUpTenant { state } }' });
    const request = [
      'POST /graphql HTTP/1.1',
      'host: x',
      'x-tenant-id: slow',
      'content-type: application/json',
      `content-length: ${body.length}`,
    ].join('\r\n');
    const answer = await sendRaw(url, `${request}\r\n\r\n${body}nonsense\r\n\r\n`);
    expect(answer).not.toContain('cannot be read');
    expect(await serves()).toBe(true);
  });

  test('a client that resets its connection harms nobody', async () => {
    for (let round = 0; round < 20; round++) {
      const socket = connectTo(url);
      await once(socket, 'connect');
      socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
      socket.resetAndDestroy();
    }
    expect(await serves()).toBe(true);
  });
});

describe('a client that is slow', () => {
  /** Sends ten bytes in the time for a head; resolves with what came back, and after how many milliseconds it was cut off. */
  const drip = async (beginning: string, byte: string) => {
    const begun = performance.now();
    const socket = connectTo(url);
    socket.write(beginning);
    const timer = setInterval(() => socket.writable && socket.write(byte), headMs / 10);
    const answer = await readAll(socket);
    clearInterval(timer);
    return { answer, ms: performance.now() - begun };
  };

  test.concurrent.each([
    ['with its headers', 'GET / HTTP/1.1\r\nhost: x\r\nh: ', 'x'],
    ['with its first line', 'GET /', 'x'],
    ['with everything', '', '\r\n'],
  ])('%s is cut off by the time for the head', async (_, beginning, byte) => {
    const { answer, ms } = await drip(beginning, byte);
    expect(statusOf(answer)).toBe(408);
    expect(bodyOf(answer)).toEqual(badRequest('The request took too long.'));
    expect(ms).toBeGreaterThan(0.9 * headMs);
    expect(ms).toBeLessThan(headMs + 10_000);
  });

  test('the time for the head is ten seconds, and it is looked every two', () => {
    expect([headersTimeout, connectionsCheckingInterval]).toEqual([10_000, 2_000]);
  });
});
