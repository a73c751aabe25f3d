import { Database, isDamage } from '../database.ts';

/** Checks tables of a file that nobody changes. One connection for all: to open one reads the schema, which takes 1 ms. */
export class SoundCheck {
  readonly #path: string;
  #database: Database | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Whether a table and its indexes are as SQLite wants them: pages, cells and the order of rows, by
   * https://www.sqlite.org/pragma.html#pragma_quick_check; and as many entries in each index as there are rows, which that
   * leaves out. That each entry is of its row is not looked at: it takes some ten times as long, one look-up an entry.
   */
  isSound(table: string): boolean {
    try {
      this.#database ??= new Database(this.#path, { readOnly: true });
      return isSoundTable(this.#database, table);
    } catch (error) {
      if (isDamage(error)) return false;
      throw error;
    }
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }
}

function isSoundTable(database: Database, table: string): boolean {
  if (database.get(`PRAGMA quick_check("${table}")`)?.quick_check !== 'ok') return false;
  const count = (how: string) => database.get(`SELECT count(*) AS n FROM "${table}" ${how}`)?.n;
  const indexes = database.all("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?", [
    table,
  ]);
  return indexes.every(({ name }) => count(`INDEXED BY "${name}"`) === count('NOT INDEXED'));
}
