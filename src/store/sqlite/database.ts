import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { asError, GatewayError } from '../../core/errors.ts';
import type { Reading } from './content.ts';
import { defaultTuning, type SearchTuning } from './tuning.ts';
import { Turns } from './turns.ts';

/** What may be bound: anything else would become NULL without a word. */
export type Bindable = string | number | null;

export type Row = Record<string, string | number | null>;

/** How long a call waits for a lock of another process. It blocks this process's event loop meanwhile. */
export const busyTimeoutMs = 1_000;

/** Statements kept prepared per file; their number is bounded by the shapes of searches, not by their values. */
const maxStatements = 500;
/** Characters of a statement that is kept: a longer one is a search of many parts, which costs more than to prepare it. */
const longestKept = 8_000;

export interface DatabaseOptions {
  readonly readOnly?: boolean;
  /** Where there is no file, none is made. */
  readonly mustExist?: boolean;
  readonly pragmas?: readonly string[];
  readonly tuning?: SearchTuning;
  /** Of documents; `whole` unless said otherwise. */
  readonly reading?: Reading;
  /** Called once, when it closes. */
  readonly onClose?: (database: Database) => void;
}

/** A statement that its owner keeps prepared. Rows are arrays of their columns, which cost a third of what objects do. */
export class Prepared<Columns extends readonly unknown[]> {
  readonly #statement: StatementSync;

  constructor(statement: StatementSync) {
    statement.setReturnArrays(true);
    this.#statement = statement;
  }

  all(...parameters: Bindable[]): Columns[] {
    try {
      return this.#statement.all(...checked(parameters)) as unknown as Columns[];
    } catch (error) {
      throw translate(asError(error));
    }
  }

  get(...parameters: Bindable[]): Columns | undefined {
    try {
      return this.#statement.get(...checked(parameters)) as unknown as Columns | undefined;
    } catch (error) {
      throw translate(asError(error));
    }
  }

  run(...parameters: Bindable[]): void {
    try {
      this.#statement.run(...checked(parameters));
    } catch (error) {
      throw translate(asError(error));
    }
  }
}

/**
 * One SQLite file: prepared statements, checked parameters, errors in the gateway's words.
 * Calls are synchronous and short; whoever has much to do does it in slices.
 */
export class Database {
  readonly path: string;
  readonly tuning: SearchTuning;
  readonly reading: Reading;
  readonly turns = new Turns();
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #onClose: (database: Database) => void;

  /** @throws GatewayError STORE_UNAVAILABLE when the file cannot be opened or is no database */
  constructor(path: string, options: DatabaseOptions = {}) {
    this.path = path;
    this.tuning = options.tuning ?? defaultTuning;
    this.reading = options.reading ?? 'whole';
    this.#onClose = options.onClose ?? (() => {});
    // https://www.sqlite.org/uri.html
    const name = options.mustExist ? `${pathToFileURL(path).href}?mode=rw` : path;
    this.#connection = translating(
      () => new DatabaseSync(name, { readOnly: options.readOnly ?? false, timeout: busyTimeoutMs }),
    );
    try {
      for (const pragma of options.pragmas ?? []) this.exec(`PRAGMA ${pragma}`);
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  /** Runs statements that take no parameters. */
  exec(sql: string): void {
    translating(() => this.#connection.exec(sql));
  }

  /**
   * For a statement that is asked for again and again, and is one of few: it stays prepared until the database closes.
   * A statement of rare use is found by its text, see below.
   */
  prepare<Columns extends readonly unknown[]>(sql: string): Prepared<Columns> {
    return new Prepared(translating(() => this.#connection.prepare(sql)));
  }

  get isOpen(): boolean {
    return this.#connection.isOpen;
  }

  all(sql: string, parameters: readonly Bindable[] = []): Row[] {
    return translating(() => this.#prepare(sql).all(...checked(parameters)) as Row[]);
  }

  /** Rows as arrays of their columns, which cost a third of what objects do. */
  arrays<Columns extends readonly unknown[]>(sql: string, parameters: readonly Bindable[] = []): Columns[] {
    return translating(() => this.#prepare(sql, true).all(...checked(parameters)) as unknown as Columns[]);
  }

  get(sql: string, parameters: readonly Bindable[] = []): Row | undefined {
    return translating(() => this.#prepare(sql).get(...checked(parameters)) as Row | undefined);
  }

  /** Returns how many rows it changed. */
  run(sql: string, parameters: readonly (Bindable | Uint8Array)[] = []): number {
    return translating(() => Number(this.#prepare(sql).run(...checked(parameters)).changes));
  }

  /** Returns the rowid of the inserted row. */
  insert(sql: string, parameters: readonly Bindable[]): number {
    return translating(() => Number(this.#prepare(sql).run(...checked(parameters)).lastInsertRowid));
  }

  /** All or nothing. Takes the write lock at once: a read that turns into a write later could fail. */
  transaction<Result>(run: () => Result): Result {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = run();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Ends an open transaction without a trace; nothing happens when the database has done so itself. */
  rollback(): void {
    if (this.#connection.isTransaction) this.exec('ROLLBACK');
  }

  close(): void {
    if (!this.#connection.isOpen) return;
    this.#statements.clear();
    this.#connection.close();
    this.#onClose(this);
  }

  /** Gives back the memory of pages and statements that are kept for the next call. */
  releaseMemory(): void {
    this.#statements.clear();
    this.exec('PRAGMA shrink_memory');
  }

  #prepare(sql: string, asArrays = false): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#prepareNew(sql);
    statement.setReturnArrays(asArrays);
    return statement;
  }

  #prepareNew(sql: string): StatementSync {
    if (this.#statements.size >= maxStatements) {
      const oldest = this.#statements.keys().next().value;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    const statement = this.#connection.prepare(sql);
    if (sql.length <= longestKept) this.#statements.set(sql, statement);
    return statement;
  }
}

function checked<Value extends Bindable | Uint8Array>(parameters: readonly Value[]): Value[] {
  for (const value of parameters) {
    const fits =
      typeof value === 'string' || value === null || Number.isFinite(value) || value instanceof Uint8Array;
    if (!fits) throw new TypeError(`A ${typeof value} that is no value cannot be bound`);
  }
  return parameters as Value[];
}

function translating<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw translate(asError(error));
  }
}

const damaged =
  'A data file is damaged; restore it from a backup. A tenant’s may be deleted instead and warmed up anew, without its reviews.';

/** Primary result codes, https://www.sqlite.org/rescode.html, in words for whoever runs the gateway. */
const troubles: Readonly<Record<number, string>> = {
  5: 'The store is busy; try again.',
  6: 'The store is busy; try again.',
  8: 'The store cannot be written; check the permissions of its folder.',
  10: 'The disk under the store failed to read or write.',
  11: damaged,
  13: 'The disk under the store is full.',
  14: 'A data file cannot be opened; check that the folder of the store is there and may be read and written.',
  26: damaged,
};

/** Whether the file was found not to be a sound database. */
export function isDamage(error: unknown): boolean {
  return error instanceof GatewayError && error.message === damaged;
}

/** Whether there was no room left on the disk. */
export function isFull(error: unknown): boolean {
  return error instanceof GatewayError && error.message === troubles[13];
}

/** What the database refuses becomes STORE_UNAVAILABLE; anything else is a fault of ours and stays what it is. */
function translate(error: Error): Error {
  const code = (error as { errcode?: unknown }).errcode;
  const trouble = typeof code === 'number' ? troubles[code & 0xff] : undefined;
  return trouble === undefined ? error : new GatewayError('STORE_UNAVAILABLE', trouble, { cause: error });
}
