import { DDSketch } from '@datadog/sketches-js';
import { windowMs } from './limits.ts';

/** How requests went that are looked back on. All 0 where there was none. */
export interface RecentRates {
  readonly count: number;
  readonly averageMs: number;
  /** Share that failed, 0 to 1. */
  readonly errorRate: number;
}

export interface RecentFigures extends RecentRates {
  /** So much or less took half of them, 95 and 99 of a hundred: nearest rank, within 1 %. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** What figures are made of. JSON; those of several processes are added up by `figuresOf`. */
export interface RecentSample {
  readonly count: number;
  readonly sumMs: number;
  readonly failures: number;
  /** Keys of the sketch that requests fell on, ascending, each followed by how many. Empty where rates are enough. */
  readonly bins: readonly number[];
}

const relativeAccuracy = 0.01;

/** Time goes by in slots; the one that has begun and the four before it are looked back on. */
const slots = 5;
const slotMs = windowMs / slots;

/** Bounds of what is told apart: a sketch is as long as the way from its least to its greatest key. */
const leastMs = 0.001;
const mostMs = 1e7;

/**
 * Requests of the last five minutes, or a minute less. Durations are counted in a sketch (DDSketch, VLDB 2019), whose
 * keys are powers of about 1.02 and which can be added up. Of slots that have ended only the keys are kept that
 * anything fell on: 16 bytes each.
 */
export class RecentRequests {
  #slot = Number.NaN;
  #sketch = newSketch();
  #failures = 0;
  /** Ended, of the window. */
  #ended: { readonly slot: number; readonly sample: RecentSample }[] = [];

  /** @param at milliseconds since 1970 */
  add(at: number, durationMs: number, failed: boolean): void {
    const slot = Math.floor(at / slotMs);
    if (slot !== this.#slot) this.#begin(slot);
    this.#sketch.accept(Math.min(Math.max(durationMs, leastMs), mostMs));
    if (failed) this.#failures += 1;
  }

  /** One for each slot of the window in which something was asked. Without bins they are enough for rates. */
  samples(now: number, { bins }: { readonly bins: boolean }): readonly RecentSample[] {
    const slot = Math.floor(now / slotMs);
    const ended = this.#ended
      .filter(isIn(slot))
      .map(({ sample }) => (bins ? sample : { ...sample, bins: [] }));
    return isIn(slot)({ slot: this.#slot }) ? [...ended, this.#sample(bins)] : ended;
  }

  #begin(slot: number): void {
    if (this.#sketch.count > 0) {
      this.#ended = this.#ended.filter(isIn(slot));
      this.#ended.push({ slot: this.#slot, sample: this.#sample(true) });
      this.#sketch = newSketch();
      this.#failures = 0;
    }
    this.#slot = slot;
  }

  #sample(withBins: boolean): RecentSample {
    const { count, sum } = this.#sketch;
    return { count, sumMs: sum, failures: this.#failures, bins: withBins ? binsOf(this.#sketch) : [] };
  }
}

/** Of requests in several slots, or processes. */
export function ratesOf(samples: readonly RecentSample[]): RecentRates {
  let [count, sumMs, failures] = [0, 0, 0];
  for (const sample of samples) {
    count += sample.count;
    sumMs += sample.sumMs;
    failures += sample.failures;
  }
  const atLeastOne = Math.max(1, count);
  return { count, averageMs: sumMs / atLeastOne, errorRate: failures / atLeastOne };
}

/** The same with percentiles, of samples with bins. */
export function figuresOf(samples: readonly RecentSample[]): RecentFigures {
  const rates = ratesOf(samples);
  const sketch = newSketch();
  // Not by the sketch's own `merge`: it loses values where the greatest of those added is about 1.
  const { store } = sketch;
  sketch.count = rates.count;
  // The ends first: it makes room for what is between them once.
  for (const { bins } of samples) if (bins.length > 0) store.add(bins[0]!, 0);
  for (const { bins } of samples) if (bins.length > 0) store.add(bins.at(-2)!, 0);
  for (const { bins } of samples)
    for (let place = 0; place < bins.length; place += 2) store.add(bins[place]!, bins[place + 1]!);
  return {
    ...rates,
    p50Ms: percentile(sketch, 50),
    p95Ms: percentile(sketch, 95),
    p99Ms: percentile(sketch, 99),
  };
}

/** About the smallest of the values that so many of a hundred do not exceed; 0 of none. */
function percentile(sketch: DDSketch, percent: number): number {
  const { count } = sketch;
  if (count === 0) return 0;
  const rank = Math.ceil((percent * count) / 100);
  // The sketch counts places from 0 and takes the value at or below one; half a place keeps clear of rounding.
  return sketch.getValueAtQuantile(Math.min((rank - 0.5) / (count - 1), 1));
}

function binsOf({ store }: DDSketch): readonly number[] {
  const bins: number[] = [];
  for (let key = store.minKey; key <= store.maxKey; key++) {
    const count = store.bins[key - store.offset]!;
    if (count > 0) bins.push(key, count);
  }
  return bins;
}

function isIn(now: number): (of: { readonly slot: number }) => boolean {
  return ({ slot }) => slot > now - slots && slot <= now;
}

function newSketch(): DDSketch {
  return new DDSketch({ relativeAccuracy });
}
