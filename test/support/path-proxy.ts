import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PathProxy {
  /** Where the target is found now, without a slash at the end. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves what is at `target` below `path`, as `/one/two`, and nothing beside it, as a reverse proxy for several services does. */
export async function startPathProxy(target: string, path: string): Promise<PathProxy> {
  const server = createServer((near, answer) => {
    const rest = near.url!.startsWith(`${path}/`) ? near.url!.slice(path.length) : undefined;
    if (rest === undefined) {
      answer.writeHead(404).end();
      return;
    }
    const { method, headers } = near;
    const far = request(new URL(rest, target), { method, headers }, found => {
      answer.writeHead(found.statusCode!, found.headers);
      found.pipe(answer);
    });
    far.on('error', () => answer.destroy());
    near.pipe(far);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
