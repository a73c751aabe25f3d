import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

/**
 * What a file's content is: of which master, and which part of it. Two files of one origin hold the same resources,
 * so there is nothing to compare. Reviews make no difference to it.
 */
export interface Origin {
  /** Drawn anew for every master that is published. */
  readonly generation: string;
  /** See fingerprint.ts. */
  readonly part: string;
}

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

/** One word for it, the same for equal origins only: 22 letters, digits, `-` and `_`. */
export function generationOf({ generation, part }: Origin): string {
  const hash = createHash('sha256').update(JSON.stringify([generation, part]));
  // 128 bits: two origins that meet in fewer are not to be expected.
  return hash.digest('base64url').slice(0, 22);
}

export function isSameOrigin(one: Origin | undefined, other: Origin | undefined): boolean {
  return one !== undefined && one.generation === other?.generation && one.part === other.part;
}
