import type { TenantId } from '../core/ids.ts';

/** What processes share. Nothing here ever fails a request: an answer that does not come in time is none. */
export interface SharedTier {
  /**
   * An entry a key, in the order of the keys; undefined where there is none, or where Redis does not answer in
   * time. Never rejects. One round trip.
   */
  getMany(keys: readonly string[]): Promise<readonly unknown[]>;
  /**
   * Not waited for; given up without a word when Redis is away, slow or full, or too much is on its way already.
   * Values are JSON; without a positive `ttlMs` nothing is kept.
   */
  set(key: string, value: unknown, ttlMs: number): void;
  readonly status: SharedStatus;
}

/** For /health, /stats and the metrics. The numbers count since the process began. */
export interface SharedStatus {
  /** `connecting`: never answered yet. `open`: the breaker is open, Redis is not asked. */
  readonly state: 'connected' | 'connecting' | 'open';
  /** Commands that were answered with an error, or lost with their connection. */
  readonly failures: number;
  /** Commands that were not answered in time. */
  readonly timeouts: number;
  /** How often the breaker opened. */
  readonly openings: number;
  /** Writes of which nobody knows that they were kept. */
  readonly droppedWrites: number;
}

/** Tells other processes which tags of a tenant were invalidated, and hears of theirs. */
export interface Bus {
  /**
   * Resolves when it is published, or cannot be within the deadline: then it is owed, and told when the bus is
   * back. Never rejects. Tags null: everything of the tenant.
   */
  publish(tenant: TenantId, tags: readonly string[] | null): Promise<void>;
  /**
   * Whether all that others could publish until `trustMs` ago has arrived here. Synchronous and cheap: asked
   * before every answer.
   */
  readonly confirmed: boolean;
  /** The one listener. */
  listen(listener: BusListener): void;
  close(): Promise<void>;
}

export interface BusListener {
  /** Tags null: everything of that tenant. */
  invalidated(tenant: TenantId, tags: readonly string[] | null): void;
  /** Messages may have been missed: everything of all tenants. Called before `confirmed` becomes true again. */
  lost(): void;
}

/** What may be used up of something in a time, counted for all processes together. */
export interface SharedAllowances {
  /**
   * Takes so much of what the key has left, as far as there is so much. A window begins when something is taken and
   * none is running; it ends by Redis's clock. Undefined when Redis does not answer in time. Never rejects.
   */
  take(
    key: string,
    ask: { readonly wanted: number; readonly limit: number; readonly windowMs: number },
  ): Promise<Allowance | undefined>;
}

export interface Allowance {
  readonly granted: number;
  /** What is left for everybody. */
  readonly left: number;
  /** Until the window ends, at the moment in which it was granted. */
  readonly endsInMs: number;
}
