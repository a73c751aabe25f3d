import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { Database } from './database.ts';
import { postingTable } from './schema.ts';

/** Postings gathered before they are written: 8 MiB. */
const capacity = 2 ** 20;
/** Rows a statement: what a call costs is shared among them. */
const rowsAtOnce = 100;
/** A posting is one number while it is gathered, so that a million are sorted in a moment. */
const ridSpan = 2 ** 27;
const maxTerm = Number.MAX_SAFE_INTEGER / ridSpan;

/**
 * Gathers the postings of a type and writes them in order of their terms. One by one they would go to as many places
 * of the table as a resource has terms, which costs five times as much.
 */
export class PostingBuffer {
  readonly #database: Database;
  readonly #definition: ResourceDefinition;
  #gathered: Float64Array | undefined;
  #length = 0;

  constructor(database: Database, definition: ResourceDefinition) {
    this.#database = database;
    this.#definition = definition;
  }

  add(term: number, rid: number): void {
    if (rid >= ridSpan || term >= maxTerm) throw new Error('More resources than this store is made for');
    if (this.#length === capacity) this.flush();
    this.#gathered ??= new Float64Array(capacity);
    this.#gathered[this.#length++] = term * ridSpan + rid;
  }

  flush(): void {
    if (this.#gathered === undefined) return;
    const sorted = this.#gathered.subarray(0, this.#length).sort();
    const name = postingTable(this.#definition);
    for (let place = 0; place < sorted.length; place += rowsAtOnce) {
      const slice = sorted.subarray(place, place + rowsAtOnce);
      const values = new Array<number>(slice.length * 2);
      for (let row = 0; row < slice.length; row++) {
        const posting = slice[row]!;
        const term = Math.floor(posting / ridSpan);
        values[row * 2] = term;
        values[row * 2 + 1] = posting - term * ridSpan;
      }
      const rows = Array.from(slice, () => '(?, ?)').join();
      this.#database.run(`INSERT INTO ${name} VALUES ${rows}`, values);
    }
    this.#length = 0;
  }
}
