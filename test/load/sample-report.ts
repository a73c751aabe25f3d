import type { LoadReport, TimelinePoint } from '../../bench/load/report-type.ts';

export interface SampleOptions {
  readonly name?: string;
  readonly points?: number;
  /** Between two points. */
  readonly seconds?: number;
  readonly change?: (point: TimelinePoint) => Partial<TimelinePoint>;
}

const megabyte = 1024 * 1024;

/** A report such as a run makes, the same whenever it is asked for. */
export function sampleReport({
  name = 'everything on',
  points = 60,
  seconds = 2,
  change = () => ({}),
}: SampleOptions = {}): LoadReport {
  const timeline = Array.from({ length: points }, (_, place): TimelinePoint => {
    const wave = Math.sin(place / 4);
    const point: TimelinePoint = {
      ...{
        at: (place + 1) * seconds,
        users: Math.min(1_000, (place + 1) * 100),
        rate: 300 + 20 * wave,
        failures: 0,
      },
      ...{ p50Ms: 4 + wave, p95Ms: 18 + 3 * wave, p99Ms: 40 + 8 * wave },
      ...{
        cpu: 0.8 + 0.1 * wave,
        memoryBytes: (310 + 5 * wave) * megabyte,
        heapBytes: (120 + 20 * wave) * megabyte,
      },
      ...{
        handles: 140,
        eventLoopLagMs: 14 + 2 * wave,
        hitRate: 0.8 + 0.05 * wave,
        storeCalls: 120 - 10 * wave,
      },
      ...{ warmTenants: 20, ownCpu: 0.4 },
    };
    return { ...point, ...change(point) };
  });
  const figures = {
    ...{
      requests: 18_000,
      failures: 0,
      rate: 300,
      meanMs: 6.2,
      p50Ms: 4.1,
      p95Ms: 18.4,
      p99Ms: 41.7,
      maxMs: 230,
    },
  };
  return {
    ...{ format: 1, name, startedAt: '2030-01-01T00:00:00.000Z', timeline },
    machine: {
      cpus: 2,
      cpu: 'A processor',
      memoryBytes: 8 * 1024 * megabyte,
      system: 'Linux 6.1',
      node: 'v26.10.0',
    },
    settings: {
      users: 1_000,
      tenants: 20,
      seconds: points * seconds,
      rampSeconds: 10,
      seed: 1,
      thinkMs: 3_000,
    },
    gateway: { version: '0.1.0', store: 'sqlite', cache: 'on', lanes: 'on', workers: '1' },
    totals: { ...figures, checked: 18_000, bytes: 200 * megabyte, hitRate: 0.81 },
    actions: {
      worklist: figures,
      'open chart': { ...figures, requests: 9_000 },
      review: { ...figures, requests: 900 },
    },
    failures: [],
    reviews: { acknowledged: 900, lookedFor: 900, lost: 0 },
    events: [
      { at: 40, what: 'Redis killed' },
      { at: 60, what: 'Redis started again' },
    ],
  };
}
