import { randomInt } from 'node:crypto';
import {
  type Cas,
  CasMismatchError,
  type Collection,
  DocumentExistsError,
  DocumentNotFoundError,
} from 'couchbase';
import type { Clock } from '../../core/clock.ts';
import type { SystemDocument, SystemDocuments } from '../port.ts';
import type { Connection } from './connection.ts';
import { isAmbiguous, reading, unlessRefused } from './errors.ts';
import { systemCollection } from './names.ts';
import { name, sql } from './sql.ts';

/**
 * As it is stored. The expiry is ours, in milliseconds and by the gateway's clock; the database's own, in seconds,
 * only clears away what has expired long ago.
 */
interface Stored {
  readonly value: unknown;
  /** Drawn for each write, so that none is like another: a document that was deleted begins anew. */
  readonly revision: number;
  readonly expiresAt?: number;
}

const clearedAfterMs = 24 * 3_600_000;
/** The database takes longer spans for points in time. */
const longestExpiryMs = 29 * 24 * 3_600_000;

/** System documents in the default collection, under keys that begin with `_system/`. */
export class CouchbaseSystemDocuments implements SystemDocuments {
  readonly #connection: Connection;
  readonly #clock: Clock;

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  async get(key: string): Promise<SystemDocument | undefined> {
    const found = await this.#read(key);
    return found === undefined || this.#isOver(found.stored) ? undefined : toDocument(found.stored);
  }

  async list(prefix: string): Promise<readonly (SystemDocument & { readonly key: string })[]> {
    const rows = await this.#connection.query<{ key: string; stored: Stored }>(
      sql`SELECT META(d).id AS ${name('key')}, d AS stored FROM ${name(systemCollection)} AS d USE INDEX (${name('by_id')} USING GSI)
        WHERE META(d).id >= ${prefix} AND META(d).id < ${`${prefix}\u{10FFFF}`} ORDER BY META(d).id`,
      { consistent: true },
    );
    return rows
      .filter(({ stored }) => !this.#isOver(stored))
      .map(({ key, stored }) => ({ key, ...toDocument(stored) }));
  }

  async put(
    key: string,
    value: unknown,
    { expiresAt, revision }: { readonly expiresAt?: number; readonly revision?: number } = {},
  ): Promise<number | undefined> {
    const next: Stored = {
      ...{ value, revision: randomInt(1, 2 ** 48 - 1) },
      ...(expiresAt !== undefined && { expiresAt }),
    };
    const expiry = this.#expirySeconds(expiresAt);
    const options = { durabilityLevel: this.#connection.durability, ...(expiry !== undefined && { expiry }) };
    for (let tries = 1; ; tries++) {
      const found = revision === undefined ? undefined : await this.#read(key);
      // Written before, by a try of which nobody knew how it ended.
      if (found?.stored.revision === next.revision) return next.revision;
      const stored = found === undefined || this.#isOver(found.stored) ? 0 : found.stored.revision;
      if (revision !== undefined && revision !== stored) return undefined;
      const isDone = await unlessLost(tries, () => this.#write(key, next, found?.cas, revision, options));
      if (isDone) return next.revision;
    }
  }

  async delete(key: string): Promise<void> {
    const options = { durabilityLevel: this.#connection.durability };
    for (let tries = 1; ; tries++) {
      const isDone = await unlessLost(tries, () => this.#collection.remove(key, options));
      if (isDone || (await this.#read(key)) === undefined) return;
    }
  }

  get #collection(): Collection {
    return this.#connection.collection(systemCollection);
  }

  async #write(
    key: string,
    next: Stored,
    cas: Cas | undefined,
    revision: number | undefined,
    options: { readonly durabilityLevel: number; readonly expiry?: number },
  ): Promise<void> {
    if (revision === undefined) await this.#collection.upsert(key, next, options);
    else if (cas === undefined) await this.#collection.insert(key, next, options);
    else await this.#collection.replace(key, next, { ...options, cas });
  }

  async #read(key: string): Promise<{ readonly stored: Stored; readonly cas: Cas } | undefined> {
    return unlessRefused(() =>
      reading(() => this.#collection.get(key)).then(
        ({ content, cas }) => ({ stored: content as Stored, cas }),
        error => (error instanceof DocumentNotFoundError ? undefined : Promise.reject(error)),
      ),
    );
  }

  #isOver({ expiresAt }: Stored): boolean {
    return expiresAt !== undefined && expiresAt <= this.#clock.now();
  }

  #expirySeconds(expiresAt: number | undefined): number | undefined {
    if (expiresAt === undefined) return undefined;
    const leftMs = Math.max(0, expiresAt - this.#clock.now()) + clearedAfterMs;
    return leftMs < longestExpiryMs ? Math.ceil(leftMs / 1_000) : undefined;
  }
}

/** A write of which nobody knows whether it was done is looked at again this often. */
const maxTries = 3;

/** False where another writer was faster, or nobody knows: to be looked at again. */
async function unlessLost(tries: number, write: () => Promise<unknown>): Promise<boolean> {
  return unlessRefused(async () => {
    try {
      await write();
      return true;
    } catch (error) {
      const isLost =
        error instanceof CasMismatchError ||
        error instanceof DocumentExistsError ||
        error instanceof DocumentNotFoundError;
      if (isLost || (isAmbiguous(error) && tries < maxTries)) return false;
      throw error;
    }
  });
}

function toDocument({ value, revision }: Stored): SystemDocument {
  return { value, revision };
}
