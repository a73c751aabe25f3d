import { unlessAborted } from '../core/abort.ts';
import type { Clock } from '../core/clock.ts';
import { currentSpan } from '../core/context.ts';
import { asError, GatewayError } from '../core/errors.ts';
import type { ResourceKey, TenantId } from '../core/ids.ts';
import { traced } from '../core/tracing.ts';
import { AtHand } from './at-hand.ts';
import { Flights, type Outcome } from './flights.ts';
import { type Domain, localKey } from './keys.ts';
import { type Entry, LocalTier, type MemoryBudget } from './local-tier.ts';
import type { About, Found, Kind, Lookup } from './lookup.ts';
import { jittered, profiles } from './profiles.ts';
import type { SharedValues } from './shared-values.ts';
import { CacheStats, type Counted } from './stats.ts';
import { TagClock } from './tag-clock.ts';
import type { everything, Tag } from './tags.ts';

/** Nothing was asked of the shared tier. */
const nothing: readonly undefined[] = [];

export interface TenantCacheOptions {
  readonly tenant: TenantId;
  readonly clock: Clock;
  readonly budget: MemoryBudget;
  /** Undefined: nothing is shared with other processes. */
  readonly shared: SharedValues | undefined;
  /** Of all tenants; those of this one are counted beside. */
  readonly stats: CacheStats;
  /** 0 to 1. */
  readonly random: () => number;
}

/** Before a load: when it begins, by both clocks. */
export interface Beginning {
  /** The tag clock. */
  readonly since: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** One tenant's values: in this process first, then in what processes share, then from wherever they are loaded. */
export class TenantCache {
  readonly tenant: TenantId;
  readonly stats = new CacheStats();
  readonly #options: TenantCacheOptions;
  readonly #tagClock = new TagClock();
  readonly #local: LocalTier;
  readonly #atHand: AtHand;
  readonly #flights = new Flights();
  readonly #reloading = new Set<string>();
  #generation: string | undefined;

  constructor(options: TenantCacheOptions) {
    this.#options = options;
    this.tenant = options.tenant;
    this.#local = new LocalTier(options.budget, ({ domain }) => this.#count(domain, 'evictions'));
    this.#atHand = new AtHand(this.#local, this.#tagClock, options.clock);
  }

  get bytes(): number {
    return this.#local.bytes;
  }

  /** Of that, what one domain's values take. */
  bytesOf(domain: Domain): number {
    return this.#local.bytesOf(domain);
  }

  /** Names the content that is read. Values of another content are given up. */
  useGeneration(generation: string | undefined): void {
    if (generation === this.#generation) return;
    this.invalidate(null);
    this.#generation = generation;
  }

  invalidate(tags: readonly Tag[] | typeof everything): void {
    this.#atHand.invalidate(tags);
  }

  /**
   * A value that is here and has not aged, by its `localKey`. Whoever makes use of it says so by `hit`; who finds none
   * asks `read`, which counts by itself.
   *
   * @param now where it is known; to ask what time it is takes about as long as the look-up
   */
  fresh(name: string, now?: number): { readonly value: unknown } | undefined {
    return this.#atHand.fresh(name, now);
  }

  /** To be told of values that `fresh` found. */
  hit(domain: Domain, by = 1): void {
    this.#count(domain, 'hits', by);
  }

  /** The resource's review state; undefined where it is not known. To be relied on once reviews until now were told. */
  review(key: ResourceKey): object | undefined {
    return this.#atHand.review(key);
  }

  /** Keeps a review state that was read since then, if the resource's content is here. */
  keepReview(key: ResourceKey, state: object, { since }: Beginning): void {
    this.#atHand.keepReview(key, state, since);
  }

  /** From now on every review is told by `invalidate` before states are asked for. Before, none is kept. */
  reviewsAreTold(): void {
    this.#atHand.reviewsAreTold();
  }

  /** To be asked before something is read that `put` will be given. */
  begin(): Beginning {
    return { since: this.#tagClock.now, at: this.#options.clock.now() };
  }

  /** An entry a key, in order. What `load` rejects with, or gives as an error, is the entries'. */
  read<Value>(lookup: Lookup<Value>): Promise<readonly (Found<Value> | Error)[]> {
    const { domain, keys } = lookup;
    const about = { 'gateway.cache.domain': domain, 'gateway.batch.size': keys.length };
    return traced(`cache ${domain}`, 'internal', about, () => this.#read(lookup));
  }

  async #read<Value>(lookup: Lookup<Value>): Promise<readonly (Found<Value> | Error)[]> {
    const names = lookup.keys.map(parts => localKey({ ...lookup, parts }));
    const results = new Array<Found<Value> | Error>(names.length);
    const missing: number[] = [];
    const aged: number[] = [];
    const now = this.#options.clock.now();
    for (const [place, name] of names.entries()) {
      const entry = this.#atHand.valid(name, now);
      const until = lookup.shareable ? entry?.revalidateUntil : entry?.staleAt;
      if (entry === undefined || now >= until!) missing.push(place);
      else {
        const isAged = now >= entry.staleAt;
        if (isAged) aged.push(place);
        results[place] = found(entry, isAged);
      }
    }
    this.#count(lookup.domain, 'hits', names.length - missing.length);
    if (aged.length > 0) this.#reload(lookup, names, aged);
    if (missing.length > 0) await this.#readMissing(lookup, names, missing, results);
    return results;
  }

  /** One value, of whichever tier has it; undefined where there is none, or one that has aged. Loads nothing. */
  async find<Value>(
    kind: Omit<Kind<Value>, 'profile'>,
    parts: readonly string[],
    about: About<Value>,
  ): Promise<Value | undefined> {
    const now = this.#options.clock.now();
    const name = localKey({ ...kind, parts });
    const local = this.#atHand.valid(name, now);
    const entry = local ?? (await this.#findShared(kind, name, parts, about));
    if (entry === undefined || now >= entry.staleAt) {
      this.#count(kind.domain, 'misses');
      return undefined;
    }
    this.#count(kind.domain, local === undefined ? 'sharedHits' : 'hits');
    return entry.value as Value;
  }

  /** Keeps a value that was made since then; one that was invalidated meanwhile is not kept. */
  put<Value>(
    kind: Kind<Value>,
    parts: readonly string[],
    value: Value,
    tags: readonly Tag[],
    began: Beginning,
  ): void {
    this.#give(kind, parts, this.#keep(kind, localKey({ ...kind, parts }), value, tags, began));
  }

  /** For good: nobody tells it of invalidations any more, so operations that still have it keep nothing in it. */
  close(): void {
    this.#atHand.close();
  }

  async #findShared<Value>(
    kind: Omit<Kind<Value>, 'profile'>,
    name: string,
    parts: readonly string[],
    about: About<Value>,
  ): Promise<Entry | undefined> {
    const { since } = this.begin();
    const [taken] = await this.#take(kind, [parts]);
    if (taken === undefined) return undefined;
    const value = taken.value as Value;
    const { profile, tags } = about(value);
    return this.#keep({ ...kind, profile }, name, value, tags, { since, at: taken.at });
  }

  /** Fills `results` at those places, with what somebody loads already, and loads what is left. */
  async #readMissing<Value>(
    lookup: Lookup<Value>,
    names: readonly string[],
    places: readonly number[],
    results: (Found<Value> | Error)[],
  ): Promise<void> {
    const asked = this.#tagClock.now;
    // What others load may turn out not to be for this reader: then one of all whom that befell loads it anew.
    for (let left = places; left.length > 0; ) {
      const { others = [], own = [] } = Object.groupBy(left, place =>
        this.#flights.of(names[place]!) ? 'others' : 'own',
      );
      const joined = others.map(place => this.#flights.of(names[place]!)!);
      const leading = this.#lead(lookup, names, own);
      const again: number[] = [];
      for (const [index, { signal, outcomes }] of joined.entries()) {
        const place = others[index]!;
        const outcome = (await unlessAborted(outcomes, lookup.signal)).get(names[place]!)!;
        // Its reader gave up for himself alone; or it had begun before something that this reader may know of.
        const isGood =
          outcome instanceof Error ? !signal.aborted : outcome.since >= asked || this.#atHand.holds(outcome);
        if (isGood) results[place] = this.#settle(lookup, names[place]!, outcome);
        else again.push(place);
      }
      this.#count(lookup.domain, 'misses', others.length - again.length);
      this.#count(lookup.domain, 'joined', others.length - again.length);
      const led = await leading;
      for (const place of own) results[place] = this.#settle(lookup, names[place]!, led.get(names[place]!)!);
      left = again;
    }
  }

  /** What the reader is told. A value that has aged is better than a store that does not answer. */
  #settle<Value>({ domain, shareable }: Kind<Value>, name: string, outcome: Outcome): Found<Value> | Error {
    if (!(outcome instanceof Error)) return found(outcome, false);
    const isAway = outcome instanceof GatewayError && outcome.code === 'STORE_UNAVAILABLE';
    if (!isAway || !shareable) return outcome;
    const kept = this.#atHand.valid(name, this.#options.clock.now());
    if (kept === undefined) return outcome;
    this.#count(domain, 'stale');
    return found(kept, true);
  }

  /** Reads those places, so that readers of the same keys wait for it. Never rejects. */
  async #lead<Value>(
    lookup: Lookup<Value>,
    names: readonly string[],
    places: readonly number[],
  ): Promise<ReadonlyMap<string, Outcome>> {
    if (places.length === 0) return new Map();
    const outcomes = this.#fetch(lookup, names, places);
    return this.#flights.run(
      places.map(place => names[place]!),
      { signal: lookup.signal, outcomes },
    );
  }

  async #fetch<Value>(
    lookup: Lookup<Value>,
    names: readonly string[],
    places: readonly number[],
  ): Promise<ReadonlyMap<string, Outcome>> {
    const outcomes = new Map<string, Outcome>();
    const { since, at: now } = this.begin();
    const keys = places.map(place => lookup.keys[place]!);
    const shared = await this.#take(lookup, keys);
    const left = places.filter((place, index) => {
      const taken = shared[index];
      if (taken === undefined) return true;
      const entry = this.#keepTaken(lookup, names[place]!, place, taken.value as Value, {
        since,
        at: taken.at,
      });
      if (entry === undefined) return true;
      outcomes.set(names[place]!, entry);
      // Kept for the case that the store does not answer.
      return now >= entry.staleAt;
    });
    this.#count(lookup.domain, 'sharedHits', places.length - left.length);
    this.#count(lookup.domain, 'misses', left.length);
    if (left.length > 0) {
      const loaded = await this.#load(lookup, names, left, lookup.load);
      for (const [index, place] of left.entries()) outcomes.set(names[place]!, loaded[index]!);
    }
    return outcomes;
  }

  /** Undefined for what is no such value, as when another version of the code has left it. */
  #keepTaken<Value>(
    lookup: Lookup<Value>,
    name: string,
    place: number,
    value: Value,
    began: Beginning,
  ): Entry | undefined {
    try {
      return this.#keep(lookup, name, value, lookup.tags(value, place), began);
    } catch {
      return undefined;
    }
  }

  /** Loads and keeps. Never rejects. */
  async #load<Value>(
    lookup: Lookup<Value>,
    names: readonly string[],
    places: readonly number[],
    load: Lookup<Value>['load'],
  ): Promise<readonly Outcome[]> {
    const began = this.begin();
    const loaded = await load(places).catch(error => places.map(() => asError(error)));
    return places.map((place, index) => {
      const value = loaded[index]!;
      if (value instanceof Error) return value;
      const entry = this.#keep(lookup, names[place]!, value, lookup.tags(value, place), began);
      this.#give(lookup, lookup.keys[place]!, entry);
      return entry;
    });
  }

  /** Loads anew what has aged, once, while readers are served what there is. */
  #reload<Value>(lookup: Lookup<Value>, names: readonly string[], places: readonly number[]): void {
    this.#count(lookup.domain, 'stale', places.length);
    const due = places.filter(place => !this.#reloading.has(names[place]!));
    if (due.length === 0) return;
    for (const place of due) this.#reloading.add(names[place]!);
    void this.#load(lookup, names, due, lookup.reload).then(() => {
      for (const place of due) this.#reloading.delete(names[place]!);
    });
  }

  /** The value as an entry, which is kept unless it was invalidated while it was loaded. */
  #keep<Value>(
    kind: Kind<Value>,
    name: string,
    value: Value,
    tags: readonly Tag[],
    { since, at }: Beginning,
  ): Entry {
    const { stale, revalidate, expire } = profiles[kind.profile];
    const staleAt = at + jittered(stale, this.#options.random);
    const entry: Entry = {
      ...{ value, domain: kind.domain, tags, since, at, staleAt },
      revalidateUntil: at + revalidate,
      expiresAt: at + expire,
      bytes: kind.bytes(value),
    };
    this.#atHand.keep(name, entry);
    return entry;
  }

  async #take(kind: Omit<Kind<never>, 'profile'>, keys: readonly (readonly string[])[]) {
    const { shared } = this.#options;
    if (shared === undefined || this.#generation === undefined || !kind.shareable) return nothing;
    return shared.take(kind, keys, this.#generation);
  }

  /** Lets other processes have it, unless it was invalidated while it was loaded. */
  #give<Value>(kind: Kind<Value>, parts: readonly string[], entry: Entry): void {
    const { shared } = this.#options;
    const { at, value } = entry;
    // That there is none is quickly found out, and there is no end to what there is none of.
    const isWorthIt = kind.shareable && value !== null && this.#atHand.holds(entry);
    if (isWorthIt && shared !== undefined && this.#generation !== undefined) {
      shared.give(kind, parts, this.#generation, at, value);
    }
  }

  #count(domain: Domain, what: Counted, by = 1): void {
    if (by === 0) return;
    this.stats.count(domain, what, by);
    this.#options.stats.count(domain, what, by);
    // Nobody looks anything up by what goes to make room.
    if (what !== 'evictions') currentSpan()?.add(`gateway.cache.${what}`, by);
  }
}

function found<Value>(entry: Entry, aged: boolean): Found<Value> {
  return { value: entry.value as Value, aged };
}
