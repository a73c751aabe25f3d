import { Gauge, type Registry } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** What a lane is doing. */
export interface LaneFigures {
  readonly waiting: number;
  readonly running: number;
}

/** One lane of one tenant, now. */
export interface LaneSample {
  /** The tenant's label. */
  readonly tenant: string;
  readonly lane: string;
  readonly waiting: number;
  /** Undefined where it is not known. */
  readonly running: number | undefined;
}

const help: Readonly<Record<keyof LaneFigures, string>> = {
  waiting: 'Calls that wait for a slot or for the tenant’s turn.',
  running: 'Calls at work.',
};

/** Reads the lanes when they are asked for, so that calls do not pay for it. */
export function registerLaneMetrics(registry: Registry, sample: () => Iterable<LaneSample>): void {
  const gauges = new Map<keyof LaneFigures, Gauge<'tenant' | 'lane'>>();
  // The registry asks them in the order of their making: the first reads the lanes for all of them.
  const collect = () => {
    for (const gauge of gauges.values()) gauge.reset();
    for (const entry of summed(sample())) {
      const { tenant, lane } = entry;
      for (const [figure, gauge] of gauges) {
        const value = entry[figure];
        if (value !== undefined) gauge.set({ tenant, lane }, value);
      }
    }
  };
  for (const figure of Object.keys(help) as (keyof LaneFigures)[]) {
    const gauge = new Gauge({
      name: `gateway_lane_${figure}`,
      help: help[figure],
      labelNames: ['tenant', 'lane'],
      registers: [registry],
      ...(gauges.size === 0 && { collect }),
    });
    gauges.set(figure, gauge);
  }
}

/** One row a lane and label. Summed up here: a gauge takes ten times as long to add to, and tenants may be a thousand. */
function summed(samples: Iterable<LaneSample>): Iterable<LaneSample> {
  const rows = new Map<string, Map<string, { -readonly [Name in keyof LaneSample]: LaneSample[Name] }>>();
  for (const sample of samples) {
    const lanes = rows.get(sample.tenant) ?? new Map();
    rows.set(sample.tenant, lanes);
    const row = lanes.get(sample.lane);
    if (row === undefined) lanes.set(sample.lane, { ...sample });
    else {
      row.waiting += sample.waiting;
      if (sample.running !== undefined) row.running = (row.running ?? 0) + sample.running;
    }
  }
  return rows.values().flatMap(lanes => lanes.values());
}

/** Told how long calls through a lane took, in seconds: of the whole, and of that at work in the store. */
export function laneObserver({
  laneSeconds,
}: Pick<Metrics, 'laneSeconds'>): (lane: string, whole: number, atWork: number) => void {
  // Kept by lane, so that a call does not look labels up.
  const observers = new Map<string, (whole: number, atWork: number) => void>();
  const observerOf = (lane: string) => {
    const ofWhole = laneSeconds.labels(lane, 'lane');
    const ofStore = laneSeconds.labels(lane, 'store');
    const observe = (whole: number, atWork: number) => {
      ofWhole.observe(whole);
      ofStore.observe(atWork);
    };
    observers.set(lane, observe);
    return observe;
  };
  return (lane, whole, atWork) => (observers.get(lane) ?? observerOf(lane))(whole, atWork);
}
