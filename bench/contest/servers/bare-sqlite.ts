import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The floor of durable reviews: SQLite that syncs every commit, an update a time, no HTTP. Takes seconds by
 * message, answers with commits.
 */
const { FOLDER } = process.env;
const rows = 10_000;
const database = new DatabaseSync(join(FOLDER!, 'bare.db'));
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
  CREATE TABLE resource (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, reviewed INTEGER NOT NULL, review_time INTEGER);
  BEGIN`);
const insert = database.prepare('INSERT INTO resource (id, reviewed) VALUES (?, 0)');
for (let row = 0; row < rows; row++) insert.run(`encounter-${row}`);
database.exec('COMMIT');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');
const update = database.prepare('UPDATE resource SET reviewed = ?, review_time = ? WHERE id = ?');

let done = 0;
process.send!('ready');
for (;;) {
  const [seconds] = (await once(process, 'message')) as [number];
  const first = done;
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  while (performance.now() < until) {
    begin.run();
    update.run(Math.floor(done / rows) % 2 === 0 ? 1 : 0, Date.now(), `encounter-${done++ % rows}`);
    commit.run();
  }
  process.send!({ commits: done - first, seconds: (performance.now() - begun) / 1_000 });
}
