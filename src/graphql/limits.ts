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
  Lexer,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql';
import { maxPageSize } from '../services/searching.ts';
import { defaultPageSize } from './resolvers/lists.ts';

/** Tokens of a document; the parser stops there. */
export const maxTokens = 10_000;
/** Brackets of any kind within one another. */
export const maxNesting = 200;
/** Levels of fields. The deepest path of FHIR that we know of, from a root field on, has 16. */
export const maxDepth = 30;
/** Fields that an answer may have by estimate; see `estimate`. At this size it executes in well under a second. */
export const maxCost = 100_000;

/** Fields that an answer may have as it is made: estimates may be wrong. */
export const maxFields = 400_000;

/** What an `XList` holds whose size no argument tells: at the root, and of each resource that others refer to. */
const assumedMatches = { root: 50, nested: 10 };
/** What any other list holds: in FHIR data mostly one or two entries. */
const assumedListSize = 2;
/** Types have many fields, and fields lead back to types. */
const assumedIntrospectionListSize = 10;

/** What a search costs, in fields; and the fields of a connection that search by themselves. */
const searchCost = 50;
const searchingFields: ReadonlySet<string> = new Set(['count', 'previous', 'last']);

/**
 * Whether brackets of a document stand in one another more than `limit` times, as far as the parser would read it: up
 * to its limit of tokens, or to what is no GraphQL. Costs no more than a look at each character where they are few.
 */
export function isNestedDeeperThan(source: string, limit: number): boolean {
  let opened = 0;
  for (const _ of source.matchAll(/[[{(]/g)) opened += 1;
  if (opened <= limit) return false;
  const lexer = new Lexer(new Source(source));
  let depth = 0;
  for (let count = 0; count < maxTokens; count++) {
    const kind = nextKind(lexer);
    if (kind === undefined || kind === TokenKind.EOF) return false;
    if (opening.has(kind)) depth += 1;
    else if (closing.has(kind)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Undefined where the parser would stop. */
function nextKind(lexer: Lexer): TokenKind | undefined {
  try {
    return lexer.advance().kind;
  } catch {
    return undefined;
  }
}

export interface Estimate {
  /** How many fields the answer may have. */
  readonly cost: number;
  readonly depth: number;
}

/**
 * Estimates an answer before it is made. A field costs 1 and what is below it; below the entries of a page that is
 * taken as often as the page is long, below any other list a few times. Fields that search cost more. The
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
  // Each fragment is looked at once for a page size: spread in one another they would multiply.
  const known = new Map<string, Estimate>();

  /** `size`: of the page, where the selections are those of a connection. */
  const ofSelections = (selections: SelectionSetNode, typeName: string, size: number): Estimate => {
    let cost = 0;
    let depth = 0;
    for (const node of selections.selections) {
      const part =
        node.kind === Kind.FIELD
          ? ofField(node, typeName, size)
          : node.kind === Kind.INLINE_FRAGMENT
            ? ofSelections(node.selectionSet, node.typeCondition?.name.value ?? typeName, size)
            : ofFragment(node.name.value, size);
      cost += part.cost;
      depth = Math.max(depth, part.depth);
    }
    return { cost, depth };
  };

  const ofFragment = (name: string, size: number): Estimate => {
    const fragment = fragments.get(name);
    if (fragment === undefined) return { cost: 0, depth: 0 };
    const place = `${name} ${size}`;
    const found =
      known.get(place) ?? ofSelections(fragment.selectionSet, fragment.typeCondition.name.value, size);
    known.set(place, found);
    return found;
  };

  const ofField = (node: FieldNode, typeName: string, size: number): Estimate => {
    const type = fieldType(schema, typeName, node.name.value);
    if (node.selectionSet === undefined || type === undefined) {
      const searches = typeName.endsWith('Connection') && searchingFields.has(node.name.value);
      return { cost: searches ? searchCost : 1, depth: 1 };
    }
    const named = getNamedType(type).name;
    if (named.endsWith('Connection')) {
      const page = pageSize(node, variables, defaultPageSize);
      const below = ofSelections(node.selectionSet, named, page);
      return { cost: searchCost + below.cost, depth: 1 + below.depth };
    }
    const below = ofSelections(node.selectionSet, named, 1);
    const isRoot = typeName === schema.getQueryType()?.name;
    if (node.name.value === `${named}List`) {
      const matches = pageSize(node, variables, isRoot ? assumedMatches.root : assumedMatches.nested);
      return { cost: searchCost + matches * below.cost, depth: 1 + below.depth };
    }
    return { cost: 1 + timesTaken(type, size) * below.cost, depth: 1 + below.depth };
  };

  const root = schema.getRootType(operation.operation);
  return root ? ofSelections(operation.selectionSet, root.name, 1) : { cost: 0, depth: 0 };
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

function timesTaken(type: NonNullable<ReturnType<typeof fieldType>>, size: number): number {
  if (!isListType(isNonNullType(type) ? type.ofType : type)) return 1;
  const name = getNamedType(type).name;
  if (name.endsWith('Edge')) return size;
  return name.startsWith('__') ? assumedIntrospectionListSize : assumedListSize;
}

function pageSize(node: FieldNode, variables: Readonly<Record<string, unknown>>, otherwise: number): number {
  const given = node.arguments?.find(({ name }) => name.value === 'first' || name.value === '_count')?.value;
  const first =
    given?.kind === Kind.VARIABLE
      ? variables[given.name.value]
      : given && Number((given as { value?: string }).value);
  if (typeof first !== 'number' || first < 1) return otherwise;
  // A larger page is refused by its field, which says what is wrong.
  return Math.min(first, maxPageSize);
}
