import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Clock } from '../core/clock.ts';
import { runInRequest } from '../core/context.ts';
import { createContext, type GatewayContext } from '../graphql/context.ts';
import { type HealthOptions, registerHealth } from './health.ts';
import { callerOf, type RequestOptions, registerRequests, requestId } from './requests.ts';
import { registerWarmUp } from './warm-up.ts';

export interface HttpOptions extends HealthOptions, RequestOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly clock: Clock;
}

const maxBodyBytes = 1024 * 1024;
/** A request that has not arrived whole by then is given up. */
const requestTimeoutMs = 30_000;

/** The HTTP server with all its routes, not yet listening. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { apollo, tenants, clock } = options;
  const app = fastify({
    logger: false,
    genReqId: raw => requestId(raw.headers),
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    // Requests have been drained by then: what is left has not even arrived whole.
    forceCloseConnections: true,
    return503OnClosing: true,
  });
  acceptEmptyJson(app);
  registerRequests(app, options);
  registerHealth(app, options);
  registerWarmUp(app, tenants);

  const answer = fastifyApolloHandler(apollo, {
    context: async request => createContext(callerOf(request), tenants, clock),
  });
  const graphql = (request: FastifyRequest, reply: FastifyReply) =>
    runInRequest(request.context, async () => {
      const body = await (answer as (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>)(
        request,
        reply,
      );
      reply.header('cache-control', 'private, no-store');
      return body;
    });
  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: graphql });

  app.get('/', async (request, reply) => {
    if (request.headers.accept?.includes('text/html')) return graphql(request, reply);
    return {
      name: 'FHIR GraphQL gateway',
      graphql: '/graphql',
      warmUp: '/warm-up-tenant',
      health: '/health',
      metrics: '/metrics',
    };
  });
  return app;
}

/** A JSON content type without a body is a request without a body. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body as string, done);
  });
}
