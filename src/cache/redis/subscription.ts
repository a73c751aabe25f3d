import type { Logger } from '../../core/log.ts';
import { Connection, type RedisClient } from './connection.ts';
import { missed, withinDeadline } from './deadline.ts';
import { channelOf } from './message.ts';
import { RedisAway, reasonOf, withoutCredentials } from './reason.ts';

/** A connection that says nothing for so long is given up for a new one. */
const stuckMs = 2_000;

export interface SubscriptionOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Messages from now on arrive; those before may have been missed. */
  readonly subscribed: () => void;
  readonly received: (message: string) => void;
}

/** The connection on which messages arrive. It subscribes anew whenever it had to be made anew. */
export class Subscription {
  readonly #options: SubscriptionOptions;
  readonly #connection: Connection;
  /** The client that has subscribed. */
  #client: RedisClient | undefined;
  #told: 'up' | 'down' | undefined;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#connection = new Connection(options.url, {
      ready: client => void this.#subscribe(client),
      lost: error => {
        this.#client = undefined;
        this.#tell('down', error);
      },
    });
  }

  get subscribed(): boolean {
    return this.#client !== undefined;
  }

  /**
   * True when all that was published before the call has been received. False when that is not known, because
   * there is no subscription, or there was another in between; at the latest after 2 s.
   *
   * It is a PING on the very connection on which the messages come: Redis works one command at a time, and what
   * it writes to a connection arrives in that order. What was published before Redis read the PING thus stands
   * before the PONG, and the client calls the listeners while it reads. (A message to oneself would prove the same,
   * but of the publishing connection too, and for the price of a message; that one is asked for by itself.)
   */
  async drained(): Promise<boolean> {
    const client = this.#client;
    if (client === undefined) return false;
    try {
      const answer = await withinDeadline(client.ping(), stuckMs);
      if (client !== this.#client) return false;
      if (answer !== missed) return true;
      this.#connection.restart(new RedisAway('no answer in time'));
    } catch {
      // Lost: the connection tells of it.
    }
    return false;
  }

  close(): void {
    this.#client = undefined;
    this.#connection.close();
  }

  async #subscribe(client: RedisClient): Promise<void> {
    const receive = (message: string) => {
      // What a connection still says after it was given up does not fit to what came since.
      if (client === this.#connection.client) this.#options.received(message);
    };
    try {
      const answer = await withinDeadline(client.subscribe(channelOf(client), receive), stuckMs);
      if (client !== this.#connection.client) return;
      if (answer === missed) throw new RedisAway('no answer in time');
      this.#client = client;
      this.#options.subscribed();
      this.#tell('up');
    } catch (error) {
      if (client === this.#connection.client) this.#connection.restart(error);
    }
  }

  #tell(state: 'up' | 'down', error?: unknown): void {
    if (this.#told === state) return;
    this.#told = state;
    const redis = withoutCredentials(this.#options.url);
    if (state === 'up') this.#options.logger.info({ redis }, 'invalidations of other processes arrive');
    else this.#options.logger.warn({ redis, reason: reasonOf(error) }, 'invalidations do not arrive');
  }
}
