import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

/** Comparisons that validation makes to see whether fields of one name can be merged: up to a microsecond each. */
const maxComparisons = 30_000;
/** Fields of a document with its fragments where they are spread, those of one name at one place together. */
const maxSelections = 20_000;
/** Directives at one place. There are six that a document may have, and none may be repeated. */
const maxDirectivesAtOnePlace = 8;

/**
 * Refuses what would keep validation busy, and ends validation there. Its error names its code, over which Apollo puts
 * its own: see `limitCode`. Must be among the rules of every validation.
 */
export const refuseCostlyValidation: ValidationRule = context => ({
  Document(document) {
    const error = costOfValidation(document);
    if (error === undefined) return undefined;
    context.reportError(error);
    // What is taken out of the document no rule visits.
    return null;
  },
});

/** Undefined where validation is cheap. Takes whatever the parser made: fragments in circles, too. */
function costOfValidation(document: DocumentNode): GraphQLError | undefined {
  try {
    new Walk(document).walk();
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Goes through a document as validation compares its fields: those of one name at one place with each other. */
class Walk {
  readonly #definitions: readonly DefinitionNode[];
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #circles: ReadonlySet<FragmentSpreadNode>;
  readonly #reached = new Set<FragmentDefinitionNode>();
  #comparisons = 0;
  #selections = 0;

  constructor({ definitions }: DocumentNode) {
    this.#definitions = definitions;
    const fragments = definitions.filter(node => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map(node => [node.name.value, node]));
    this.#circles = closingCircles(this.#fragments);
  }

  /** @throws GraphQLError */
  walk(): void {
    for (const node of this.#definitions) {
      if (node.kind !== Kind.OPERATION_DEFINITION) continue;
      checkPlace(node.directives);
      for (const { directives } of node.variableDefinitions ?? []) checkPlace(directives);
      this.#merged([node.selectionSet]);
    }
    // Validation looks at those that nobody spreads, too.
    for (const node of this.#definitions) {
      if (node.kind !== Kind.FRAGMENT_DEFINITION) continue;
      checkPlace(node.directives);
      if (!this.#reached.has(node)) this.#merged([node.selectionSet]);
    }
  }

  /** Selections that stand at one place of the answer. */
  #merged(sets: readonly SelectionSetNode[]): void {
    const fields = new Map<string, FieldNode[]>();
    const spread = new Set<FragmentDefinitionNode>();
    for (const set of sets) this.#collect(set, fields, spread);
    // Each fragment is compared with each other, and its fields' names are looked up there, which is quicker.
    this.#compare(pairs(spread.size) + (spread.size * fields.size) / 4);
    for (const nodes of fields.values()) {
      this.#compare(pairs(nodes.length));
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) this.#merged(below);
    }
  }

  #compare(times: number): void {
    this.#comparisons += times;
    if (this.#comparisons > maxComparisons) throw repeated();
  }

  #collect(
    { selections }: SelectionSetNode,
    fields: Map<string, FieldNode[]>,
    spread: Set<FragmentDefinitionNode>,
  ): void {
    this.#selections += selections.length;
    if (this.#selections > maxSelections) throw multiplied();
    for (const node of selections) {
      checkPlace(node.directives);
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        const alike = fields.get(name);
        if (alike === undefined) fields.set(name, [node]);
        else alike.push(node);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        this.#collect(node.selectionSet, fields, spread);
      } else {
        const fragment = this.#fragments.get(node.name.value);
        if (fragment === undefined || spread.has(fragment) || this.#circles.has(node)) continue;
        this.#reached.add(fragment);
        spread.add(fragment);
        this.#collect(fragment.selectionSet, fields, spread);
      }
    }
  }
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

/** Spreads without which no fragment leads back to itself. Validation will find them wrong. */
function closingCircles(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlySet<FragmentSpreadNode> {
  const closing = new Set<FragmentSpreadNode>();
  const done = new Map<FragmentDefinitionNode, boolean>();
  const follow = (fragment: FragmentDefinitionNode): void => {
    done.set(fragment, false);
    for (const spread of spreadsOf(fragment)) {
      const next = fragments.get(spread.name.value);
      if (next === undefined || done.get(next) === true) continue;
      if (done.has(next)) closing.add(spread);
      else follow(next);
    }
    done.set(fragment, true);
  };
  for (const fragment of fragments.values()) if (!done.has(fragment)) follow(fragment);
  return closing;
}

function* spreadsOf({ selectionSet }: FragmentDefinitionNode): Iterable<FragmentSpreadNode> {
  const sets = [selectionSet];
  for (const { selections } of sets) {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) yield node;
      else if (node.selectionSet !== undefined) sets.push(node.selectionSet);
    }
  }
}

function checkPlace(directives: readonly DirectiveNode[] | undefined): void {
  if (directives === undefined || directives.length <= maxDirectivesAtOnePlace) return;
  throw refused(
    'MAX_DIRECTIVES_LIMIT',
    `The document has ${directives.length} directives at one place; at most ${maxDirectivesAtOnePlace} are allowed.`,
  );
}

function repeated(): GraphQLError {
  return refused(
    'COST_ESTIMATED_TOO_EXPENSIVE',
    'The document has too many fields and fragments at the same place. Select each field once.',
  );
}

function multiplied(): GraphQLError {
  return refused(
    'COST_ESTIMATED_TOO_EXPENSIVE',
    `The document selects more than ${maxSelections} fields where all of its fragments are spread.`,
  );
}

function refused(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
