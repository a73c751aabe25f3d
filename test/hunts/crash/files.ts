import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { definitions } from '../../../src/fhir/registry.ts';
import {
  contentTable,
  noTime,
  postingTable,
  table,
  termTable,
  valueTable,
} from '../../../src/store/sqlite/schema.ts';

/** Collections that nobody has open, so that all they hold is in the one file. */

/** What a collection's file holds, and how it is found there: the same for all files of the same resources. */
export function contentOf(path: string): string {
  return reading(path, file => {
    const hash = createHash('sha256');
    const take = (sql: string) => {
      for (const row of file.prepare(sql).iterate()) hash.update(Object.values(row).join('\u0000'));
    };
    for (const definition of definitions) {
      const rows = table(definition);
      take(
        `SELECT r.id, r.version, r.date, r.name, r.updated, r.present, c.content
          FROM ${rows} r JOIN ${contentTable(definition)} c ON c.rid = r.rid ORDER BY r.id`,
      );
      take(
        `SELECT t.parameter, t.code, t.system, count(*), min(r.id), max(r.id)
          FROM ${termTable(definition)} t JOIN ${postingTable(definition)} p ON p.term = t.term
          JOIN ${rows} r ON r.rid = p.rid GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      );
      for (const parameter of definition.parameters) {
        if (parameter.kind !== 'string' && parameter.kind !== 'date' && parameter.kind !== 'quantity')
          continue;
        take(`SELECT count(*), count(DISTINCT rid) FROM ${valueTable(definition, parameter)}`);
      }
    }
    take('SELECT type, total FROM tally ORDER BY type');
    return hash.digest('hex');
  });
}

/** What SQLite finds wrong with the file; undefined when nothing. */
export function damageOf(path: string): string | undefined {
  return reading(path, file => {
    const found = file
      .prepare('PRAGMA integrity_check')
      .all()
      .map(row => row.integrity_check);
    return found[0] === 'ok' ? undefined : found.join('; ').slice(0, 500);
  });
}

export interface StoredReviews {
  /** Times of the resources that are reviewed, by `Type/id`. */
  readonly times: ReadonlyMap<string, number>;
  /** What contradicts itself. */
  readonly problems: readonly string[];
}

export function reviewsIn(path: string): StoredReviews {
  return reading(path, file => {
    const times = new Map<string, number>();
    const problems: string[] = [];
    for (const definition of definitions) {
      const { type } = definition;
      const rows = file
        .prepare(
          `SELECT id, reviewed, review_time FROM ${table(definition)} WHERE reviewed <> 0 OR review_time <> ?`,
        )
        .all(noTime);
      for (const { id, reviewed, review_time } of rows) {
        if (reviewed !== 1 || review_time === noTime)
          problems.push(`${type}/${id} is ${reviewed} at ${review_time}`);
        times.set(`${type}/${id}`, review_time as number);
      }
      const counted = file.prepare('SELECT reviewed FROM tally WHERE type = ?').get(type)?.reviewed;
      if (counted !== rows.length) problems.push(`${type}: ${rows.length} reviewed, ${counted} counted`);
    }
    return { times, problems };
  });
}

/** A lock that nobody has may have left this: it is overwritten by whoever takes the lock next. */
const leftByLock = '.lock-journal';

/** Names below a store's folder, as far as they have a meaning. */
export function filesOf(folder: string): string[] {
  const names = [
    ...readdirSync(folder),
    ...readdirSync(join(folder, 'tenants')).map(name => `tenants/${name}`),
  ];
  return names.filter(name => !name.endsWith(leftByLock));
}

function reading<Result>(path: string, read: (file: DatabaseSync) => Result): Result {
  // Leaves nothing beside it, unlike one that may be changed.
  const file = new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true });
  try {
    return read(file);
  } finally {
    file.close();
  }
}
