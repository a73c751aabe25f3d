import { DatabaseSync } from 'node:sqlite';

/** What numbers are given is nobody's business: terms are told by what they stand for. */
const terms = 'term';

/**
 * All that stands in a file of a collection, by table, row by row in an order of its own; without the origin.
 * Fails when the database finds anything wrong with it, in tables or indexes.
 */
export function dump(path: string): Record<string, unknown[]> {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const [check] = database.prepare('PRAGMA integrity_check').all();
    if (check?.integrity_check !== 'ok') throw new Error(`${path}: ${check?.integrity_check}`);
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1").all();
    return Object.fromEntries(
      names
        .map(({ name }) => name as string)
        .filter(name => name !== 'origin')
        .map(name => [name, rowsOf(database, name)]),
    );
  } finally {
    database.close();
  }
}

function rowsOf(database: DatabaseSync, name: string): unknown[] {
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all(name);
  const shown = columns
    .map(column => column.name as string)
    .filter(column => column !== terms && !(name === 'tally' && column === 'terms'))
    .map(column => `x."${column}"`);
  const ofTerms = columns.some(column => column.name === terms) && !name.endsWith('.terms');
  const dictionary = `"${name.split('.')[0]}.terms"`;
  const all = ofTerms ? ['t.parameter', 't.code', 't.system', ...shown] : shown;
  const from = ofTerms ? `"${name}" x JOIN ${dictionary} t ON t.term = x.term` : `"${name}" x`;
  const order = all.map((_, place) => place + 1);
  // What nothing has any more may be in a dictionary or not.
  const where = name.endsWith('.terms') ? 'WHERE n > 0' : '';
  return database.prepare(`SELECT ${all} FROM ${from} ${where} ORDER BY ${order}`).all().map(plain);
}

function plain(row: Record<string, unknown>): unknown {
  return Object.values(row).map(value => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
    // Zero has no sign that a search could see.
    return value === 0 ? 0 : value;
  });
}
