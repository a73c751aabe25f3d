import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isRecord } from '../core/record.ts';
import type { GatewayContext } from '../graphql/context.ts';
import type { Render, Rendered } from '../graphql/executor.ts';
import { checkDocument } from '../graphql/limits/check.ts';
import { hasLargeObject, type Variables } from '../graphql/limits/variables.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { isProvenSafe } from './csrf.ts';
import { answerErrors, type ErrorAnswer, failureOf } from './direct-errors.ts';
import type { FormatError } from './error-format.ts';
import { maySeeSchema } from './introspection.ts';
import { showsCost } from './limits.ts';
import type { Documents } from './persisted/documents.ts';
import { countErrors } from './phases.ts';
import { callerOf } from './requests.ts';

export interface DirectOptions {
  readonly schema: GraphQLSchema;
  readonly render: Render;
  readonly documents: Pick<Documents, 'withText'>;
  readonly formatError: FormatError;
  readonly metrics: Metrics;
  /** Then the schema is shown by right alone. */
  readonly production: boolean;
}

/** What a request asks for, when nothing about it is left for Apollo to decide. */
export interface Known {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Variables | undefined;
  readonly contentType: string;
}

/** Values of `accept` of which is remembered what they come to. */
const maxAccepted = 100;
const maxAcceptLength = 256;

/**
 * Answers requests for documents that have passed Apollo before, in a plain form: what Apollo would answer, without its
 * pipeline. Whatever is unusual, or would be refused before it is executed, is Apollo's to answer.
 */
export class Direct {
  readonly #options: DirectOptions;
  /** By method and `accept`, the content type that Apollo has chosen. */
  readonly #contentTypes = new LRUCache<string, string>({ max: maxAccepted });

  constructor(options: DirectOptions) {
    this.#options = options;
  }

  /**
   * @param registered the document, if a registered operation is asked for
   * @returns undefined when Apollo is to answer
   */
  find(request: FastifyRequest, registered: DocumentNode | undefined): Known | undefined {
    const { method, headers } = request;
    if (showsCost(headers['x-graphql-cost'])) return undefined;
    const asked = method === 'POST' ? fromBody(request) : method === 'GET' ? fromUrl(request) : undefined;
    if (asked === undefined) return undefined;
    const contentType = this.#contentTypes.get(acceptKey(request));
    if (contentType === undefined) return undefined;
    const document = registered ?? this.#options.documents.withText(asked.query);
    const operation = document && getOperationAST(document, asked.operationName);
    if (operation == null) return undefined;
    if (method === 'GET' && operation.operation !== OperationTypeNode.QUERY) return undefined;
    if (!this.#isAllowed(request, document!, operation, asked.variables)) return undefined;
    const { operationName, variables } = asked;
    return { document: document!, operationName, variables, contentType };
  }

  /** To be told of each answer of Apollo's: how it negotiates is its to say, once for each `accept`. */
  learn(request: FastifyRequest, reply: FastifyReply): void {
    const contentType = reply.getHeader('content-type');
    if (reply.statusCode !== 200 || typeof contentType !== 'string') return;
    if (!contentType.startsWith('application/')) return;
    if ((request.headers.accept ?? '').length > maxAcceptLength) return;
    this.#contentTypes.set(acceptKey(request), contentType);
  }

  /** The body of the answer. Sets status and headers. */
  answer(known: Known, context: GatewayContext, reply: FastifyReply): string | Promise<string> {
    const { document, operationName, variables } = known;
    const finish = (rendered: Rendered) => this.#finish(known, rendered, reply);
    const fail = (thrown: unknown) => this.#errors(known, failureOf(thrown), reply);
    try {
      const rendered = this.#options.render({ document, operationName, variables, context });
      return rendered instanceof Promise ? rendered.then(finish).catch(fail) : finish(rendered);
    } catch (thrown) {
      return fail(thrown);
    }
  }

  /** What of it is too much, or not for this caller, Apollo's plugins tell and count. */
  #isAllowed(
    request: FastifyRequest,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables | undefined,
  ): boolean {
    const { schema, production } = this.#options;
    if (production && !maySeeSchema(document, callerOf(request).permissions)) return false;
    if (variables !== undefined && hasLargeObject(variables)) return false;
    return checkDocument(schema, document, operation, variables).faults.length === 0;
  }

  #finish(known: Known, { data, errors }: Rendered, reply: FastifyReply): string {
    if (errors !== undefined) return this.#errors(known, answerErrors(errors, data), reply);
    reply.header('content-type', known.contentType);
    return `{"data":${data}}\n`;
  }

  #errors({ document, contentType }: Known, answer: ErrorAnswer, reply: FastifyReply): string {
    const { metrics, formatError } = this.#options;
    countErrors(metrics, answer.errors, document);
    const { status, headers, body } = answer.format(formatError);
    for (const [name, value] of headers) reply.header(name, value);
    reply.header('content-type', contentType).code(status);
    return body;
  }
}

function acceptKey({ method, headers }: FastifyRequest): string {
  return `${method} ${headers.accept ?? ''}`;
}

interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Variables | undefined;
}

/** Undefined for whatever Apollo might have a word to say about. */
function fromBody({ headers, body }: FastifyRequest): Asked | undefined {
  if (headers['content-type']?.startsWith('application/json') !== true || !isRecord(body)) return undefined;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (typeof query !== 'string' || query === '') return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  if (variables !== null && !isRecord(variables)) return undefined;
  if (extensions !== null && (!isRecord(extensions) || 'persistedQuery' in extensions)) return undefined;
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
}

function fromUrl({ headers, query: search }: FastifyRequest): Asked | undefined {
  if (!isProvenSafe(headers) || headers['content-type'] !== undefined) return undefined;
  const { query, operationName, variables, extensions } = search as Record<string, unknown>;
  if (typeof query !== 'string' || query === '' || extensions !== undefined) return undefined;
  if (operationName !== undefined && typeof operationName !== 'string') return undefined;
  if (variables === undefined) return { query, operationName, variables: undefined };
  const parsed = typeof variables === 'string' ? parseRecord(variables) : undefined;
  return parsed && { query, operationName, variables: parsed };
}

function parseRecord(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
