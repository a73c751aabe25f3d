import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import type { Origin } from '../origin.ts';
import type { TypeCount } from '../port.ts';
import { orderBuckets } from './buckets.ts';
import { toContent } from './content.ts';
import { Database } from './database.ts';
import { IndexWriter } from './index-writer.ts';
import { writeOrigin } from './origin.ts';
import { packTerms } from './packing.ts';
import { recount, typeCounts } from './rows.ts';
import { createIndexes, createTables, table } from './schema.ts';
import { countTerms, orderTerms } from './terms.ts';
import type { SearchTuning } from './tuning.ts';

const unsafeAndFast = [
  'journal_mode = OFF',
  'synchronous = OFF',
  'locking_mode = EXCLUSIVE',
  'cache_size = -65536',
];

/**
 * Builds a collection in a new file. Since nothing of a half-built file is ever used, it is written without journal
 * or fsync; whoever publishes it makes it durable once.
 */
export class CollectionBuilder {
  readonly #database: Database;
  readonly #index: IndexWriter;

  constructor(path: string, tuning: SearchTuning) {
    this.#database = new Database(path, { pragmas: unsafeAndFast, tuning });
    try {
      this.#database.exec('BEGIN');
      createTables(this.#database);
      this.#index = new IndexWriter(this.#database, { counting: false });
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Returns whether there was one of that id, which it replaces. */
  put(definition: ResourceDefinition, resource: Resource): boolean {
    const found = this.#database.get(`SELECT 1 FROM ${table(definition)} WHERE id = ?`, [resource.id]);
    if (found !== undefined) this.#index.delete(definition, resource.id);
    this.add(definition, resource, toContent(resource));
    return found !== undefined;
  }

  /** One whose id is not there yet. */
  add(definition: ResourceDefinition, resource: Resource, content: string): void {
    this.#index.insert(definition, resource, content);
  }

  /** Makes what was added searchable and closes the file. `onType` is called after each type, which takes a while. */
  finish(origin: Origin | undefined, onType?: (place: number) => void): readonly TypeCount[] {
    const database = this.#database;
    makeSearchable(database, this.#index, onType);
    writeOrigin(database, origin);
    database.exec('COMMIT');
    const counts = typeCounts(database);
    database.close();
    return counts;
  }

  /** May be called more than once. */
  close(): void {
    this.#database.close();
  }
}

/** Of a collection that was written without counting. `onType` is called after each type, which takes a while. */
export function makeSearchable(
  database: Database,
  index: IndexWriter,
  onType: (place: number) => void = () => {},
): void {
  createIndexes(database);
  index.finish();
  for (const [place, definition] of definitions.entries()) {
    countTerms(database, definition);
    const total = recount(database, definition);
    orderTerms(database, definition, total);
    orderBuckets(database, definition, total);
    packTerms(database, definition);
    onType(place);
  }
}
