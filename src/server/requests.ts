import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { RequestContext } from '../core/context.ts';
import { Ending } from '../core/ending.ts';
import { GatewayError, toErrorEntry } from '../core/errors.ts';
import { hideError } from '../core/hide.ts';
import type { Logger } from '../core/log.ts';
import type { Caller } from '../graphql/context.ts';
import { codeLabel } from '../metrics/codes.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Performance } from '../metrics/performance.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { Admission } from './admission.ts';
import type { Audit } from './audit/audit.ts';
import { type IdentityOptions, identify, identifyNow } from './identity.ts';
import { observer } from './observing.ts';
import { type ErrorEntry, withOutcome } from './outcome.ts';
import { alwaysAnswered, forAnybody } from './paths.ts';
import { runTraced } from './tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any route that is neither for operators nor for anybody. */
    caller: Caller | undefined;
    context: RequestContext;
    /** Gives up when the client goes away before it is answered. Set once the request has arrived whole. */
    gone: Ending;
  }
}

export interface RequestOptions {
  readonly config: Pick<Config, 'production'>;
  readonly identity: IdentityOptions;
  readonly admission: Admission;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly performance: Performance;
  readonly tenants: Tenants;
  /** Undefined when it is off. */
  readonly audit: Audit | undefined;
}

/** An error of HTTP itself, with a message for the client. */
export interface HttpError extends Error {
  readonly statusCode: number;
}

export function badRequest(message: string): HttpError {
  return Object.assign(new Error(message), { statusCode: 400 });
}

/**
 * What is known of every request, also of one that is refused before anything else, and how errors are told. To be called
 * before any plugin is registered that has routes of its own: they would tell errors in Fastify's way.
 */
export function registerContext(
  app: FastifyInstance,
  { logger, audit, metrics }: Pick<RequestOptions, 'logger' | 'audit'> & { metrics: Metrics | undefined },
): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof GatewayError && (error.httpStatus === 401 || error.httpStatus === 403))
      audit?.refused(request, error.httpStatus, error.code);
    // No operation was looked at, or what it was does not matter any more.
    metrics?.errorResults.inc({ code: codeLabel(codeOf(error)), operationName: 'other' });
    return sendError(error, request, reply, logger);
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ errors: [told(entry('There is nothing here.', 'ROUTE_NOT_FOUND'), request)] }),
  );
  app.decorateRequest('context');
  app.addHook('onRequest', (request, reply, done) => {
    request.context = { requestId: request.id };
    if (request.url.startsWith('/fhir/')) request.context.outcomes = true;
    reply.header('x-request-id', request.id);
    done();
  });
}

/** What happens to every request before and after its route: identity, admission, log line, measurement. */
export function registerRequests(app: FastifyInstance, options: RequestOptions): void {
  const { identity, admission, audit } = options;
  const answered = observer(options);
  app.decorateRequest('caller', undefined);
  app.decorateRequest('gone');

  // Hooks with `done` where nothing is waited for: an async one makes promises for each request.
  app.addHook('onRequest', (request, reply, done) => {
    audit?.arrived(request);
    const route = request.routeOptions.url ?? '';
    if (alwaysAnswered.has(route)) return done();
    reply.header('cache-control', 'private, no-store');
    refuseUnlessOpen(reply);
    // A path that is none is told of without asking who looks for it.
    if (request.is404 || forAnybody.has(route)) return done();
    const know = (caller: Caller) => {
      request.caller = caller;
      request.context.tenant = caller.tenant;
      done();
    };
    const caller = identifyNow(request.raw, identity);
    if (caller === undefined) runTraced(request, () => identify(request.raw, identity)).then(know, done);
    else know(caller);
  });

  // From here on a shutdown waits for the request: it has arrived whole. The shutdown may have begun meanwhile.
  app.addHook('preHandler', (request, reply, done) => {
    if (alwaysAnswered.has(request.routeOptions.url ?? '')) return done();
    refuseUnlessOpen(reply);
    admission.enter();
    const gone = new Ending();
    request.gone = gone;
    const { raw } = reply;
    // Closed is what a response always is in the end, also when the client has gone.
    const closed = () => {
      admission.leave();
      if (!raw.writableFinished) gone.abort(clientGone());
    };
    // The client may have gone while it was found out who it is.
    if (raw.closed) closed();
    else raw.once('close', closed);
    done();
  });

  function refuseUnlessOpen(reply: FastifyReply): void {
    if (admission.reason === undefined) return;
    // The connection is closed, so that the client's next request finds another process.
    if (admission.draining) reply.header('connection', 'close');
    throw new GatewayError('NOT_READY', admission.reason, { retryAfterSeconds: 5 });
  }

  app.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'unknown' } = request.routeOptions;
    const { method, context } = request;
    answered({ route, method, status: reply.statusCode, context }, reply.elapsedTime);
    done();
  });
}

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error('A route that anybody may use has no caller');
  return request.caller;
}

/** A request id that the client gave is kept where it is harmless in a log. */
export function requestId(headers: IncomingHttpHeaders): string {
  return givenRequestId(headers) ?? randomUUID();
}

/** Undefined where the client gave none, or one that is not kept. */
export function givenRequestId(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : undefined;
}

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, logger: Logger) {
  if (error instanceof GatewayError) {
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
    // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2
    if (error.httpStatus === 401) reply.header('www-authenticate', error.challenge ?? 'Bearer');
    // Outside GraphQL there is no partial answer: an error is never HTTP 200.
    const status = error.httpStatus === 200 ? 400 : error.httpStatus;
    return reply.code(status).send({ errors: [told(toErrorEntry(error), request)] });
  }
  const status = error.statusCode ?? 500;
  if (status < 500) {
    const entries = [told(entry(clientMessage(error), 'BAD_REQUEST'), request)];
    return reply.code(status).send({ errors: entries });
  }
  const hidden = hideError(error, logger, request.context, request.id);
  return reply.code(500).send({ errors: [told(hidden, request)] });
}

/** As it is told. */
function codeOf(error: FastifyError): string {
  if (error instanceof GatewayError) return error.code;
  return (error.statusCode ?? 500) < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
}

function clientGone(): GatewayError {
  return new GatewayError('CLIENT_GONE', 'The client went away.');
}

/** As FHIR's clients expect it, below their address. */
function told(error: ErrorEntry, { context }: FastifyRequest): ErrorEntry {
  return context?.outcomes === true ? withOutcome(error) : error;
}

/** Fastify's own words may quote the body. */
function clientMessage(error: FastifyError): string {
  if (error.statusCode === 413) return 'The body is too large.';
  if (error.statusCode === 415) return 'The content type is not supported; send application/json.';
  return error.code === undefined ? error.message : 'The request cannot be read.';
}

/** For requests that come to no route: a path or method that cannot be read. */
export function sendUnreadable(reply: FastifyReply): void {
  reply.code(400).send(unreadable('The request cannot be read.'));
}

/** The answer to what never became a request of Fastify's. */
export function unreadable(message: string) {
  return { errors: [entry(message, 'BAD_REQUEST')] };
}

function entry(message: string, code: string) {
  return { message, extensions: { code } };
}
