import { Client } from 'undici';

/** What came back: the HTTP status, the body as it was sent, and the two headers that users look at. */
export interface Reply {
  readonly status: number;
  readonly body: Buffer;
  readonly etag: string | undefined;
  readonly retryAfter: string | undefined;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Longer than a gateway takes for its slowest answer, a warm-up that is waited for. */
const answerTimeoutMs = 60_000;

/** One keep-alive connection to the gateway, as a browser tab has; one request at a time. It is opened by the first request. */
export class Connection {
  readonly #client: Client;

  constructor(url: string) {
    this.#client = new Client(url, {
      pipelining: 1,
      // Gateways keep idle connections for 72 s; who closes first never sends into a closed one.
      keepAliveTimeout: 60_000,
      keepAliveMaxTimeout: 60_000,
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
  }

  /** @throws the connection's error, with its `code` */
  ask({ method, path, headers, body }: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      let status = 0;
      let received: Readonly<Record<string, string | string[] | undefined>> = {};
      const chunks: Buffer[] = [];
      this.#client.dispatch(
        { method, path, headers: headers as Record<string, string>, body: body ?? null },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, statusCode, responseHeaders) => {
            status = statusCode;
            received = responseHeaders;
          },
          onResponseData: (_controller, chunk) => chunks.push(chunk),
          onResponseEnd: () =>
            resolve({
              status,
              body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks),
              etag: header(received.etag),
              retryAfter: header(received['retry-after']),
            }),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  }

  async close(): Promise<void> {
    await this.#client.destroy();
  }
}

function header(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** What a connection died of, or which code an answer had; never what stood in it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message: string };
  return typeof code === 'string' ? code : message;
}
