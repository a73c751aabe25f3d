import { parseDate } from '../../fhir/dates.ts';
import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import { definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { bucketsOf } from './buckets.ts';
import type { Bindable, Database } from './database.ts';
import { PackedChanges } from './packing.ts';
import { PostingBuffer } from './posting-buffer.ts';
import { clampNumber, clampTime } from './ranges.ts';
import {
  contentOrders,
  contentTable,
  noTime,
  orderedPostingTable,
  postingTable,
  sortColumn,
  table,
  termTable,
  valueTable,
} from './schema.ts';
import { type TermKey, termsOf } from './terms.ts';

/** Terms remembered per type: most resources share theirs with many. */
const maxRemembered = 100_000;

interface KnownTerm {
  readonly term: number;
  readonly ordered: boolean;
  readonly packed: boolean;
}

/** What is kept per type while writing. */
interface TypeState {
  rids: number;
  terms: number;
  readonly known: Map<string, KnownTerm>;
  /** Counts of buckets, while they are not in the dictionary yet. */
  readonly buckets: Map<string, { readonly key: TermKey; n: number }>;
  readonly postings: PostingBuffer;
  readonly packed: PackedChanges;
}

/**
 * Adds and takes away resources with everything they are found by, inside a transaction of the caller's, who calls
 * `finish` before it commits or searches. With `counting` every table is kept up; without, postings are gathered and
 * terms are to be counted and ordered at the end, which costs less when all is new.
 */
export class IndexWriter {
  readonly #database: Database;
  readonly #counting: boolean;
  readonly #states: ReadonlyMap<string, TypeState>;

  constructor(database: Database, options: { readonly counting: boolean }) {
    this.#database = database;
    this.#counting = options.counting;
    const tallies = new Map(database.all('SELECT type, rids, terms FROM tally').map(row => [row.type, row]));
    this.#states = new Map(
      definitions.map(definition => {
        const tally = tallies.get(definition.type);
        const state: TypeState = {
          rids: tally?.rids as number,
          terms: tally?.terms as number,
          known: new Map(),
          buckets: new Map(),
          postings: new PostingBuffer(database, definition),
          packed: new PackedChanges(database, definition),
        };
        return [definition.type, state];
      }),
    );
  }

  /** A resource whose id is not there yet, unreviewed. */
  insert(definition: ResourceDefinition, resource: Resource, content: string): void {
    const database = this.#database;
    const state = this.#states.get(definition.type)!;
    const rid = ++state.rids;
    const sorts = sortValues(definition, resource);
    database.run(
      `INSERT INTO ${table(definition)} (rid, id, version, date, name, updated, present) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        rid,
        resource.id,
        resource.meta?.versionId ?? null,
        sorts.date,
        sorts.name,
        sorts.updated,
        presence(definition, resource),
      ],
    );
    database.run(`INSERT INTO ${contentTable(definition)} VALUES (?, ?)`, [rid, content]);
    for (const key of termsOf(definition, resource)) {
      const known = this.#term(definition, state, key);
      if (this.#counting) {
        database.run(`INSERT INTO ${postingTable(definition)} VALUES (?, ?)`, [known.term, rid]);
      } else state.postings.add(known.term, rid);
      this.#addFurther(definition, known, rid, sorts);
    }
    for (const key of bucketsOf(definition, resource)) {
      if (!this.#counting) countBucket(state, key, 1);
      else this.#addFurther(definition, this.#term(definition, state, key), rid, sorts);
    }
    for (const parameter of definition.parameters) {
      const rows = valueRows(parameter, resource, rid);
      if (rows.length === 0) continue;
      const marks = rows[0]!.map(() => '?').join(', ');
      const sql = `INSERT OR IGNORE INTO ${valueTable(definition, parameter)} VALUES (${marks})`;
      for (const row of rows) database.run(sql, row);
    }
  }

  /** Returns whether it was there. */
  delete(definition: ResourceDefinition, id: string): boolean {
    const database = this.#database;
    const row = database.get(
      `SELECT r.rid, c.content FROM ${table(definition)} r CROSS JOIN ${contentTable(definition)} c ON c.rid = r.rid WHERE r.id = ?`,
      [id],
    );
    if (row === undefined) return false;
    const rid = row.rid as number;
    const resource = JSON.parse(row.content as string) as Resource;
    const state = this.#states.get(definition.type)!;
    const sorts = sortValues(definition, resource);
    state.postings.flush();
    for (const key of termsOf(definition, resource)) {
      const known = this.#term(definition, state, key, -1);
      database.run(`DELETE FROM ${postingTable(definition)} WHERE term = ? AND rid = ?`, [known.term, rid]);
      this.#deleteFurther(definition, known, rid, sorts);
    }
    for (const key of bucketsOf(definition, resource)) {
      if (!this.#counting) countBucket(state, key, -1);
      else this.#deleteFurther(definition, this.#term(definition, state, key, -1), rid, sorts);
    }
    for (const parameter of definition.parameters) {
      if (valueRows(parameter, resource, rid).length === 0) continue;
      database.run(`DELETE FROM ${valueTable(definition, parameter)} WHERE rid = ?`, [rid]);
    }
    database.run(`DELETE FROM ${contentTable(definition)} WHERE rid = ?`, [rid]);
    database.run(`DELETE FROM ${table(definition)} WHERE rid = ?`, [rid]);
    return true;
  }

  /** Writes what was gathered, and the numbers given out. It may go on afterwards. */
  finish(): void {
    for (const definition of definitions) {
      const state = this.#states.get(definition.type)!;
      state.postings.flush();
      state.packed.flush();
      for (const { key, n } of state.buckets.values()) {
        const [parameter, code, system] = key;
        this.#database.run(
          `INSERT INTO ${termTable(definition)} (parameter, code, system, term, n) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET n = n + excluded.n`,
          [parameter, code, system, ++state.terms, n],
        );
      }
      state.buckets.clear();
      this.#database.run('UPDATE tally SET rids = ?, terms = ? WHERE type = ?', [
        state.rids,
        state.terms,
        definition.type,
      ]);
    }
  }

  #addFurther(definition: ResourceDefinition, known: KnownTerm, rid: number, sorts: SortValues): void {
    const { term, ordered, packed } = known;
    if (packed) this.#states.get(definition.type)!.packed.set(term, rid, true);
    if (!ordered) return;
    for (const key of contentOrders(definition)) {
      // Texts that the database cannot tell apart make one bucket.
      this.#database.run(`INSERT OR IGNORE INTO ${orderedPostingTable(definition, key)} VALUES (?, ?, ?)`, [
        term,
        sorts[sortColumn(key) as keyof SortValues],
        rid,
      ]);
    }
  }

  #deleteFurther(definition: ResourceDefinition, known: KnownTerm, rid: number, sorts: SortValues): void {
    const { term, ordered, packed } = known;
    if (packed) this.#states.get(definition.type)!.packed.set(term, rid, false);
    if (!ordered) return;
    for (const key of contentOrders(definition)) {
      this.#database.run(
        `DELETE FROM ${orderedPostingTable(definition, key)} WHERE term = ? AND sort = ? AND rid = ?`,
        [term, sorts[sortColumn(key) as keyof SortValues], rid],
      );
    }
  }

  /** The dictionary's entry, made when it is missing, counted up or down. */
  #term(definition: ResourceDefinition, state: TypeState, key: TermKey, change = 1): KnownTerm {
    const [parameter, code, system] = key;
    // The length keeps apart what a code and a system could otherwise make together.
    const text = `${parameter}\n${system.length}\n${system}${code}`;
    let known = state.known.get(text);
    if (known === undefined) {
      known = this.#findOrAdd(definition, state, key);
      if (state.known.size >= maxRemembered) state.known.clear();
      state.known.set(text, known);
    }
    if (this.#counting) {
      this.#database.run(
        `UPDATE ${termTable(definition)} SET n = n + ? WHERE parameter = ? AND code = ? AND system = ?`,
        [change, parameter, code, system],
      );
    }
    return known;
  }

  /** Most that are not remembered are new. */
  #findOrAdd(definition: ResourceDefinition, state: TypeState, key: TermKey): KnownTerm {
    const name = termTable(definition);
    const added = this.#database.run(
      `INSERT OR IGNORE INTO ${name} (parameter, code, system, term) VALUES (?, ?, ?, ?)`,
      [...key, state.terms + 1],
    );
    if (added > 0) return { term: ++state.terms, ordered: false, packed: false };
    const row = this.#database.get(
      `SELECT term, ordered, packed FROM ${name} WHERE parameter = ? AND code = ? AND system = ?`,
      key,
    )!;
    return { term: row.term as number, ordered: row.ordered === 1, packed: row.packed === 1 };
  }
}

function countBucket({ buckets }: TypeState, key: TermKey, change: number): void {
  const name = `${key[0]}\n${key[1]}`;
  const counted = buckets.get(name);
  if (counted !== undefined) counted.n += change;
  else buckets.set(name, { key, n: change });
}

export interface SortValues {
  readonly date: number;
  readonly name: string;
  readonly updated: number;
  readonly id: string;
}

export function sortValues(definition: ResourceDefinition, resource: Resource): SortValues {
  return {
    date: definition.date?.(resource) ?? noTime,
    name: definition.name?.(resource) ?? '',
    updated: parseDate(resource.meta?.lastUpdated)?.low ?? noTime,
    id: resource.id,
  };
}

/** See presenceBit. */
function presence(definition: ResourceDefinition, resource: Resource): number {
  let bits = 0;
  let bit = 1;
  for (const parameter of definition.parameters) {
    if (parameter.present(resource)) bits += bit;
    bit *= 2;
  }
  return bits;
}

/** The rows of a parameter's own table; none for those that are found by terms. */
function valueRows(parameter: SearchParameter, resource: Resource, rid: number): Bindable[][] {
  switch (parameter.kind) {
    case 'string':
      return parameter.values(resource).flatMap(text => parameter.forms(text).map(form => [rid, form, text]));
    case 'date':
      return parameter.values(resource).map(({ low, high }) => [rid, clampTime(low), clampTime(high)]);
    case 'quantity':
      return parameter
        .values(resource)
        .map(({ low, high, system, code, unit }) => [
          rid,
          clampNumber(low),
          clampNumber(high),
          system,
          code,
          unit,
        ]);
    default:
      return [];
  }
}
