import { type ProfileName, shorter } from '../cache/profiles.ts';
import { resourcesOf, type Tag, tags } from '../cache/tags.ts';
import type { ResourceKey } from '../core/ids.ts';
import { splitKey } from '../core/ids.ts';
import { definitionOf } from '../fhir/registry.ts';

/** An answer that depends on more than so much is not kept: to look it all through would cost what it saves. */
const maxTags = 5_000;

/** What an operation has read: what its answer depends on, and for how long it may be kept. */
export class Footprint {
  readonly #tags = new Set<Tag>();
  #profile: ProfileName = 'max';
  #reviewed = false;
  #refused = false;
  #unique = false;

  /** Whether the answer may be kept at all. */
  get keepable(): boolean {
    return !this.#refused && !this.#unique && this.#tags.size > 0 && this.#tags.size <= maxTags;
  }

  /** What becomes of every answer to the same document: not kept at all, or not where other processes find it. */
  get fate(): 'unkept' | 'unshared' | undefined {
    if (this.#unique) return 'unkept';
    return this.#reviewed ? 'unshared' : undefined;
  }

  get tags(): readonly Tag[] {
    return [...this.#tags];
  }

  /** Every resource that was read or whose review state was shown; those too that were asked for and are not there. */
  get resources(): readonly ResourceKey[] {
    return resourcesOf(this.#tags);
  }

  get profile(): ProfileName {
    return this.#profile;
  }

  /** Whether review states were read, or decided about what was found. */
  get reviewed(): boolean {
    return this.#reviewed;
  }

  /** This answer is not to be kept: something failed, or is old already. */
  refuse(): void {
    this.#refused = true;
  }

  /** Such answers are not kept: something was written, or what was read changes without a word. */
  unique(): void {
    this.#unique = true;
  }

  /** The content of a resource, or that there is none. */
  resource(key: ResourceKey): void {
    this.#tags.add(tags.resource('content', key));
    this.#shorten(definitionOf(splitKey(key).type).cacheProfile);
  }

  review(key: ResourceKey): void {
    this.#reviewed = true;
    this.#tags.add(tags.resource('review', key));
  }

  /** A list or a count. */
  list(listTags: readonly Tag[], reviewed: boolean): void {
    for (const tag of listTags) this.#tags.add(tag);
    this.#reviewed ||= reviewed;
    this.#shorten('realtime');
  }

  /** Figures over all of the tenant. */
  tenant(): void {
    this.#tags.add(tags.tenant('content')).add(tags.tenant('review'));
    this.#reviewed = true;
  }

  #shorten(profile: ProfileName): void {
    this.#profile = shorter(this.#profile, profile);
  }
}
