import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Rounds } from '../../../src/server/hits/rounds.ts';

const newServer = () => new EventEmitter() as Server;
const newSocket = () => ({ once: () => undefined }) as unknown as Socket;

/** What is told of a request on that connection. @param behind another one, which is not answered yet */
function ask(
  rounds: Rounds,
  socket: Socket,
  request: Partial<IncomingMessage> = {},
  behind = false,
): boolean {
  const message = { method: 'GET', headers: {}, ...request, socket } as IncomingMessage;
  return rounds.arrived(message, { socket: behind ? null : socket } as ServerResponse);
}

test('what was confirmed in a round holds for the first request of each connection', async () => {
  const rounds = new Rounds(newServer(), { tls: false });
  const [one, other] = [newSocket(), newSocket()];
  const collection = {};
  expect(ask(rounds, one)).toBe(true);
  rounds.confirmed(collection);
  expect([ask(rounds, other), rounds.hasConfirmed(collection)]).toEqual([true, true]);
  expect(rounds.hasConfirmed({})).toBe(false);
  // Read together with the one before it, but perhaps sent later.
  expect(ask(rounds, one)).toBe(false);
  await setImmediate();
  expect([ask(rounds, one), rounds.hasConfirmed(collection)]).toEqual([true, false]);
});

test('it does not hold for what is behind something else', async () => {
  const rounds = new Rounds(newServer(), { tls: false });
  expect(ask(rounds, newSocket(), {}, true)).toBe(false);
  for (const body of [
    { method: 'POST' },
    { headers: { 'content-length': '1' } },
    { headers: { 'transfer-encoding': 'chunked' } },
  ]) {
    const socket = newSocket();
    expect(ask(rounds, socket, body)).toBe(false);
    await setImmediate();
    expect(ask(rounds, socket)).toBe(false);
    await setImmediate();
    expect(ask(rounds, socket)).toBe(false);
  }
});

test('nor with TLS, nor with more connections than the system tells of at once', () => {
  expect(ask(new Rounds(newServer(), { tls: true }), newSocket())).toBe(false);
  const server = newServer();
  const rounds = new Rounds(server, { tls: false });
  for (let count = 0; count < 512; count++) server.emit('connection', newSocket());
  expect(ask(rounds, newSocket())).toBe(true);
  server.emit('connection', newSocket());
  expect(ask(rounds, newSocket())).toBe(false);
});
