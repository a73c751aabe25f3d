import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { runInRequest } from '../core/context.ts';
import { traced } from '../core/tracing.ts';
import { createContext, type GatewayContext } from '../graphql/context.ts';
import type { OnBatch } from '../metrics/loaders.ts';
import { Answers } from '../services/answers.ts';
import type { Caching } from '../services/caching.ts';
import type { Cursors } from '../services/cursors.ts';
import { type Answered, type AnsweringOptions, answer, type Made } from './answering.ts';
import { type Console, registerConsole } from './console.ts';
import { dropAmbientCredentials } from './csrf.ts';
import { Direct, type DirectOptions } from './direct.ts';
import { errorFormat } from './error-format.ts';
import { registerExplorer } from './explorer/explorer.ts';
import { type FhirOptions, registerFhir } from './fhir.ts';
import { Hits } from './hits/hits.ts';
import { refuseDeepNesting } from './limits.ts';
import type { Overview } from './operators/overview.ts';
import { registerOperators, registerProbes } from './operators/routes.ts';
import type { PersistedOperations } from './persisted/persisted.ts';
import type { Resolved } from './persisted/resolve.ts';
import { revalidated } from './persisted/revalidation.ts';
import { type RateLimitOptions, registerRateLimits } from './rate-limits.ts';
import { callerOf, type RequestOptions, registerRequests } from './requests.ts';
import { type Page, sendPage } from './security-headers.ts';
import { createServer, type ServerOptions } from './server.ts';
import { runTraced } from './tracing.ts';
import { registerWarmUp } from './warm-up.ts';

export interface HttpOptions
  extends RequestOptions,
    Omit<ServerOptions, 'metrics'>,
    RateLimitOptions,
    Pick<DirectOptions, 'schema' | 'render' | 'documents'> {
  readonly config: RequestOptions['config'] &
    ServerOptions['config'] &
    RateLimitOptions['config'] &
    Pick<Config, 'opsPort' | 'explorer' | 'auth'>;
  readonly apollo: ApolloServer<GatewayContext>;
  /** For `/`. */
  readonly landingPage: Page;
  /** Undefined: there is none, or nobody is to see it. */
  readonly console: Console | undefined;
  readonly clock: Clock;
  readonly cursors: Cursors;
  readonly caching: Caching;
  readonly capability: FhirOptions['capability'];
  readonly persisted: PersistedOperations;
  readonly onBatch: OnBatch;
  /** What operators are told here, unless they have a listener of their own. */
  readonly overview: Overview;
  /** In words, why no requests are taken; undefined when they are. */
  readonly notReady: () => Promise<string | undefined>;
}

/** What a request asks for. */
interface Asking {
  /** As it came. */
  readonly url: string;
  readonly resolved: Resolved;
}

/** The HTTP server with all its routes, not yet listening. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const {
    apollo,
    landingPage,
    tenants,
    cursors,
    caching,
    clock,
    capability,
    config,
    persisted,
    audit,
    onBatch,
  } = options;
  const app = await createServer(options);
  acceptEmptyJson(app);
  registerRequests(app, options);
  registerRateLimits(app, options);
  registerProbes(app, options.notReady);
  const forOperators = config.opsPort === undefined;
  if (forOperators) registerOperators(app, () => options.overview);
  registerWarmUp(app, tenants, config.corsOrigins, audit);

  const services = { tenants, cursors, caching, clock, onBatch, audited: audit !== undefined };
  const direct = new Direct({
    ...options,
    production: config.production,
    formatError: errorFormat(options.logger),
  });
  const contexts = new WeakMap<FastifyRequest, GatewayContext>();
  const askApollo = fastifyApolloHandler(apollo, {
    context: async request => {
      const context = createContext(callerOf(request), services, request.gone);
      contexts.set(request, context);
      return context;
    },
  }) as (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  const executeByApollo = async (request: FastifyRequest, reply: FastifyReply): Promise<Made> => {
    const body = await askApollo(request, reply);
    direct.learn(request, reply);
    const context = contexts.get(request);
    await audit?.executed(request, reply.statusCode, context);
    return { body, footprint: context?.footprint };
  };
  const answers = new Answers(caching);
  // Traces tell of every step of an answer, so there are none to spare.
  const hits = options.tracing === undefined ? new Hits({ ...options, answers }) : undefined;
  const answering: AnsweringOptions = {
    answers,
    tenants,
    production: config.production,
    audit,
    execute: (request, reply, registered, next) => {
      const known = direct.find(request, registered);
      if (known === undefined) return executeByApollo(request, reply).then(next);
      const context = createContext(callerOf(request), services, request.gone);
      return direct.answer(known, context, reply, body => {
        const made = { body, footprint: context.footprint };
        const confirmed = audit?.executed(request, reply.statusCode, context);
        return confirmed === undefined ? next(made) : confirmed.then(() => next(made));
      });
    },
  };
  const finish = (
    request: FastifyRequest,
    reply: FastifyReply,
    { url, resolved }: Asking,
    { body, found, question }: Answered,
  ) => {
    // Apollo has a word of its own on some answers.
    reply.header('cache-control', 'private, no-store');
    // To a browser that opens the address Apollo gives its page; what it may load is for ours to say.
    if (isPage(reply)) return sendPage(reply, landingPage);
    persisted.answered(resolved, reply);
    const { operation } = resolved;
    if (request.method !== 'GET' || operation === undefined) return body;
    const sent = revalidated(request, reply, body, found);
    if (found !== undefined && question !== undefined)
      hits?.learn(url, request, reply, { found, question, operation });
    return sent;
  };
  /** Without a promise where nothing has to be waited for. */
  const graphql = (request: FastifyRequest, reply: FastifyReply): unknown => {
    const { url = '' } = request.raw;
    refuseDeepNesting(request, options.metrics);
    dropAmbientCredentials(request.headers);
    const resolved = persisted.resolve(request);
    const asking = { url, resolved };
    const { name, document } = resolved.operation ?? {};
    if (name !== undefined) request.span?.set({ 'graphql.operation.name': name });
    const run = () =>
      answer(answering, request, reply, document, answered =>
        inBytes(finish(request, reply, asking, answered)),
      );
    const begin = () => runInRequest(request.context, run, request.span);
    const turn = turnOf(request);
    return turn === undefined ? begin() : turn.then(begin);
  };
  const turnOf = (request: FastifyRequest): Promise<void> | undefined => {
    const { tenant } = callerOf(request);
    if (request.span === undefined) return tenants.operations.turn(tenant, request.gone);
    return runTraced(request, () =>
      traced('lane operation', 'internal', { 'gateway.lane': 'operation' }, async () =>
        tenants.operations.turn(tenant, request.gone),
      ),
    );
  };
  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: graphql });
  if (options.console !== undefined) await registerConsole(app, options.console);
  registerFhir(app, { graphql, capability, origins: config.corsOrigins });

  const { auth, explorer, production } = config;
  if (explorer) registerExplorer(app, { authenticated: auth.mode !== 'none', sandbox: !production });
  app.get('/', async (request, reply) => {
    if (request.headers.accept?.includes('text/html')) return sendPage(reply, landingPage);
    return {
      name: 'FHIR GraphQL gateway',
      graphql: '/graphql',
      fhir: '/fhir/$graphql',
      capabilities: '/fhir/metadata',
      warmUp: '/warm-up-tenant',
      ...(config.explorer && { explorer: '/explorer' }),
      ...(options.console && { console: '/console' }),
      ...(forOperators && { health: '/health', metrics: '/metrics', stats: '/stats' }),
    };
  });
  hits?.stand(app);
  return app;
}

/** Node makes bytes of a text that is shorter without asking for memory. */
const shortText = 5_000;

/** A long text as it goes over the wire: otherwise it would be joined to be measured, joined to its head, and given three times its room. */
function inBytes(body: unknown): unknown {
  return typeof body === 'string' && body.length > shortText ? Buffer.from(body) : body;
}

function isPage(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/html');
}

/**
 * A JSON content type without a body is a request without a body. What could be refused is looked at by Fastify's own
 * parser: names of prototypes, however they are written, and what is no JSON.
 */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') {
      done(null, undefined);
      return;
    }
    const parsed = mayNamePrototype(body as string) ? undefined : parsedJson(body as string);
    if (parsed === undefined) parse(request, body as string, done);
    else done(null, parsed);
  });
}

/** In full, or with escapes for some of their letters. */
function mayNamePrototype(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
