import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { maxPageSize } from '../../services/searching.ts';
import { type Costs, costsOf, type FieldCosts, type TypeCosts } from './costs.ts';
import type { Variables } from './variables.ts';

/** Fields that an answer may have by estimate. At this size it executes in well under a second. */
export const maxCost = 100_000;

export interface Estimate {
  /** How many fields the answer may have. */
  readonly cost: number;
  /** Whether other variables may give another. */
  readonly depends: boolean;
}

/**
 * Estimates an answer before it is made. A field costs its weight, and what is below it as often as it has entries:
 * those of a page as many as the page is long. The document must be valid, the variables coerced.
 */
export function estimate(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Estimate {
  const costs = costsOf(schema);
  const root = costs.get(schema.getRootType(operation.operation)?.name ?? '');
  if (root === undefined) return { cost: 0, depends: false };
  const estimator = new Estimator(costs, document, variables);
  const { fixed } = estimator.ofSelections(operation.selectionSet, root, undefined);
  return { cost: fixed, depends: estimator.depends };
}

/** A cost that is part the same for any page, and part as large as the page is long. */
interface Cost {
  readonly fixed: number;
  readonly perEntry: number;
}

/** Names of fields that have as many entries as the page that they are selected of. */
type Sized = ReadonlySet<string> | undefined;

const none: TypeCosts = new Map();

class Estimator {
  readonly #costs: Costs;
  readonly #variables: Variables;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** Each fragment is looked at once: spread in one another they would multiply. */
  readonly #known = new Map<Sized, Map<string, Cost>>();
  depends = false;

  constructor(costs: Costs, { definitions }: DocumentNode, variables: Variables) {
    this.#costs = costs;
    this.#variables = variables;
    for (const node of definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
    }
  }

  ofSelections({ selections }: SelectionSetNode, type: TypeCosts, sized: Sized): Cost {
    let fixed = 0;
    let perEntry = 0;
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const field = type.get(node.name.value);
        const below = this.#below(node, field);
        if (sized?.has(node.name.value)) perEntry += below;
        else fixed += this.#entries(node, field) * below;
        fixed += field?.weight ?? 1;
      } else {
        const part =
          node.kind === Kind.FRAGMENT_SPREAD
            ? this.#ofFragment(node.name.value, sized)
            : this.ofSelections(
                node.selectionSet,
                this.#typeOf(node.typeCondition?.name.value) ?? type,
                sized,
              );
        fixed += part.fixed;
        perEntry += part.perEntry;
      }
    }
    return { fixed, perEntry };
  }

  /** What one entry costs. */
  #below(node: FieldNode, field: FieldCosts | undefined): number {
    if (node.selectionSet === undefined || field?.below === undefined) return 0;
    const { fixed, perEntry } = this.ofSelections(node.selectionSet, field.below, field.sized);
    return perEntry === 0 ? fixed : fixed + this.#pageSize(node, field) * perEntry;
  }

  /** A page is no list: what is as long as it says is below. */
  #entries(node: FieldNode, field: FieldCosts | undefined): number {
    return field === undefined || field.sized !== undefined ? 1 : this.#pageSize(node, field);
  }

  #pageSize(node: FieldNode, { slicing, size }: FieldCosts): number {
    const given = node.arguments?.find(({ name }) => slicing?.has(name.value))?.value;
    if (given === undefined) return size;
    if (given.kind === Kind.VARIABLE) this.depends = true;
    const length =
      given.kind === Kind.VARIABLE
        ? this.#variables[given.name.value]
        : Number((given as { readonly value?: string }).value);
    if (typeof length !== 'number' || !(length >= 1)) return size;
    // A larger page is refused by its field, which says what is wrong.
    return Math.min(length, maxPageSize);
  }

  #ofFragment(name: string, sized: Sized): Cost {
    const known = this.#known.get(sized) ?? new Map<string, Cost>();
    this.#known.set(sized, known);
    const found = known.get(name);
    if (found !== undefined) return found;
    const fragment = this.#fragments.get(name);
    const cost =
      fragment === undefined
        ? { fixed: 0, perEntry: 0 }
        : this.ofSelections(
            fragment.selectionSet,
            this.#typeOf(fragment.typeCondition.name.value) ?? none,
            sized,
          );
    known.set(name, cost);
    return cost;
  }

  #typeOf(name: string | undefined): TypeCosts | undefined {
    return name === undefined ? undefined : this.#costs.get(name);
  }
}
