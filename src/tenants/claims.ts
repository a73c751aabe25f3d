import type { Clock } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import { isClaim, type TenantRecord, type TenantRecords } from './records.ts';

export interface ClaimsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly holder: string;
  readonly records: TenantRecords;
}

export interface Work {
  /** Share of it that is done. */
  readonly progress: () => number;
  /** Gives it up. */
  readonly closing: AbortSignal;
}

/** A process that warms a tenant up says this often that it lives, and is given up after so long without. */
const signOfLifeMs = 2_000;
const claimMs = 10_000;

/** What a process writes down of the tenants that it warms up, so that all others leave them to it. */
export class Claims {
  readonly #options: ClaimsOptions;

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  /** Claims the tenant if `mayClaim` says so of its record. Resolves to whether it did, and to what was there before. */
  async take(
    id: TenantId,
    mayClaim: (record: TenantRecord | undefined) => boolean,
  ): Promise<{ readonly taken: boolean; readonly before: TenantRecord | undefined }> {
    const { records, holder, clock } = this.#options;
    let before: TenantRecord | undefined;
    const taken = await records.change(id, current => {
      before = current;
      if (!mayClaim(current)) return undefined;
      const now = clock.now();
      return {
        state: 'WARMING',
        lastActivity: current?.lastActivity ?? 0,
        by: holder,
        since: now,
        // A tenant that is refreshed keeps the place it has.
        admitted: current?.state === 'WARM',
        until: now + claimMs,
        progress: 0,
      };
    });
    return { taken, before };
  }

  /** Writes down that the tenant has its place among the warm ones. */
  async admit(id: TenantId): Promise<void> {
    await this.#change(id, claim => ({ ...claim, admitted: true }));
  }

  /** As if it had not been claimed. */
  async undo(id: TenantId, before: TenantRecord | undefined): Promise<void> {
    await this.#change(id, () => before ?? 'forget');
  }

  /** Does the work that was claimed, tells others how far it is, and stops when one of them had to take it over. */
  async whileAlive<Result>(
    id: TenantId,
    { progress, closing }: Work,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { clock, logger } = this.#options;
    const controller = new AbortController();
    const close = () => controller.abort(closing.reason);
    closing.addEventListener('abort', close);
    let cancel = () => {};
    const tell = () =>
      this.#change(id, claim => ({ ...claim, until: clock.now() + claimMs, progress: progress() }))
        .then(
          kept => kept || controller.abort(lost()),
          error => logger.warn({ tenant: id, err: error }, 'a sign of life was not recorded'),
        )
        .then(later);
    const later = () => {
      if (!controller.signal.aborted) cancel = clock.after(signOfLifeMs, tell);
    };
    later();
    try {
      return await work(controller.signal);
    } finally {
      cancel();
      controller.abort();
      closing.removeEventListener('abort', close);
    }
  }

  /**
   * What was claimed is done: the tenant is what `record` says.
   * @throws GatewayError STORE_UNAVAILABLE when another process has taken it over
   */
  async fulfil(id: TenantId, record: TenantRecord): Promise<void> {
    if (!(await this.#change(id, () => record))) throw lost();
  }

  /** Takes a failed claim back; again and again where the store does not take it, until the tenant is `claimedAnew`. */
  async release(id: TenantId, failure: string, claimedAnew: () => boolean): Promise<void> {
    const { clock, logger } = this.#options;
    try {
      await this.#change(id, ({ lastActivity }) => ({ state: 'COLD', lastActivity, failure }));
    } catch (error) {
      logger.error({ tenant: id, err: error }, 'a failed warm-up was not recorded');
      clock.after(claimMs, () => {
        if (!claimedAnew()) void this.release(id, failure, claimedAnew);
      });
    }
  }

  /** Resolves to false when the claim is another's by now. */
  #change(id: TenantId, decide: (claim: TenantRecord) => TenantRecord | 'forget'): Promise<boolean> {
    const { records, holder } = this.#options;
    return records.change(id, current => (isClaim(current, 'WARMING', holder) ? decide(current) : undefined));
  }
}

function lost(): GatewayError {
  return new GatewayError('STORE_UNAVAILABLE', 'Another process had to take the warm-up over; try again.');
}
