import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isReshaped, takesPathFromVariable } from './directives.ts';

/** An operation that uses the flattening directives. Depends on the document alone. */
export interface FlatteningPlan {
  readonly operation: OperationDefinitionNode;
  /** The fragments that the operation reaches. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** No alias or name of the operation begins like this, so selections added under it are nobody else's. */
  readonly hiddenPrefix: string;
  /** Whether what must be selected besides is another with other variables. */
  readonly dependsOnVariables: boolean;
}

const plans = new WeakMap<DocumentNode, Map<OperationDefinitionNode, FlatteningPlan | undefined>>();

/**
 * Looks up whether an operation uses one of the flattening directives, in itself or in the fragments it reaches.
 * Looks through a document once, and at each fragment once however often it is spread.
 * @returns undefined when it uses none, or when the document has no such operation
 */
export function planFlattening(
  document: DocumentNode,
  operationName: string | null | undefined,
): FlatteningPlan | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const known = plans.get(document) ?? new Map<OperationDefinitionNode, FlatteningPlan | undefined>();
  plans.set(document, known);
  if (!known.has(operation)) known.set(operation, makePlan(document, operation));
  return known.get(operation);
}

function makePlan(document: DocumentNode, operation: OperationDefinitionNode): FlatteningPlan | undefined {
  const defined = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) defined.set(node.name.value, node);
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  const responseKeys = new Set<string>();
  let used = false;
  let dependsOnVariables = false;

  const look = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        responseKeys.add(node.alias?.value ?? node.name.value);
        used ||= isReshaped(node);
        dependsOnVariables ||= takesPathFromVariable(node);
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = defined.get(node.name.value);
        if (fragment === undefined || fragments.has(node.name.value)) continue;
        fragments.set(node.name.value, fragment);
        look(fragment.selectionSet);
      } else if (node.selectionSet !== undefined) look(node.selectionSet);
    }
  };

  look(operation.selectionSet);
  if (!used) return undefined;
  return { operation, fragments, hiddenPrefix: findFreePrefix(responseKeys), dependsOnVariables };
}

function findFreePrefix(taken: ReadonlySet<string>): string {
  let longest = 0;
  for (const key of taken) longest = Math.max(longest, /^__hidden(_*)/.exec(key)?.[1]?.length ?? 0);
  return `__hidden${'_'.repeat(longest + 1)}`;
}
