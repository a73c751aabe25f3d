import type { ResourceDefinition } from '../../../fhir/definition.ts';
import { bucketsOfParameter, largestBucket, leastBucket, rareShare } from '../buckets.ts';
import type { SearchTuning } from '../tuning.ts';
import { layouts, type Space } from './layout.ts';
import { mergePieces, mostOf, type Posted } from './merge.ts';
import type { PlanFiles } from './plan.ts';
import type { Known } from './type-trees.ts';

/** Of the dictionary; the object is used again for the next. */
export interface Entry {
  readonly term: number;
  readonly space: Space;
  readonly posted: Posted;
  readonly isOrdered: boolean;
  readonly isPacked: boolean;
}

/**
 * The terms of a type, in their order.
 * Until all were asked for, no other memory of the task may be taken.
 */
export function* dictionaryOf(files: PlanFiles, type: number, { total, dead }: Known): Generator<Entry> {
  const { spaces, definition } = layouts[type]!;
  const { tuning } = files.plan;
  const entry: { -readonly [Key in keyof Entry]?: Entry[Key] } = {};
  // Each space has numbers for all its texts, as if none came twice: so it needs not be read to number the next.
  let past = 0;
  const isTerm = (place: number) => spaces[place]!.kind === 'term';
  const mosts = spaces.map((_, place) => (isTerm(place) ? mostOf(files.pieces(type, place)) : 0));
  const before = files.memory.mark();
  const memory = files.memory.uint32(Math.max(...mosts) * 2);
  for (const [place, space] of spaces.entries()) {
    if (!isTerm(place)) continue;
    const pieces = files.pieces(type, place);
    let term = past;
    past += pieces.reduce((sum, { texts }) => sum + texts, 0);
    const needs = needsOf(definition, space, total, tuning);
    for (const posted of mergePieces(pieces, dead, memory)) {
      const n = posted.rids.length;
      entry.term = ++term;
      entry.space = space;
      entry.posted = posted;
      entry.isOrdered = needs.order(n, posted.code);
      entry.isPacked = needs.packing(n);
      yield entry as Entry;
    }
  }
  files.memory.release(before);
}

/** Which terms of a space are kept in order and as bits: as `orderTerms`, `orderBuckets` and `packTerms` have it. */
function needsOf(
  definition: ResourceDefinition,
  { label, parameter }: Space,
  total: number,
  { sortableRows, frequentShare }: SearchTuning,
): { order(n: number, code: string): boolean; packing(n: number): boolean } {
  // Systems, which nearly all have.
  if (label.endsWith('|')) return { order: () => false, packing: () => false };
  if (label !== bucketsOfParameter(parameter!.name)) {
    return { order: n => n > sortableRows && n <= total * frequentShare, packing: n => n > sortableRows };
  }
  const share = definition.orderedAs[parameter!.name] === undefined ? rareShare : frequentShare;
  const least = leastBucket(parameter!, sortableRows);
  return {
    order: (n, code) => {
      const isCoarse = parameter!.kind === 'date' && !code.startsWith('0');
      return n > least && n <= total * share && !(isCoarse && n > largestBucket * sortableRows);
    },
    packing: n => n > least,
  };
}
