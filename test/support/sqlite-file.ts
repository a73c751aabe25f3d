import { DatabaseSync } from 'node:sqlite';
import type { Origin } from '../../src/store/origin.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { readOrigin } from '../../src/store/sqlite/origin.ts';

/** Changes a file past the store. */
export function change(path: string, ...statements: readonly string[]): void {
  const database = new DatabaseSync(path, { defensive: false });
  for (const statement of statements) database.exec(statement);
  database.close();
}

export function read<Result>(path: string, from: (database: Database) => Result): Result {
  const database = new Database(path, { readOnly: true });
  try {
    return from(database);
  } finally {
    database.close();
  }
}

export const originOf = (path: string): Origin | undefined => read(path, readOrigin);
