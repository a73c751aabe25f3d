import type { StoredResource } from '../port.ts';
import type { Position } from './branches.ts';
import { CandidateTests } from './candidate-tests.ts';
import { verifyAll } from './condition-test.ts';
import type { Intersection } from './intersection.ts';
import { loadByRid } from './rows.ts';
import type { Searcher } from './searcher.ts';
import type { Source } from './sources.ts';
import { Listed, Walk } from './walk.ts';

/** A slice should not take longer. */
const longSliceMs = 6;
/** How many times as many candidates as needed are looked at first: they do not lie quite evenly. */
const reserve = 1.5;

/** A row that was found. */
export interface Hit {
  readonly rid: number;
  readonly position: Position;
  /** Where its content was read to find it. */
  readonly stored?: StoredResource;
}

export interface Slice {
  readonly hits: readonly Hit[];
  /** The place that the slice goes up to; undefined when it was the last. */
  readonly end: Position | undefined;
  /** How many candidates were looked at. */
  readonly looked: number;
}

/**
 * The matches of a source behind a place, until no more are wanted: in slices that take some milliseconds, with turns
 * of others between.
 * @param source undefined for what the bits of the conditions have, in the order of its numbers
 * @param left how many are still wanted
 */
export async function* slices(
  searcher: Searcher,
  source: Source | undefined,
  intersection: Intersection | undefined,
  from: Position | undefined,
  left: () => number,
): AsyncGenerator<Slice> {
  const { database, definition, reads } = searcher;
  const { tuning } = database;
  const candidates =
    source === undefined ? new Listed(intersection!.matches) : new Walk(database, source, from);
  const tests = new CandidateTests(database, definition, searcher.tests, source, intersection, searcher.rids);
  const [first, largest] = reads
    ? [tuning.firstReadSlice, tuning.largestReadSlice]
    : [tuning.firstSlice, tuning.largestSlice];
  // What a slice costs whatever its size must not come too often.
  const least = Math.max(first >> 3, 1);
  const probably = Math.max(left() * (source?.rate ?? 1) * reserve, least);
  // Where every candidate is a match there is nothing to pass over.
  const isExact = tests.areMet && !reads && Number.isFinite(left());
  for (let size = isExact ? left() : Math.ceil(Math.min(probably, first)); ; ) {
    const started = performance.now();
    const slice = candidates.next(size);
    const hits = verified(searcher, tests.among(slice).map(toHit));
    const took = performance.now() - started;
    const end = slice.length < size ? undefined : slice.at(-1);
    yield { hits, end, looked: slice.length };
    if (end === undefined || left() <= 0) return;
    if (took > longSliceMs) size = Math.max(size >> 1, least);
    else if (took < longSliceMs / 3) size = Math.min(size * 2, largest);
    // As many as are wanted lie among so many, if it goes on like this.
    if (hits.length > 0)
      size = Math.max(Math.min(size, left() * (slice.length / hits.length) * reserve), least);
    size = Math.ceil(size);
    await searcher.turn();
  }
}

/** Those that also meet the tests that need their content. */
export function verified(
  { database, definition, tests, reads }: Searcher,
  hits: readonly Hit[],
): readonly Hit[] {
  if (!reads) return hits;
  const rids = hits.map(({ rid }) => rid);
  const loaded = loadByRid(database, definition, rids);
  const read = hits.map(hit => ({ ...hit, stored: loaded.get(hit.rid)! }));
  const verdicts = verifyAll(tests, () => read.map(({ stored }) => stored.resource));
  return read.filter((_, place) => verdicts?.[place]);
}

function toHit({ sort, rid }: Position): Hit {
  return { rid, position: { sort, rid } };
}
