import { setTimeout as delay } from 'node:timers/promises';
import type { Alert } from '../around/prometheus.ts';
import type { Scrape } from '../around/prometheus-text.ts';
import type { Fault, FaultAlert } from '../report-type.ts';
import type { FaultPlan } from './fault-plans.ts';
import type { Say } from './session.ts';

export interface FaultWatchOptions {
  readonly say: Say;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
  /** The metrics as dashboards know them. */
  readonly latest: () => Promise<Scrape>;
  /** Undefined: nobody judges them here. */
  readonly alerts: () => Promise<readonly Alert[] | undefined>;
  /** Told what is done, seconds since the run began. */
  readonly event: (what: string, at: number) => void;
}

const pollMs = 500;
/** A fault lasts at least so long, and no longer than the other. */
const shortestMs = 10_000;
const longestMs = 45_000;
const longestRecoveryMs = 60_000;
/** Alerts look back over five minutes. */
const longestCalmMs = 400_000;
/** All is well when the sign has been away for so long: a scrape and more. */
const wellMs = 12_000;

/** Does one fault after the other and writes down when it was seen. */
export class FaultWatch {
  readonly signal: AbortSignal;
  readonly #options: FaultWatchOptions;
  readonly #failures: { readonly at: number; readonly reason: string }[] = [];
  #runBegan = 0;

  constructor(options: FaultWatchOptions) {
    this.#options = options;
    this.signal = options.signal;
  }

  /** @param at when the run began, as `performance.now()` tells */
  begin(at: number): void {
    this.#runBegan = at;
  }

  /** A user's request failed. */
  failed(reason: string): void {
    this.#failures.push({ at: performance.now(), reason });
  }

  async inject(plan: FaultPlan): Promise<Fault> {
    const { say, event } = this.#options;
    await this.#calm(plan);
    const before = await this.#latest();
    const known = new Set((await this.#alerts())?.map(({ labels }) => labels));
    say(`\n${plan.name}: ${plan.what}`);
    const from = performance.now();
    const beganAt = Date.now();
    event(`${plan.name} begins`, this.#since(from));
    const seen = new Map<string, FaultAlert>();
    let shownAt: number | undefined;
    const look = async () => {
      const now = await this.#latest();
      if (shownAt === undefined && before && now && plan.shows(before, now)) shownAt = performance.now();
      for (const alert of (await this.#alerts()) ?? []) {
        if (!known.has(alert.labels)) noteAlert(seen, alert, beganAt);
      }
    };
    // Looked at while it is being done: ending a gateway takes a while.
    const doing = { over: false };
    const done = plan.begin().finally(() => {
      doing.over = true;
    });
    await this.#until(async () => {
      await look();
      const lasted = performance.now() - from;
      const isTold = [...seen.values()].some(
        ({ name, firingAfter }) => plan.alerts.includes(name) && firingAfter !== undefined,
      );
      return doing.over && lasted > shortestMs && shownAt !== undefined && isTold;
    }, longestMs);
    const undo = await done;
    await undo?.();
    const to = undo === undefined ? from : performance.now();
    if (undo !== undefined) event(`${plan.name} ends`, this.#since(to));
    const well = await this.#well(plan, look);
    const fault: Fault = {
      ...{ name: plan.name, what: plan.what, sign: plan.sign, from: this.#since(from), to: this.#since(to) },
      ...(shownAt !== undefined && { shownAfter: seconds(shownAt - from) }),
      alerts: [...seen.values()].filter(({ name }) => plan.alerts.includes(name)),
      ...(well !== undefined && { wellAfter: seconds(well - to) }),
      failures: this.#failuresSince(from),
    };
    say(lineOf(fault));
    return fault;
  }

  /** Until the alerts that this fault is to raise are over: only then it is seen that they begin. */
  async #calm({ alerts, name }: FaultPlan): Promise<void> {
    const active = async () => (await this.#alerts())?.filter(alert => alerts.includes(alert.name)) ?? [];
    if ((await active()).length === 0) return;
    this.#options.say(`\nwaiting until alerts of before are over (${alerts.join(', ')}), then: ${name}`);
    await this.#until(async () => (await active()).length === 0, longestCalmMs);
  }

  /** @returns since when the sign is away */
  async #well(plan: FaultPlan, look: () => Promise<void>): Promise<number | undefined> {
    let since: number | undefined;
    let last: Scrape | undefined;
    await this.#until(async () => {
      await look();
      const now = await this.#latest();
      const isUp = now !== undefined && (now.sum('up') ?? 1) > 0 && (now.sum('gateway_ready') ?? 1) > 0;
      const shows = !isUp || (last !== undefined && plan.shows(last, now));
      last = now ?? last;
      if (shows) since = undefined;
      else since ??= performance.now();
      return since !== undefined && performance.now() - since > wellMs;
    }, longestRecoveryMs);
    return since;
  }

  #failuresSince(from: number): Fault['failures'] {
    const counts = new Map<string, number>();
    for (const { at, reason } of this.#failures)
      if (at >= from) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return [...counts]
      .map(([reason, count]) => ({ reason, count }))
      .sort((one, other) => other.count - one.count);
  }

  async #until(reached: () => Promise<boolean>, longest: number): Promise<void> {
    const end = performance.now() + longest;
    while (!this.signal.aborted && performance.now() < end) {
      if (await reached()) return;
      await delay(pollMs, undefined, { signal: this.signal }).catch(() => undefined);
    }
  }

  #latest(): Promise<Scrape | undefined> {
    return this.#options.latest().catch(() => undefined);
  }

  #alerts(): Promise<readonly Alert[] | undefined> {
    return this.#options.alerts().catch(() => undefined);
  }

  #since(at: number): number {
    return seconds(at - this.#runBegan);
  }
}

/** The soonest of each name counts: an alert may be there for many tenants. */
function noteAlert(seen: Map<string, FaultAlert>, { name, state, activeAt }: Alert, beganAt: number): void {
  const pendingAfter = seconds(Math.max(0, activeAt - beganAt));
  const before = seen.get(name);
  const firing = before?.firingAfter ?? (state === 'firing' ? seconds(Date.now() - beganAt) : undefined);
  seen.set(name, {
    ...{ name, pendingAfter: Math.min(pendingAfter, before?.pendingAfter ?? pendingAfter) },
    ...(firing !== undefined && { firingAfter: firing }),
  });
}

/** To a tenth. */
function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function lineOf({ shownAfter, alerts, wellAfter, failures }: Fault): string {
  const told = alerts.map(
    ({ name, pendingAfter, firingAfter }) =>
      `${name} ${pendingAfter} s${firingAfter === undefined ? '' : ` (fires ${firingAfter} s)`}`,
  );
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  return `  shown after ${shownAfter ?? '–'} s, alerts: ${told.join(', ') || '–'}, well again after ${wellAfter ?? '–'} s, ${failed} failures`;
}
