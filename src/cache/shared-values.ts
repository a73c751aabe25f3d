import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import { type Owner, open, seal } from './envelope.ts';
import { type CacheKey, sharedKey } from './keys.ts';
import type { Kind } from './lookup.ts';
import type { SharedTier } from './ports.ts';
import { profiles } from './profiles.ts';

export interface SharedValuesOptions {
  readonly tenant: TenantId;
  readonly clock: Clock;
  readonly tier: SharedTier;
  /** Keeps the names of values from being found out; the same in every process. */
  readonly secret: Buffer;
  /** Of the schema, the code and the form of what is cached. */
  readonly version: string;
  /** Raised by every flush. */
  readonly epoch: () => number;
}

/**
 * One tenant's values in what processes share. Only what depends on nothing but the content, whose generation is part
 * of every name: whatever Redis, the bus and the processes go through, a value of other content is not found.
 */
export class SharedValues {
  readonly #options: SharedValuesOptions;

  constructor(options: SharedValuesOptions) {
    this.#options = options;
  }

  /** An entry a key; undefined where there is none that is this tenant's. */
  async take(
    kind: Pick<Kind<never>, 'domain' | 'scope'>,
    keys: readonly (readonly string[])[],
    generation: string,
  ): Promise<readonly ({ readonly at: number; readonly value: unknown } | undefined)[]> {
    const { tier, clock } = this.#options;
    const raw = await tier.getMany(keys.map(parts => this.#name({ ...kind, parts }, generation)));
    const now = clock.now();
    const owner = this.#owner(kind, generation);
    return raw.map(envelope => open(owner, envelope, now));
  }

  /** Not waited for. */
  give(kind: Kind<never>, parts: readonly string[], generation: string, at: number, value: unknown): void {
    const name = this.#name({ ...kind, parts }, generation);
    this.#options.tier.set(
      name,
      seal(this.#owner(kind, generation), at, value),
      profiles[kind.profile].expire,
    );
  }

  #owner({ scope }: Pick<Kind<never>, 'scope'>, generation: string): Owner {
    const { tenant, version } = this.#options;
    return { tenant, scope, version, generation };
  }

  #name(key: CacheKey, generation: string): string {
    const { secret, version, tenant, epoch } = this.#options;
    return sharedKey({ secret, version }, { tenant, generation, epoch: epoch() }, key);
  }
}
