import { closeSync, fdatasync, openSync, realpathSync } from 'node:fs';
import { asError, GatewayError } from '../../core/errors.ts';

const refusal = 'The disk under the store failed to read or write.';

/** The log of a database in WAL mode, to sync it when it is wanted. SQLite holds no locks on it, so it may be opened and closed. */
export class LogFile {
  readonly #path: string;
  #file: number | undefined;

  /** @param path of a database that is open and was read: its log is there until it closes */
  constructor(path: string) {
    this.#path = path;
    // Now rather than when the folder may have become something else.
    try {
      this.#file = this.#open();
    } catch {
      // Whoever syncs is told.
    }
  }

  /**
   * Resolves when everything is on disk that was written before.
   * @throws GatewayError STORE_UNAVAILABLE when the disk fails
   */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) =>
        reject(new GatewayError('STORE_UNAVAILABLE', refusal, { cause: asError(error) }));
      try {
        this.#file ??= this.#open();
        fdatasync(this.#file, error => (error === null ? resolve() : fail(error)));
      } catch (error) {
        fail(error);
      }
    });
  }

  /** Not while it is being synced. */
  close(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) closeSync(file);
  }

  #open(): number {
    // Windows syncs only what may be written.
    return openSync(`${realpathSync(this.#path)}-wal`, process.platform === 'win32' ? 'r+' : 'r');
  }
}
