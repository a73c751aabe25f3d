/**
 * A search as a value: what a client asked for, checked and understood, and what every store compiles.
 * Conditions are joined by AND, `anyOf` by OR; an empty `anyOf` matches nothing. A resource that has several
 * values matches when any of them does.
 */
export type Condition =
  /** Of one `anyOf`, what is given must be equal; an empty system stands for none. `code` is folded. */
  | { readonly kind: 'token'; readonly parameter: string; readonly anyOf: readonly TokenTest[] }
  /** `:text`: a text or display begins so. Folded. */
  | { readonly kind: 'text'; readonly parameter: string; readonly anyOf: readonly string[] }
  | {
      readonly kind: 'string';
      readonly parameter: string;
      readonly match: StringMatch;
      readonly anyOf: readonly string[];
    }
  /** Keys (`Patient/1`), or URLs. */
  | { readonly kind: 'reference'; readonly parameter: string; readonly anyOf: readonly string[] }
  /** `:identifier`: the reference's own identifier. */
  | { readonly kind: 'identifier'; readonly parameter: string; readonly anyOf: readonly TokenTest[] }
  /** `below`: equal, or a path below it. */
  | {
      readonly kind: 'uri';
      readonly parameter: string;
      readonly match: 'exact' | 'below';
      readonly anyOf: readonly string[];
    }
  | { readonly kind: 'date'; readonly parameter: string; readonly anyOf: readonly RangeTest[] }
  | { readonly kind: 'quantity'; readonly parameter: string; readonly anyOf: readonly QuantityTest[] }
  | { readonly kind: 'missing'; readonly parameter: string; readonly is: boolean }
  | { readonly kind: 'not'; readonly condition: Condition }
  /** Refers, by a reference parameter, to a stored resource of that type that meets all of `where`. */
  | {
      readonly kind: 'chain';
      readonly parameter: string;
      readonly type: string;
      readonly where: readonly Condition[];
    }
  | { readonly kind: 'id'; readonly anyOf: readonly string[] }
  | { readonly kind: 'reviewed'; readonly is: boolean }
  /** A review time is a span of one millisecond. What is not reviewed has none. */
  | { readonly kind: 'reviewTime'; readonly anyOf: readonly RangeTest[] }
  | { readonly kind: 'reviewedBy'; readonly anyOf: readonly string[] };

/** Whether what it finds changes with reviews. */
export function isAboutReviews(condition: Condition): boolean {
  switch (condition.kind) {
    case 'reviewed':
    case 'reviewTime':
    case 'reviewedBy':
      return true;
    case 'not':
      return isAboutReviews(condition.condition);
    case 'chain':
      return condition.where.some(isAboutReviews);
    default:
      return false;
  }
}

/** At least one of the two is given. */
export interface TokenTest {
  readonly system?: string;
  readonly code?: string;
}

/**
 * `prefix`, `contains`: of a form (see StringParameter.forms); the store takes the forms of what is given.
 * `exact`: the text as it stands.
 */
export type StringMatch = 'prefix' | 'contains' | 'exact';

/** A test on one end of a value's range. Dates are in milliseconds since 1970. */
export interface Bound {
  readonly of: 'low' | 'high';
  readonly op: '<' | '<=' | '>' | '>=';
  readonly value: number;
}

/** Met by a range that meets every bound. */
export interface RangeTest {
  readonly bounds: readonly Bound[];
}

/** `system` and `code` as in a token; a `code` without a system may be the code or the unit. */
export interface QuantityTest extends RangeTest {
  readonly system?: string;
  readonly code?: string;
}

/**
 * Orders that a collection keeps indexes for. `date` and `name` come from the resource type, `updated` is
 * `meta.lastUpdated`, `reviewTime` belongs to the review state, `id` is the logical id.
 */
export type SortKey = 'date' | 'name' | 'updated' | 'reviewTime' | 'id';

/** By a search parameter's values: of several the greatest, or the least. */
export interface SortParameter {
  readonly parameter: string;
  readonly greatest: boolean;
}

export interface SortBy {
  readonly by: SortKey | SortParameter;
  readonly descending: boolean;
}

/** Never empty. Resources without a value stand lowest; text compares by code point. */
export type Order = readonly [SortBy, ...SortBy[]];
