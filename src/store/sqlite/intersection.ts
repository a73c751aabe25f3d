import type { ResourceDefinition } from '../../fhir/definition.ts';
import { Bits, ridsPerChunk } from './bits.ts';
import type { Part, Test } from './condition-test.ts';
import type { Database } from './database.ts';
import { readNumbers, readPacked } from './packing.ts';
import { postingTable } from './schema.ts';
import { joinBy, type Sql, sql } from './sql.ts';

/** Parts of a condition that are read before others get their turn: a millisecond where each is of many. */
const partsAtOnce = 4;

/** What conditions say together by their bits, before any row is read. */
export interface Intersection {
  /** The conditions of which that is. */
  readonly tests: readonly Test[];
  /** What meets them all, and how many those are. */
  readonly matches: Bits;
  readonly size: number;
}

/**
 * Of all conditions that have bits.
 * @param rids the greatest number of a resource
 * @param turn waits for others to have had their turn
 */
export async function intersect(
  database: Database,
  definition: ResourceDefinition,
  tests: readonly Test[],
  rids: number,
  turn: () => Promise<void>,
): Promise<Intersection | undefined> {
  const known: Test[] = [];
  let matches: Bits | undefined;
  for (const test of tests) {
    const parts = test.bits?.()?.parts;
    if (parts === undefined) continue;
    known.push(test);
    const bits = new Bits(rids);
    for (let place = 0; place < parts.length; place += partsAtOnce) {
      await turn();
      readParts(database, definition, parts.slice(place, place + partsAtOnce), bits);
    }
    if (matches === undefined) matches = bits;
    else matches.intersect(bits);
  }
  return matches && { tests: known, matches, size: matches.size };
}

/** Look-ups in an index that cost what reading a chunk of bits does. */
const lookUpsPerChunk = 4;

/** Whether the bits of a condition cost less than to look so many resources up, one by one. */
export function isToldByBits({ terms, bits }: Test, rids: number, lookUps: number): boolean {
  if (terms === undefined || bits === undefined) return false;
  return terms.length * Math.ceil((rids + 1) / ridsPerChunk) * lookUpsPerChunk <= lookUps;
}

/** What terms have. They have to have bits. */
export function bitsOf(database: Database, definition: ResourceDefinition, test: Test, rids: number): Bits {
  const bits = new Bits(rids);
  readParts(database, definition, test.bits!()!.parts, bits);
  return bits;
}

function readParts(
  database: Database,
  definition: ResourceDefinition,
  parts: readonly Part[],
  bits: Bits,
): void {
  const packed: number[] = [];
  const rows: Sql[] = [];
  for (const { way } of parts) {
    if (!('term' in way)) rows.push(way);
    else if (way.packed) packed.push(way.term);
    else rows.push(sql(`SELECT rid FROM ${postingTable(definition)} WHERE term = ?`, way.term));
  }
  if (packed.length > 0) readPacked(database, definition, packed, bits);
  if (rows.length === 0) return;
  for (const rid of readNumbers(database, joinBy(' UNION ALL ', rows))) bits.add(rid);
}
