import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { definitions } from '../../src/fhir/registry.ts';
import { Database } from '../../src/store/sqlite/database.ts';

/** Content and index rows of a collection, whatever the order of its pages. Also checks the file as a whole. */
export function contentHash(path: string): string {
  const database = new Database(path, { readOnly: true });
  try {
    expect(database.get('PRAGMA integrity_check')?.integrity_check).toBe('ok');
    const hash = createHash('sha256');
    for (const definition of definitions) {
      const { type } = definition;
      const rows = database.all(
        `SELECT r.id, r.date, r.name, r.updated, r.present, c.content
          FROM "${type}" r JOIN "${type}.content" c ON c.rid = r.rid ORDER BY r.id`,
      );
      for (const row of rows) hash.update(JSON.stringify(row));
      const terms = database.all(
        `SELECT t.parameter, t.code, t.system, count(*) AS n FROM "${type}.terms" t
          JOIN "${type}.postings" p ON p.term = t.term GROUP BY 1, 2, 3`,
      );
      for (const row of terms) hash.update(JSON.stringify(row));
      for (const { name, kind } of definition.parameters) {
        if (kind !== 'string' && kind !== 'date' && kind !== 'quantity') continue;
        hash.update(JSON.stringify(database.get(`SELECT count(*) AS n FROM "${type}.${name}"`)));
      }
    }
    hash.update(JSON.stringify(database.all('SELECT type, total FROM tally')));
    return hash.digest('hex');
  } finally {
    database.close();
  }
}
