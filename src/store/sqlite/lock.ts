import { GatewayError } from '../../core/errors.ts';
import { Database } from './database.ts';

/**
 * A lock between processes that the operating system lets go of when its holder dies: an exclusive
 * transaction on an otherwise empty database file.
 */
export class FileLock {
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
  }

  /** Undefined when somebody else holds it. */
  static tryAcquire(path: string): FileLock | undefined {
    const database = new Database(path, { pragmas: ['busy_timeout = 0'] });
    try {
      database.exec('BEGIN EXCLUSIVE');
      return new FileLock(database);
    } catch (error) {
      database.close();
      if (error instanceof GatewayError && isBusy(error)) return undefined;
      throw error;
    }
  }

  release(): void {
    this.#database.close();
  }
}

/** https://www.sqlite.org/rescode.html#busy */
function isBusy(error: GatewayError): boolean {
  const code = (error.cause as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' && (code & 0xff) === 5;
}
