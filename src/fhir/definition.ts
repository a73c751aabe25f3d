import type { Order, SortKey } from './search.ts';
import type { Resource } from './types.ts';

/** A span of time in milliseconds since 1970, from `low` up to but without `high`. Open ends are infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** `system` is empty where the code has none; `code` is as searches compare it (see `foldCode`). */
export interface Token {
  readonly system: string;
  readonly code: string;
}

/** A quantity: `low` and `high` are the same, or infinite on the side a comparator (`<5 h`) leaves open. */
export interface Amount {
  readonly low: number;
  readonly high: number;
  readonly system: string;
  readonly code: string;
  readonly unit: string;
}

interface AnyParameter {
  /** The official name, such as `general-practitioner`. */
  readonly name: string;
  /** Canonical URL of the official SearchParameter. */
  readonly url: string;
  readonly description: string;
  /** Whether the resource has the element at all, found by or not: what `:missing` asks. */
  present(resource: Resource): boolean;
}

/** https://hl7.org/fhir/R4/search.html#token */
export interface TokenParameter extends AnyParameter {
  readonly kind: 'token';
  /** The system that its codes are of without naming it, if their value set implies one. */
  readonly impliedSystem?: string | undefined;
  values(resource: Resource): readonly Token[];
  /** What `:text` looks at: texts and displays, as they stand. */
  texts(resource: Resource): readonly string[];
}

/** https://hl7.org/fhir/R4/search.html#string */
export interface StringParameter extends AnyParameter {
  readonly kind: 'string';
  /** Texts as they stand, none empty. */
  values(resource: Resource): readonly string[];
  /**
   * What is compared instead of a text, in the resource and in the search alike: folded (see `fold`), or how it
   * sounds. A search of several forms is met when all of them are.
   */
  forms(text: string): readonly string[];
  /** Whether a form must be equal (sounds), not just begin alike. */
  readonly whole: boolean;
}

/** https://hl7.org/fhir/R4/search.html#reference */
export interface ReferenceParameter extends AnyParameter {
  readonly kind: 'reference';
  /** The types it may lead to. */
  readonly targets: readonly string[];
  /** `Type/id`, or the reference as it stands when it leads elsewhere. */
  values(resource: Resource): readonly string[];
  /** What `:identifier` looks at. */
  identifiers(resource: Resource): readonly Token[];
}

/** https://hl7.org/fhir/R4/search.html#uri */
export interface UriParameter extends AnyParameter {
  readonly kind: 'uri';
  values(resource: Resource): readonly string[];
}

/** https://hl7.org/fhir/R4/search.html#date */
export interface DateParameter extends AnyParameter {
  readonly kind: 'date';
  values(resource: Resource): readonly Interval[];
}

/** https://hl7.org/fhir/R4/search.html#quantity */
export interface QuantityParameter extends AnyParameter {
  readonly kind: 'quantity';
  values(resource: Resource): readonly Amount[];
}

/** What a resource is found by. Pure, so that every store can index with it. */
export type SearchParameter =
  | TokenParameter
  | StringParameter
  | ReferenceParameter
  | UriParameter
  | DateParameter
  | QuantityParameter;

/** All that is particular to a resource type: `fhir/<type>/index.ts`. */
export interface TypeDefinition {
  readonly type: string;
  /** Whether tenants review resources of this type. */
  readonly reviewable: boolean;
  /** Value to order by date with, in milliseconds; undefined when the resource has none. */
  date?(resource: Resource): number | undefined;
  /** Value to order by name with, folded. */
  name?(resource: Resource): string | undefined;
  /**
   * Search parameters whose order is one of the collection's own: `{ birthdate: 'date' }`. Where it is `date`, the
   * value to order by must be the `low` of the parameter's only interval, or none where that is open.
   */
  readonly orderedAs: Readonly<Record<string, SortKey>>;
  /** The order of a list that asks for none. */
  readonly defaultOrder: Order;
  /** How long its resources may be kept in caches; see cache/profiles.ts. */
  readonly cacheProfile: 'realtime' | 'short' | 'medium' | 'long' | 'max';
  /**
   * Search parameters whose values tell who somebody is: they do not belong into the URL of a request, which others keep.
   * `identifier` is one for every type.
   */
  readonly sensitive?: readonly string[];
  /**
   * The types in whose compartments resources of this type are, and the reference parameters that put one there:
   * `{ Patient: ['patient'] }`. As the official definitions have it, https://hl7.org/fhir/R4/compartmentdefinition.html.
   */
  readonly compartments?: Readonly<Record<string, readonly string[]>>;
}

/** A type as the registry has it: with its official search parameters, and those every resource has. */
export interface ResourceDefinition extends TypeDefinition {
  readonly parameters: readonly SearchParameter[];
}
