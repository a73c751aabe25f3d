import { once } from 'node:events';
import { Server, type ServerResponse } from 'node:http';
import { StatementSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PersistedOperations } from '../../../src/server/persisted/persisted.ts';
import { Caching } from '../../../src/services/caching.ts';
import { smallSample, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { heldCalls } from '../../support/held-calls.ts';
import { read } from '../../support/hit-worlds.ts';
import { entryOf, ManifestFolder, manifestOf } from '../../support/operations.ts';
import { get } from '../../support/persisted.ts';
import { bodyOf, connectTo, readAll, sendRaw, statusOf } from '../../support/raw-http.ts';
import { soon } from '../../support/soon.ts';

/** Two gateways over one store, both with the short way for hits. */
let manifests: ManifestFolder;
let gateways: readonly [TestGateway, TestGateway];
const held = heldCalls();
const tenants = ['demo', 'other', 'third'] as const;
beforeAll(async () => {
  manifests = await ManifestFolder.with({ m: manifestOf(entryOf(read, { id: 'one' })) });
  const env = { PERSISTED_OPERATIONS: manifests.path };
  const first = await startTestGateway({ env, source: smallSample });
  gateways = [first, await startTestGateway({ env, folder: first.folder, wrap: held.wrap })];
  for (const gateway of gateways) await gateway.warm(...tenants);
});
afterAll(async () => {
  for (const gateway of [...gateways].reverse()) await gateway.stop();
  await manifests[Symbol.asyncDispose]();
});

type Tenant = (typeof tenants)[number];

const ask = (gateway: TestGateway, tenant: Tenant, id: string) =>
  get(gateway, { documentId: 'one', variables: { id } }, { tenant });

const step = fc.record({
  gateway: fc.nat(1),
  tenant: fc.constantFrom(...tenants),
  id: fc.constantFrom('patient-1', 'patient-2'),
  // Mostly reads, many at once.
  does: fc.oneof(
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 4, arbitrary: fc.constantFrom('read', 'read', 'read many') },
  ),
});

test('whatever is reviewed where, the next read of it says so, and each tenant sees its own', async () => {
  const resolve = vi.spyOn(PersistedOperations.prototype, 'resolve');
  const reviewed = new Map<string, boolean>();
  let reads = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async steps => {
      for (const { gateway: place, tenant, id, does } of steps) {
        const gateway = gateways[place]!;
        const name = `${tenant} ${id}`;
        if (typeof does === 'boolean') {
          const query = `mutation { review(input: { resourceType: PATIENT, id: "${id}", reviewed: ${does} }) { id } }`;
          expect((await gateway.query(query, { tenant })).errors).toEqual([]);
          reviewed.set(name, does);
          continue;
        }
        const others = does === 'read' ? [] : tenants;
        const asked = [tenant, ...others, ...others];
        reads += asked.length;
        const answers = await Promise.all(asked.map(each => ask(gateway, each, id)));
        for (const [index, { data }] of answers.entries()) {
          const expected = reviewed.get(`${asked[index]} ${id}`) ?? false;
          expect(data.patient).toMatchObject({ id, reviewed: expected });
        }
      }
    }),
    { numRuns: process.env.LONG ? 500 : 25, endOnFailure: true },
  );
  // Otherwise nothing was shown.
  expect(resolve.mock.calls.length).toBeLessThan(reads * 0.8);
  resolve.mockRestore();
}, 300_000);

test('a hit is answered within one turn of the event loop, without a statement, and nothing is parsed', async () => {
  const [gateway] = gateways;
  for (let time = 0; time < 3; time++) await ask(gateway, 'demo', 'patient-4');
  const statements: string[] = [];
  const parsed: string[] = [];
  let endedInTime: boolean | undefined;
  for (const method of ['all', 'get', 'run'] as const) {
    const real = StatementSync.prototype[method] as (...given: unknown[]) => unknown;
    vi.spyOn(StatementSync.prototype, method).mockImplementation(function (this: StatementSync, ...given) {
      // System documents are looked at now and then whoever asks for what.
      if (!/\bdocument\b/.test(this.sourceSQL)) statements.push(this.sourceSQL);
      return real.apply(this, given) as never;
    });
  }
  const { parse } = JSON;
  vi.spyOn(JSON, 'parse').mockImplementation((text, ...given) => {
    parsed.push(text);
    return parse(text, ...given);
  });
  const { emit } = Server.prototype;
  vi.spyOn(Server.prototype, 'emit').mockImplementation(function (this: Server, name, ...given) {
    const taken = emit.call(this, name, ...given);
    if (name === 'request')
      setImmediate(() => {
        endedInTime = (given[1] as ServerResponse).writableEnded;
      });
    return taken;
  });
  const { status, text } = await ask(gateway, 'demo', 'patient-4');
  vi.restoreAllMocks();
  expect([status, endedInTime, statements]).toEqual([200, true, []]);
  // The client's.
  expect(parsed.filter(each => each !== text)).toEqual([]);
});

/** Bytes of a hit that the client asks for, as often as it likes. */
function asking({ gateway }: TestGateway, id: string): string {
  const path = `/graphql?documentId=one&variables=${encodeURIComponent(JSON.stringify({ id }))}`;
  return `GET ${path} HTTP/1.1\r\nhost: ${new URL(gateway.url).host}\r\napollo-require-preflight: true\r\naccept: */*\r\n\r\n`;
}

/** What happens while `run` runs: requests are taken, and it is looked for reviews; each with how many answers were ended by then. */
async function watched(run: () => Promise<unknown>): Promise<readonly string[]> {
  const events: string[] = [];
  const responses: ServerResponse[] = [];
  const { emit } = Server.prototype;
  const note = (what: string) =>
    events.push(`${what} ${responses.filter(({ writableEnded }) => writableEnded).length}`);
  vi.spyOn(Server.prototype, 'emit').mockImplementation(function (this: Server, name, ...given) {
    if (name === 'request') responses.push(given[1] as ServerResponse);
    const handled = emit.call(this, name, ...given);
    if (name === 'request') note('taken');
    return handled;
  });
  const { confirm } = Caching.prototype;
  vi.spyOn(Caching.prototype, 'confirm').mockImplementation(function (this: Caching, ...given) {
    note('look');
    return confirm.apply(this, given);
  });
  try {
    await run();
  } finally {
    vi.restoreAllMocks();
  }
  return events;
}

describe('hits that come together', () => {
  /** On one connection, in one piece. */
  const send = (gateway: TestGateway, requests: readonly string[]) => {
    const last = requests.at(-1)!.replace('accept', 'connection: close\r\naccept');
    return sendRaw(gateway.gateway.url, [...requests.slice(0, -1), last].join(''));
  };
  const learn = async (gateway: TestGateway, ids: readonly string[]) => {
    for (const id of ids) for (let time = 0; time < 3; time++) await ask(gateway, 'demo', id);
    // The host as raw requests name it.
    for (const id of ids) await send(gateway, [asking(gateway, id)]);
  };

  test('are confirmed by one look, when all have come', async () => {
    const [gateway] = gateways;
    await learn(gateway, ['patient-1', 'patient-2']);
    const requests = ['patient-1', 'patient-2', 'patient-1'].map(id => asking(gateway, id));
    let answers = '';
    const events = await watched(async () => {
      answers = await send(gateway, requests);
    });
    expect(events).toEqual(['taken 0', 'taken 0', 'taken 0', 'look 0']);
    expect(answers.match(/"id":"patient-\d"/g)).toEqual(['1', '2', '1'].map(id => `"id":"patient-${id}"`));
  });

  test('do not wait for what comes behind them', async () => {
    const [gateway] = gateways;
    await learn(gateway, ['patient-1']);
    const hit = asking(gateway, 'patient-1');
    const other = hit.replace('documentId=one&variables', 'query={__typename}&variables');
    const events = await watched(() => send(gateway, [hit, hit, other]));
    expect(events.filter(each => each.startsWith('taken'))).toEqual(['taken 0', 'taken 0', 'taken 2']);
  });

  test('are as many as they are', async () => {
    const [gateway] = gateways;
    await learn(gateway, ['patient-1', 'patient-2']);
    const ids = Array.from({ length: 100 }, (_, number) => `patient-${1 + (number % 2)}`);
    const answers = await send(
      gateway,
      ids.map(id => asking(gateway, id)),
    );
    expect(answers.match(/"id":"(patient-\d)"/g)).toEqual(ids.map(id => `"id":"${id}"`));
  });
});

test('a gateway that drains takes no hits either', async () => {
  const [first] = gateways;
  const gateway = await startTestGateway({
    env: { PERSISTED_OPERATIONS: manifests.path },
    ...{ folder: first.folder, wrap: held.wrap },
  });
  for (let time = 0; time < 3; time++) expect((await ask(gateway, 'demo', 'patient-5')).status).toBe(200);
  const request = asking(gateway, 'patient-5');
  const socket = connectTo(gateway.gateway.url);
  socket.write(request);
  await once(socket, 'data');
  held.hold();
  const running = gateway.query('{ patient(id: "patient-6") { gender } }');
  await soon(() => expect(held.atWork()).toBe(1));
  const stopped = gateway.stop();
  socket.write(request);
  const answer = await readAll(socket);
  expect(statusOf(answer)).toBe(503);
  expect(answer).toMatch(/connection: close/i);
  held.release();
  expect((await running).status).toBe(200);
  await stopped;
});

test('a hit that has come when a gateway begins to stop is answered, one way or the other', async () => {
  const [{ folder }] = gateways;
  const gateway = await startTestGateway({
    env: { PERSISTED_OPERATIONS: manifests.path },
    ...{ folder, wrap: held.wrap },
  });
  for (let time = 0; time < 3; time++) await ask(gateway, 'demo', 'patient-9');
  const socket = connectTo(gateway.gateway.url);
  await once(socket, 'connect');
  let stopped: Promise<void> | undefined;
  const { emit } = Server.prototype;
  vi.spyOn(Server.prototype, 'emit').mockImplementation(function (this: Server, name, ...given) {
    const taken = emit.call(this, name, ...given);
    if (name === 'request') stopped ??= gateway.stop();
    return taken;
  });
  socket.write(asking(gateway, 'patient-9'));
  const answer = await readAll(socket);
  vi.restoreAllMocks();
  await stopped;
  expect([200, 503]).toContain(statusOf(answer));
  expect(bodyOf(answer)).toHaveProperty(statusOf(answer) === 200 ? 'data' : 'errors');
});

test('a gateway ends without waiting for clients that went before their hits were there', async () => {
  const [{ folder }] = gateways;
  const gateway = await startTestGateway({
    env: { PERSISTED_OPERATIONS: manifests.path },
    ...{ folder, wrap: held.wrap },
  });
  for (let time = 0; time < 3; time++) expect((await ask(gateway, 'demo', 'patient-7')).status).toBe(200);
  const request = asking(gateway, 'patient-7');
  for (let time = 0; time < 20; time++) {
    const socket = connectTo(gateway.gateway.url);
    await once(socket, 'connect');
    socket.write(request.repeat(1 + (time % 3)));
    socket.resetAndDestroy();
  }
  expect((await ask(gateway, 'demo', 'patient-7')).status).toBe(200);
  const begun = performance.now();
  await gateway.stop();
  // For a request that is never answered it waits for 8 s.
  expect(performance.now() - begun).toBeLessThan(7_000);
});
