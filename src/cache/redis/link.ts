import { runOutsideRequest } from '../../core/context.ts';
import type { Logger } from '../../core/log.ts';
import { Connection, type RedisClient } from './connection.ts';
import { missed, withinDeadline } from './deadline.ts';
import { RedisAway, reasonOf, withoutCredentials } from './reason.ts';

/** What a request waits for Redis at most. */
export const deadlineMs = 50;

const firstProbeMs = 250;
const maxProbeMs = 2_000;

const silence = 'no answer in time';

/** One good probe may be luck: a Redis that is overloaded answers now and then. */
const goodProbesToClose = 2;

/**
 * A socket on which no probe was answered for this long is given up, so that commands that nobody will answer do
 * not stay in memory. Probes are about 250, 800 and 1,850 ms after the opening, so it is after the third of them.
 */
const stuckMs = 1_500;

export const noAnswer = Symbol('no answer');

export type Command<T> = (client: RedisClient) => Promise<T>;

/** Asks although the breaker is open: for what has to be done before it closes. */
export type Ask = <T>(command: Command<T>) => Promise<T | typeof noAnswer>;

/** What must be told to Redis before anybody may ask it again. */
export interface Debts {
  readonly owing: boolean;
  /** Pays some or all; false when that failed. */
  pay(ask: Ask): Promise<boolean>;
}

export interface LinkStatus {
  readonly state: 'connected' | 'connecting' | 'open';
  readonly failures: number;
  readonly timeouts: number;
  readonly openings: number;
}

/**
 * The connection on which commands are sent, with a deadline for each and a circuit breaker.
 *
 * The breaker opens at the first command that is not answered in time, and when the connection is lost: a Redis
 * that hangs costs the requests of that moment one deadline, and those that follow nothing. It closes after two
 * answered probes in a row, and not before what is owed has been paid. An error that Redis answers with is an
 * answer: it counts as a failure, and opens nothing.
 */
export class RedisLink {
  readonly #logger: Logger;
  readonly #redis: string;
  readonly #connection: Connection;
  #debts: Debts = { owing: false, pay: async () => true };

  /** The client while the breaker is closed. */
  #trusted: RedisClient | undefined;
  #told: 'up' | 'down' | undefined;
  #probe: NodeJS.Timeout | undefined;
  #probePauseMs = firstProbeMs;
  #goodProbes = 0;
  /** When the answers stopped (`performance.now()`), while the breaker is open. */
  #silentSince = 0;

  #failures = 0;
  #timeouts = 0;
  #openings = 0;

  /** Returns at once and never throws; connects in the background. */
  constructor(options: { readonly url: string; readonly logger: Logger }) {
    this.#logger = options.logger;
    this.#redis = withoutCredentials(options.url);
    this.#connection = new Connection(options.url, {
      ready: client => {
        this.#silentSince = performance.now();
        void this.#examine(client);
      },
      lost: error => {
        clearTimeout(this.#probe);
        this.#open(error);
      },
    });
  }

  get status(): LinkStatus {
    // Before the first connection nothing has opened yet.
    const away = this.#openings === 0 ? 'connecting' : 'open';
    return {
      state: this.trusted ? 'connected' : away,
      failures: this.#failures,
      timeouts: this.#timeouts,
      openings: this.#openings,
    };
  }

  /** Whether the breaker is closed. */
  get trusted(): boolean {
    return this.#trusted !== undefined;
  }

  /** To be called once, before the connection can be there: in the turn that made the link. */
  payFirst(debts: Debts): void {
    this.#debts = debts;
  }

  /**
   * Sends a command, if Redis is to be asked. `noAnswer`: it was not asked, did not answer within 50 ms, or
   * answered with an error. Never rejects.
   */
  async run<T>(command: Command<T>): Promise<T | typeof noAnswer> {
    return this.#trusted === undefined ? noAnswer : this.#ask(this.#trusted, command);
  }

  /** Opens the breaker, for a reason that only the caller can see. */
  distrust(reason: Error): void {
    if (!this.trusted) return;
    this.#open(reason);
    this.#examineLater();
  }

  /** Ends it at once, whatever is on its way, and whether or not Redis answers. */
  close(): void {
    this.#trusted = undefined;
    clearTimeout(this.#probe);
    this.#connection.close();
  }

  async #ask<T>(client: RedisClient, command: Command<T>): Promise<T | typeof noAnswer> {
    try {
      const answer = await withinDeadline(command(client), deadlineMs);
      if (answer !== missed) return answer;
      this.#timeouts += 1;
      // Unless the connection is another by now: that one did not fail.
      if (client === this.#trusted) this.distrust(new RedisAway(silence));
    } catch (error) {
      // Either Redis answered with an error, or the connection was lost, which tells of itself.
      this.#failures += 1;
      this.#logger.debug({ redis: this.#redis, reason: reasonOf(error) }, 'a command to Redis failed');
    }
    return noAnswer;
  }

  #open(reason: unknown): void {
    if (this.trusted) this.#openings += 1;
    this.#trusted = undefined;
    this.#goodProbes = 0;
    this.#probePauseMs = firstProbeMs;
    this.#silentSince = performance.now();
    this.#tellDown(reason);
  }

  #tellDown(reason: unknown): void {
    if (this.#told === 'down') return;
    this.#told = 'down';
    this.#logger.warn({ redis: this.#redis, reason: reasonOf(reason) }, 'Redis is away; going on without it');
  }

  #examineIn(ms: number): void {
    const { client } = this.#connection;
    if (client === undefined) return;
    this.#probe = runOutsideRequest(() => setTimeout(() => void this.#examine(client), ms).unref());
  }

  /** Probes while the breaker is open, and closes it when all is well. At most one runs for a connection. */
  async #examine(client: RedisClient): Promise<void> {
    const failure = await probe(client);
    if (client !== this.#connection.client) return;
    if (failure !== undefined) {
      const silentForMs = performance.now() - this.#silentSince;
      if (silentForMs >= stuckMs) this.#connection.restart(new RedisAway(silence));
      else this.#failed(failure);
      return;
    }
    this.#silentSince = performance.now();
    this.#goodProbes += 1;
    if (this.#goodProbes < (this.#openings === 0 ? 1 : goodProbesToClose)) {
      this.#examineIn(firstProbeMs);
      return;
    }
    // Asked once more after each payment, in the same turn in which the breaker closes.
    while (this.#debts.owing) {
      const paid = await this.#debts.pay(command => this.#ask(client, command));
      if (client !== this.#connection.client) return;
      if (!paid) {
        this.#failed(new RedisAway('what is owed was not taken'));
        return;
      }
    }
    this.#trusted = client;
    this.#told = 'up';
    this.#logger.info({ redis: this.#redis }, 'Redis is there');
  }

  #failed(failure: unknown): void {
    this.#goodProbes = 0;
    this.#tellDown(failure);
    this.#examineLater();
  }

  #examineLater(): void {
    this.#examineIn(this.#probePauseMs);
    this.#probePauseMs = Math.min(this.#probePauseMs * 2, maxProbeMs);
  }
}

/** Undefined when Redis answers in time, otherwise why it is not to be asked. */
async function probe(client: RedisClient): Promise<unknown> {
  try {
    const answer = await withinDeadline(client.ping(), deadlineMs);
    return answer === missed ? new RedisAway(silence) : undefined;
  } catch (error) {
    return error ?? new RedisAway(silence);
  }
}
