import type { everything, Tag } from './tags.ts';

/** Tags whose last invalidation is remembered one by one. */
const maxTags = 10_000;

/**
 * Time as one tenant's invalidations count it, in this process. Whatever is loaded notes the time before the load; it
 * is valid while none of its tags was invalidated later. So an invalidation beside a load wins, whichever ends first.
 */
export class TagClock {
  #now = 0;
  #bumps = new Map<Tag, number>();
  /** Until then, any tag may have been invalidated. */
  #floor = 0;

  /** To be asked before a load. */
  get now(): number {
    return this.#now;
  }

  invalidate(tags: readonly Tag[] | typeof everything): void {
    this.#now += 1;
    if (tags === null || this.#bumps.size + tags.length > maxTags) {
      this.#floor = this.#now;
      this.#bumps.clear();
      return;
    }
    for (const tag of tags) this.#bumps.set(tag, this.#now);
  }

  /** Whether nothing with those tags was invalidated after `since`. */
  isValid(tags: readonly Tag[], since: number): boolean {
    if (since === this.#now) return true;
    if (since < this.#floor) return false;
    return tags.every(tag => (this.#bumps.get(tag) ?? 0) <= since);
  }
}
