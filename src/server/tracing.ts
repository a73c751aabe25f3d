import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { currentSpan, runInRequest } from '../core/context.ts';
import type { Span, Tracing } from '../core/span.ts';
import type { GatewayContext } from '../graphql/context.ts';
import { alwaysAnswered } from './paths.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where it is not traced. */
    span: Span | undefined;
  }
}

/** What stands for others, as https://opentelemetry.io/docs/specs/semconv/http/http-spans/ asks. */
const knownMethods = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
]);

/**
 * A span a request, from its arrival to its answer, but for those of operators. To be called after `registerContext` and
 * before whatever may refuse a request.
 */
export function registerTracing(app: FastifyInstance, tracing: Tracing | undefined): void {
  app.decorateRequest('span', undefined);
  if (tracing === undefined) return;

  app.addHook('onRequest', async request => {
    const { url: route } = request.routeOptions;
    if (alwaysAnswered.has(route ?? '')) return;
    const method = knownMethods.has(request.method) ? request.method : '_OTHER';
    const { headers } = request.raw;
    request.span = tracing.begin(
      (route === undefined ? method : `${method} ${route}`) as `${Uppercase<string>} /${string}`,
      'server',
      {
        headers,
        attributes: {
          'http.request.method': method,
          'url.scheme': request.protocol,
          ...(route !== undefined && { 'http.route': route }),
          ...(route !== undefined && !/[:*]/.test(route) && { 'url.path': route }),
        },
      },
    );
    request.context.traceId = request.span.traceId;
  });

  app.addHook('onResponse', async ({ span, context }, { statusCode }) => {
    if (span === undefined) return;
    const { tenant } = context;
    span.set({
      'http.response.status_code': statusCode,
      ...(tenant !== undefined && { 'gateway.tenant': tenant }),
    });
    // What a client got wrong is no error of the server's.
    if (statusCode >= 500) span.fail(String(statusCode));
    span.end();
  });
}

/** What it sets off, before its route runs for it, belongs to its trace. */
export function runTraced<Result>({ span, context }: FastifyRequest, run: () => Result): Result {
  return span === undefined ? run() : runInRequest(context, run, span);
}

/** A span for each of what Apollo does before it executes. */
export function tracePhases(): ApolloServerPlugin<GatewayContext> {
  const phase = (name: 'parse' | 'validate', code: string) => async () => {
    const parent = currentSpan();
    if (parent?.recording !== true) return;
    const span = parent.child(`graphql.${name}`, 'internal', {});
    return async (error?: unknown) => {
      if (error !== undefined) span.fail(code);
      span.end();
    };
  };
  const listener = {
    parsingDidStart: phase('parse', 'GRAPHQL_PARSE_FAILED'),
    validationDidStart: phase('validate', 'GRAPHQL_VALIDATION_FAILED'),
  };
  return { requestDidStart: async () => listener };
}
