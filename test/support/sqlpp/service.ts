import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryContext } from './catalog.ts';
import type { Documents } from './documents.ts';
import { type Answer, asQueryError, type Consistency, type LogEntry, makeEngine } from './engine.ts';
import { QueryError } from './errors.ts';
import { parse } from './parse-statement.ts';
import type { Value } from './values.ts';

/** What befalls requests: an error with a code, an answer that never comes, or a connection that is cut. */
export type Fault = number | 'hang' | 'cut';

export interface QueryService {
  readonly port: number;
  /** Every statement that was run, in order. */
  readonly log: LogEntry[];
  /** Lets all indexes see all documents. */
  settle(): Promise<void>;
  /** The next `count` requests meet this. */
  fail(fault: Fault, count?: number): void;
  close(): Promise<void>;
}

export interface QueryServiceOptions {
  readonly documents: Documents;
  readonly username: string;
  readonly password: string;
  readonly port?: number;
  readonly bucket?: string;
  readonly scope?: string;
}

interface Body {
  readonly [name: string]: Value;
}

/** A query service on the loopback that the SDK of Couchbase can talk to. */
export async function startQueryService(options: QueryServiceOptions): Promise<QueryService> {
  const engine = makeEngine(options);
  const prepared = new Map<string, { statement: string; context: QueryContext }>();
  const faults: Fault[] = [];
  const expected = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`;

  const prepare = async (text: string, given: string | undefined, context: QueryContext): Promise<string> => {
    await engine.prepare(text, context);
    const name =
      given ??
      `[127.0.0.1:8091]${Buffer.from(`${context.bucket}.${context.scope} ${text}`).toString('base64url')}`;
    prepared.set(name, { statement: text, context });
    return name;
  };

  /** The statement to run, and the name of what was prepared on the way. */
  const statementOf = async (body: Body, context: QueryContext) => {
    if (typeof body.prepared === 'string') {
      const known = prepared.get(body.prepared);
      if (known === undefined)
        throw new QueryError(4040, `No such prepared statement: ${body.prepared}`, 404);
      return { ...known, name: undefined };
    }
    if (typeof body.statement !== 'string') throw new QueryError(1050, 'No statement or prepared value');
    if (!/^\s*PREPARE\b/i.test(body.statement))
      return { statement: body.statement, context, name: undefined };
    const parsed = parse(body.statement);
    if (parsed.kind !== 'prepare') throw new QueryError(3000, 'syntax error');
    const name = await prepare(parsed.text, parsed.name, context);
    if (body.auto_execute === true) return { statement: parsed.text, context, name };
    return {
      rows: [{ name, encoded_plan: Buffer.from(name).toString('base64'), statement: body.statement }],
    };
  };

  const answer = async (body: Body): Promise<Answer & { readonly prepared?: string }> => {
    const found = await statementOf(body, contextOf(body.query_context));
    if ('rows' in found) return { results: found.rows, mutations: 0, sorted: false, readonly: true };
    const made = await engine.run({
      statement: found.statement,
      context: found.context,
      parameters: parametersOf(body),
      consistency: consistencyOf(body.scan_consistency),
      readonly: body.readonly === true,
    });
    return found.name === undefined ? made : { ...made, prepared: found.name };
  };

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const text = await textOf(request);
    if (request.url?.startsWith('/admin/ping')) return send(response, 200, {});
    if (request.method !== 'POST' || request.url !== '/query/service') return send(response, 404, {});
    const fault = faults.shift();
    if (fault === 'hang') return;
    if (fault === 'cut') return void response.destroy();
    const id = crypto.randomUUID();
    let client: Value = '';
    try {
      if (request.headers.authorization !== expected) {
        throw new QueryError(13014, 'User does not have credentials to run queries.', 401);
      }
      if (fault !== undefined) throw new QueryError(fault, `A fault of the test: ${fault}`, statusOf(fault));
      const body = bodyOf(text);
      client = body.client_context_id ?? '';
      const { results, mutations, sorted, prepared: name } = await withTimeout(answer(body), body.timeout);
      const rows = JSON.stringify(results);
      send(response, 200, {
        requestID: id,
        clientContextID: client,
        ...(name !== undefined && { prepared: name }),
        signature: { '*': '*' },
        results,
        status: 'success',
        metrics: {
          ...times(started),
          resultCount: results.length,
          resultSize: Buffer.byteLength(rows),
          ...(sorted && { sortCount: results.length }),
          ...(mutations > 0 && { mutationCount: mutations }),
        },
      });
    } catch (error) {
      const { code, message, status, reason } = asQueryError(error);
      send(response, status, {
        requestID: id,
        clientContextID: client,
        errors: [{ code, msg: message, ...(reason && { reason }) }],
        status: code === 1080 ? 'timeout' : 'fatal',
        metrics: { ...times(started), resultCount: 0, resultSize: 0, errorCount: 1 },
      });
    }
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    log: engine.log,
    settle: () => engine.settle(),
    fail: (fault, count = 1) => {
      for (let times = 0; times < count; times += 1) faults.push(fault);
    },
    close: () => closed(server),
  };
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await end;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
  response.end(text);
}

function bodyOf(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    throw new QueryError(1100, 'The body is no JSON');
  }
}

// What the SDK may send and the stand-in may ignore; other names are an error, as on the server.
const harmless = new Set(
  `client_context_id statement prepared encoded_plan auto_execute timeout args metrics readonly profile scan_consistency
  scan_wait signature query_context max_parallelism pipeline_cap pipeline_batch scan_cap`.split(/\s+/),
);

function parametersOf(body: Body): { [name: string]: Value } {
  const parameters: { [name: string]: Value } = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith('$')) parameters[name.slice(1)] = value;
    else if (!harmless.has(name)) throw new QueryError(1065, `Unrecognized parameter in request: ${name}`);
  }
  if (Array.isArray(body.args) && body.args.length > 0)
    throw new QueryError(1065, 'The stand-in refuses args');
  return parameters;
}

function consistencyOf(value: Value): Consistency {
  if (value === undefined || value === 'not_bounded') return 'not_bounded';
  if (value === 'request_plus') return value;
  throw new QueryError(1070, `The stand-in refuses scan_consistency ${JSON.stringify(value)}`);
}

/** `default:`bucket`.`scope``, as the SDK writes it. */
function contextOf(value: Value): QueryContext {
  if (value === undefined || value === '') return { bucket: undefined, scope: undefined };
  const found = typeof value === 'string' && /^(?:default:)?`?([^`.]+)`?\.`?([^`.]+)`?$/.exec(value);
  if (!found) throw new QueryError(1070, `Invalid query_context ${JSON.stringify(value)}`);
  return { bucket: found[1], scope: found[2] };
}

const units: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000 };

async function withTimeout<T>(work: Promise<T>, timeout: Value): Promise<T> {
  const parts = typeof timeout === 'string' ? /^(\d+)(ms|s|m)$/.exec(timeout) : null;
  if (parts === null) return work;
  const milliseconds = Number(parts[1]) * units[parts[2]!]!;
  const ended = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: ended.signal }).then(() => {
    throw new QueryError(1080, `Timeout ${milliseconds}ms exceeded`, 408);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
  }
}

function statusOf(code: number): number {
  if (code === 13014) return 401;
  if (code === 1080) return 408;
  return code >= 5000 && code < 6000 ? 500 : 400;
}

function times(started: number): { elapsedTime: string; executionTime: string } {
  const elapsed = `${(performance.now() - started).toFixed(3)}ms`;
  return { elapsedTime: elapsed, executionTime: elapsed };
}
