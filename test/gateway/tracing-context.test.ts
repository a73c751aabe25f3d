import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { currentRequest } from '../../src/core/context.ts';
import type { Logger } from '../../src/core/log.ts';
import { Collector, newTrace } from '../support/collector.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { Issuer } from '../support/issuer.ts';
import { bodyOf, sendRaw, statusOf } from '../support/raw-http.ts';
import { soon } from '../support/soon.ts';

let collector: Collector;
let gateway: TestGateway;
beforeEach(async () => {
  collector = await Collector.start();
});
afterEach(async () => {
  await gateway.stop();
  await collector[Symbol.asyncDispose]();
});

const start = async (env: Record<string, string> = {}, logger?: Logger) => {
  const options = { source: smallSample, env: { ...collector.env, ...env } };
  gateway = await startTestGateway({ ...options, ...(logger && { logger }) });
};
const ask = (headers: Record<string, string>) => gateway.query('{ tenant { id } }', { headers });
/** The requests whose spans have arrived, once one that is sent now is among them. */
const servers = async () => {
  const { traceId, headers } = newTrace();
  await ask(headers);
  await soon(() => expect(collector.trace(traceId)).not.toEqual([]));
  return collector.spans.filter(span => span.kind === 'server' && span.traceId !== traceId);
};

describe('traceparent', () => {
  test('goes on with the trace of whoever asks', async () => {
    await start();
    const { traceId, parentId, headers } = newTrace();
    await ask({ ...headers, tracestate: 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7' });
    const [span] = await servers();
    expect(span).toMatchObject({ traceId, parentSpanId: parentId });
    expect(span!.traceState).toBe('congo=t61rcWkgMzE,rojo=00f067aa0ba902b7');
  });

  test('that says it is not recorded is believed', async () => {
    await start();
    await ask(newTrace(false).headers);
    expect(await servers()).toEqual([]);
  });

  const { headers } = newTrace();
  const { traceparent } = headers;
  test.each([
    ['no trace', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`],
    ['no parent', `00-${'1'.repeat(32)}-${'0'.repeat(16)}-01`],
    ['no version', traceparent.replace(/^00/, 'ff')],
    ['more than there is in this version', `${traceparent}-more`],
    ['upper case', traceparent.toUpperCase().replace(/\d/g, 'A')],
    ['two at once', `${traceparent}, ${traceparent}`],
    ['words', 'Mrs Miller, born 1950-01-01'],
    ['very long', `${traceparent}${'0'.repeat(5_000)}`],
    ['nothing', ''],
  ])('that holds %s begins a trace of its own', async (_, hostile) => {
    await start();
    const { status, errors } = await ask({ traceparent: hostile });
    expect([status, errors]).toEqual([200, []]);
    const [span] = await servers();
    expect(span!.parentSpanId).toBeUndefined();
    expect(traceparent).not.toContain(span!.traceId);
    expect(collector.bodies.join('')).not.toMatch(/Miller|1950-01/);
  });

  test.each([
    ['words', 'Mrs Miller, born 1950-01-01', undefined],
    ['too much', `a=${'x'.repeat(600)}`, undefined],
    ['signs that are none', 'a=é,b=1', 'b=1'],
    ['among others one that is good', 'Mrs Miller=1,ok=1', 'ok=1'],
  ])('with a tracestate of %s: what is legal goes on', async (_, tracestate, left) => {
    await start();
    const { traceId, headers: given } = newTrace();
    const lines = Object.entries({ ...given, tracestate, host: 'x', connection: 'close' });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const answer = await sendRaw(
      gateway.gateway.url,
      `GET /graphql?query=%7Btenant%7Bid%7D%7D HTTP/1.1\r\napollo-require-preflight: 1\r\n${head}\r\n`,
    );
    expect([statusOf(answer), bodyOf(answer)]).toEqual([200, { data: { tenant: { id: 'demo' } } }]);
    const [span] = await servers();
    expect([span!.traceId, span!.traceState || undefined]).toEqual([traceId, left]);
    expect(collector.bodies.join('')).not.toContain('Miller');
  });
});

test('what the gateway asks of an issuer of tokens belongs to the trace that needs it, or to one of its own', async () => {
  const issuer = await Issuer.start();
  const asked: IncomingHttpHeaders[] = [];
  issuer.answerWith((request, response) => {
    asked.push(request.headers);
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: issuer.keys }));
  });
  try {
    await start(issuer.env);
    await soon(() => expect(asked).toHaveLength(1));
    await soon(() => expect(collector.spans.map(({ name }) => name)).toEqual(['issuer keys']));
    const [first] = collector.spans;
    expect(asked[0]!.traceparent).toBe(`00-${first!.traceId}-${first!.spanId}-01`);

    await issuer.rotate();
    const { traceId, headers } = newTrace();
    await ask({ ...headers, tracestate: 'a=1', ...(await issuer.headers()) });
    await soon(() => expect(collector.trace(traceId).map(({ kind }) => kind)).toContain('server'));
    const fetched = collector.trace(traceId).find(({ name }) => name === 'issuer keys');
    const request = collector.trace(traceId).find(({ kind }) => kind === 'server');
    expect(fetched).toMatchObject({ kind: 'client', parentSpanId: request!.spanId, attributes: {} });
    expect([asked[1]!.traceparent, asked[1]!.tracestate]).toEqual([
      `00-${traceId}-${fetched!.spanId}-01`,
      'a=1',
    ]);
  } finally {
    await issuer.goDown();
  }
});

test('what is not recorded is told to an issuer as well', async () => {
  const issuer = await Issuer.start();
  try {
    await start(issuer.env);
    await soon(() => expect(issuer.fetches).toBe(1));
    await issuer.rotate();
    let told: string | undefined;
    issuer.answerWith((request, response) => {
      told = String(request.headers.traceparent);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: issuer.keys }));
    });
    const { traceId, headers } = newTrace(false);
    await ask({ ...headers, ...(await issuer.headers()) });
    expect(told).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
  } finally {
    await issuer.goDown();
  }
});

test('lines of the log name the trace, of requests that are traced', async () => {
  const lines: object[] = [];
  const note = (fields: object, message: string) =>
    void lines.push({ ...currentRequest(), ...fields, message });
  await start({}, { debug: note, info: note, warn: note, error: note });
  const { traceId, headers } = newTrace();
  await ask(headers);
  await soon(() => expect(lines).toContainEqual(expect.objectContaining({ message: 'request', traceId })));
  await gateway.restart({ OTEL_SDK_DISABLED: 'true' });
  lines.length = 0;
  await ask(headers);
  await soon(() => expect(lines).toContainEqual(expect.objectContaining({ message: 'request' })));
  expect(JSON.stringify(lines)).not.toContain('traceId');
});

describe('a sampler', () => {
  const sampled = async (
    env: Record<string, string>,
    traces: readonly { headers: Record<string, string> }[],
  ) => {
    await start(env);
    for (const { headers } of traces) await ask(headers);
    await gateway.gateway.stop();
    return collector.spans.filter(({ kind }) => kind === 'server').map(({ traceId }) => traceId);
  };
  const yes = newTrace();
  const no = newTrace(false);
  const root = { headers: {} };

  test.each([
    ['always_on', [yes.traceId, no.traceId, expect.any(String)]],
    ['always_off', []],
    ['parentbased_always_on', [yes.traceId, expect.any(String)]],
    ['parentbased_always_off', [yes.traceId]],
  ])('%s', async (name, expected) => {
    expect(await sampled({ OTEL_TRACES_SAMPLER: name }, [yes, no, root])).toEqual(expected);
  });

  test('of a part of the traces chooses by their ids, and so does every service', async () => {
    const low = { headers: { traceparent: `00-${'0'.repeat(31)}1-${'1'.repeat(16)}-00` } };
    const high = { headers: { traceparent: `00-${'0'.repeat(24)}ffffffff-${'1'.repeat(16)}-01` } };
    const env = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' };
    expect(await sampled(env, [low, high])).toEqual([`${'0'.repeat(31)}1`]);
  });

  test('asks about a trace that begins here alone, where its parent decides', async () => {
    const env = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };
    expect(await sampled(env, [yes, no, root])).toEqual([yes.traceId]);
  });
});
