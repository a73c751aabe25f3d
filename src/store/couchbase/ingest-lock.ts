import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { lockKey, readHolder, thisHolder } from '../ingest-holder.ts';
import { IngestLocked, type LockHolder, type SystemDocuments } from '../port.ts';

/** A holder that has not renewed its lock for so long is taken for dead. */
const lockMs = 60_000;
const renewEveryMs = 15_000;

/** One ingest at a time, over processes: a system document that ends by itself unless its holder renews it. */
export class IngestLock {
  readonly #documents: SystemDocuments;
  readonly #clock: Clock;
  readonly #timer: NodeJS.Timeout;
  /** Tells our lock from another's. */
  readonly #owner: string;
  readonly #holder: LockHolder;
  /** One after the other: each needs the revision that the one before has made. */
  #renewed: Promise<void> = Promise.resolve();
  /** 0 when it is not ours any more. */
  #revision: number;
  /** Until when it is ours, as far as we know. */
  #expiresAt: number;
  #isReleased = false;

  private constructor(
    documents: SystemDocuments,
    clock: Clock,
    taken: {
      readonly owner: string;
      readonly holder: LockHolder;
      readonly revision: number;
      readonly expiresAt: number;
    },
  ) {
    this.#documents = documents;
    this.#clock = clock;
    this.#owner = taken.owner;
    this.#holder = taken.holder;
    this.#revision = taken.revision;
    this.#expiresAt = taken.expiresAt;
    this.#timer = setInterval(() => this.renew().catch(() => undefined), renewEveryMs);
    this.#timer.unref();
  }

  /** Renews itself until it is released. @throws IngestLocked */
  static async acquire(documents: SystemDocuments, clock: Clock): Promise<IngestLock> {
    const holder = thisHolder(clock);
    const expiresAt = holder.since + lockMs;
    const owner = randomUUID();
    const revision = await documents.put(lockKey, { ...holder, owner }, { revision: 0, expiresAt });
    if (revision === undefined) throw new IngestLocked(await readHolder(documents));
    return new IngestLock(documents, clock, { owner, holder, revision, expiresAt });
  }

  /** @throws IngestLocked when it is another's, or may be */
  expectHeld(): void {
    if (!this.isHeld) throw new IngestLocked();
  }

  /** As far as we know. */
  get isHeld(): boolean {
    return !this.#isReleased && this.#revision !== 0 && this.#clock.now() < this.#expiresAt;
  }

  renew(): Promise<void> {
    const renewal = this.#renewed.then(() => this.#renewOnce());
    this.#renewed = renewal.catch(() => undefined);
    return renewal;
  }

  /** Nothing happens when it is not ours any more. */
  async release(): Promise<void> {
    this.#isReleased = true;
    clearInterval(this.#timer);
    await this.#renewed;
    const revision = this.#revision;
    if (revision === 0) return;
    // An expired lock is none; deleting it could take another's.
    await this.#documents.put(lockKey, {}, { revision, expiresAt: this.#clock.now() }).catch(() => undefined);
  }

  async #renewOnce(): Promise<void> {
    if (this.#isReleased || this.#revision === 0) return;
    const expiresAt = this.#clock.now() + lockMs;
    const value = { ...this.#holder, owner: this.#owner };
    const put = (revision: number) => this.#documents.put(lockKey, value, { revision, expiresAt });
    const renewed = await put(this.#revision);
    if (renewed !== undefined) {
      this.#revision = renewed;
      this.#expiresAt = expiresAt;
      return;
    }
    // A renewal of which nobody knew how it ended may have been done after all.
    const found = await this.#documents.get(lockKey);
    const isOurs = (found?.value as { readonly owner?: string } | undefined)?.owner === this.#owner;
    this.#revision = (isOurs && (await put(found!.revision))) || 0;
    this.#expiresAt = expiresAt;
  }
}
