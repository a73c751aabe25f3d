import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Between users and a gateway. `lie` may change what is asked, and what is answered; `pass` asks the gateway. */
export async function lyingProxy(
  target: () => string,
  lie: (asked: Exchange, pass: (asked: Exchange) => Promise<Answer>) => Promise<Answer>,
) {
  const pass = async ({ method, path, headers, body }: Exchange): Promise<Answer> => {
    const response = await fetch(new URL(path, target()), {
      method,
      headers,
      ...(method === 'POST' && { body }),
    });
    const kept = ['content-type', 'etag', 'retry-after'].flatMap(name => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
  };
  const server = createServer(async (request, response) => {
    try {
      const asked = {
        method: request.method!,
        path: request.url!,
        headers: headersOf(request),
        body: await read(request),
      };
      const { status, headers, body } = await lie(asked, pass);
      response.writeHead(status, headers).end(body);
    } catch {
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** An answer changed by what its data are given to. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
export function changed(answer: Answer, change: (data: any) => void): Answer {
  if (answer.status !== 200) return answer;
  const body = JSON.parse(answer.body);
  if (body.data == null) return answer;
  change(body.data);
  return { ...answer, body: JSON.stringify(body) };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const passed = ['content-type', 'x-tenant-id', 'if-none-match', 'apollo-require-preflight'];
  return Object.fromEntries(
    passed.flatMap(name => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
