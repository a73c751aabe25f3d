import type { SortKey } from '../../fhir/search.ts';
import type { Position } from './branches.ts';
import type { Searcher } from './searcher.ts';
import type { Hit } from './slices.ts';

/** Parts of a span of time that has too many to be read in order. */
const manyParts = 50;
/** What looking for a page may cost before bits are read, in microseconds: as much as those of a part, and no more. */
const looking = { part: 60, most: 3_000, candidate: 1.5 };

/** The first hits of a page, and up to where all have been looked for. */
export interface Begun {
  readonly hits: readonly Hit[];
  readonly end: Position | undefined;
  readonly isDone?: true;
}

/**
 * As much of a page as a look at a few candidates finds, for less than it costs to read bits. What it has found is
 * not looked for again, however it goes on.
 * @param page `enough`: hits that are wanted; `most`: what another way would cost, in microseconds
 */
export async function firstLook(
  searcher: Searcher,
  page: {
    readonly key: SortKey;
    readonly descending: boolean;
    readonly after: Position | undefined;
    readonly enough: number;
    readonly most: number;
  },
): Promise<Begun> {
  const { key, descending, after, enough } = page;
  const hits: Hit[] = [];
  if (searcher.tests.length < 2) return { hits, end: after };
  const [source] = searcher.sources(key, descending, enough);
  const parts = searcher.tests.reduce(
    (sum, { ways, terms }) => sum + (ways?.()?.parts.length ?? (terms ? 1 : manyParts)),
    0,
  );
  let left = Math.min(parts * looking.part, looking.most, page.most);
  if (source === undefined || source.cost > left) return { hits, end: after };
  for await (const slice of searcher.slices(source, after, () => enough - hits.length)) {
    hits.push(...slice.hits);
    left -= slice.looked * looking.candidate;
    if (hits.length < enough && left < 0 && slice.end !== undefined) return { hits, end: slice.end };
  }
  return { hits, end: undefined, isDone: true };
}
