import type { Facts } from './checks.ts';
import { must, WrongAnswer } from './checks.ts';
import { Connection, type Reply, type Request, reasonOf } from './connection.ts';
import type { Ending, Pace } from './pace.ts';
import type { Recorder } from './recorder.ts';
import { missing, type Operation } from './shape.ts';
import type { LoadTenant } from './tenant.ts';
import type { Span } from './world.ts';

/** What all users of a run share. */
export interface Common {
  readonly url: string;
  readonly pace: Pace;
  readonly ending: Ending;
  readonly recorder: Recorder;
  readonly tolerateFaults: boolean;
  readonly headersOf: (tenant: string, partner: boolean) => Readonly<Record<string, string>>;
}

/** What a user asks, and what the answer has to be. */
export interface Asked<D> {
  /** As reports call it. */
  readonly action: string;
  readonly operation: Operation;
  readonly variables?: object;
  /** HTTP status and error code; 200 without errors unless told. */
  readonly expect?: { readonly status: number; readonly code?: string };
  /** Compares the content. @throws WrongAnswer */
  readonly check?: (data: D, span: Span) => void;
  /** The registered operation to send by GET instead of its text. */
  readonly registered?: string;
  /** Another tenant than the user's own. */
  readonly tenant?: string;
  /** How many times longer than usual the user pauses before. */
  readonly thinks?: number;
}

/** `lost`: it may or may not have been done. `refused`: it was not. */
export type Outcome<D> =
  | { readonly kind: 'answered'; readonly data: D }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'lost'; readonly wrong?: true };

interface GraphQLError {
  readonly extensions?: { readonly code?: string };
}

interface Body<D> {
  readonly data?: D | null;
  readonly errors?: readonly GraphQLError[];
}

/** Codes that say that nothing was done. */
const notDone = new Set([
  'TENANT_COLD',
  'TENANT_BUSY',
  'RATE_LIMITED',
  'NOT_READY',
  'CONFLICT',
  'NOT_FOUND',
  'BAD_USER_INPUT',
]);
/** Those of them that pass. */
const notYet = new Set(['NOT_READY', 'TENANT_BUSY']);
/** A faulty gateway is asked again after 0.1 s, 0.2 s, … and 2 s at most. */
const firstRetryMs = 100;
const longestRetryMs = 2_000;

/** One user with a connection, a stream of random numbers and a tenant; asks one thing at a time. */
export class User {
  readonly tenant: LoadTenant;
  readonly facts: Facts;
  readonly random: () => number;
  /** That it has ended. */
  sessions = 0;
  readonly #common: Common;
  readonly #connection: Connection;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #partner: boolean;
  /** Answers to GETs that may be revalidated, by path. */
  readonly #kept = new Map<string, { etag: string; body: Body<unknown> }>();

  constructor(common: Common, tenant: LoadTenant, facts: Facts, random: () => number, partner = false) {
    this.tenant = tenant;
    this.facts = facts;
    this.random = random;
    this.#common = common;
    this.#partner = partner;
    this.#connection = new Connection(common.url);
    this.#headers = { 'content-type': 'application/json', ...common.headersOf(tenant.id, partner) };
  }

  /** Waits so many means of the usual pause, no more and no less. Nobody waits where requests come at a rate. @throws RunOver */
  rest(thinks: number): Promise<void> {
    return this.#common.pace.rest(thinks * this.tenant.slowness);
  }

  /** Counts what went wrong beside the answers themselves. */
  failed(action: string, reason: string): void {
    this.#common.recorder.failed(action, reason);
  }

  /** Asks aside: not counted, not compared. @throws Error that names the code, never data */
  async aside<D>({ text }: Operation, variables: object): Promise<D> {
    const headers = this.#headers;
    const body = JSON.stringify({ query: text, variables });
    const reply = await this.#connection.ask({ method: 'POST', path: '/graphql', headers, body });
    const { data, errors } = read(reply) as Body<D>;
    if (data != null && errors === undefined) return data;
    throw new Error(errors?.[0]?.extensions?.code ?? `HTTP ${reply.status}`);
  }

  /** Whether the gateway has a registered operation of that id. */
  async isRegistered(id: string): Promise<boolean> {
    const body = JSON.stringify({ documentId: id });
    const reply = await this.#connection.ask({
      method: 'POST',
      path: '/graphql',
      headers: this.#headers,
      body,
    });
    return reply.status === 200;
  }

  /** Pauses, asks, compares, counts. Where faults are expected it asks again until it is answered. @throws RunOver */
  async ask<D>(asked: Asked<D>): Promise<Outcome<D>> {
    let due = await this.#common.pace.next(this.random, (asked.thinks ?? 1) * this.tenant.slowness);
    let lostOnce = false;
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(2 * retryMs, longestRetryMs)) {
      const outcome = await this.#once(asked, due);
      lostOnce ||= outcome.kind === 'lost';
      if (outcome.kind === 'answered' || !this.#worthRetrying(outcome)) {
        return lostOnce && outcome.kind === 'refused' ? { kind: 'lost' } : outcome;
      }
      try {
        await this.#common.ending.until(performance.now() + retryMs);
      } catch {
        return lostOnce ? { kind: 'lost' } : outcome;
      }
      due = performance.now();
    }
  }

  #worthRetrying(outcome: Outcome<unknown>): boolean {
    if (!this.#common.tolerateFaults || outcome.kind === 'answered') return false;
    return outcome.kind === 'lost' ? outcome.wrong !== true : notYet.has(outcome.code);
  }

  async #once<D>(asked: Asked<D>, due: number): Promise<Outcome<D>> {
    const { recorder } = this.#common;
    const request = this.#request(asked);
    const from = performance.now();
    let reply: Reply;
    try {
      reply = await this.#connection.ask(request);
    } catch (error) {
      recorder.answered(asked.action, performance.now() - due, 0);
      recorder.failed(asked.action, `connection: ${reasonOf(error)}`);
      return { kind: 'lost' };
    }
    const to = performance.now();
    recorder.answered(asked.action, to - due, reply.body.length);
    recorder.checked++;
    try {
      return this.#judge(asked, request.path, reply, { from, to });
    } catch (error) {
      const wrong =
        error instanceof WrongAnswer || error instanceof TypeError || error instanceof SyntaxError;
      if (!wrong) throw error;
      // Other errors come of answers that are none at all; their messages may show data.
      const reason = error instanceof WrongAnswer ? error.message : 'what was asked for';
      recorder.failed(asked.action, `wrong answer: ${reason}`);
      return { kind: 'lost', wrong: true };
    }
  }

  #request({ operation, variables, registered, tenant }: Asked<never>): Request {
    const headers =
      tenant === undefined
        ? this.#headers
        : { ...this.#headers, ...this.#common.headersOf(tenant, this.#partner) };
    if (registered === undefined) {
      const body = JSON.stringify({ query: operation.text, variables });
      return { method: 'POST', path: '/graphql', headers, body };
    }
    const parameters = new URLSearchParams({
      documentId: registered,
      variables: JSON.stringify(variables ?? {}),
    });
    const path = `/graphql?${parameters}`;
    const kept = this.#kept.get(path);
    return {
      method: 'GET',
      path,
      headers: {
        ...headers,
        'apollo-require-preflight': 'true',
        ...(kept !== undefined && { 'if-none-match': kept.etag }),
      },
    };
  }

  #judge<D>(asked: Asked<D>, path: string, reply: Reply, span: Span): Outcome<D> {
    const kept = reply.status === 304 ? this.#kept.get(path) : undefined;
    if (reply.status === 304) must(kept !== undefined, 'only what was kept is not modified');
    const body = (kept?.body ?? read(reply)) as Body<D>;
    const status = kept === undefined ? reply.status : 200;
    const { status: wanted, code } = asked.expect ?? { status: 200 };
    const got = body.errors?.[0]?.extensions?.code;
    if (got === 'TENANT_COLD' && this.#isOwn(asked)) {
      if (!this.tenant.mayBeCold(span.from)) this.failed(asked.action, got);
      this.tenant.foundCold(span.from);
      return { kind: 'refused', code: got };
    }
    if (status !== wanted || got !== code) {
      // What is not JSON of GraphQL's has no code: health answers, proxies.
      const reason =
        got ?? (status === wanted ? 'wrong answer: an error that was expected' : `HTTP ${status}`);
      this.#common.recorder.failed(asked.action, reason);
      return notDone.has(reason) || status === 400 ? { kind: 'refused', code: reason } : { kind: 'lost' };
    }
    if (code !== undefined) return { kind: 'refused', code };
    must(body.errors === undefined, 'no errors beside the data');
    must(typeof body.data === 'object' && body.data !== null, 'data');
    const field = missing(body.data, asked.operation.shape);
    must(field === undefined, `the field ${field}`);
    if (this.#isOwn(asked)) this.tenant.usedAt = span.from;
    asked.check?.(body.data, span);
    if (asked.registered !== undefined && reply.etag !== undefined && kept === undefined)
      this.#keep(path, reply.etag, body);
    return { kind: 'answered', data: body.data };
  }

  #isOwn(asked: Asked<never>): boolean {
    return asked.tenant === undefined;
  }

  #keep(path: string, etag: string, body: Body<unknown>): void {
    if (this.#kept.size >= 20) this.#kept.clear();
    this.#kept.set(path, { etag, body });
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}

/** What an answer says; what is no JSON says nothing, and is told by its status. */
function read({ status, body }: Reply): object {
  try {
    return JSON.parse(body.toString());
  } catch {
    must(status !== 200, 'JSON');
    return {};
  }
}
