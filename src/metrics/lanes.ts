import { Gauge, type Registry } from 'prom-client';

/** One lane of one tenant, now. `done` and `refused` count since the tenant became warm here. */
export interface LaneSample {
  readonly tenant: string;
  readonly lane: string;
  readonly waiting: number;
  readonly running: number;
  readonly done: number;
  readonly refused: number;
}

/** Tenants that have a label of their own; all further ones are `other`. */
const maxTenants = 100;

const figures = {
  waiting: 'Calls that wait for a slot or for the tenant’s turn.',
  running: 'Calls at work.',
  done: 'Calls that have ended since the tenant became warm in this process.',
  refused: 'Calls refused because the lane was full, since the tenant became warm in this process.',
} as const;

/** Reads the lanes when they are asked for, so that calls do not pay for it. */
export function registerLaneMetrics(registry: Registry, sample: () => Iterable<LaneSample>): void {
  for (const [figure, help] of Object.entries(figures)) {
    new Gauge({
      name: `gateway_lane_${figure}`,
      help,
      labelNames: ['tenant', 'lane'],
      registers: [registry],
      collect() {
        this.reset();
        for (const entry of labelled(sample())) {
          const { tenant, lane } = entry;
          this.inc({ tenant, lane }, entry[figure as keyof typeof figures]);
        }
      },
    });
  }
}

function* labelled(samples: Iterable<LaneSample>): Iterable<LaneSample> {
  const tenants = new Set<string>();
  for (const sample of samples) {
    if (tenants.size < maxTenants) tenants.add(sample.tenant);
    yield tenants.has(sample.tenant) ? sample : { ...sample, tenant: 'other' };
  }
}
