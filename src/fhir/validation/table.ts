/** What a primitive is in JSON, https://hl7.org/fhir/R4/json.html#primitive; an integer is a whole number. */
export type JsonKind = 'string' | 'boolean' | 'number' | 'integer';

/** The official definitions of some resource types and of all that they are made of, as the checks read them. */
export interface Table {
  /** `System.String` and `xhtml` have no `_x` sibling. */
  readonly primitives: Readonly<Record<string, JsonKind>>;
  /** The types of `structure` that are spelled out resource types. */
  readonly resourceTypes: readonly string[];
  /** The codes of each value set, parted by blanks. */
  readonly codes: Readonly<Record<string, string>>;
  /**
   * The elements of each type. `*` is a list, `!` is required, and `|` parts the types of a choice:
   * `'value[x]': 'string|Quantity'` are `valueString` and `valueQuantity`, of which at most one is there.
   * `code=x` is a code of the value set `x`.
   */
  readonly structure: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
