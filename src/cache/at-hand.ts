import type { Clock } from '../core/clock.ts';
import type { ResourceKey } from '../core/ids.ts';
import type { Entry, LocalTier } from './local-tier.ts';
import type { TagClock } from './tag-clock.ts';
import { type everything, reviewedResource, type Tag, tags } from './tags.ts';

/** One tenant's values in this process, as far as they can be relied on. Nothing here waits. */
export class AtHand {
  readonly #local: LocalTier;
  readonly #tagClock: TagClock;
  readonly #clock: Clock;
  /** By the tag clock: since then every review is told. Before, states that were read may be missing one. */
  #reviewsToldSince = Number.POSITIVE_INFINITY;
  #closed = false;
  #time: number | undefined;
  readonly #forgetTime = () => {
    this.#time = undefined;
  };

  constructor(local: LocalTier, tagClock: TagClock, clock: Clock) {
    this.#local = local;
    this.#tagClock = tagClock;
    this.#clock = clock;
  }

  /** The value, unless it has aged. */
  fresh(name: string, now = this.#now()): Entry | undefined {
    const entry = this.valid(name, now);
    return entry === undefined || now >= entry.staleAt ? undefined : entry;
  }

  /** The time does not go on before something is waited for, and whole lists are looked up before that. */
  #now(): number {
    if (this.#time === undefined) {
      this.#time = this.#clock.now();
      queueMicrotask(this.#forgetTime);
    }
    return this.#time;
  }

  /** The value, however old it is within its profile. */
  valid(name: string, now: number): Entry | undefined {
    const entry = this.#local.get(name);
    if (entry === undefined) return undefined;
    if (!this.holds(entry) || now >= entry.expiresAt) {
      this.#local.delete(name);
      return undefined;
    }
    // The next look at its tags begins here: there may be thousands.
    entry.since = this.#tagClock.now;
    return entry;
  }

  holds({ tags, since }: Pick<Entry, 'tags' | 'since'>): boolean {
    return !this.#closed && this.#tagClock.isValid(tags, since);
  }

  keep(name: string, entry: Entry): void {
    if (!this.holds(entry)) return;
    // The content is loaded anew; who reviewed it is another matter.
    entry.review = this.#local.peek(name)?.review;
    this.#local.set(name, entry);
  }

  /** A resource's review state as it was kept beside its content; undefined where none is known. */
  review(key: ResourceKey): object | undefined {
    return this.#closed ? undefined : this.#local.peek(key)?.review;
  }

  /** Keeps a state that was read since then beside the content that is here, unless it may be another by now. */
  keepReview(key: ResourceKey, state: object, since: number): void {
    if (this.#closed || since < this.#reviewsToldSince) return;
    const entry = this.#local.peek(key);
    if (entry !== undefined && this.#tagClock.isValid([tags.resource('review', key)], since))
      entry.review = state;
  }

  /** From now on every review is told by `invalidate`. */
  reviewsAreTold(): void {
    if (this.#reviewsToldSince === Number.POSITIVE_INFINITY) this.#reviewsToldSince = this.#tagClock.now;
  }

  invalidate(invalidated: readonly Tag[] | typeof everything): void {
    this.#tagClock.invalidate(invalidated);
    if (invalidated === null) {
      this.#local.clear();
      return;
    }
    for (const tag of invalidated) {
      const key = reviewedResource(tag);
      const entry = key === undefined ? undefined : this.#local.peek(key);
      if (entry !== undefined) entry.review = undefined;
    }
  }

  close(): void {
    this.#closed = true;
    this.#local.close();
  }
}
