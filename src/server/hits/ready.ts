import type { ServerResponse } from 'node:http';
import { type KeptAnswer, longestText } from '../../services/answers.ts';
import { matches } from '../persisted/revalidation.ts';
import { Head, idHeader } from './head.ts';

/** What each answer has of its own: said anew, or by Node. */
const own = new Set(['x-request-id', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset']);
/** What an answer without a body does not have. */
const ofBody = new Set(['content-type', 'content-length']);

type Headers = Readonly<Record<string, number | string | string[] | undefined>>;

/** A kept answer as it goes over HTTP. */
export class Ready {
  readonly #tag: string;
  readonly #body: string | Buffer;
  readonly #head: Head;
  /** Names and values in turn. */
  readonly #headersWithoutBody: readonly string[];

  private constructor(tag: string, body: string, headers: ReadonlyMap<string, string>) {
    this.#tag = tag;
    const bytes = Buffer.from(body);
    // Short ones are written faster with their head, as one text: a sign a byte, so that nothing is left to encode.
    const text = bytes.length === body.length ? body : bytes.toString('latin1');
    this.#body = body.length > longestText ? bytes : text;
    const all = [...headers, ['content-length', String(bytes.length)] as const];
    this.#head = new Head(all.flat());
    this.#headersWithoutBody = all.filter(([name]) => !ofBody.has(name)).flat();
  }

  /**
   * As it was just given by the long way.
   *
   * @param headers of that; those without a body included
   * @returns undefined for what is not to be said again
   */
  static from({ body, contentType }: KeptAnswer, headers: Headers): Ready | undefined {
    const { etag } = headers;
    if (typeof etag !== 'string') return undefined;
    const said = new Map([['content-type', contentType]]);
    for (const [name, value] of Object.entries(headers)) {
      if (own.has(name) || ofBody.has(name) || value === undefined) continue;
      // Several of a name are nothing that is said here.
      if (Array.isArray(value)) return undefined;
      said.set(name, String(value));
    }
    return new Ready(etag, body, said);
  }

  /**
   * Answers the whole of it, or that it is what the client has already.
   *
   * @param condition the header `if-none-match`
   * @param now milliseconds since 1970
   * @param more headers of this answer alone, names and values in turn
   */
  send(
    response: ServerResponse,
    condition: string | undefined,
    now: number,
    requestId: string,
    more: readonly string[],
  ): void {
    if (matches(condition, this.#tag)) {
      response.writeHead(304, [...this.#headersWithoutBody, ...more, idHeader, requestId]);
      response.end();
      return;
    }
    this.#head.write(response, now, requestId, more);
    response.end(this.#body, 'latin1');
  }
}
