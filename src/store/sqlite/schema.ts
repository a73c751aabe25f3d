import { GatewayError } from '../../core/errors.ts';
import type { ResourceDefinition, SearchParameter, SortKey } from '../../fhir/definition.ts';
import { definitions } from '../../fhir/registry.ts';
import type { Database } from './database.ts';

/** Raised when the tables change; a file of another version is refused, not guessed at. */
const formatVersion = 1;

/** Stands for "has none" where a number is ordered by: below every time there can be. */
export const noTime = -8_640_000_000_000_001;
export const endOfTime = 8_640_000_000_000_001;

export const sortColumns: Readonly<Record<SortKey, string>> = {
  date: 'date',
  name: 'name',
  updated: 'updated',
  reviewTime: 'review_time',
  id: 'id',
};

/** The table of a type's resources. */
export function table(definition: ResourceDefinition): string {
  return `"${definition.type}"`;
}

/** The index table of a search parameter. */
export function indexTable(definition: ResourceDefinition, parameter: SearchParameter): string {
  return `"${definition.type}.${parameter.name}"`;
}

/**
 * Tables of one collection: one a resource type, and one a search parameter that leads from a value to rows.
 * `rid` is the row's number; `content` stands last, so that reading the columns before it does not read it.
 * Index tables begin with what is compared; those that are searched by range can be entered by `rid` as well,
 * so that a condition can be checked on a row without walking the range.
 */
export function createTables(database: Database): void {
  database.exec(`PRAGMA user_version = ${formatVersion}`);
  database.exec(
    'CREATE TABLE tally (type TEXT PRIMARY KEY, total INTEGER NOT NULL, reviewed INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  );
  for (const definition of definitions) {
    database.exec(`CREATE TABLE ${table(definition)} (
      rid INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      version TEXT,
      date INTEGER NOT NULL,
      name TEXT NOT NULL,
      updated INTEGER NOT NULL,
      reviewed INTEGER NOT NULL DEFAULT 0,
      review_time INTEGER NOT NULL DEFAULT ${noTime},
      reviewed_by TEXT,
      content TEXT NOT NULL
    ) STRICT`);
    for (const parameter of definition.parameters) {
      const name = indexTable(definition, parameter);
      database.exec(`CREATE TABLE ${name} (${indexColumns[parameter.kind]}) STRICT, WITHOUT ROWID`);
    }
    database.run('INSERT INTO tally VALUES (?, 0, 0)', [definition.type]);
  }
}

const indexColumns: Readonly<Record<SearchParameter['kind'], string>> = {
  token: 'code TEXT, rid INTEGER, system TEXT, PRIMARY KEY (code, rid, system)',
  // With the date in the key, the latest of a parent's hundreds are found without sorting them.
  reference: 'target TEXT, date INTEGER, rid INTEGER, PRIMARY KEY (target, date, rid)',
  string: 'rid INTEGER, value TEXT, PRIMARY KEY (rid, value)',
  date: 'rid INTEGER, low INTEGER, high INTEGER, PRIMARY KEY (rid, low, high)',
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

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

/** Indexes that are built faster once all rows are there. */
export function createIndexes(database: Database): void {
  for (const definition of definitions) {
    for (const column of orderColumns(definition)) {
      const index = (kind: string) => `"${definition.type} by ${kind}"`;
      database.exec(`CREATE INDEX ${index(column)} ON ${table(definition)} (${column})`);
      if (definition.reviewable && column !== 'review_time') {
        database.exec(
          `CREATE INDEX ${index(`reviewed, ${column}`)} ON ${table(definition)} (reviewed, ${column})`,
        );
      }
    }
    for (const parameter of definition.parameters) {
      const name = indexTable(definition, parameter);
      const by = `"${definition.type}.${parameter.name} by value"`;
      if (parameter.kind === 'string') database.exec(`CREATE INDEX ${by} ON ${name} (value)`);
      if (parameter.kind === 'date') {
        database.exec(`CREATE INDEX ${by} ON ${name} (${widthClass('')}, low, high)`);
      }
    }
  }
}

function orderColumns(definition: ResourceDefinition): string[] {
  return [
    ...(definition.date ? ['date'] : []),
    ...(definition.name ? ['name'] : []),
    'updated',
    ...(definition.reviewable ? ['review_time'] : []),
  ];
}

/** @throws GatewayError STORE_UNAVAILABLE when another version of the gateway wrote the file */
export function checkFormat(database: Database): void {
  const version = database.get('PRAGMA user_version')?.user_version;
  if (version === formatVersion) return;
  throw new GatewayError(
    'STORE_UNAVAILABLE',
    'A data file was written by another version of the gateway; ingest again, or drop the tenant and warm it up.',
  );
}
