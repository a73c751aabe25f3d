import { createClient } from '@keyv/redis';
import { missed, withinDeadline } from './deadline.ts';
import { RedisAway } from './reason.ts';

export type RedisClient = ReturnType<typeof createClient>;

/** From the first packet to the end of the handshake. A frozen Redis accepts connections and then says nothing. */
const connectDeadlineMs = 2_000;

const firstRetryMs = 50;
const maxRetryMs = 1_000;

/** Far more than one deadline's worth of commands: only a bound for a socket that nobody reads. */
const maxCommands = 4_096;

export interface ConnectionEvents {
  /** It can be asked. */
  ready(client: RedisClient): void;
  /** It broke, or could not be made; another attempt follows by itself. */
  lost(error: unknown): void;
}

/**
 * Keeps a connection to Redis, in the background and for ever: the constructor neither waits nor throws, and every
 * loss is followed by new attempts, 50 ms to 1 s apart.
 *
 * Each attempt is a client of its own, and the client's own reconnecting is not used: it waits for a handshake
 * without a deadline, and a client that is destroyed while it connects can neither be used again nor be relied on
 * to close its socket. Hence also the abort signal, which closes a socket that the client does not hold yet.
 */
export class Connection {
  readonly #url: string;
  readonly #events: ConnectionEvents;
  #attempt: { readonly client: RedisClient; readonly abort: AbortController } | undefined;
  #ready = false;
  #retries = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: string, events: ConnectionEvents) {
    this.#url = url;
    this.#events = events;
    // Not at once: whoever makes a connection first finishes making what hears of it.
    this.#retry = setTimeout(() => void this.#connect(), 0);
  }

  /** The client, while it is connected. */
  get client(): RedisClient | undefined {
    return this.#ready ? this.#attempt?.client : undefined;
  }

  /** Gives this connection up for a new one. What is on its way on it is rejected. */
  restart(reason: unknown): void {
    if (this.#attempt !== undefined) this.#lose(this.#attempt.client, reason);
  }

  /** Ends it at once, whatever is on its way. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#drop();
  }

  async #connect(): Promise<void> {
    const abort = new AbortController();
    let client: RedisClient;
    try {
      client = createClient({
        url: this.#url,
        disableOfflineQueue: true,
        commandsQueueMaxLength: maxCommands,
        // Of Redis Enterprise only.
        maintNotifications: 'disabled',
        socket: {
          connectTimeout: connectDeadlineMs,
          // Never comes to it: the error that would reconnect ends the client. `false` instead would leave the
          // client closed before it can be destroyed, which it then refuses.
          reconnectStrategy: 1,
          signal: abort.signal,
        },
      });
    } catch (error) {
      this.#failed(error);
      return;
    }
    this.#attempt = { client, abort };
    client.on('error', error => this.#lose(client, error));
    try {
      const connected = await withinDeadline(client.connect(), connectDeadlineMs);
      if (client !== this.#attempt?.client) return;
      if (connected === missed || !client.isReady) throw new RedisAway('no handshake in time');
    } catch (error) {
      this.#lose(client, error);
      return;
    }
    this.#ready = true;
    this.#retries = 0;
    this.#events.ready(client);
  }

  #lose(client: RedisClient, error: unknown): void {
    // What a client says after it was given up is of no interest.
    if (client !== this.#attempt?.client) return;
    this.#drop();
    this.#failed(error);
  }

  #drop(): void {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    this.#ready = false;
    if (attempt === undefined) return;
    if (attempt.client.isOpen) attempt.client.destroy();
    attempt.abort.abort();
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    const pause = Math.min(firstRetryMs * 2 ** this.#retries++, maxRetryMs);
    // All processes lose Redis at the same moment; they need not come back at the same one.
    this.#retry = setTimeout(() => void this.#connect(), pause * (0.75 + Math.random() / 2)).unref();
    this.#events.lost(error);
  }
}
