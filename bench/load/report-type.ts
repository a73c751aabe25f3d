/** What a load run found. The JSON report is this; the HTML report is made of nothing else. Times are milliseconds where named so. */
export interface LoadReport {
  readonly format: 1;
  /** What was run, in words: `everything on`. */
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly machine: Machine;
  /** As asked for. */
  readonly settings: LoadSettings;
  /** What the gateway says of itself: version, workers, store, cache and lanes. */
  readonly gateway: Readonly<Record<string, string>>;
  readonly totals: Figures & {
    /** Answers that were compared with what they had to be. */
    readonly checked: number;
    readonly bytes: number;
    /** Of the gateway's caches over the measured time, 0 to 1; undefined where it has none. */
    readonly hitRate?: number;
  };
  /** The same, by what users did: `worklist`, `open chart`, `search`, `review`, … */
  readonly actions: Readonly<Record<string, Figures>>;
  /** What went wrong, most frequent first. Empty is what is hoped for. */
  readonly failures: readonly Failure[];
  readonly reviews: ReviewLedger;
  /** In order of time, every few seconds. */
  readonly timeline: readonly TimelinePoint[];
  /** What was done to the gateway meanwhile: faults, restarts. */
  readonly events: readonly LoadEvent[];
  /** What a soak found; undefined where the run was none. */
  readonly soak?: Soak;
  /** What was done to the gateway on purpose, and what it and its monitoring made of it. */
  readonly faults?: readonly Fault[];
}

export interface LoadSettings {
  readonly users: number;
  readonly tenants: number;
  readonly seconds: number;
  readonly rampSeconds: number;
  /** The same seed makes the same users do the same. */
  readonly seed: number;
  /** Mean pause of a user between two actions. */
  readonly thinkMs: number;
  /** Requests a second over all users, whatever answers take; undefined: users go by their pauses. */
  readonly rate?: number;
}

export interface Machine {
  readonly cpus: number;
  readonly cpu: string;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
}

export interface Figures {
  readonly requests: number;
  readonly failures: number;
  /** Requests a second over the measured time. */
  readonly rate: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface Failure {
  readonly action: string;
  /** The error code, the HTTP status, what the connection died of, or `wrong answer: …`. Never patient data. */
  readonly reason: string;
  readonly count: number;
  /** Seconds since the start. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Reviews that the gateway said it has done, looked for again at the end. */
export interface ReviewLedger {
  readonly acknowledged: number;
  readonly lookedFor: number;
  readonly lost: number;
}

export interface TimelinePoint {
  /** Seconds since the start, at the end of the point's interval. */
  readonly at: number;
  readonly users: number;
  readonly rate: number;
  readonly failures: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Of the gateway's processes together; undefined where they cannot be read. 1 is one core. */
  readonly cpu?: number;
  readonly memoryBytes?: number;
  readonly heapBytes?: number;
  /** Open files and sockets. */
  readonly handles?: number;
  readonly eventLoopLagMs?: number;
  readonly hitRate?: number;
  /** Calls to the store a second. */
  readonly storeCalls?: number;
  readonly warmTenants?: number;
  /** Of the load generator: over 0.9 it measures itself. */
  readonly ownCpu: number;
}

/** What a point of the timeline tells of the gateway. */
export type Sample = Partial<
  Pick<
    TimelinePoint,
    | 'cpu'
    | 'memoryBytes'
    | 'heapBytes'
    | 'handles'
    | 'eventLoopLagMs'
    | 'hitRate'
    | 'storeCalls'
    | 'warmTenants'
  >
>;

export interface LoadEvent {
  readonly at: number;
  readonly what: string;
}

/** How the gateway held out under a steady load. */
export interface Soak {
  /** Requests a second that it could just serve. */
  readonly capacity: number;
  /** How that was found, a step after the other. */
  readonly steps: readonly CapacityStep[];
  readonly verdicts: readonly Verdict[];
}

export interface CapacityStep {
  readonly seconds: number;
  /** Requests a second, asked for and served. */
  readonly asked: number;
  readonly served: number;
  readonly p99Ms: number;
  readonly failures: number;
}

/** Whether something stayed as it was after the first quarter of the time. */
export interface Verdict {
  /** `memory`, `heap`, `handles`, `p99`. */
  readonly of: string;
  readonly unit: string;
  /** `unknown`: too few points to say. */
  readonly result: 'flat' | 'grows' | 'unknown';
  /** Of the straight line through the points, in `unit`: where it begins and ends, and its slope. */
  readonly from: number;
  readonly to: number;
  readonly slopePerHour: number;
  /** What counts as flat, in words. */
  readonly rule: string;
}

export interface Fault {
  readonly name: string;
  /** What was done, in words. */
  readonly what: string;
  /** Seconds since the start of the run. */
  readonly from: number;
  readonly to: number;
  /** Seconds from its beginning until the metrics showed it; undefined: they did not. */
  readonly shownAfter?: number;
  /** What showed it: the metric, in words. */
  readonly sign: string;
  readonly alerts: readonly FaultAlert[];
  /** Seconds from its end until the metrics were as before; undefined: they were not in time. */
  readonly wellAfter?: number;
  /** What users saw from its beginning until all was well, most frequent first. */
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
}

export interface FaultAlert {
  readonly name: string;
  /** Seconds from the fault's beginning. */
  readonly pendingAfter: number;
  /** Undefined: it did not fire. */
  readonly firingAfter?: number;
}
