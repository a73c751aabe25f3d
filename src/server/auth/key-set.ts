import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTHeaderParameters } from 'jose';
import type { Clock } from '../../core/clock.ts';
import { runOutsideRequest } from '../../core/context.ts';
import { GatewayError } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';
import type { Tracing } from '../../core/span.ts';
import { traced } from '../../core/tracing.ts';
import { fetchKeySet, reasonOf } from './fetch-keys.ts';

const refreshAfterMs = 600_000;
/** After a failure. */
const retryAfterMs = 5_000;
/** Anybody may name a key that does not exist: the issuer is asked for such no more often than this. */
const unknownKeyPauseMs = 30_000;
/** An issuer that is away this long may have withdrawn any of its keys. */
const keepForMs = 24 * 3_600_000;

export interface KeySetOptions {
  /** Of the issuer's JWK Set, https://www.rfc-editor.org/rfc/rfc7517#section-5. */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tracing?: Tracing | undefined;
}

interface Keys {
  readonly set: JSONWebKeySet;
  readonly find: ReturnType<typeof createLocalJWKSet>;
  /** Milliseconds since 1970: when the issuer last said that these are its keys. */
  readonly confirmedAt: number;
}

/**
 * The issuer's public keys. They are fetched anew in the background; while the issuer is away those that are known go on.
 * (jose's own remote set stops at once when they are old and cannot be fetched, and knows no clock but the system's.)
 */
export class KeySet {
  readonly #options: KeySetOptions;
  readonly #closing = new AbortController();
  #keys: Keys | undefined;
  #version = 0;
  #fetching: Promise<void> | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #askedForUnknownAt = Number.NEGATIVE_INFINITY;
  #isFailing = false;
  #cancelNext = () => {};

  constructor(options: KeySetOptions) {
    this.#options = options;
  }

  /** Another number: the keys are others. */
  get version(): number {
    return this.#version;
  }

  /** Fetches them now. Does not reject: where it fails it is tried again by itself. */
  refresh(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  /**
   * The key that a token was signed with, as its header says. One that is known is found without waiting for the issuer.
   * @throws GatewayError AUTH_UNAVAILABLE
   * @throws JWKSNoMatchingKey, JWKSMultipleMatchingKeys
   */
  async find(header: JWTHeaderParameters): Promise<CryptoKey> {
    if (this.#usable === undefined) await (this.#fetching ?? this.#tryAgain());
    const known = await this.#findKnown(header);
    if (known !== undefined) return known;
    await (this.#fetching ?? this.#askForUnknown());
    const found = await this.#findKnown(header);
    if (found !== undefined) return found;
    // While nobody can tell whether the issuer has a new key, it may be the token that is right.
    throw this.#isFailing ? unavailable() : new errors.JWKSNoMatchingKey();
  }

  close(): void {
    this.#closing.abort();
    this.#cancelNext();
  }

  get #usable(): Keys | undefined {
    const keys = this.#keys;
    return keys !== undefined && this.#options.clock.now() - keys.confirmedAt <= keepForMs ? keys : undefined;
  }

  async #findKnown(header: JWTHeaderParameters): Promise<CryptoKey | undefined> {
    const keys = this.#usable;
    if (keys === undefined) throw unavailable();
    try {
      return await keys.find(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw error;
    }
  }

  /** A machine that slept wakes up with old keys, and a timer that has yet to run. */
  async #tryAgain(): Promise<void> {
    if (this.#isPast(this.#triedAt, retryAfterMs)) await this.refresh();
  }

  async #askForUnknown(): Promise<void> {
    if (!this.#isPast(this.#askedForUnknownAt, unknownKeyPauseMs)) return;
    this.#askedForUnknownAt = this.#options.clock.now();
    await this.refresh();
  }

  /** A clock that is set back does not put off what is to come. */
  #isPast(at: number, ms: number): boolean {
    return Math.abs(this.#options.clock.now() - at) >= ms;
  }

  async #fetch(): Promise<void> {
    const { url, clock, logger, tracing } = this.#options;
    const { signal } = this.#closing;
    this.#cancelNext();
    this.#triedAt = clock.now();
    try {
      const fetching = () => fetchKeySet(url, clock, signal);
      const set = await traced('issuer keys', 'client', {}, fetching, tracing);
      this.#accept(set);
      if (this.#isFailing) logger.info({}, "the issuer's keys can be fetched again");
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing && !signal.aborted) {
        logger.warn({ reason: reasonOf(error) }, "the issuer's keys cannot be fetched");
      }
      this.#isFailing = true;
    }
    if (signal.aborted) return;
    const afterMs = this.#isFailing ? retryAfterMs : refreshAfterMs;
    this.#cancelNext = runOutsideRequest(() => clock.after(afterMs, () => this.refresh()));
  }

  #accept(set: JSONWebKeySet): void {
    const confirmedAt = this.#options.clock.now();
    if (this.#keys !== undefined && JSON.stringify(this.#keys.set) === JSON.stringify(set)) {
      this.#keys = { ...this.#keys, confirmedAt };
      return;
    }
    this.#keys = { set, find: createLocalJWKSet(set), confirmedAt };
    this.#version++;
  }
}

function unavailable(): GatewayError {
  return new GatewayError(
    'AUTH_UNAVAILABLE',
    'Tokens cannot be checked now, since the keys of their issuer cannot be fetched. Try again.',
    { retryAfterSeconds: retryAfterMs / 1_000 },
  );
}
