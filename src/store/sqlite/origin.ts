import type { Origin } from '../origin.ts';
import type { Database } from './database.ts';

/**
 * Undefined when it is not known: a gateway wrote the file that did not record it.
 * @param schema the name that the file is attached under
 */
export function readOrigin(database: Database, schema = 'main'): Origin | undefined {
  const exists = database.get(
    `SELECT 1 FROM ${schema}.sqlite_schema WHERE type = 'table' AND name = 'origin'`,
  );
  const row = exists && database.get(`SELECT generation, part FROM ${schema}.origin`);
  return row && { generation: row.generation as string, part: row.part as string };
}

/** Records it, inside a transaction of the caller's. Undefined: from now on it is not known. */
export function writeOrigin(database: Database, origin: Origin | undefined): void {
  database.exec('CREATE TABLE IF NOT EXISTS origin (generation TEXT NOT NULL, part TEXT NOT NULL) STRICT');
  database.exec('DELETE FROM origin');
  if (origin !== undefined) {
    database.run('INSERT INTO origin VALUES (?, ?)', [origin.generation, origin.part]);
  }
}
