import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Caller } from '../../graphql/context.ts';
import { maxHeaders } from '../bounds.ts';
import { hasAmbientCredentials, isProvenSafe } from '../csrf.ts';
import { type IdentityOptions, identifyNow, isStill } from '../identity.ts';
import { givenRequestId } from '../requests.ts';

/** Who sends a request, and how the answer is wanted. */
export interface Asker {
  readonly caller: Caller;
  readonly accept: string;
  /** The header `if-none-match`. */
  readonly condition: string | undefined;
  /** The request's id, where the client gave one. */
  readonly requestId: string | undefined;
}

/** What the request before has said on the same connection. */
interface Known extends Asker {
  readonly rawHeaders: readonly string[];
}

/** Values of the header `host` that are hosts. */
const maxHosts = 100;

/** Characters of headers that are kept while a connection is open; longer ones are read anew each time. */
const maxKnown = 4 * 1024;

/** A request with one of these may be something else than it looks like; the long way knows. Read by name, which is fast. */
export function isUnusual(headers: IncomingHttpHeaders): boolean {
  return (
    headers['content-type'] !== undefined ||
    headers['content-length'] !== undefined ||
    headers['transfer-encoding'] !== undefined ||
    headers.expect !== undefined ||
    headers.upgrade !== undefined ||
    headers.origin !== undefined ||
    headers['x-graphql-cost'] !== undefined
  );
}

/**
 * Tells of requests that are nothing but usual who sends them. On a connection most requests have the same headers as the
 * one before: then they say the same.
 */
export class Askers {
  readonly #identity: IdentityOptions;
  readonly #hosts = new Set<string>();
  readonly #known = new WeakMap<Socket, Known>();

  constructor(identity: IdentityOptions) {
    this.#identity = identity;
  }

  /** The long way has answered a request with this header. */
  learnHost(host: string): void {
    if (this.#hosts.size >= maxHosts) this.#hosts.clear();
    this.#hosts.add(host);
  }

  /**
   * Undefined: the long way is to look at it.
   *
   * @param now milliseconds since 1970
   * @throws GatewayError as `identifyNow`
   */
  find(request: IncomingMessage, now: number): Asker | undefined {
    if (request.httpVersionMinor !== 1 || request.httpVersionMajor !== 1) return undefined;
    const { rawHeaders, socket } = request;
    const known = this.#known.get(socket);
    if (
      known !== undefined &&
      isSame(known.rawHeaders, rawHeaders) &&
      isStill(known.caller, this.#identity, now)
    )
      return known;
    if (!this.#isUsual(request)) return undefined;
    const caller = identifyNow(request, this.#identity);
    if (caller === undefined) return undefined;
    const { headers } = request;
    const found: Known = {
      caller,
      accept: headers.accept ?? '',
      condition: headers['if-none-match'],
      requestId: givenRequestId(headers),
      rawHeaders,
    };
    if (lengthOf(rawHeaders) <= maxKnown) this.#known.set(socket, found);
    return found;
  }

  #isUsual({ headers, rawHeaders }: IncomingMessage): boolean {
    if (rawHeaders.length > 2 * maxHeaders) return false;
    if (headers.host === undefined || !this.#hosts.has(headers.host)) return false;
    if (isUnusual(headers)) return false;
    // What a browser adds by itself proves nothing.
    return !hasAmbientCredentials(headers) && isProvenSafe(headers);
  }
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place++) if (one[place] !== other[place]) return false;
  return true;
}
