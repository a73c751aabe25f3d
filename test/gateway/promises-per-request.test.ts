import { createHook } from 'node:async_hooks';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

/** Requests of which the one is counted that has made the fewest: others may be disturbed by what else the process does. */
const rounds = 8;

test.each([
  // With nothing to read: hooks, identity, turn, execution and writing make none. The client's own is counted as well.
  ['resources', '{ __typename }', 1],
  // What is at hand, or is all that is asked of a store that has nothing to wait for.
  ['resources', '{ patient(id: "patient-1") { id gender } }', 1],
  ['off', '{ patient(id: "patient-1") { id gender } }', 1],
] as const)('with CACHE=%s, %s makes at most %i promises', async (mode, query, most) => {
  const gateway = await startTestGateway({ source: smallSample, env: { CACHE: mode } });
  try {
    await gateway.warm('demo');
    const counts: number[] = [];
    for (let round = 0; round < rounds; round++) counts.push(await promisesOf(gateway, query));
    expect(Math.min(...counts)).toBeLessThanOrEqual(most);
  } finally {
    await gateway.stop();
  }
});

/** Promises that are made from a request to its answer; one is this client's. */
async function promisesOf({ gateway }: TestGateway, query: string): Promise<number> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  await new Promise(resolve => socket.once('connect', resolve));
  const body = JSON.stringify({ query });
  let made = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'PROMISE') made += 1;
    },
  });
  const answer = await new Promise<string>(resolve => {
    let received = '';
    socket.setEncoding('latin1').on('data', chunk => {
      received += chunk;
      if (!received.endsWith('}\n')) return;
      hook.disable();
      resolve(received);
    });
    hook.enable();
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  });
  hook.disable();
  socket.destroy();
  expect(answer).toContain('"data"');
  return made;
}
