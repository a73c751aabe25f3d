import { setTimeout as pause } from 'node:timers/promises';
import { GatewayError } from '../../core/errors.ts';
import { definitions } from '../../fhir/registry.ts';
import { forEachBounded } from './bounded.ts';
import type { Connection } from './connection.ts';
import { buildIndexes, countOfType, countsInIndexes, createIndexes, indexStates } from './copy-statements.ts';
import { indexes } from './indexes.ts';

/** At first; then each time twice as long after the last look, up to the longest. */
const firstLookMs = 10;
const longestLookMs = 500;
/** A collection that was just made is not known to every node of the cluster yet. */
const knownWithinMs = 20_000;
/** Statements at the same time. */
const maxQueries = 8;
/** Without any progress. */
const stuckAfterMs = 600_000;

/** Creates what indexes are missing, deferred. */
export async function ensureIndexes(
  connection: Connection,
  collection: string,
  signal?: AbortSignal,
): Promise<void> {
  const until = Date.now() + knownWithinMs;
  for (const statement of createIndexes(collection)) {
    for (;;) {
      try {
        await connection.query(statement, { writes: true, once: true, signal });
        break;
      } catch (error) {
        if (signal?.aborted || Date.now() > until) throw error;
        await pause(longestLookMs, undefined, signal && { signal });
      }
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
    const now = ours.filter(({ state }) => state === 'online').length;
    if (now > online) {
      online = now;
      since = Date.now();
      onProgress(now / indexes.length);
    }
    if (now === indexes.length) return;
    // Asked for again while another build is under way it is refused, and done later.
    if (ours.some(({ state }) => state === 'deferred')) {
      await connection.query(buildIndexes(collection), { writes: true, once: true, signal }).catch(error => {
        if (signal?.aborted || Date.now() > since + knownWithinMs) throw error;
      });
    }
    const isKnown = ours.length === indexes.length;
    if (Date.now() > since + (isKnown ? stuckAfterMs : knownWithinMs)) {
      throw new GatewayError('STORE_UNAVAILABLE', 'The indexes of a collection are not being built.');
    }
    await pause(lookMs, undefined, signal && { signal });
    lookMs = Math.min(2 * lookMs, longestLookMs);
  }
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
  const options = { consistent: true, long: true, signal };
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
