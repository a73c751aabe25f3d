import type { Resource } from './types.ts';

/** A span of time in milliseconds since 1970, from `low` up to but without `high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** `system` is empty where the code has none. */
export interface Token {
  readonly system: string;
  readonly code: string;
}

/**
 * One search parameter: which values of a resource it finds. Pure, so that every store can index with it.
 * Kinds as in https://hl7.org/fhir/R4/search.html#ptypes; string values come folded (see `fold`), reference
 * values are `Type/id`, or the reference as it stands when it leads elsewhere.
 */
export type SearchParameter =
  | { readonly name: string; readonly kind: 'token'; values(resource: Resource): readonly Token[] }
  | { readonly name: string; readonly kind: 'string'; values(resource: Resource): readonly string[] }
  | { readonly name: string; readonly kind: 'reference'; values(resource: Resource): readonly string[] }
  | { readonly name: string; readonly kind: 'date'; values(resource: Resource): readonly Interval[] };

/**
 * What a collection can be ordered by. `date` and `name` come from the resource type, `updated` is
 * `meta.lastUpdated`, `reviewTime` belongs to the review state, `id` is the logical id.
 */
export type SortKey = 'date' | 'name' | 'updated' | 'reviewTime' | 'id';

export interface Order {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** All that is particular to a resource type. Registering it (registry.ts) is what makes a type stored. */
export interface ResourceDefinition {
  readonly type: string;
  /** Whether tenants review resources of this type. */
  readonly reviewable: boolean;
  readonly parameters: readonly SearchParameter[];
  /** Value to order by date with, in milliseconds; undefined when the resource has none. */
  date?(resource: Resource): number | undefined;
  /** Value to order by name with, folded. */
  name?(resource: Resource): string | undefined;
  /** The order of a list that asks for none. */
  readonly defaultOrder: Order;
}
