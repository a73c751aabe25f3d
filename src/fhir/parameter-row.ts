import type { SearchParameter } from './definition.ts';

/** A search parameter as data: what the generated table has of each, and a type may add of its own. */
export interface ParameterRow {
  readonly name: string;
  readonly kind: SearchParameter['kind'];
  /** Canonical URL of the official SearchParameter; empty for this gateway's own. */
  readonly url: string;
  readonly description: string;
  /** Of references: the types they may lead to. */
  readonly targets?: readonly string[];
  /**
   * Where the values are: path → FHIR type at its end. A step may have a condition: `telecom[system=email]` takes
   * what has that value, `subject[Patient]` the references to that type.
   */
  readonly elements: Readonly<Record<string, string>>;
  /** Of codes without a system beside them: the one that their value set implies, which a search may name. */
  readonly system?: string;
  /** Not the elements' values, but whether there is one that is not `false`. */
  readonly whether?: true;
}
