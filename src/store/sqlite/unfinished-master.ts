import type { MasterCommit } from '../port.ts';
import { removeBulk } from './bulk/build.ts';
import { isFull } from './database.ts';
import { unlessRefused } from './files.ts';
import type { FileLock } from './lock.ts';
import { buildingPathOf, type MasterPlace } from './master-place.ts';

/** A master that is built in a file beside the present one: how that ends, see MasterWriter. */
export abstract class UnfinishedMaster {
  readonly resumed: string | undefined;
  protected readonly masterPath: string;
  protected readonly path: string;
  /** Whether there is something to go on with. */
  protected isKept: boolean;
  readonly #lock: FileLock;
  #ended = false;

  constructor({ masterPath, lock }: MasterPlace, resumed: string | undefined) {
    this.masterPath = masterPath;
    this.path = buildingPathOf(masterPath);
    this.#lock = lock;
    this.resumed = resumed;
    this.isKept = resumed !== undefined;
  }

  /** Lets go of the file, whether it was let go of before or not. */
  protected abstract close(): void | Promise<void>;

  /** Makes the file the master, unless it is the same. */
  protected abstract publish(): Promise<MasterCommit>;

  async commit(): Promise<MasterCommit> {
    this.expectOpen();
    try {
      const committed = await this.unlessFull(() => this.publish());
      await this.abort();
      return committed;
    } catch (error) {
      await this.leave();
      throw error;
    }
  }

  async leave(): Promise<void> {
    if (!this.isKept) return this.abort();
    if (this.#ended) return;
    this.#ended = true;
    await this.close();
    this.#lock.release();
  }

  /** Does nothing after it has ended: the file that is being built may by then be another writer's. */
  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.close();
    // What cannot be deleted is never used, and the next ingest overwrites it.
    await removeBulk(this.path).catch(() => undefined);
    this.#lock.release();
  }

  protected expectOpen(): void {
    if (this.#ended) throw new Error('This master was committed, left or aborted before');
  }

  /** The gateway needs the room that there is: what does not fit is given up. */
  protected async unlessFull<Result>(run: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await unlessRefused(run);
    } catch (error) {
      if (isFull(error)) this.isKept = false;
      throw error;
    }
  }
}
