import { Counter, type Registry } from 'prom-client';

/** What one lane of a tenant has done since the process began. */
export interface LaneCounts {
  done: number;
  /** Calls that it had no room for. */
  refused: number;
}

/** What is counted of one tenant, or of all those without a label of their own, since the process began. */
export class TenantCounts {
  /** The label. */
  readonly name: string;
  requests = 0;
  /** Those that the gateway or its store is to blame for. */
  errors = 0;
  readonly #lanes = new Map<string, LaneCounts>();

  constructor(name: string) {
    this.name = name;
  }

  /** To be kept and counted on. */
  lane(name: string): LaneCounts {
    let counts = this.#lanes.get(name);
    if (counts === undefined) {
      counts = { done: 0, refused: 0 };
      this.#lanes.set(name, counts);
    }
    return counts;
  }

  get lanes(): ReadonlyMap<string, LaneCounts> {
    return this.#lanes;
  }
}

/** Tenants that have a label of their own; all further ones are `other`. */
const maxTenants = 100;

/**
 * Which tenants have a label of their own: the first hundred that became warm in this process, for as long as it lives.
 * So the number of series is bounded whoever comes and goes, a series never changes its tenant, and what is counted of
 * one that cooled down stays and goes on when it is warm again.
 */
export class TenantLabels {
  readonly #own = new Map<string, TenantCounts>();
  /** Also of a tenant that is called so. */
  readonly #other = new TenantCounts('other');

  /** Of a tenant that is in hand: it takes a label while there are any. */
  take(tenant: string): TenantCounts {
    if (this.#own.size >= maxTenants || tenant === this.#other.name) return this.of(tenant);
    let counts = this.#own.get(tenant);
    if (counts === undefined) {
      counts = new TenantCounts(tenant);
      this.#own.set(tenant, counts);
    }
    return counts;
  }

  /** Of any tenant, also of one that a client has made up. */
  of(tenant: string): TenantCounts {
    return this.#own.get(tenant) ?? this.#other;
  }

  all(): readonly TenantCounts[] {
    return [...this.#own.values(), this.#other];
  }
}

/** Read when they are asked for, so that requests and calls do no more than add one. */
export function registerTenantMetrics(registry: Registry, labels: TenantLabels): void {
  const registers = [registry];
  const counters = {
    gateway_tenant_requests_total: ['Requests for a tenant that was warm.', 'requests'],
    gateway_tenant_errors_total: ['Of them, those that the gateway or its store failed.', 'errors'],
  } as const;
  for (const [name, [help, figure]] of Object.entries(counters)) {
    new Counter({
      ...{ name, help, labelNames: ['tenant'], registers },
      collect() {
        this.reset();
        // From 0 on, so that the first one shows as a rise.
        for (const counts of labels.all()) this.inc({ tenant: counts.name }, counts[figure]);
      },
    });
  }
  new Counter({
    name: 'gateway_lane_calls_total',
    help: 'Calls through a lane that have ended (done), and those that it had no room for (refused).',
    labelNames: ['tenant', 'lane', 'outcome'],
    registers,
    collect() {
      this.reset();
      for (const { name: tenant, lanes } of labels.all()) {
        for (const [lane, { done, refused }] of lanes) {
          this.inc({ tenant, lane, outcome: 'done' }, done);
          this.inc({ tenant, lane, outcome: 'refused' }, refused);
        }
      }
    },
  });
}
