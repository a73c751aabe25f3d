import type { Readable } from 'node:stream';
import { Agent, request as send } from 'undici';
import type { Clock } from '../../core/clock.ts';
import { SourceError } from '../source.ts';
import { parseJson, readAll, readBody } from './bodies.ts';
import { type CredentialSettings, type Credentials, openCredentials } from './credentials.ts';
import { about, asFault, Refused, Transient } from './faults.ts';
import { issuesOf } from './outcome.ts';
import { parseRetryAfter, Retries, type RetryLimits, retryLimits } from './retries.ts';

export interface HttpLimits extends RetryLimits {
  /** Until an answer begins. The first page of a search may be long in the making. */
  readonly answerMs: number;
  /** Between two pieces of a body. */
  readonly stallMs: number;
}

export const httpLimits: HttpLimits = { ...retryLimits, answerMs: 120_000, stallMs: 60_000 };

export interface HttpOptions {
  /** The server's base URL: credentials go to its origin and nowhere else. */
  readonly base: URL;
  readonly clock: Clock;
  readonly credentials?: CredentialSettings | undefined;
  /** Follows links and redirects to other origins, without credentials. */
  readonly allowOtherOrigins?: boolean;
  readonly limits?: Partial<HttpLimits>;
  /** From 0 to 1: how delays vary. */
  readonly random?: () => number;
}

export interface HttpRequest {
  readonly url: URL;
  /** What is asked for, in words that stand in errors: `page 3 of Patient`. URLs do not: they may hold tokens and data. */
  readonly what: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: () => Promise<string>;
  /** Without credentials, wherever it goes. */
  readonly anonymous?: boolean;
  /** Of another origin though others are not allowed. */
  readonly anywhere?: boolean;
  /** Failures in a row before it is given up. */
  readonly tries?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Where it came from at last. */
  readonly url: URL;
  header(name: string): string | undefined;
  /** Unpacked, to be read once. Throws Transient, SourceError. */
  readonly body: AsyncIterable<Buffer>;
  /** Instead of reading the body. */
  discard(): void;
}

const maxRedirects = 5;
const connectMs = 10_000;
const maxConnections = 16;
const maxErrorBytes = 64 * 1024;
const redirects: readonly number[] = [301, 302, 303, 307, 308];
const passing: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** A client of one FHIR server that expects the worst of it. Every error is in words without URLs, tokens or data. */
export class HttpClient implements AsyncDisposable {
  readonly clock: Clock;
  readonly base: URL;
  readonly retries: Retries;
  readonly #options: HttpOptions;
  readonly #limits: HttpLimits;
  readonly #agent: Agent;
  readonly #closing = new AbortController();
  readonly #credentials: Credentials | undefined;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.base = options.base;
    this.#limits = { ...httpLimits, ...options.limits };
    this.retries = new Retries(options.clock, this.#closing.signal, this.#limits, options.random);
    // Time-outs are our clock's. HTTP/1.1: a cut connection is one answer's, not all.
    this.#agent = new Agent({
      ...{ connect: { timeout: connectMs }, connections: maxConnections, allowH2: false },
      ...{ headersTimeout: 0, bodyTimeout: 0 },
    });
    this.#credentials = options.credentials && openCredentials(options.credentials, this);
  }

  /** A URL below the base. */
  at(path: string): URL {
    return new URL(path, `${this.base.href.replace(/\/+$/, '')}/`);
  }

  /** Has the signal end what is under way, until it is disposed of. */
  endOn(signal: AbortSignal): Disposable {
    const end = () => void this[Symbol.asyncDispose]();
    signal.addEventListener('abort', end);
    return { [Symbol.dispose]: () => signal.removeEventListener('abort', end) };
  }

  /** Ends what is under way; whoever waits for it is told so. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new SourceError('The connection was closed'));
    await this.#agent.destroy();
  }

  /**
   * The whole of an answer in JSON, however often it takes.
   * @throws Refused, TooLarge, SourceError
   */
  json(
    request: HttpRequest,
    maxBytes: number,
  ): Promise<{ answer: HttpAnswer; json: unknown; bytes: number }> {
    return this.retrying(request, async () => {
      const answer = await this.once({
        ...request,
        headers: { accept: 'application/fhir+json', ...request.headers },
      });
      try {
        const type = answer.header('content-type') ?? '';
        if (!/^(application|text)\/([\w.-]+\+)?json(\+fhir)?\s*(;|$)/i.test(type)) {
          throw new SourceError(`the answer is no JSON, but ${mediaType(type)}`);
        }
        const bytes = await readAll(answer.body, maxBytes);
        return { answer, json: parseJson(bytes), bytes: bytes.length };
      } finally {
        answer.discard();
      }
    });
  }

  /** An answer whose body is still to be read, with retries up to there. @throws Refused, SourceError */
  open(request: HttpRequest): Promise<HttpAnswer> {
    return this.retrying(request, () => this.once(request));
  }

  /** Tries anew whatever throws Transient. @throws SourceError in words that begin with `what` */
  retrying<Result>(
    { what, tries }: Pick<HttpRequest, 'what' | 'tries'>,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    const named = async () => {
      try {
        return await attempt();
      } catch (error) {
        throw about(what, error);
      }
    };
    return this.retries.run(what, named, tries);
  }

  /** One try, with redirects followed and a refused token renewed once. @throws Transient, Refused, SourceError */
  async once(request: HttpRequest): Promise<HttpAnswer> {
    const { method = 'GET', anonymous = false } = request;
    let { url } = request;
    let renewed = false;
    for (let hops = 0; ; ) {
      this.checkOrigin(url, request.anywhere);
      const trusted = !anonymous && url.origin === this.base.origin;
      const authorization = trusted ? await this.#credentials?.header() : undefined;
      const answer = await this.#exchange({ ...request, url }, authorization);
      if (answer.status >= 200 && answer.status < 300) return answer;
      const location = answer.header('location');
      if (method === 'GET' && redirects.includes(answer.status) && location !== undefined) {
        answer.discard();
        hops += 1;
        if (hops > maxRedirects) throw new SourceError(`more than ${maxRedirects} redirects`);
        if (!URL.canParse(location, url)) throw new SourceError('a redirect to what is no URL');
        url = new URL(location, url);
        continue;
      }
      if (
        answer.status === 401 &&
        authorization !== undefined &&
        !renewed &&
        this.#credentials!.renew(authorization)
      ) {
        answer.discard();
        renewed = true;
        continue;
      }
      throw await this.#refusal(answer);
    }
  }

  /** @throws SourceError for a URL that would lead elsewhere, or from TLS to none */
  checkOrigin(url: URL, anywhere = false): void {
    const { protocol, origin } = url;
    if (protocol !== 'https:' && (protocol !== 'http:' || this.base.protocol === 'https:')) {
      throw new SourceError('a link that is no https:// URL');
    }
    if (origin !== this.base.origin && !anywhere && !this.#options.allowOtherOrigins) {
      throw new SourceError(
        `a link leads to another server, ${origin}; --allow-other-origins follows it, without credentials`,
      );
    }
  }

  async #exchange(request: HttpRequest, authorization: string | undefined): Promise<HttpAnswer> {
    const { url, method = 'GET', headers, body } = request;
    const { answerMs, stallMs } = this.#limits;
    const content = await body?.();
    const giveUp = new AbortController();
    const cancel = this.clock.after(answerMs, () =>
      giveUp.abort(new Transient(`no answer within ${answerMs / 1000} s`)),
    );
    try {
      const answer = await send(url, {
        ...{ method, dispatcher: this.#agent },
        signal: AbortSignal.any([this.#closing.signal, giveUp.signal]),
        headers: {
          ...{ accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'fhir-graphql-gateway' },
          ...headers,
          ...(authorization !== undefined && { authorization }),
        },
        ...(content !== undefined && { body: content }),
      });
      const header = (name: string) => {
        const value = answer.headers[name];
        return typeof value === 'string' ? value : value?.[0];
      };
      const raw: Readable = answer.body;
      // An error after the last reader has gone is nobody's.
      raw.on('error', () => undefined);
      return {
        ...{ status: answer.statusCode, url, header },
        body: readBody(raw, header('content-encoding'), this.clock, stallMs),
        discard: () => void raw.destroy(),
      };
    } catch (error) {
      throw asFault(error);
    } finally {
      cancel();
    }
  }

  async #refusal(answer: HttpAnswer): Promise<Transient | Refused> {
    const { status } = answer;
    const issues = await readAll(answer.body, maxErrorBytes)
      .then(parseJson)
      .then(issuesOf, () => []);
    const told = `HTTP ${status}${issues.length > 0 ? ` (${issues.join(', ')})` : ''}`;
    if (passing.includes(status)) {
      return new Transient(told, parseRetryAfter(answer.header('retry-after'), this.clock.now()));
    }
    if (status !== 401) return new Refused(told, status);
    return new Refused(`${told}: FHIR_BEARER_TOKEN, FHIR_BASIC_… or FHIR_SMART_… must tell who asks`, status);
  }
}

/** What a server says it sent, if it says so in the usual way. */
function mediaType(value: string): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(value)?.[0] ?? 'of no type';
}
