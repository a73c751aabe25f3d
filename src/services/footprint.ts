import { type ProfileName, shorter } from '../cache/profiles.ts';
import { type Tag, tags } from '../cache/tags.ts';
import { type ResourceKey, splitKey } from '../core/ids.ts';
import { definitionOf } from '../fhir/registry.ts';

/** An answer that depends on more than so much is not kept: to look it all through would cost what it saves. */
const maxTags = 5_000;

/**
 * What an operation has read: what its answer depends on, and for how long it may be kept. Most operations' footprints
 * are asked nothing, so notes are keys as they stand; what they come to is found out when it is asked for.
 */
export class Footprint {
  /** Resources whose content was read, and whose review state was shown; some more than once. */
  readonly #contents: ResourceKey[] = [];
  readonly #reviews: ResourceKey[] = [];
  readonly #lists: (() => readonly Tag[])[] = [];
  #tenant = false;
  #reviewed = false;
  #refused = false;
  #unique = false;
  /** Until something more is read. */
  #found: readonly Tag[] | undefined;

  /** Whether the answer may be kept at all. */
  get keepable(): boolean {
    if (this.#refused || this.#unique) return false;
    return this.tags.length > 0 && this.tags.length <= maxTags;
  }

  /** What becomes of every answer to the same document: not kept at all, or not where other processes find it. */
  get fate(): 'unkept' | 'unshared' | undefined {
    if (this.#unique) return 'unkept';
    return this.#reviewed ? 'unshared' : undefined;
  }

  /** Each once. */
  get tags(): readonly Tag[] {
    this.#found ??= this.#allTags();
    return this.#found;
  }

  /**
   * Every resource that was read or whose review state was shown, each once, by type; those too that were asked for and
   * are not there.
   */
  get resources(): readonly ResourceKey[] {
    return byType(new Set([...this.#contents, ...this.#reviews]));
  }

  get profile(): ProfileName {
    const types = new Set(this.#contents.map(typeOf));
    let profile: ProfileName = this.#lists.length > 0 ? 'realtime' : 'max';
    for (const type of types) profile = shorter(profile, definitionOf(type).cacheProfile);
    return profile;
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
    this.#contents.push(key);
    this.#found = undefined;
  }

  review(key: ResourceKey): void {
    this.#reviewed = true;
    // Several fields show it.
    if (this.#reviews[this.#reviews.length - 1] !== key) this.#reviews.push(key);
    this.#found = undefined;
  }

  /** A list or a count. @param tagsOf what it depends on */
  list(tagsOf: () => readonly Tag[], reviewed: boolean): void {
    this.#lists.push(tagsOf);
    this.#reviewed ||= reviewed;
    this.#found = undefined;
  }

  /** Figures over all of the tenant. */
  tenant(): void {
    this.#tenant = true;
    this.#reviewed = true;
    this.#found = undefined;
  }

  #allTags(): readonly Tag[] {
    const found = new Set<Tag>();
    for (const tagsOf of this.#lists) for (const tag of tagsOf()) found.add(tag);
    for (const key of byType(this.#contents)) found.add(tags.resource('content', key));
    for (const key of this.#reviews) found.add(tags.resource('review', key));
    if (this.#tenant) found.add(tags.tenant('content')).add(tags.tenant('review'));
    return [...found];
  }
}

/** In what order they are read depends on what is at hand; what is told of them does not. */
function byType(keys: Iterable<ResourceKey>): readonly ResourceKey[] {
  return [...Map.groupBy(keys, typeOf).values()].flat();
}

function typeOf(key: ResourceKey): string {
  return splitKey(key).type;
}
