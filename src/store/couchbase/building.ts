import { setTimeout as pause } from 'node:timers/promises';
import { unlessAborted } from '../../core/abort.ts';
import { GatewayError } from '../../core/errors.ts';
import { definitions } from '../../fhir/registry.ts';
import { forEachBounded } from './bounded.ts';
import type { Connection } from './connection.ts';
import { buildIndexes, countOfType, countsInIndexes, createIndexes, indexStates } from './copy-statements.ts';
import { QueryRefused, refusedCredentials } from './errors.ts';
import { indexes } from './indexes.ts';
import type { Sql } from './sql.ts';

/** At first; then each time twice as long after the last look, up to the longest. */
const firstLookMs = 10;
const longestLookMs = 500;
/** A collection that was just made is not known to every node of the cluster yet. */
const knownWithinMs = 20_000;
/** Statements at the same time. */
const maxQueries = 8;
/** Without a sign that anything is being built, also for others. */
const stuckAfterMs = 600_000;
/** "Build Already In Progress" has no code of its own. */
const alreadyInProgress = 5000;

/** Creates what indexes are missing, deferred. */
export async function ensureIndexes(
  connection: Connection,
  collection: string,
  signal?: AbortSignal,
): Promise<void> {
  for (const statement of createIndexes(collection)) await ensureIndex(connection, statement, signal);
}

/** Again when it is refused: indexes are made one at a time in a cluster, whoever asks. */
export async function ensureIndex(
  connection: Connection,
  statement: Sql,
  signal?: AbortSignal,
): Promise<void> {
  for (const until = Date.now() + knownWithinMs; ; ) {
    try {
      await connection.query(statement, { writes: true, once: true, signal });
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (codeOf(error) === refusedCredentials || Date.now() > until) throw error;
      await unlessAborted(pause(longestLookMs), signal);
    }
  }
}

/** Builds those that are not, and waits until all can be read. `onProgress`: the share of them that can. */
export async function buildAllIndexes(
  connection: Connection,
  collection: string,
  { onProgress, signal }: { onProgress(share: number): void; signal?: AbortSignal | undefined },
): Promise<void> {
  let online = -1;
  let lookMs = firstLookMs;
  for (let since = Date.now(); ; ) {
    const states = await connection.query<{ name: string; state: string }>(
      indexStates(connection.bucketName, collection),
      { once: true, consistent: true, signal },
    );
    const ours = states.filter(({ name }) => indexes.some(index => index.name === name));
    const are = (sought: string) => ours.filter(({ state }) => state === sought).length;
    const now = are('online');
    // All come online together, at the end of what may take hours.
    if (now > online || are('building') > 0) since = Date.now();
    if (now > online) {
      online = now;
      onProgress(now / indexes.length);
    }
    if (now === indexes.length) return;
    // Those of a dropped collection of the same name were still there when these were asked for.
    if (ours.length < indexes.length) await ensureIndexes(connection, collection, signal);
    else if (are('deferred') > 0) await build(connection, collection, since, signal);
    if (Date.now() > since + stuckAfterMs) {
      throw new GatewayError('STORE_UNAVAILABLE', 'The indexes of a collection are not being built.');
    }
    await unlessAborted(pause(lookMs), signal);
    lookMs = Math.min(2 * lookMs, longestLookMs);
  }
}

/** Asks for it; refused while another collection's are being built, which may take long. */
async function build(
  connection: Connection,
  collection: string,
  since: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await connection.query(buildIndexes(collection), { writes: true, once: true, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (codeOf(error) !== alreadyInProgress && Date.now() > since + knownWithinMs) throw error;
  }
}

/** What the query service said; undefined where it did not answer. */
function codeOf(error: unknown): number | undefined {
  return error instanceof GatewayError && error.cause instanceof QueryRefused ? error.cause.code : undefined;
}

/**
 * How many of each type a collection has. Every index must have as many: one that leaves documents out would make
 * searches wrong. Waits until the indexes have what was written before.
 * @throws GatewayError STORE_UNAVAILABLE, in words for the operator
 */
export async function checkedCounts(
  connection: Connection,
  collection: string,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const options = { consistent: true, long: 'count', signal } as const;
  const counts = await forEachBounded(definitions, maxQueries, async ({ type }) => {
    const [count = 0] = await connection.query<number>(countOfType(collection, type), options);
    return [type, count] as const;
  });
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  await forEachBounded(countsInIndexes(collection), maxQueries, async statement => {
    const [found = 0] = await connection.query<number>(statement, options);
    if (found !== all) throw incomplete(all, found);
  });
  return Object.fromEntries(counts);
}

function incomplete(all: number, found: number): GatewayError {
  return new GatewayError(
    'STORE_UNAVAILABLE',
    `An index of the store leaves out ${all - found} of ${all} resources: raise the indexer's max_array_seckey_size, see docs/couchbase.md.`,
  );
}
