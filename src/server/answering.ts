import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import { exactJson } from '../core/exact-json.ts';
import { isRecord } from '../core/record.ts';
import { traced } from '../core/tracing.ts';
import {
  type Answers,
  type Asked,
  type KeptAnswer,
  operationOf,
  type Question,
} from '../services/answers.ts';
import type { Footprint } from '../services/footprint.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { Audit } from './audit/audit.ts';
import { isProvenSafe } from './csrf.ts';
import { showsCost } from './limits.ts';
import { callerOf } from './requests.ts';

export interface AnsweringOptions {
  readonly answers: Answers;
  readonly tenants: Tenants;
  /** Outside production the answer's header tells where it came from. */
  readonly production: boolean;
  /** Undefined when it is off. */
  readonly audit: Audit | undefined;
  /** Answers by executing. */
  readonly execute: (
    request: FastifyRequest,
    reply: FastifyReply,
    registered: DocumentNode | undefined,
  ) => Made | Promise<Made>;
}

interface Made {
  readonly body: unknown;
  /** Undefined where no operation was executed. */
  readonly footprint: Footprint | undefined;
}

/** What a client may learn from the header `x-cache`. `bypass`: this request is not one that answers are kept for. */
type Source = 'hit' | 'miss' | 'bypass';

/** What a client is sent. */
export interface Answered {
  readonly body: unknown;
  /** The kept answer that it is of; undefined: it was made just now. */
  readonly found?: KeptAnswer;
}

/**
 * Answers from the cache of answers, else by executing.
 * @param registered the document, if a registered operation is asked for
 */
export function answer(
  options: AnsweringOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  registered: DocumentNode | undefined,
): Answered | Promise<Answered> {
  const { answers, execute } = options;
  const question = answers.areKept ? questionOf(request) : undefined;
  if (question !== undefined && answers.mayFind(callerOf(request).tenant, question))
    return answerAsked(options, request, reply, registered, question);
  const made = execute(request, reply, registered);
  if (made instanceof Promise) return made.then(({ body }) => bypassed(options, reply, body));
  return bypassed(options, reply, made.body);
}

function bypassed(options: AnsweringOptions, reply: FastifyReply, body: unknown): Answered {
  say(options, reply, 'bypass');
  return { body };
}

function say({ production }: AnsweringOptions, reply: FastifyReply, source: Source): void {
  if (!production) reply.header('x-cache', source);
}

async function answerAsked(
  options: AnsweringOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  registered: DocumentNode | undefined,
  question: Question,
): Promise<Answered> {
  const { answers, tenants, audit, execute } = options;
  const asked = await traced('cache answer', 'internal', { 'gateway.cache.domain': 'answer' }, () =>
    ask(answers, tenants, request, question),
  );
  if (asked !== undefined && 'body' in asked) {
    if (asked.operation !== undefined) request.context.operation = asked.operation;
    say(options, reply, 'hit');
    reply.header('content-type', asked.contentType);
    audit?.found(request, asked);
    return { body: asked.body, found: asked };
  }
  const { body, footprint } = await execute(request, reply, registered);
  say(options, reply, asked === undefined || footprint?.fate === 'unkept' ? 'bypass' : 'miss');
  if (
    asked !== undefined &&
    footprint !== undefined &&
    reply.statusCode === 200 &&
    typeof body === 'string'
  ) {
    const contentType = String(reply.getHeader('content-type'));
    asked.keep({ body, contentType, operation: request.context.operation }, footprint);
  }
  return { body };
}

/** Undefined when there is nothing to be found now. */
async function ask(
  answers: Answers,
  tenants: Tenants,
  request: FastifyRequest,
  question: Question,
): Promise<KeptAnswer | Asked | undefined> {
  try {
    const lease = await tenants.acquire(callerOf(request).tenant, { passive: true, signal: request.gone });
    try {
      const found = await answers.find(lease, question);
      // Whoever is answered from a cache uses the tenant as everybody does; what is executed may not use it at all.
      if (found !== undefined && 'body' in found) lease.touch();
      return found;
    } finally {
      lease.release();
    }
  } catch {
    // Executing will fail in the same way, and says so in the right place.
    return undefined;
  }
}

/** Undefined for whatever is not plainly a question that Apollo would answer: then Apollo decides. */
function questionOf({ method, headers, body, query, caller }: FastifyRequest): Question | undefined {
  const asked = method === 'POST' ? fromBody(headers, body) : fromUrl(method, headers, query);
  if (asked === undefined || caller === undefined) return undefined;
  // What is kept does not say what it costs.
  if (showsCost(headers['x-graphql-cost'])) return undefined;
  return { ...asked, accept: headers.accept ?? '', rights: caller.permissions.names };
}

type Told = Pick<Question, 'operation' | 'variables'>;

function fromBody({ 'content-type': type }: IncomingHttpHeaders, body: unknown): Told | undefined {
  if (type?.startsWith('application/json') !== true || !isRecord(body)) return undefined;
  const { query: document, operationName = null, variables = null, extensions = null } = body;
  if (typeof document !== 'string' || (operationName !== null && typeof operationName !== 'string'))
    return undefined;
  if (variables !== null && !isRecord(variables)) return undefined;
  // Others change nothing about the answer, as names of clients.
  if (extensions !== null && (!isRecord(extensions) || 'persistedQuery' in extensions)) return undefined;
  const text = JSON.stringify(variables);
  // A number that is too large to be one would look like null, which is another answer.
  if (text.includes('null') && text !== exactJson(variables)) return undefined;
  return { operation: operationOf(document, operationName), variables: text };
}

function fromUrl(method: string, headers: IncomingHttpHeaders, search: unknown): Told | undefined {
  if (method !== 'GET' || !isProvenSafe(headers) || headers['content-type'] !== undefined) return undefined;
  const { query: document, operationName, variables, extensions } = search as Record<string, unknown>;
  if (typeof document !== 'string' || extensions !== undefined) return undefined;
  if (operationName !== undefined && typeof operationName !== 'string') return undefined;
  // None are told by leaving them out alone.
  if (variables !== undefined && (typeof variables !== 'string' || variables.trim() === 'null'))
    return undefined;
  return { operation: operationOf(document, operationName ?? null), variables: variables ?? 'null' };
}
