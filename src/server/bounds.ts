import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { alwaysAnswered } from './paths.ts';
import { type HttpError, unreadable } from './requests.ts';
import type { Headers } from './security-headers.ts';

const maxBodyBytes = 1024 * 1024;
const maxUrlCharacters = 8 * 1024;
export const maxHeaders = 100;
/** The request's first line and its headers together. */
const maxHeadBytes = 16 * 1024;

/** The head of a request must have arrived by then, and with TLS the handshake before it. */
const headTimeoutMs = 10_000;
/** A request must have arrived whole by then. */
const requestTimeoutMs = 30_000;
/** How often it is looked for requests that are late. */
const lookMs = 2_000;
/** Longer than the 60 s after which usual proxies give up a connection that is idle: so it is they who close it. */
const idleTimeoutMs = 72_000;
/** A client that takes nothing of its answer for so long has gone. */
const stuckTimeoutMs = 120_000;
/** Connections of a process; one that is idle costs some 20 kB and an open file. */
const maxConnections = 10_000;

const longestTimerMs = 2 ** 31 - 1;

/** What Fastify hands to Node's server. */
export const serverBounds = {
  maxHeaderSize: maxHeadBytes,
  headersTimeout: headTimeoutMs,
  connectionsCheckingInterval: lookMs,
  // Said, so that Node does not look its own options up for every answer.
  insecureHTTPParser: false,
  // Most requests have no body: no stream is opened for one, to be read to its end.
  optimizeEmptyRequests: true,
} as const;

/** With TLS besides. Node would wait for two minutes. */
export const tlsBounds = { handshakeTimeout: headTimeoutMs } as const;

/** @param warmUpWaitMs how long an answer may be in the making while nothing passes over its connection */
export function fastifyBounds(warmUpWaitMs: number) {
  return {
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: idleTimeoutMs,
    connectionTimeout: Math.min(warmUpWaitMs + stuckTimeoutMs, longestTimerMs),
  };
}

/** Refuses heads of requests that are beyond any use. */
export function registerBounds(app: FastifyInstance): void {
  app.server.maxConnections = maxConnections;
  app.addHook('onRequest', ({ raw, routeOptions }: FastifyRequest, _reply, done) => {
    // Checks of health may come without one, as HTTP/1.0 has it.
    if (!isHost(raw.headers.host) && !alwaysAnswered.has(routeOptions.url ?? ''))
      throw refusal(400, 'The header host is no host.');
    if ((raw.url?.length ?? 0) > maxUrlCharacters) throw refusal(414, 'The URL is too long.');
    // Names and values in turn. Node would leave out what is beyond its own bound, in silence.
    if (raw.rawHeaders.length > 2 * maxHeaders) throw refusal(431, 'There are too many headers.');
    done();
  });
}

/** URLs are made of it: https://www.rfc-editor.org/rfc/rfc9110#section-7.2 */
function isHost(host = ''): boolean {
  return !/[/?#@\\]/.test(host) && URL.canParse(`http://${host}/`);
}

function refusal(statusCode: number, message: string): HttpError {
  return Object.assign(new Error(message), { statusCode });
}

/**
 * Answers what is no HTTP, or comes too slowly, and closes the connection.
 *
 * @param headers of every answer
 */
export function answerClientErrors(headers: Headers) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (error: Error & { code?: string }, socket: Socket): void => {
    const said = socket.writable && !isAnswering(socket) ? wordsFor(error.code ?? '') : undefined;
    if (said === undefined) {
      socket.destroy();
      return;
    }
    const body = JSON.stringify(unreadable(said.message));
    socket.end(
      `HTTP/1.1 ${said.status} ${STATUS_CODES[said.status]}\r\nconnection: close\r\n` +
        `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
        `${lines.join('')}\r\n${body}`,
      () => socket.destroy(),
    );
  };
}

/** Undefined where nobody is there to be answered, or not in HTTP: the connection was lost, or TLS has failed. */
function wordsFor(code: string): { readonly status: number; readonly message: string } | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, message: 'The request took too long.' };
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, message: 'The headers are too large.' };
  if (code.startsWith('HPE_')) return { status: 400, message: 'The request cannot be read.' };
  return undefined;
}

/** What came before on the connection is not answered yet: whatever is said now would be taken for that answer. */
function isAnswering(socket: Socket): boolean {
  // Node's own server asks the same in the same way; there is no other.
  return (socket as { _httpMessage?: unknown })._httpMessage != null;
}
