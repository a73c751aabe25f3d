import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports that systems give to nobody by themselves (Linux does from 32,768), and each worker of a run has its own: so
 * nobody else comes to listen where a server is about to, or is away for a while and wants to be back.
 */
const first = 20_000;
const portsPerWorker = 1_000;
const worker = (Number(process.env.VITEST_POOL_ID ?? 1) - 1) % 12;
// Another run beside this one has the same.
let next = Math.floor(Math.random() * portsPerWorker);

/** A port of the loopback on which nobody listens, and nobody else will. */
export async function freePort(): Promise<number> {
  const { port, release } = await heldPort();
  await release();
  return port;
}

/** A port of the loopback that is listened to until it is released, and that nobody else is given. */
export async function heldPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  for (let tried = 0; tried < portsPerWorker; tried++) {
    const port = first + worker * portsPerWorker + (next++ % portsPerWorker);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch {
      continue;
    }
    const release = async () => {
      server.close();
      await once(server, 'close');
    };
    return { port, release };
  }
  throw new Error('All ports of this worker are taken.');
}
