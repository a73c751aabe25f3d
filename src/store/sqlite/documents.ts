import { type ResourceKey, splitKey } from '../../core/ids.ts';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { SortKey } from '../../fhir/search.ts';
import {
  PositionLost,
  type ReviewState,
  type SearchPage,
  type SearchRequest,
  type StoredResource,
} from '../port.ts';
import type { Database, Prepared } from './database.ts';
import {
  groupByType,
  type KeyedColumns,
  keyedColumns,
  type ReviewColumns,
  reviewColumns,
  reviewOfColumns,
  type StoredColumns,
  storedColumns,
  storedOfColumns,
  storedOfKey,
  withContent,
} from './rows.ts';
import { contentTable, nativeOrders, sortColumn, table } from './schema.ts';
import { limited } from './sql.ts';

type Placed<Columns extends readonly unknown[]> = [...Columns, place: number];

/** Reads that most requests are made of, by statements that stay prepared. */
export class Documents {
  readonly #database: Database;
  readonly #types = new Map<string, TypeStatements>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** An entry a key, in order; undefined where there is none. */
  get(keys: readonly ResourceKey[]): (StoredResource | undefined)[] {
    const { reading } = this.#database;
    if (keys.length === 1) {
      const [key] = keys as [ResourceKey];
      const { type, id } = splitKey(key);
      const row = this.#of(type).document.get(id);
      return [row && storedOfKey(key, row, reading)];
    }
    const results = new Array<StoredResource | undefined>(keys.length).fill(undefined);
    for (const [type, { ids, places }] of groupByType(keys)) {
      for (const row of this.#of(type).documents.all(JSON.stringify(ids))) {
        const place = places[row[4]]!;
        results[place] = storedOfKey(keys[place]!, row, reading);
      }
    }
    return results;
  }

  /** Their review states, in the same way. */
  states(keys: readonly ResourceKey[]): (ReviewState | undefined)[] {
    const results = new Array<ReviewState | undefined>(keys.length).fill(undefined);
    for (const [type, { ids, places }] of groupByType(keys)) {
      for (const row of this.#of(type).states.all(JSON.stringify(ids)))
        results[places[row[3]]!] = reviewOfColumns(row);
    }
    return results;
  }

  /**
   * A page of all that there are of a type, in an order that has an index.
   * @throws PositionLost when the resource that the page begins behind is gone
   */
  page({ type, after, limit }: SearchRequest, key: SortKey, descending: boolean): SearchPage {
    const statements = this.#of(type);
    const rows =
      after === undefined
        ? statements.page(key, descending, false).all(limit + 1)
        : statements
            .page(key, descending, true)
            .all(...this.#position(statements, key, splitKey(after).id), limit + 1);
    const hasMore = rows.length > limit;
    if (hasMore) rows.pop();
    const { reading } = this.#database;
    return { entries: rows.map(row => storedOfColumns(type, row, reading)), hasMore };
  }

  #position(statements: TypeStatements, key: SortKey, id: string): [sort: string | number, rid: number] {
    const row = statements.position(key).get(id);
    if (row === undefined) throw new PositionLost();
    return row;
  }

  #of(type: string): TypeStatements {
    let statements = this.#types.get(type);
    if (statements === undefined) {
      statements = new TypeStatements(this.#database, definitionOf(type));
      this.#types.set(type, statements);
    }
    return statements;
  }
}

/** Those of a resource type, made when they are needed first. */
class TypeStatements {
  readonly #database: Database;
  readonly #definition: ResourceDefinition;
  readonly #pages = new Map<string, Prepared<StoredColumns>>();
  readonly #positions = new Map<SortKey, Prepared<[sort: string | number, rid: number]>>();
  #document: Prepared<KeyedColumns> | undefined;
  #documents: Prepared<Placed<KeyedColumns>> | undefined;
  #states: Prepared<Placed<ReviewColumns>> | undefined;

  constructor(database: Database, definition: ResourceDefinition) {
    this.#database = database;
    this.#definition = definition;
  }

  get document(): Prepared<KeyedColumns> {
    this.#document ??= this.#database.prepare(
      `SELECT ${keyedColumns} FROM (SELECT ? AS id) p ${withContent(this.#definition, 'r.id = p.id')}`,
    );
    return this.#document;
  }

  /** By a list of ids as JSON. */
  get documents(): Prepared<Placed<KeyedColumns>> {
    this.#documents ??= this.#database.prepare(
      `SELECT ${keyedColumns}, p.key FROM json_each(?) p ${withContent(this.#definition, 'r.id = p.value')}`,
    );
    return this.#documents;
  }

  get states(): Prepared<Placed<ReviewColumns>> {
    this.#states ??= this.#database.prepare(
      `SELECT ${reviewColumns}, p.key FROM json_each(?) p CROSS JOIN ${table(this.#definition)} r ON r.id = p.value`,
    );
    return this.#states;
  }

  page(key: SortKey, descending: boolean, isBehind: boolean): Prepared<StoredColumns> {
    const name = `${key} ${descending} ${isBehind}`;
    let page = this.#pages.get(name);
    if (page === undefined) {
      if (!nativeOrders(this.#definition).includes(key))
        throw new Error(`${this.#definition.type} has no order by ${key}`);
      const column = `r.${sortColumn(key)}`;
      const [direction, sign] = descending ? ['DESC', '<'] : ['ASC', '>'];
      page = this.#database.prepare<StoredColumns>(
        `SELECT ${storedColumns} FROM ${table(this.#definition)} r
          CROSS JOIN ${contentTable(this.#definition)} c ON c.rid = r.rid
          ${isBehind ? `WHERE (${column}, r.rid) ${sign} (?, ?)` : ''}
          ORDER BY ${column} ${direction}, r.rid ${direction} ${limited}`,
      );
      this.#pages.set(name, page);
    }
    return page;
  }

  position(key: SortKey): Prepared<[sort: string | number, rid: number]> {
    let position = this.#positions.get(key);
    if (position === undefined) {
      position = this.#database.prepare(
        `SELECT ${sortColumn(key)}, rid FROM ${table(this.#definition)} WHERE id = ?`,
      );
      this.#positions.set(key, position);
    }
    return position;
  }
}
