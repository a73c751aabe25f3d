import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Levels of fields. The deepest path of FHIR that we know of, from a root field on, has 16. */
export const maxDepth = 30;
/** Fields at the root, each of which is work of its own. */
export const maxRootFields = 50;
/** Fields under another name: the same work over and over. */
export const maxAliases = 100;
/** Directives: with `@flatten` and its likes most lines of a document may have one. */
export const maxDirectives = 200;

/** What an operation has, each fragment counted as often as it is spread. */
export interface Counts {
  /** Levels of fields. */
  readonly depth: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
}

/** Counts an operation. The document must be valid: fragments must not lead back to themselves. */
export function count(document: DocumentNode, operation: OperationDefinitionNode): Counts {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  // Each fragment is looked at once: spread in one another they would multiply.
  const known = new Map<string, Counts>();

  const ofFragment = (name: string): Counts => {
    const fragment = fragments.get(name);
    const counts =
      known.get(name) ??
      (fragment === undefined ? nothing : ofSelections(fragment.selectionSet, sizeOf(fragment.directives)));
    known.set(name, counts);
    return counts;
  };

  /** `rootFields` of the result: fields of this very selection. */
  const ofSelections = ({ selections }: SelectionSetNode, directivesBefore: number): Counts => {
    let [depth, rootFields, aliases, directives] = [0, 0, 0, directivesBefore];
    for (const node of selections) {
      directives += sizeOf(node.directives);
      if (node.kind === Kind.FIELD) {
        const below = node.selectionSet === undefined ? nothing : ofSelections(node.selectionSet, 0);
        depth = Math.max(depth, 1 + below.depth);
        rootFields += 1;
        aliases += below.aliases + (node.alias === undefined ? 0 : 1);
        directives += below.directives;
      } else {
        const part =
          node.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(node.name.value)
            : ofSelections(node.selectionSet, 0);
        depth = Math.max(depth, part.depth);
        rootFields += part.rootFields;
        aliases += part.aliases;
        directives += part.directives;
      }
    }
    return { depth, rootFields, aliases, directives };
  };

  const ofVariables = (operation.variableDefinitions ?? []).reduce(
    (sum, { directives }) => sum + sizeOf(directives),
    0,
  );
  return ofSelections(operation.selectionSet, ofVariables + sizeOf(operation.directives));
}

const nothing: Counts = { depth: 0, rootFields: 0, aliases: 0, directives: 0 };

function sizeOf(nodes: readonly unknown[] | undefined): number {
  return nodes?.length ?? 0;
}
