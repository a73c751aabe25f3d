import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../core/clock.ts';
import type { RequestContext } from '../../core/context.ts';
import type { Answers, KeptAnswer, Question } from '../../services/answers.ts';
import { Step } from '../../services/caching.ts';
import type { Tenant } from '../../tenants/tenant.ts';
import type { Tenants } from '../../tenants/tenants.ts';
import type { Admission } from '../admission.ts';
import type { Audit } from '../audit/audit.ts';
import type { IdentityOptions } from '../identity.ts';
import { type ObservingOptions, observer } from '../observing.ts';
import type { PersistedOperations } from '../persisted/persisted.ts';
import type { RegisteredOperation } from '../persisted/registered.ts';
import { mayPass, passed, type RateLimitOptions, rateHeaders } from '../rate-limits.ts';
import { type Asker, Askers, isUnusual } from './askers.ts';
import { KnownUrls, type Way, wayFor } from './known.ts';
import { Ready } from './ready.ts';

export interface HitsOptions
  extends ObservingOptions,
    Pick<RateLimitOptions, 'config' | 'rateLimiter' | 'metrics'> {
  readonly identity: IdentityOptions;
  readonly admission: Admission;
  readonly answers: Answers;
  readonly clock: Clock;
  readonly persisted: PersistedOperations;
  readonly tenants: Tenants;
  /** Undefined when it is off. */
  readonly audit: Audit | undefined;
}

const route = '/graphql';
const none: readonly string[] = [];
const prefix = `${route}?`;

/** Of those that come within one turn of the event loop so many are answered together, at most. */
const maxTogether = 32;

/**
 * Registered operations by GET whose answers are kept, answered before Fastify and Apollo, in one step. It knows nothing
 * that the long way has not found out before, decides by the same code, and gives whatever is not plainly a hit to it
 * untouched: nothing is counted, told or written before it is certain that there is an answer to give.
 *
 * Requests that are read from their connections in one turn of the event loop are answered together at its end. What
 * time it is, and whether the store was written to, is asked once for all of them, when all have come.
 */
export class Hits {
  readonly #options: HitsOptions;
  readonly #urls = new KnownUrls();
  readonly #askers: Askers;
  /** What is sent for a kept answer; both go together. */
  readonly #ready = new WeakMap<KeptAnswer, Ready>();
  readonly #observe: ReturnType<typeof observer>;
  #waiting: Waiting[] = [];
  /** Whether those that wait will be answered at the end of this turn. */
  #isDue = false;
  /** The long way. */
  #handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;

  constructor(options: HitsOptions) {
    this.#options = options;
    this.#askers = new Askers(options.identity);
    this.#observe = observer(options);
  }

  /** Sees requests before the server's own handler does. To be called once all routes are there. */
  stand(app: FastifyInstance): void {
    const { server } = app;
    const [handle] = server.listeners('request') as [
      (request: IncomingMessage, response: ServerResponse) => void,
    ];
    this.#handle = handle.bind(server);
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.#take(request, response),
    );
  }

  /**
   * The long way has answered with a kept answer, or with its tag alone.
   *
   * @param url as it came
   */
  learn(
    url: string,
    { headers, caller, routeOptions }: FastifyRequest,
    reply: FastifyReply,
    { found, question, operation }: { found: KeptAnswer; question: Question; operation: RegisteredOperation },
  ): void {
    if (caller === undefined || routeOptions.url !== route || !url.startsWith(prefix)) return;
    if (headers.host === undefined || isUnusual(headers)) return;
    if (!this.#ready.has(found)) {
      const ready = Ready.from(found, reply.getHeaders());
      if (ready === undefined) return;
      this.#ready.set(found, ready);
    }
    this.#askers.learnHost(headers.host);
    this.#urls.learn(url, operation, question, caller);
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const { url } = request;
    const ways = request.method === 'GET' && url !== undefined ? this.#urls.find(url) : undefined;
    if (ways === undefined) {
      // Those that came before do not wait for what may take much longer.
      this.#answerAll();
      this.#handle(request, response);
      return;
    }
    const arrived = performance.now();
    // Asked now, Node knows it also of a client that will have gone.
    const address = request.socket.remoteAddress;
    this.#options.admission.enter();
    this.#waiting.push({ request, response, ways, arrived, address });
    if (this.#waiting.length === maxTogether) this.#answerAll();
    else if (!this.#isDue) {
      this.#isDue = true;
      setImmediate(this.#answerDue);
    }
  }

  readonly #answerDue = () => {
    this.#isDue = false;
    this.#answerAll();
  };

  #answerAll(): void {
    if (this.#waiting.length === 0) return;
    const { admission, clock } = this.#options;
    const waiting = this.#waiting;
    this.#waiting = [];
    const step = new Step(clock.now());
    const others = waiting.filter(each => !this.#answer(each, step));
    for (const { request, response } of others) {
      this.#handle(request, response);
      admission.leave();
    }
  }

  /** False: it is not answered, and nobody has noticed. */
  #answer(waiting: Waiting, step: Step): boolean {
    const hit = this.#find(waiting, step);
    if (hit === undefined) return false;
    const { tenants, answers } = this.#options;
    const { tenant } = hit.asker.caller;
    answers.given(tenant, hit.collection);
    tenants.operations.passed(tenant);
    tenants.touch(hit.warm, step.now);
    this.#give(waiting, hit, step);
    return true;
  }

  #find({ request, response, ways }: Waiting, step: Step): Hit | undefined {
    const { admission, tenants, answers } = this.#options;
    if (admission.reason !== undefined || response.closed) return undefined;
    const { now } = step;
    try {
      const asker = this.#askers.find(request, now);
      const way = asker && wayFor(ways, asker.accept, asker.caller);
      if (asker === undefined || way === undefined) return undefined;
      const { caller } = asker;
      const { tenant, permissions } = caller;
      const warm = tenants.atHand(tenant, now);
      const collection = warm?.opened;
      if (warm === undefined || collection === undefined) return undefined;
      if (!tenants.operations.mayPass(tenant) || !mayPass(caller, this.#options)) return undefined;
      const found = answers.findHere(tenant, collection, way.question, way.placeFor(permissions.names), step);
      const ready = found && this.#ready.get(found);
      return ready && { asker, way, warm, collection, found: found!, ready };
    } catch {
      // Whatever is wrong, the long way tells it.
      return undefined;
    }
  }

  #give({ response, arrived, address }: Waiting, { asker, way, found, ready }: Hit, { now }: Step): void {
    const { admission, audit, persisted } = this.#options;
    const { caller, condition, requestId = randomUUID() } = asker;
    const context: RequestContext = { requestId, tenant: caller.tenant, operationId: way.operation.id };
    if (found.operation !== undefined) context.operation = found.operation;
    persisted.countRegistered();
    audit?.found({ id: requestId, ip: address, caller, context }, found, now);
    // Closed is what a response always is in the end, and once.
    response.on('close', () => {
      admission.leave();
      if (!response.writableFinished) return;
      const status = response.statusCode;
      this.#observe({ route, method: 'GET', status, context }, performance.now() - arrived);
    });
    const standing = passed(caller, this.#options);
    const more =
      standing === undefined ? none : rateHeaders(standing).flatMap(([name, value]) => [name, String(value)]);
    ready.send(response, condition, performance.timeOrigin + arrived, requestId, more);
  }
}

/** A request whose URL is known. */
interface Waiting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly ways: readonly Way[];
  /** When it came, as `performance.now` has it. */
  readonly arrived: number;
  /** Whose it is; undefined when the client has gone. */
  readonly address: string | undefined;
}

/** Everything that its answer needs. */
interface Hit {
  readonly asker: Asker;
  readonly way: Way;
  readonly warm: Tenant;
  readonly collection: NonNullable<Tenant['opened']>;
  readonly found: KeptAnswer;
  readonly ready: Ready;
}
