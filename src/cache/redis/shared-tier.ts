import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import type { SharedStatus, SharedTier } from '../ports.ts';
import type { RedisClient } from './connection.ts';
import { noAnswer, type RedisLink } from './link.ts';
import { tracedCommand } from './traced.ts';

/** The one namespace: keys are `fgg::<key>`. It bounds no tenant; the keys do, and the envelopes they lead to. */
const namespace = 'fgg';

/** Writes on their way, which are in memory until Redis answers. Also what reads on the same connection wait for. */
const maxPendingWrites = 256;

/** 4 M characters are 32 ms of a line of 1 Gbit/s: reads that queue behind them still meet their deadline. */
const maxPendingCharacters = 4_000_000;

/** One entry that takes a good part of the deadline by itself is read from the store instead. */
const maxEntryCharacters = 1_000_000;

/** Entries that processes share in Redis, through keyv. */
export class RedisSharedTier implements SharedTier {
  readonly #link: RedisLink;
  #stored: { readonly client: RedisClient; readonly keyv: Keyv<string> } | undefined;
  #pendingWrites = 0;
  #pendingCharacters = 0;
  #droppedWrites = 0;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  get status(): SharedStatus {
    return { ...this.#link.status, droppedWrites: this.#droppedWrites };
  }

  async getMany(keys: readonly string[]): Promise<readonly unknown[]> {
    if (keys.length > 0) {
      const values = await tracedCommand('get', keys.length, () =>
        this.#link.run(client => this.#keyv(client).getMany<unknown>([...keys])),
      );
      if (values !== noAnswer) return values;
    }
    return keys.map(() => undefined);
  }

  set(key: string, value: unknown, ttlMs: number): void {
    // keyv takes a time to live of 0 for none at all.
    if (!(ttlMs > 0)) return;
    void this.#write(key, value, Math.ceil(ttlMs)).then(kept => {
      if (!kept) this.#droppedWrites += 1;
    });
  }

  /** Whether Redis says that it has kept it. Never rejects. */
  async #write(key: string, value: unknown, ttlMs: number): Promise<boolean> {
    // Before anything is made of the value: with Redis away a write costs nothing.
    if (!this.#link.trusted || this.#pendingWrites >= maxPendingWrites) return false;
    const text = toJson(value);
    if (text === undefined || text.length > maxEntryCharacters) return false;
    if (this.#pendingCharacters + text.length > maxPendingCharacters) return false;
    const write = async (client: RedisClient) => {
      this.#pendingWrites += 1;
      this.#pendingCharacters += text.length;
      try {
        return await this.#keyv(client).set(key, text, ttlMs);
      } finally {
        // Not at the deadline: the client holds a command until it is answered, or its connection is given up.
        this.#pendingWrites -= 1;
        this.#pendingCharacters -= text.length;
      }
    };
    const answer = await tracedCommand('set', 1, () => this.#link.run(write));
    return answer === true;
  }

  /** keyv on the link's client; a new connection is a new client, and gets a new one. */
  #keyv(client: RedisClient): Keyv<string> {
    if (this.#stored?.client !== client) {
      const store = new LinkedStore(client, { throwOnErrors: true });
      this.#stored = { client, keyv: new Keyv<string>(store, { namespace, ...keyvOptions }) };
    }
    return this.#stored.keyv;
  }
}

/**
 * keyv's adapter, which would connect a client that is not open, and destroy it when that fails. Connecting is the
 * link's business: here a client that is closed refuses the command.
 */
class LinkedStore extends KeyvRedis<string> {
  override async getClient() {
    return this.client;
  }
}

const keyvOptions = {
  // The adapter prefixes already; both together would make it `fgg::fgg:<key>`.
  useKeyPrefix: false,
  // Errors reach the link, which counts them and answers for them; otherwise they would look like missing entries.
  throwOnErrors: true,
  // The text is made before, as its length decides whether it is sent at all.
  serialize: ({ value }: { value?: unknown }) => value as string,
  // What cannot be read is not there: an error would cost the whole batch. And without keyv's own `expires`: Redis
  // ends an entry by its own clock, while keyv would delete, in another round trip, what is over by the reader's.
  deserialize: <Value>(text: string) => ({ value: fromJson(text) as Value }),
};

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
