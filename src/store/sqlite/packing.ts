import type { ResourceDefinition } from '../../fhir/definition.ts';
import { type Bits, decodeChunk, encodeChunk, ridsPerChunk } from './bits.ts';
import { bucketsOfParameter, leastBucket, rowsOfBucket } from './buckets.ts';
import type { Database, Row } from './database.ts';
import { orderedPostingTable, packedTable, postingTable, termTable } from './schema.ts';
import { flat, join, type Sql, sql } from './sql.ts';

/**
 * Terms of more resources than are cheap to sort are kept as bits too, in chunks: so that searches of several
 * conditions know which resources can meet them all before they read any.
 */

/** Not a system, which nearly all have. */
const isNeeding =
  "packed = 0 AND parameter NOT LIKE '%|' AND n > coalesce(? ->> ('$.' || json_quote(parameter)), ?)";

/** Changes that are gathered before chunks are written anew. */
const capacity = 2 ** 16;
/** More than any number of a resource needs: see `ridSpan` in posting-buffer.ts. */
const maxChunks = 2 ** 11;

/** Packs those terms that have come to need it. */
export function packTerms(database: Database, definition: ResourceDefinition): void {
  const { sortableRows } = database.tuning;
  const ofBuckets = definition.parameters.map(parameter => [
    bucketsOfParameter(parameter.name),
    leastBucket(parameter, sortableRows),
  ]);
  const least = [JSON.stringify(Object.fromEntries(ofBuckets)), sortableRows];
  const name = termTable(definition);
  const terms = database.all(`SELECT parameter, code, term, ordered FROM ${name} WHERE ${isNeeding}`, least);
  for (const row of terms) packTerm(database, definition, row.term as number, rowsOf(definition, row));
  database.run(`UPDATE ${name} SET packed = 1 WHERE ${isNeeding}`, least);
}

function rowsOf(definition: ResourceDefinition, row: Row): Sql {
  const ofBucket = rowsOfBucket(definition, row.parameter as string, row.code as string);
  // Of buckets there are no postings but those in order.
  const name = row.ordered === 1 ? orderedPostingTable(definition, 'updated') : undefined;
  const table = ofBucket === undefined ? postingTable(definition) : name;
  return table === undefined ? ofBucket! : sql(`SELECT rid FROM ${table} WHERE term = ?`, row.term as number);
}

function packTerm(database: Database, definition: ResourceDefinition, term: number, rows: Sql): void {
  // A resource may be there for several of its values.
  const sorted = Uint32Array.from(readNumbers(database, rows)).sort();
  const rids = sorted.filter((rid, place) => rid !== sorted[place - 1]);
  for (let first = 0; first < rids.length; ) {
    const chunk = Math.floor(rids[first]! / ridsPerChunk);
    const past = (chunk + 1) * ridsPerChunk;
    let end = first;
    while (end < rids.length && rids[end]! < past) end++;
    // What is over 16 bits is cut off, which leaves the number within its chunk.
    const blob = encodeChunk(new Uint16Array(rids.subarray(first, end)));
    database.run(`INSERT INTO ${packedTable(definition)} VALUES (?, ?, ?)`, [term, chunk, blob]);
    first = end;
  }
}

/** The numbers that a statement selects as `rid`: in one text, which costs a fifth of what rows do. */
export function readNumbers(database: Database, rows: Sql): readonly number[] {
  const { list } = database.get(...flat(join('SELECT json_group_array(rid) AS list FROM (', rows, ')')))!;
  return JSON.parse(list as string);
}

/** Adds to a set what the terms have. They have to be packed. */
export function readPacked(
  database: Database,
  definition: ResourceDefinition,
  terms: readonly number[],
  bits: Bits,
): void {
  const rows = database.arrays<[number, Uint8Array]>(
    `SELECT p.chunk, p.bits FROM json_each(?) t CROSS JOIN ${packedTable(definition)} p ON p.term = t.value`,
    [JSON.stringify(terms)],
  );
  for (const [chunk, blob] of rows) bits.addChunk(chunk, blob);
}

/** Keeps packed terms up: gathers what is added and taken away, since every change of a chunk writes it anew. */
export class PackedChanges {
  readonly #database: Database;
  readonly #definition: ResourceDefinition;
  /** By term and chunk: numbers within it, and whether they are there. */
  readonly #gathered = new Map<number, Map<number, boolean>>();
  #size = 0;

  constructor(database: Database, definition: ResourceDefinition) {
    this.#database = database;
    this.#definition = definition;
  }

  set(term: number, rid: number, isThere: boolean): void {
    const place = term * maxChunks + Math.floor(rid / ridsPerChunk);
    let changes = this.#gathered.get(place);
    if (changes === undefined) {
      changes = new Map();
      this.#gathered.set(place, changes);
    }
    changes.set(rid % ridsPerChunk, isThere);
    if (++this.#size >= capacity) this.flush();
  }

  flush(): void {
    const name = packedTable(this.#definition);
    for (const [place, changes] of this.#gathered) {
      const chunk = place % maxChunks;
      const at = [(place - chunk) / maxChunks, chunk];
      const [known] = this.#database.arrays<[Uint8Array]>(
        `SELECT bits FROM ${name} WHERE term = ? AND chunk = ?`,
        at,
      );
      const rests = new Set(known === undefined ? [] : decodeChunk(known[0]));
      for (const [rest, isThere] of changes) {
        if (isThere) rests.add(rest);
        else rests.delete(rest);
      }
      const blob = encodeChunk(Uint16Array.from(rests));
      this.#database.run(`INSERT OR REPLACE INTO ${name} VALUES (?, ?, ?)`, [...at, blob]);
    }
    this.#gathered.clear();
    this.#size = 0;
  }
}
