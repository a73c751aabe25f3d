import type { ResourceKey } from '../core/ids.ts';
import { splitKey } from '../core/ids.ts';

declare const brand: unique symbol;

/** What a cached value depends on. Made by `tags` alone. */
export type Tag = string & { readonly [brand]: 'Tag' };

/** A resource's content and its review state change by different writes, so that a review leaves cached content alone. */
export type Aspect = 'content' | 'review';

const tag = (aspect: Aspect, subject: string) => `${aspect} ${subject}` as Tag;

/** From the widest subject to the narrowest. */
export const tags = {
  /** Figures over the whole tenant. */
  tenant: (aspect: Aspect): Tag => tag(aspect, 'tenant'),
  /** Lists and counts of a type: `patients`. */
  type: (aspect: Aspect, type: string): Tag => tag(aspect, `${type.toLowerCase()}s`),
  /** Lists and counts of the resources of a type that refer to one resource: `encounters of Patient/1`. */
  related: (aspect: Aspect, type: string, to: ResourceKey): Tag =>
    tag(aspect, `${type.toLowerCase()}s of ${to}`),
  resource: (aspect: Aspect, key: ResourceKey): Tag => tag(aspect, key),
} as const;

/** Something that was written to a tenant's data. */
export type Write =
  | {
      readonly kind: 'create' | 'update' | 'delete';
      readonly key: ResourceKey;
      /** What the resource refers to, or did before. */
      readonly refersTo: readonly ResourceKey[];
    }
  | { readonly kind: 'review'; readonly key: ResourceKey }
  /** A refresh, a drop, a flush. */
  | { readonly kind: 'bulk' };

/** Everything of the tenant. */
export const everything = null;

/**
 * What writes invalidate: the table of docs/cache.md. A creation, an update or a deletion changes the resource, lists
 * and the tenant's figures; a review only what depends on review states; bulk everything.
 */
export function invalidatedBy(writes: readonly Write[]): readonly Tag[] | typeof everything {
  const invalidated = new Set<Tag>();
  for (const write of writes) {
    if (write.kind === 'bulk') return everything;
    const { key, kind } = write;
    const { type } = splitKey(key);
    const aspects = kind === 'review' ? (['review'] as const) : (['content', 'review'] as const);
    for (const aspect of aspects) {
      invalidated.add(tags.tenant(aspect)).add(tags.type(aspect, type));
      // Also of what is created: that there is none is kept as well.
      invalidated.add(tags.resource(aspect, key));
      const related = kind === 'review' ? [] : write.refersTo;
      for (const to of related) invalidated.add(tags.related(aspect, type, to));
    }
  }
  return [...invalidated];
}

const resourceTag = /^\w+ ([^ /]+\/[^ ]+)$/;

const reviewTag = /^review ([^ /]+\/[^ ]+)$/;

/** The resource whose review state a tag names; undefined for all other tags. */
export function reviewedResource(each: Tag): ResourceKey | undefined {
  return reviewTag.exec(each)?.[1] as ResourceKey | undefined;
}

/** The resources that tags name by themselves, each once. */
export function resourcesOf(all: Iterable<Tag>): readonly ResourceKey[] {
  const keys = new Set<ResourceKey>();
  for (const each of all) {
    const key = resourceTag.exec(each)?.[1];
    if (key !== undefined) keys.add(key as ResourceKey);
  }
  return [...keys];
}

/** True for what a list of names of another process may be taken for. */
export function isTag(raw: unknown): raw is Tag {
  return typeof raw === 'string' && /^(content|review) \S/.test(raw);
}
