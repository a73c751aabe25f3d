import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseForeignOrigins, refuseForeignPages } from './csrf.ts';

export interface FhirOptions {
  /** Answers a GraphQL request. */
  readonly graphql: (request: FastifyRequest, reply: FastifyReply) => unknown;
  /** What works, as a CapabilityStatement of the server at that base URL. */
  readonly capability: (baseUrl: string) => object;
  /** Whose pages may ask. */
  readonly origins: readonly string[];
}

/** `$` may be written encoded, and the router does not decode what it takes for reserved. */
export function withPlainDollar(url: string): string {
  return url.startsWith('/fhir/%24') ? url.replace('%24', '$') : url;
}

/**
 * The FHIR side of the same schema: the system-level operation `$graphql`
 * (https://hl7.org/fhir/R4/graphql.html) and the CapabilityStatement.
 */
export function registerFhir(app: FastifyInstance, { graphql, capability, origins }: FhirOptions): void {
  // A body that is the document itself.
  app.addContentTypeParser('application/graphql', { parseAs: 'string' }, (_request, body, done) => {
    done(null, { query: body });
  });

  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    // The answer is JSON whatever a client of FHIR accepts; a browser gets it too, and no page.
    request.headers.accept = 'application/json';
    return graphql(request, reply);
  };
  app.post('/fhir/$graphql', { onRequest: refuseForeignOrigins(origins) }, answer);
  app.get('/fhir/$graphql', { onRequest: refuseForeignPages(origins) }, (request, reply) => {
    // FHIR's links are plain GETs, which Apollo refuses lest a foreign page sends them: that was looked at above.
    request.headers['apollo-require-preflight'] = 'true';
    return answer(request, reply);
  });

  app.get('/fhir/metadata', async (request, reply) => {
    const statement = capability(`${request.protocol}://${request.host}/fhir`);
    return reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify(statement));
  });
}
