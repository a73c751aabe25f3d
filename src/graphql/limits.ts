import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { maxPageSize } from '../services/searching.ts';
import { defaultPageSize } from './resolvers/lists.ts';

/** Tokens of a document; the parser stops there. */
export const maxTokens = 10_000;
/** Levels of fields. The deepest path of FHIR that we know of, from a root field on, has 16. */
export const maxDepth = 30;
/** Fields that an answer may have by estimate; see `estimate`. At this size it executes in well under a second. */
export const maxCost = 100_000;

/** What a list holds whose size no argument tells: in FHIR data mostly one or two entries. */
const assumedListSize = 2;
/** Types have many fields, and fields lead back to types. */
const assumedIntrospectionListSize = 10;

/** Fields that cost a search of their own. */
const searchCost: Readonly<Record<string, number>> = { count: 50, previous: 50, last: 50 };

/** Whether brackets of a document stand in one another more than `limit` times. Text in quotes is passed over. */
export function isNestedDeeperThan(source: string, limit: number): boolean {
  let depth = 0;
  for (const [mark] of source.matchAll(/"(?:\\.|[^"\\\n])*"|[[{(]|[\]})]/g)) {
    if (mark === '[' || mark === '{' || mark === '(') {
      depth += 1;
      if (depth > limit) return true;
    } else if (!mark.startsWith('"')) depth -= 1;
  }
  return false;
}

export interface Estimate {
  /** How many fields the answer may have. */
  readonly cost: number;
  readonly depth: number;
}

/**
 * Estimates an answer before it is made. A field costs 1 and what is below it; below a connection that is
 * taken `first` times, below any other list a few times. Fields that search by themselves cost more. The
 * document must be valid, the variables coerced.
 */
export function estimate(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Estimate {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  // Each fragment is looked at once: spread in one another they would multiply.
  const known = new Map<string, Estimate>();

  const ofSelections = (selections: SelectionSetNode, typeName: string): Estimate => {
    let cost = 0;
    let depth = 0;
    for (const node of selections.selections) {
      const part =
        node.kind === Kind.FIELD
          ? ofField(node, typeName)
          : node.kind === Kind.INLINE_FRAGMENT
            ? ofSelections(node.selectionSet, node.typeCondition?.name.value ?? typeName)
            : ofFragment(node.name.value);
      cost += part.cost;
      depth = Math.max(depth, part.depth);
    }
    return { cost, depth };
  };

  const ofFragment = (name: string): Estimate => {
    const fragment = fragments.get(name);
    if (fragment === undefined) return { cost: 0, depth: 0 };
    const found = known.get(name) ?? ofSelections(fragment.selectionSet, fragment.typeCondition.name.value);
    known.set(name, found);
    return found;
  };

  const ofField = (node: FieldNode, typeName: string): Estimate => {
    const type = fieldType(schema, typeName, node.name.value);
    if (node.selectionSet === undefined || type === undefined) {
      const searched = typeName.endsWith('Connection') ? searchCost[node.name.value] : undefined;
      return { cost: searched ?? 1, depth: 1 };
    }
    const below = ofSelections(node.selectionSet, getNamedType(type).name);
    return { cost: 1 + timesTaken(node, type, variables) * below.cost, depth: 1 + below.depth };
  };

  const root = schema.getRootType(operation.operation);
  return root ? ofSelections(operation.selectionSet, root.name) : { cost: 0, depth: 0 };
}

/** Variables as execution will see them, defaults included; undefined when they do not fit. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> | undefined {
  return getVariableValues(schema, operation.variableDefinitions ?? [], given ?? {}, { maxErrors: 1 })
    .coerced;
}

function fieldType(schema: GraphQLSchema, typeName: string, fieldName: string) {
  const type = schema.getType(typeName);
  if (!isCompositeType(type)) return undefined;
  if (fieldName === '__schema') return schema.getType('__Schema') as typeof type;
  if (fieldName === '__type') return schema.getType('__Type') as typeof type;
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName]?.type : undefined;
}

function timesTaken(
  node: FieldNode,
  type: NonNullable<ReturnType<typeof fieldType>>,
  variables: Readonly<Record<string, unknown>>,
): number {
  const name = getNamedType(type).name;
  if (name.endsWith('Connection')) return pageSize(node, variables);
  if (!isListType(isNonNullType(type) ? type.ofType : type)) return 1;
  // The entries of a page are counted by its connection already.
  if (name.endsWith('Edge')) return 1;
  return name.startsWith('__') ? assumedIntrospectionListSize : assumedListSize;
}

function pageSize(node: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  const first =
    given?.kind === Kind.VARIABLE
      ? variables[given.name.value]
      : given && Number((given as { value?: string }).value);
  if (typeof first !== 'number' || first < 1) return defaultPageSize;
  // A larger page is refused by its field, which says what is wrong.
  return Math.min(first, maxPageSize);
}
