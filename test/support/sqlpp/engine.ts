import type { Frame, Statement } from './ast.ts';
import { type Catalog, makeCatalog, type QueryContext } from './catalog.ts';
import { compileMutation } from './dml.ts';
import type { Documents, Write } from './documents.ts';
import { QueryError } from './errors.ts';
import { parse } from './parse-statement.ts';
import type { CompileContext, Run, ScanReport } from './run.ts';
import { compileSelect, statementScope } from './select.ts';
import type { Value } from './values.ts';

/** One statement that was run, or failed. */
export interface LogEntry {
  readonly statement: string;
  readonly scans: readonly ScanReport[];
  /** Whether rows were sorted; whether an ORDER BY was left to an index. */
  readonly sorted: boolean;
  readonly orderByIndex: boolean;
  /** Documents that were read, not counting what a covering index gave. */
  readonly fetched: number;
  /** Entries of indexes that were gone through. */
  readonly scanned: number;
  readonly mutations: number;
  readonly results: number;
  readonly consistency: Consistency;
  readonly milliseconds: number;
  readonly error?: { readonly code: number; readonly message: string };
}

export type Consistency = 'not_bounded' | 'request_plus';

export interface Request {
  readonly statement: string;
  readonly parameters: { readonly [name: string]: Value };
  readonly consistency: Consistency;
  readonly context: QueryContext;
  readonly readonly: boolean;
}

export interface Answer {
  readonly results: readonly Value[];
  readonly mutations: number;
  readonly sorted: boolean;
  readonly readonly: boolean;
}

export interface Engine {
  readonly log: LogEntry[];
  run(request: Request): Promise<Answer>;
  /** Checks and plans without running. */
  prepare(statement: string, context: QueryContext): Promise<void>;
  settle(): Promise<void>;
}

interface Compiled {
  readonly version: number;
  readonly readonly: boolean;
  readonly scans: readonly ScanReport[];
  readonly orders: { readonly sorted: boolean; readonly byIndex: boolean };
  /** Collections whose indexes it may read. */
  readonly collections: ReadonlySet<string>;
  readonly execute: (frame: Frame) => Outcome;
}

interface Outcome {
  readonly results: Value[];
  readonly writes: readonly Write[];
}

export interface EngineOptions {
  readonly documents: Documents;
  readonly bucket?: string;
  readonly scope?: string;
}

/** Runs statements one after the other: what a service does, without HTTP. */
export function makeEngine({ documents, bucket = 'fhir', scope = '_default' }: EngineOptions): Engine {
  const catalog = makeCatalog({ documents, bucket, scope });
  const compiled = new Map<string, Compiled>();
  const log: LogEntry[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  // Changes of documents and indexes must not interleave within a statement.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => {});
    return mine;
  };
  const compiledOf = (statement: string, context: QueryContext): Compiled => {
    const key = `${context.bucket}.${context.scope}:${statement}`;
    const known = compiled.get(key);
    if (known?.version === catalog.version()) return known;
    const made = compileStatement(parse(statement), catalog, context);
    compiled.set(key, made);
    return made;
  };
  const compiledOrLearned = async (statement: string, context: QueryContext): Promise<Compiled> => {
    try {
      return compiledOf(statement, context);
    } catch (error) {
      if (asQueryError(error).code !== 12003) throw error;
      await catalog.learnCollections();
      return compiledOf(statement, context);
    }
  };
  const run = async (request: Request): Promise<Answer> => {
    const started = performance.now();
    const counts: Run = {
      current: catalog.current,
      systemIndexes: () => catalog.describe(),
      fetched: 0,
      scanned: 0,
    };
    let plan: Compiled | undefined;
    let mutations = 0;
    let results: readonly Value[] = [];
    const record = (error?: QueryError) => {
      log.push({
        statement: request.statement,
        scans: plan?.scans ?? [],
        sorted: plan?.orders.sorted ?? false,
        orderByIndex: plan?.orders.byIndex ?? false,
        fetched: counts.fetched,
        scanned: counts.scanned,
        mutations,
        results: results.length,
        consistency: request.consistency,
        milliseconds: performance.now() - started,
        ...(error && { error: { code: error.code, message: error.message } }),
      });
    };
    try {
      await catalog.pull();
      plan = await compiledOrLearned(request.statement, request.context);
      if (request.readonly && !plan.readonly) {
        throw new QueryError(
          1000,
          'The server or request is read-only and cannot accept this write statement.',
          403,
        );
      }
      if (request.consistency === 'request_plus') catalog.settle(plan.collections);
      const outcome = plan.execute({ slots: [], parameters: request.parameters, run: counts });
      mutations = await write(documents, outcome.writes);
      results = outcome.results;
      record();
      return { results, mutations, sorted: plan.orders.sorted, readonly: plan.readonly };
    } catch (error) {
      record(asQueryError(error));
      throw asQueryError(error);
    }
  };
  return {
    log,
    run: request => inTurn(() => run(request)),
    prepare: (statement, context) =>
      inTurn(async () => {
        await catalog.pull();
        await compiledOrLearned(statement, context);
      }),
    settle: () =>
      inTurn(async () => {
        await catalog.pull();
        catalog.settle();
        catalog.finishBuilds();
      }),
  };
}

export function asQueryError(error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  return new QueryError(5000, error instanceof Error ? (error.stack ?? error.message) : String(error), 500);
}

function compileStatement(statement: Statement, catalog: Catalog, queryContext: QueryContext): Compiled {
  const collections = new Set<string>();
  const context: CompileContext = {
    keyspace: path => {
      const keyspace = catalog.keyspace(path, queryContext);
      collections.add(keyspace.collection);
      return keyspace;
    },
    scans: [],
    orders: { sorted: false, byIndex: false },
  };
  const execute = executor(statement, catalog, queryContext, context);
  return {
    version: catalog.version(),
    readonly: statement.kind === 'select',
    scans: context.scans,
    orders: context.orders,
    collections,
    execute,
  };
}

function executor(
  statement: Statement,
  catalog: Catalog,
  queryContext: QueryContext,
  context: CompileContext,
): (frame: Frame) => Outcome {
  if ('on' in statement && statement.kind !== 'merge') catalog.keyspace(statement.on, queryContext);
  const done = (change: () => void) => () => {
    change();
    return { results: [], writes: [] };
  };
  switch (statement.kind) {
    case 'select': {
      const { run } = compileSelect(statement.select, statementScope(context), context);
      return frame => ({ results: run(frame), writes: [] });
    }
    case 'createIndex':
      return done(() => catalog.create(statement, queryContext));
    case 'buildIndex':
      return done(() => catalog.build(statement, queryContext));
    case 'dropIndex':
      return done(() => catalog.drop(statement, queryContext));
    case 'prepare':
      throw new QueryError(3000, 'PREPARE within a statement');
    default: {
      const mutate = compileMutation(statement, context);
      return frame => {
        const { writes, rows } = mutate(frame);
        return { writes, results: rows };
      };
    }
  }
}

/** As the server does, some may be written before one fails. */
async function write(documents: Documents, writes: readonly Write[]): Promise<number> {
  if (writes.length === 0) return 0;
  const outcomes = await documents.apply(writes);
  for (const [place, outcome] of outcomes.entries()) {
    if ('ok' in outcome) continue;
    const { key } = writes[place]!;
    const failed = (message: string, code: number) =>
      new QueryError(12009, `DML Error, possible causes include ${message}`, 409, { code });
    if (outcome.error === 'exists') throw failed(`Duplicate Key: ${key}`, 17012);
    if (outcome.error === 'missing') throw failed(`Key not found: ${key}`, 17014);
    if (outcome.error === 'cas') throw failed('CAS mismatch', 12033);
    throw failed(`${outcome.error}: ${key}`, 12035);
  }
  return writes.length;
}
