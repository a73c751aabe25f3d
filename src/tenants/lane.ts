import { bound } from '../core/context.ts';
import type { GivesUp } from '../core/ending.ts';
import { GatewayError } from '../core/errors.ts';
import type { LaneFigures } from '../metrics/lanes.ts';
import type { LaneCounts } from '../metrics/tenants.ts';
import type { Rotation } from './rotation.ts';

/** Told how long a call took, in seconds: since it was asked for, and since it was started. */
export type OnCall = (lane: string, laneSeconds: number, storeSeconds: number) => void;

export interface LaneOptions {
  readonly tenant: string;
  readonly name: string;
  /** Calls at work at once. */
  readonly concurrency: number;
  /** Calls that may wait for one of them to end. */
  readonly maxWaiting: number;
  readonly rotation: Rotation;
  readonly onCall: OnCall;
  /** Added to: they go on when the tenant has cooled down and is warm again. */
  readonly counts: LaneCounts;
}

interface WaitingCall {
  start(): void;
  /** Leaves whatever queue the call stands in. */
  leave(): void;
  fail(reason: unknown): void;
}

/** Weight of the latest call in the mean of their times. */
const latestWeight = 0.1;
const longestRetryAfterSeconds = 60;

/** A bounded queue before one kind of call of one tenant: a slot first, then the tenant's turn. */
export class Lane {
  readonly name: string;
  readonly #options: LaneOptions;
  readonly #forSlot = new Set<WaitingCall>();
  readonly #forTurn = new Set<WaitingCall>();
  #running = 0;
  /** Undefined before the first call has ended. */
  #meanSeconds: number | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.name = options.name;
  }

  get figures(): LaneFigures {
    return { waiting: this.#forSlot.size + this.#forTurn.size, running: this.#running };
  }

  /**
   * What a call gives at once is given at once, if it need not wait. Rejects with the reason of whoever gives up before the call has started; a call at work is its own to stop.
   * @throws GatewayError TENANT_BUSY
   */
  run<Result>(call: () => Promise<Result>, asker?: GivesUp): Promise<Result>;
  run<Result>(call: () => Result | Promise<Result>, asker?: GivesUp): Result | Promise<Result>;
  run<Result>(call: () => Result | Promise<Result>, asker?: GivesUp): Result | Promise<Result> {
    if (asker?.aborted === true) return Promise.reject(asker.signal.reason);
    const { rotation, tenant } = this.#options;
    if (this.#forSlot.size === 0 && this.#hasSlot()) {
      if (rotation.begins(tenant)) return this.#work(call, performance.now());
      // Its operation has had its turn. Another one costs more than most calls, and is of use to other tenants alone.
      if (rotation.mayPass(tenant)) {
        rotation.passed(tenant);
        return this.#work(call, performance.now());
      }
    }
    return this.#wait(bound(call), asker?.signal);
  }

  #wait<Result>(call: () => Result | Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    if (!this.#hasSlot() && this.#forSlot.size >= this.#options.maxWaiting) {
      this.#options.counts.refused += 1;
      return Promise.reject(this.#busy());
    }
    return new Promise((resolve, reject) => {
      const asked = performance.now();
      const giveUp = () => waiting.fail(signal!.reason);
      let started = false;
      const waiting: WaitingCall = {
        start: () => {
          started = true;
          signal?.removeEventListener('abort', giveUp);
          resolve(this.#work(call, asked));
        },
        leave: () => void this.#forSlot.delete(waiting),
        fail: reason => {
          signal?.removeEventListener('abort', giveUp);
          waiting.leave();
          reject(reason);
        },
      };
      this.#forSlot.add(waiting);
      this.#fillSlots();
      if (!started) signal?.addEventListener('abort', giveUp);
    });
  }

  /** Fails what waits; what is at work ends by itself. */
  clear(reason: unknown): void {
    for (const waiting of [...this.#forSlot, ...this.#forTurn]) waiting.fail(reason);
  }

  #hasSlot(): boolean {
    return this.#running + this.#forTurn.size < this.#options.concurrency;
  }

  #fillSlots(): void {
    for (const waiting of this.#forSlot) {
      if (!this.#hasSlot()) return;
      this.#forSlot.delete(waiting);
      this.#awaitTurn(waiting);
    }
  }

  #awaitTurn(waiting: WaitingCall): void {
    this.#forTurn.add(waiting);
    const leaveRotation = this.#options.rotation.call(this.#options.tenant, () => {
      this.#forTurn.delete(waiting);
      waiting.start();
    });
    waiting.leave = () => {
      leaveRotation();
      if (this.#forTurn.delete(waiting)) this.#fillSlots();
    };
  }

  #work<Result>(call: () => Result | Promise<Result>, asked: number): Result | Promise<Result> {
    this.#running += 1;
    const started = performance.now();
    const ended = () => this.#ended(asked, started);
    let work: Result | Promise<Result>;
    try {
      work = call();
    } catch (error) {
      ended();
      return Promise.reject(error);
    }
    if (!(work instanceof Promise)) {
      ended();
      return work;
    }
    return work.then(
      result => {
        ended();
        return result;
      },
      error => {
        ended();
        throw error;
      },
    );
  }

  #ended(asked: number, started: number): void {
    const now = performance.now();
    const seconds = (now - started) / 1000;
    this.#running -= 1;
    this.#options.counts.done += 1;
    const mean = this.#meanSeconds ?? seconds;
    this.#meanSeconds = mean + (seconds - mean) * latestWeight;
    this.#options.onCall(this.name, (now - asked) / 1000, seconds);
    this.#fillSlots();
  }

  /** By when everything that is before a new call should have been done. */
  #busy(): GatewayError {
    const { concurrency, maxWaiting, tenant } = this.#options;
    const seconds = ((maxWaiting + concurrency) / concurrency) * (this.#meanSeconds ?? 0);
    return new GatewayError('TENANT_BUSY', 'The tenant asks for more than it is served at once; try again.', {
      extensions: { tenant, lane: this.name },
      retryAfterSeconds: Math.min(Math.max(Math.ceil(seconds), 1), longestRetryAfterSeconds),
    });
  }
}
