import { createHash } from 'node:crypto';
import { GatewayError } from '../../core/errors.ts';
import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import { definitions } from '../../fhir/registry.ts';
import type { SortKey } from '../../fhir/search.ts';
import type { Database } from './database.ts';

/** Raised when the tables change, or what stands in them; a file of another version is refused, not guessed at. */
export const formatVersion = 4;
/** Of version 3 is content in one line: read as it is, and taken for equal to the same in lines. */
const readableVersions: readonly unknown[] = [3, formatVersion];

/** Stands for "has none" where a number is ordered by: below every time there can be. */
export const noTime = -8_640_000_000_000_001;
export const endOfTime = 8_640_000_000_000_001;

/** How many parameters `present` has bits for: a number holds whole numbers of 53 bits. */
const maxParameters = 53;

const sortColumns: Readonly<Record<SortKey, string>> = {
  date: 'date',
  name: 'name',
  updated: 'updated',
  reviewTime: 'review_time',
  id: 'id',
};

export function sortColumn(key: SortKey): string {
  return sortColumns[key];
}

/** The table of a type's resources: all that lists need to know of them, without their content. */
export function table(definition: ResourceDefinition): string {
  return `"${definition.type}"`;
}

export function contentTable(definition: ResourceDefinition): string {
  return `"${definition.type}.content"`;
}

/** The dictionary: every code, reference and URI that resources are found by. */
export function termTable(definition: ResourceDefinition): string {
  return `"${definition.type}.terms"`;
}

/** Which resources have which term. */
export function postingTable(definition: ResourceDefinition): string {
  return `"${definition.type}.postings"`;
}

/** The same in an order, for the terms that need it; see terms.ts. */
export function orderedPostingTable(definition: ResourceDefinition, key: SortKey): string {
  return `"${definition.type}.postings by ${sortColumns[key]}"`;
}

/** Which resources have which term, in bits, for the terms of many; see packing.ts. */
export function packedTable(definition: ResourceDefinition): string {
  return `"${definition.type}.packed"`;
}

/** The table of a parameter that is not searched by terms. */
export function valueTable(definition: ResourceDefinition, parameter: SearchParameter): string {
  return `"${definition.type}.${parameter.name}"`;
}

/** The bit of a parameter in `present`. */
export function presenceBit(definition: ResourceDefinition, parameter: SearchParameter): number {
  return 2 ** definition.parameters.indexOf(parameter);
}

/** The orders that resources of a type can be listed in without sorting. */
export function nativeOrders(definition: ResourceDefinition): readonly SortKey[] {
  return [
    ...(definition.date ? (['date'] as const) : []),
    ...(definition.name ? (['name'] as const) : []),
    'updated',
    'id',
    ...(definition.reviewable ? (['reviewTime'] as const) : []),
  ];
}

/** Those of them that no review changes. */
export function contentOrders(definition: ResourceDefinition): readonly SortKey[] {
  return nativeOrders(definition).filter(key => key !== 'reviewTime');
}

/**
 * Tables of one collection. `rid` is a resource's number within its type. The main tables have no rowid, so that
 * their indexes hold `rid` as a column and a page can begin anywhere among equal values.
 */
export function createTables(database: Database): void {
  database.exec(`PRAGMA user_version = ${formatVersion}`);
  database.exec('CREATE TABLE layout (hash TEXT NOT NULL) STRICT');
  database.run('INSERT INTO layout VALUES (?)', [layoutHash()]);
  // `rids` and `terms` are the last numbers given out.
  database.exec(
    `CREATE TABLE tally (type TEXT PRIMARY KEY, total INTEGER NOT NULL DEFAULT 0,
      reviewed INTEGER NOT NULL DEFAULT 0, rids INTEGER NOT NULL DEFAULT 0,
      terms INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`,
  );
  for (const definition of definitions) {
    if (definition.parameters.length > maxParameters)
      throw new Error(`${definition.type} has too many parameters`);
    database.run('INSERT INTO tally (type) VALUES (?)', [definition.type]);
    createTypeTables(database, definition);
  }
}

function createTypeTables(database: Database, definition: ResourceDefinition): void {
  database.exec(`CREATE TABLE ${table(definition)} (
    rid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT,
    date INTEGER NOT NULL,
    name TEXT NOT NULL,
    updated INTEGER NOT NULL,
    present INTEGER NOT NULL,
    reviewed INTEGER NOT NULL DEFAULT 0,
    review_time INTEGER NOT NULL DEFAULT ${noTime},
    reviewed_by TEXT
  ) STRICT, WITHOUT ROWID`);
  database.exec(
    `CREATE TABLE ${contentTable(definition)} (rid INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT`,
  );
  database.exec(`CREATE TABLE ${termTable(definition)} (parameter TEXT, code TEXT, system TEXT,
    term INTEGER NOT NULL, n INTEGER NOT NULL DEFAULT 0, ordered INTEGER NOT NULL DEFAULT 0, packed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (parameter, code, system)) STRICT, WITHOUT ROWID`);
  database.exec(
    `CREATE TABLE ${postingTable(definition)} (term INTEGER, rid INTEGER, PRIMARY KEY (term, rid)) STRICT, WITHOUT ROWID`,
  );
  database.exec(`CREATE TABLE ${packedTable(definition)} (term INTEGER, chunk INTEGER, bits BLOB NOT NULL,
    PRIMARY KEY (term, chunk)) STRICT, WITHOUT ROWID`);
  for (const key of contentOrders(definition)) {
    const type = key === 'id' || key === 'name' ? 'TEXT' : 'INTEGER';
    database.exec(`CREATE TABLE ${orderedPostingTable(definition, key)} (term INTEGER, sort ${type}, rid INTEGER,
      PRIMARY KEY (term, sort, rid)) STRICT, WITHOUT ROWID`);
  }
  for (const parameter of definition.parameters) {
    const columns = valueColumns(parameter);
    if (columns === undefined) continue;
    database.exec(`CREATE TABLE ${valueTable(definition, parameter)} (${columns}) STRICT, WITHOUT ROWID`);
  }
}

/** Undefined for a parameter that is searched by terms. All can be entered by `rid`, to test a resource by. */
function valueColumns({ kind }: SearchParameter): string | undefined {
  switch (kind) {
    case 'string':
      return 'rid INTEGER, form TEXT, text TEXT, PRIMARY KEY (rid, form, text)';
    case 'date':
      return 'rid INTEGER, low INTEGER, high INTEGER, PRIMARY KEY (rid, low, high)';
    case 'quantity':
      return 'rid INTEGER, low REAL, high REAL, system TEXT, code TEXT, unit TEXT, PRIMARY KEY (rid, low, high, system, code, unit)';
    default:
      return undefined;
  }
}

/** The index of a quantity's table by one end. */
export function rangeIndex(valueTable: string, end: 'low' | 'high'): string {
  return `${valueTable.slice(0, -1)} by ${end}"`;
}

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/**
 * Spans of time are indexed by how wide they are: one no wider than this that reaches a time begins no longer
 * before it, so both its ends bound the search. The few that are wider still make the last class.
 */
export const widthsMs = [hourMs, dayMs, 31 * dayMs, 366 * dayMs];

/** The class of a date's row, 0 to `widthsMs.length`. The index is used where this stands as it stands here. */
export function widthClass(prefix: '' | 'i.'): string {
  const cases = widthsMs.map((ms, place) => `WHEN ${prefix}high - ${prefix}low <= ${ms} THEN ${place}`);
  return `(CASE ${cases.join(' ')} ELSE ${widthsMs.length} END)`;
}

/** The same of a width. */
export function classOfWidth(widthMs: number): number {
  const place = widthsMs.findIndex(ms => widthMs <= ms);
  return place < 0 ? widthsMs.length : place;
}

/** Indexes that are built faster once all rows are there. */
export function createIndexes(database: Database): void {
  for (const definition of definitions) {
    for (const key of nativeOrders(definition)) {
      const column = sortColumns[key];
      const index = (kind: string) => `"${definition.type} by ${kind}"`;
      if (key !== 'id')
        database.exec(`CREATE INDEX ${index(column)} ON ${table(definition)} (${column}, rid)`);
      if (!definition.reviewable || key === 'reviewTime') continue;
      database.exec(
        `CREATE INDEX ${index(`reviewed, ${column}`)} ON ${table(definition)} (reviewed, ${column}, rid)`,
      );
    }
    for (const parameter of definition.parameters) {
      const name = valueTable(definition, parameter);
      const by = (what: string) => `"${definition.type}.${parameter.name} by ${what}"`;
      if (parameter.kind === 'string') database.exec(`CREATE INDEX ${by('form')} ON ${name} (form, rid)`);
      if (parameter.kind === 'date') {
        database.exec(`CREATE INDEX ${by('low')} ON ${name} (${widthClass('')}, low, rid, high)`);
      }
      if (parameter.kind === 'quantity') {
        for (const end of ['low', 'high'] as const) {
          database.exec(`CREATE INDEX ${rangeIndex(name, end)} ON ${name} (${end}, rid)`);
        }
      }
    }
  }
}

/** @throws GatewayError STORE_UNAVAILABLE when another version of the gateway wrote the file */
export function checkFormat(database: Database): void {
  const version = database.get('PRAGMA user_version')?.user_version;
  const isOurs =
    readableVersions.includes(version) && database.get('SELECT hash FROM layout')?.hash === layoutHash();
  if (isOurs) return;
  throw new GatewayError(
    'STORE_UNAVAILABLE',
    'A data file was written by another version of the gateway; ingest again with --refresh, or drop the tenant and warm it up.',
  );
}

let hash: string | undefined;

/** Of everything the registry decides about the tables: types, their parameters and the places of those. */
export function layoutHash(): string {
  const layout = definitions.map(definition => [
    definition.type,
    definition.reviewable,
    nativeOrders(definition),
    definition.parameters.map(({ name, kind }) => [name, kind]),
  ]);
  hash ??= createHash('sha256').update(JSON.stringify(layout)).digest('hex').slice(0, 16);
  return hash;
}
