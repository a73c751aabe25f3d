import { asError } from '../../core/errors.ts';
import type { ResourceKey } from '../../core/ids.ts';
import { splitKey } from '../../core/ids.ts';
import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import { definitionOf } from '../../fhir/registry.ts';
import {
  type Collection,
  PositionLost,
  type ReviewState,
  type ReviewUpdate,
  type SearchPage,
  type SearchRequest,
  type StoredResource,
  type TypeCount,
} from '../port.ts';
import type { Database, Row } from './database.ts';
import { groupByType, reviewColumns, storedColumns, toReviewState, toStored } from './rows.ts';
import { noTime, sortColumns, table } from './schema.ts';
import {
  type CompiledCondition,
  compileConditions,
  compileCount,
  compileCountByReference,
  compileEstimate,
  compileSearch,
  compileSearchByReference,
  drivingRows,
  type Position,
} from './search.ts';

type ReviewOutcome = StoredResource | undefined | Error;

interface PendingReviews {
  readonly updates: readonly ReviewUpdate[];
  resolve(outcomes: readonly ReviewOutcome[]): void;
  reject(error: Error): void;
}

/** One SQLite file as a collection. Owns its database. */
export class SqliteCollection implements Collection {
  readonly #database: Database;
  #pending: PendingReviews[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  async get(keys: readonly ResourceKey[]): Promise<readonly (StoredResource | undefined)[]> {
    return this.#byKeys(keys, storedColumns, toStored);
  }

  async reviewStates(keys: readonly ResourceKey[]): Promise<readonly (ReviewState | undefined)[]> {
    return this.#byKeys(keys, reviewColumns, (_type, row) => toReviewState(row));
  }

  async search(request: SearchRequest): Promise<SearchPage> {
    const definition = definitionOf(request.type);
    const conditions = compileConditions(definition, request.where);
    const sql = compileSearch(
      request,
      conditions,
      this.#position(definition, request),
      this.#driver(conditions),
    );
    const rids = this.#database.all(sql.text, sql.values).map(row => row.rid as number);
    return toPage(request, rids, this.#load(definition, rids.slice(0, request.limit)));
  }

  async searchByReference(
    request: SearchRequest,
    parameterName: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly SearchPage[]> {
    const definition = definitionOf(request.type);
    const conditions = compileConditions(definition, request.where);
    const sql = compileSearchByReference(
      request,
      referenceParameter(definition, parameterName),
      conditions,
      this.#position(definition, request),
      targets,
    );
    const ridsByPlace: number[][] = targets.map(() => []);
    for (const row of this.#database.all(sql.text, sql.values)) {
      ridsByPlace[row.place as number]!.push(row.rid as number);
    }
    const wanted = ridsByPlace.flatMap(rids => rids.slice(0, request.limit));
    const loaded = this.#load(definition, [...new Set(wanted)]);
    return ridsByPlace.map(rids => toPage(request, rids, loaded));
  }

  async count(request: Pick<SearchRequest, 'type' | 'where'>): Promise<number> {
    const definition = definitionOf(request.type);
    const [first, ...others] = request.where;
    if (first === undefined || (first.kind === 'reviewed' && others.length === 0)) {
      const tally = (await this.counts()).find(row => row.type === definition.type);
      const { total, reviewed } = tally ?? { total: 0, reviewed: 0 };
      return first === undefined ? total : first.is ? reviewed : total - reviewed;
    }
    const conditions = compileConditions(definition, request.where);
    // A condition with rows of its own spares reading all resources, however many it has.
    const driver = this.#driver(conditions) ?? conditions.find(condition => condition.rows !== undefined);
    const sql = compileCount(definition, conditions, driver);
    return this.#database.get(sql.text, sql.values)!.n as number;
  }

  async countByReference(
    request: Pick<SearchRequest, 'type' | 'where'>,
    parameterName: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly number[]> {
    const definition = definitionOf(request.type);
    const conditions = compileConditions(definition, request.where);
    const parameter = referenceParameter(definition, parameterName);
    const sql = compileCountByReference(definition, parameter, conditions, targets);
    const counts = targets.map(() => 0);
    for (const row of this.#database.all(sql.text, sql.values)) counts[row.place as number] = row.n as number;
    return counts;
  }

  /** Updates asked for in one turn of the event loop share a transaction, and so one fsync. */
  async updateReviews(updates: readonly ReviewUpdate[]): Promise<readonly ReviewOutcome[]> {
    // A type that is not stored must not fail those who share the transaction.
    for (const { key } of updates) definitionOf(splitKey(key).type);
    return new Promise((resolve, reject) => {
      this.#pending.push({ updates, resolve, reject });
      if (this.#pending.length === 1) setImmediate(() => this.#commitReviews());
    });
  }

  async counts(): Promise<readonly TypeCount[]> {
    return this.#database.all('SELECT type, total, reviewed FROM tally').map(row => ({
      type: row.type as string,
      total: row.total as number,
      reviewed: row.reviewed as number,
    }));
  }

  async close(): Promise<void> {
    this.#commitReviews();
    this.#database.close();
  }

  #byKeys<Result>(
    keys: readonly ResourceKey[],
    columns: string,
    read: (type: string, row: Row) => Result,
  ): (Result | undefined)[] {
    const results = new Array<Result | undefined>(keys.length).fill(undefined);
    for (const [type, { ids, places }] of groupByType(keys)) {
      const rows = this.#database.all(
        `SELECT p.key AS place, ${columns} FROM json_each(?) p CROSS JOIN ${table(definitionOf(type))} r ON r.id = p.value`,
        [JSON.stringify(ids)],
      );
      for (const row of rows) results[places[row.place as number]!] = read(type, row);
    }
    return results;
  }

  #load(definition: ResourceDefinition, rids: readonly number[]): Map<number, StoredResource> {
    const rows = this.#database.all(
      `SELECT r.rid, ${storedColumns} FROM json_each(?) p CROSS JOIN ${table(definition)} r ON r.rid = p.value`,
      [JSON.stringify(rids)],
    );
    return new Map(rows.map(row => [row.rid as number, toStored(definition.type, row)]));
  }

  #position(definition: ResourceDefinition, request: SearchRequest): Position | undefined {
    if (request.after === undefined) return undefined;
    const row = this.#database.get(
      `SELECT rid, ${sortColumns[request.order.by]} AS sort FROM ${table(definition)} WHERE id = ?`,
      [splitKey(request.after).id],
    );
    if (row === undefined) throw new PositionLost();
    return { rid: row.rid as number, sort: row.sort as string | number };
  }

  /** The condition with the fewest rows, if they are few enough to be read and sorted. */
  #driver(conditions: readonly CompiledCondition[]): CompiledCondition | undefined {
    let fewest = drivingRows;
    let driver: CompiledCondition | undefined;
    for (const condition of conditions) {
      if (condition.rows === undefined) continue;
      const sql = compileEstimate(condition.rows);
      const rows = this.#database.get(sql.text, sql.values)!.n as number;
      if (rows < fewest) {
        fewest = rows;
        driver = condition;
      }
    }
    return driver;
  }

  #commitReviews(): void {
    const batch = this.#pending;
    if (batch.length === 0) return;
    this.#pending = [];
    try {
      const outcomes = this.#database.transaction(() =>
        batch.map(({ updates }) => updates.map(update => this.#applyReview(update))),
      );
      for (const [place, { resolve }] of batch.entries()) resolve(outcomes[place]!);
    } catch (error) {
      for (const { reject } of batch) reject(asError(error));
    }
  }

  #applyReview(update: ReviewUpdate): ReviewOutcome {
    const { type, id } = splitKey(update.key);
    const name = table(definitionOf(type));
    const row = this.#database.get(
      `SELECT r.rid, r.version, ${storedColumns} FROM ${name} r WHERE r.id = ?`,
      [id],
    );
    if (row === undefined) return undefined;
    const stored = toStored(type, row);
    let next: ReviewState | undefined;
    try {
      next = update.decide(stored.review, row.version as string | null);
    } catch (error) {
      return asError(error);
    }
    if (next === undefined) return stored;
    this.#database.run(`UPDATE ${name} SET reviewed = ?, review_time = ?, reviewed_by = ? WHERE rid = ?`, [
      next.reviewed ? 1 : 0,
      next.reviewTime ?? noTime,
      next.reviewedBy,
      row.rid as number,
    ]);
    this.#database.run('UPDATE tally SET reviewed = reviewed + ? WHERE type = ?', [
      Number(next.reviewed) - Number(stored.review.reviewed),
      type,
    ]);
    return { ...stored, review: next };
  }
}

function toPage(
  request: SearchRequest,
  rids: readonly number[],
  loaded: ReadonlyMap<number, StoredResource>,
): SearchPage {
  const entries = rids.slice(0, request.limit).map(rid => loaded.get(rid));
  return { entries: entries.filter(entry => entry !== undefined), hasMore: rids.length > request.limit };
}

function referenceParameter(definition: ResourceDefinition, name: string): SearchParameter {
  const parameter = definition.parameters.find(candidate => candidate.name === name);
  if (parameter?.kind !== 'reference')
    throw new Error(`${definition.type} has no reference parameter "${name}"`);
  return parameter;
}
