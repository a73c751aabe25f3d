import { Database, isDamage } from './database.ts';
import type { Watch } from './tasks.ts';

/** What is known of a file beforehand. Plain values, so that the check needs to know nothing of FHIR. */
export type SoundFile = readonly SoundType[];

export interface SoundType {
  readonly type: string;
  readonly total: number;
  /** Tables with a row a resource. */
  readonly tables: readonly string[];
}

/** Whether all its tables and indexes are in order, and the rows as many as they are said to be, there and here. */
export function isSound(path: string, sound: SoundFile, watch: Watch): boolean {
  let database: Database | undefined;
  try {
    database = new Database(path, { readOnly: true });
    return hasSoundTables(database, watch) && hasCounts(database, sound);
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    database?.close();
  }
}

/**
 * https://www.sqlite.org/pragma.html#pragma_quick_check, table by table, so that it can be given up. The list of free
 * pages is checked with the schema.
 */
function hasSoundTables(database: Database, watch: Watch): boolean {
  const rows = database.all("SELECT name FROM sqlite_schema WHERE type = 'table'");
  const names = ['sqlite_schema', ...rows.map(({ name }) => name)];
  return names.every((name, place) => {
    watch.throwIfAborted();
    const found = database.get(`PRAGMA quick_check("${name}")`);
    watch.progress((place + 1) / names.length);
    return found?.quick_check === 'ok';
  });
}

function hasCounts(database: Database, sound: SoundFile): boolean {
  return sound.every(({ type, total, tables }) => {
    const tally = database.get('SELECT total, reviewed FROM tally WHERE type = ?', [type]);
    const rows = tables.map(name => database.get(`SELECT count(*) AS n FROM ${name}`)?.n);
    return tally?.total === total && tally.reviewed === 0 && rows.every(n => n === total);
  });
}
