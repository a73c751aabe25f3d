import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of the loopback on which nobody listens now. */
export async function freePort(): Promise<number> {
  const { port, release } = await heldPort();
  await release();
  return port;
}

/** A port that nobody else is given until it is released, which is to be done right before it is listened to. */
export async function heldPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const release = async () => {
    server.close();
    await once(server, 'close');
  };
  return { port, release };
}
