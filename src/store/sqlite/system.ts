import type { Clock } from '../../core/clock.ts';
import type { SystemDocument, SystemDocuments } from '../port.ts';
import { Database, type Row } from './database.ts';

const keptExpiredMs = 24 * 3_600_000;
const clearEveryMs = 3_600_000;

/** System documents in a file of their own, shared by every process on the same folder. */
export class SqliteSystemDocuments implements SystemDocuments {
  readonly #database: Database;
  readonly #clock: Clock;
  #clearedAt = 0;

  constructor(path: string, clock: Clock) {
    this.#clock = clock;
    this.#database = new Database(path, { pragmas: ['journal_mode = WAL', 'synchronous = FULL'] });
    this.#database.exec(`CREATE TABLE IF NOT EXISTS document (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      revision INTEGER NOT NULL,
      expires_at INTEGER
    ) STRICT, WITHOUT ROWID`);
  }

  async get(key: string): Promise<SystemDocument | undefined> {
    const row = this.#read(key);
    return row && toDocument(row);
  }

  async list(prefix: string): Promise<readonly (SystemDocument & { readonly key: string })[]> {
    return this.#database
      .all(
        `SELECT key, value, revision FROM document WHERE key >= ? AND key < ?
          AND (expires_at IS NULL OR expires_at > ?) ORDER BY key`,
        [prefix, `${prefix}\u{10FFFF}`, this.#clock.now()],
      )
      .map(row => ({ key: row.key as string, ...toDocument(row) }));
  }

  async put(
    key: string,
    value: unknown,
    options: { readonly expiresAt?: number; readonly revision?: number } = {},
  ): Promise<number | undefined> {
    if (options.expiresAt !== undefined) this.#clearAway();
    return this.#database.transaction(() => {
      const stored = (this.#read(key)?.revision as number | undefined) ?? 0;
      if (options.revision !== undefined && options.revision !== stored) return undefined;
      // Revisions go on behind an expired document: its owner must not take the next one's for its own.
      const last = this.#database.get('SELECT revision FROM document WHERE key = ?', [key])?.revision ?? 0;
      const next = (last as number) + 1;
      this.#database.run(
        'INSERT OR REPLACE INTO document (key, value, revision, expires_at) VALUES (?, ?, ?, ?)',
        [key, JSON.stringify(value), next, options.expiresAt ?? null],
      );
      return next;
    });
  }

  async delete(key: string): Promise<void> {
    this.#database.run('DELETE FROM document WHERE key = ?', [key]);
  }

  close(): void {
    this.#database.close();
  }

  /** What has expired long ago: until then revisions go on behind it. */
  #clearAway(): void {
    const now = this.#clock.now();
    if (now < this.#clearedAt + clearEveryMs) return;
    this.#clearedAt = now;
    this.#database.run('DELETE FROM document WHERE expires_at < ?', [now - keptExpiredMs]);
  }

  #read(key: string): Row | undefined {
    return this.#database.get(
      'SELECT value, revision FROM document WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)',
      [key, this.#clock.now()],
    );
  }
}

function toDocument(row: Row): SystemDocument {
  return { value: JSON.parse(row.value as string), revision: row.revision as number };
}
