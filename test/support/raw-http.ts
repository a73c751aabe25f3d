import { connect, type Socket } from 'node:net';

/** Sends bytes as they are, and reads until the connection is closed. */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const socket = connectTo(url);
  socket.write(bytes, 'latin1');
  return readAll(socket);
}

export function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

/** A connection that is reset has been closed as well. */
export async function readAll(socket: Socket): Promise<string> {
  let received = '';
  socket.on('data', chunk => {
    received += chunk;
  });
  await new Promise(resolve => socket.once('close', resolve).on('error', () => undefined));
  return received;
}

/** Of an answer that was read whole. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

export function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}
