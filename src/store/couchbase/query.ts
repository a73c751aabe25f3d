import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { traced } from '../../core/tracing.ts';
import type { Endpoints } from './endpoints.ts';
import { QueryRefused } from './errors.ts';
import { scopeName } from './names.ts';
import type { Statement } from './sql.ts';

interface QueryRequest {
  readonly consistent: boolean;
  readonly writes: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

interface QueryResponse {
  readonly results?: unknown[];
  /** The name under which a statement was prepared. */
  readonly prepared?: string;
  readonly status?: string;
  readonly errors?: readonly { readonly code?: number }[];
}

/** More than the statements there are: their text has names of collections in it. */
const maxPrepared = 5_000;

/** A plan that is not there any more, or does not hold any more: it is prepared anew. */
const outdated: ReadonlySet<number | undefined> = new Set([4040, 4050, 4060, 4070, 4080, 4090]);

/** The service waits this much less than we do, so that its own words arrive. */
const onTheWayMs = 250;

/** Runs statements, by https://docs.couchbase.com/server/current/n1ql/n1ql-rest-api/index.html. */
export class QueryService {
  readonly #endpoints: Endpoints;
  readonly #context: string;
  readonly #prepared = new LRUCache<string, string>({ max: maxPrepared });

  constructor(endpoints: Endpoints, bucket: string) {
    this.#endpoints = endpoints;
    this.#context = `default:\`${bucket}\`.\`${scopeName}\``;
  }

  /**
   * A statement without values in its plan is prepared once and then called by its name.
   * @throws QueryRefused, NoAnswer, and what the signal says
   */
  async run<Row>(statement: Statement, request: QueryRequest & { once: boolean }): Promise<Row[]> {
    const { text, parameters, adHoc } = statement;
    if (adHoc || request.once) return toRows(await this.#send({ statement: text }, parameters, request));
    const name = this.#prepared.get(text);
    if (name !== undefined) {
      const response = await this.#send({ prepared: name }, parameters, request);
      if (!outdated.has(response.errors?.[0]?.code)) return toRows(response);
      this.#prepared.delete(text);
    }
    const response = await this.#send(
      { statement: `PREPARE ${text}`, auto_execute: true },
      parameters,
      request,
    );
    if (response.prepared !== undefined) this.#prepared.set(text, response.prepared);
    return toRows(response);
  }

  async #send(
    what: Readonly<Record<string, unknown>>,
    parameters: Readonly<Record<string, unknown>>,
    { consistent, writes, timeoutMs, signal }: QueryRequest,
  ): Promise<QueryResponse> {
    const named = Object.entries(parameters).map(([name, value]) => [`$${name}`, value]);
    const call = {
      method: 'POST',
      path: '/query/service',
      body: JSON.stringify({
        ...what,
        ...Object.fromEntries(named),
        query_context: this.#context,
        scan_consistency: consistent ? 'request_plus' : 'not_bounded',
        readonly: !writes,
        timeout: `${timeoutMs}ms`,
        client_context_id: randomUUID(),
        signature: false,
        metrics: false,
      }),
      timeoutMs: timeoutMs + onTheWayMs,
      signal,
    } as const;
    const about = { 'db.system.name': 'couchbase', 'db.operation.name': 'query' } as const;
    const { status, text } = await traced('couchbase query', 'client', about, () =>
      this.#endpoints.call('query', call),
    );
    const response = parsed(text);
    if (response === undefined) throw new QueryRefused(undefined, status);
    return response;
  }
}

/** Undefined for what is no answer of the service, but of something in between. */
function parsed(text: string): QueryResponse | undefined {
  try {
    const response: unknown = JSON.parse(text);
    return typeof response === 'object' && response !== null ? response : undefined;
  } catch {
    return undefined;
  }
}

function toRows<Row>({ status, errors, results }: QueryResponse): Row[] {
  if (status !== 'success') throw new QueryRefused(errors?.[0]?.code, undefined);
  return (results ?? []) as Row[];
}
