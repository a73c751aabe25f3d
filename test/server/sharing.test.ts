import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shareConnections } from '../../src/server/sharing.ts';

let server: Server;
let nowMs: number;
let pauses: number[];
let clients: Socket[];
beforeEach(async () => {
  [server, nowMs, pauses, clients] = [createServer(), 0, [], []];
  shareConnections(server, { now: () => nowMs, pause: ms => pauses.push(ms) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  server.close();
  await once(server, 'close');
});

async function connectOne(): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'connection');
  const client = connect(port, '127.0.0.1');
  clients.push(client);
  await Promise.all([accepted, once(client, 'connect')]);
  return client;
}

test('connections that come at once, and are more than a few, wait for others to take theirs', async () => {
  for (let number = 0; number < 4; number++) await connectOne();
  expect(pauses).toEqual([]);
  nowMs += 4;
  await connectOne();
  await connectOne();
  expect(pauses).toHaveLength(2);
  for (const ms of pauses) expect(ms).toBeLessThan(1);
  nowMs += 5;
  await connectOne();
  expect(pauses).toHaveLength(2);
});

test('one that comes for one that goes waits for nothing, but many for many that went do', async () => {
  for (let number = 0; number < 8; number++) await connectOne();
  expect(pauses).toHaveLength(4);
  const goOne = async () => {
    const gone = Promise.withResolvers<void>();
    server.getConnections((_, before) => {
      const look = () =>
        server.getConnections((_, now) => (now < before ? gone.resolve() : setImmediate(look)));
      look();
    });
    clients.pop()!.destroy();
    await gone.promise;
  };
  for (let number = 0; number < 3; number++) {
    await goOne();
    await connectOne();
  }
  expect(pauses).toHaveLength(4);
  for (let number = 0; number < 8; number++) await goOne();
  for (let number = 0; number < 6; number++) await connectOne();
  expect(pauses).toHaveLength(6);
});
