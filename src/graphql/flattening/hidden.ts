import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { findPathFault, isReshaped, readPathText, readReshaping } from './directives.ts';
import type { FlatteningPlan } from './plan.ts';

/** What to execute in place of the client's document, or why the directives cannot be followed. */
export type HiddenSelections =
  | { readonly document: DocumentNode; readonly errors?: undefined }
  | { readonly document?: undefined; readonly errors: readonly GraphQLError[] };

const known = new WeakMap<FlatteningPlan, { schema: GraphQLSchema; selections: HiddenSelections }>();

/** The response key under which a field is selected for the gateway's own use. */
export function hiddenKey(plan: FlatteningPlan, fieldName: string): string {
  return plan.hiddenPrefix + fieldName;
}

/**
 * Adds to the operation what reshaping its answer needs and the client may not have selected: the elements that
 * paths of `@slice` lead through, and the type of objects whose selections depend on it. Kept for the plan's life
 * unless it depends on variables.
 * @param variables coerced
 */
export function addHiddenSelections(
  plan: FlatteningPlan,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): HiddenSelections {
  const found = known.get(plan);
  if (found?.schema === schema) return found.selections;
  const selections = makeSelections(plan, schema, variables);
  if (!plan.dependsOnVariables) known.set(plan, { schema, selections });
  return selections;
}

function makeSelections(
  plan: FlatteningPlan,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): HiddenSelections {
  const errors: GraphQLError[] = [];
  const fail = (node: FieldNode, message: string): void => {
    errors.push(new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } }));
  };
  const typeInfo = new TypeInfo(schema);
  const reached: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [plan.operation, ...plan.fragments.values()],
  };

  const document = visit(
    reached,
    visitWithTypeInfo(typeInfo, {
      Field: {
        leave(node): FieldNode | undefined {
          const type = getNamedType(typeInfo.getType());
          if (!type) return undefined;
          const hidden: SelectionNode[] = [];
          if (isReshaped(node)) {
            const { flatten, slice } = readReshaping(node, variables);
            const path = readPathText(node, variables);
            const fault = path === undefined ? undefined : findPathFault(path, type);
            if (fault !== undefined) fail(node, fault);
            else if (Array.isArray(slice)) hidden.push(selectPath(plan, slice));
            if (flatten && isLeafType(type)) {
              fail(node, `@flatten needs a field with fields of its own; ${type.name} has none.`);
            }
          }
          if (node.selectionSet === undefined) return undefined;
          const { selections } = node.selectionSet;
          if (isAbstractType(type) && selections.some(({ kind }) => kind !== Kind.FIELD)) {
            hidden.push(selectField(plan, '__typename'));
          }
          if (hidden.length === 0) return undefined;
          return { ...node, selectionSet: { ...node.selectionSet, selections: [...selections, ...hidden] } };
        },
      },
    }),
  );
  return errors.length > 0 ? { errors } : { document };
}

function selectPath(plan: FlatteningPlan, [name, ...rest]: readonly string[]): FieldNode {
  return selectField(plan, name!, rest.length === 0 ? undefined : selectPath(plan, rest));
}

function selectField(plan: FlatteningPlan, fieldName: string, child?: FieldNode): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: hiddenKey(plan, fieldName) },
    name: { kind: Kind.NAME, value: fieldName },
    ...(child && { selectionSet: { kind: Kind.SELECTION_SET, selections: [child] } }),
  };
}
