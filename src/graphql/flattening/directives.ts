import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  valueFromASTUntyped,
} from 'graphql';

/** The data flattening directives of the FHIR R4 GraphQL page (hl7.org/fhir/R4/graphql.html). */
const flatteningDirectives: ReadonlySet<string> = new Set(['flatten', 'first', 'singleton', 'slice']);

/**
 * Names in a path of `@slice`. What a path reads is read for every entry of its list and is not in the estimate
 * of what the answer costs, so it is short; paths between elements that tell entries apart have one or two.
 */
const maxPathNames = 5;

/** What the directives of one field ask for. */
export interface Reshaping {
  readonly flatten: boolean;
  readonly first: boolean;
  readonly singleton: boolean;
  readonly slice: SlicePath | undefined;
}

/** The position of an entry, or the elements that lead from it to a value. */
export type SlicePath = '$index' | readonly string[];

/** Whether the field carries one of the four directives. */
export function isReshaped(node: FieldNode): boolean {
  return node.directives?.some(({ name }) => flatteningDirectives.has(name.value)) ?? false;
}

/** What the field's directives ask for. A path that `findPathFault` refuses counts as no path. */
export function readReshaping(node: FieldNode, variables: Readonly<Record<string, unknown>>): Reshaping {
  const path = readPathText(node, variables);
  return {
    flatten: findDirective(node, 'flatten') !== undefined,
    first: findDirective(node, 'first') !== undefined,
    singleton: findDirective(node, 'singleton') !== undefined,
    slice: path === undefined ? undefined : parsePath(path),
  };
}

/** The text of the field's `@slice(path:)`, undefined without the directive. */
export function readPathText(
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  const path = pathNode(node)?.value;
  return path && String(valueFromASTUntyped(path, variables as Record<string, unknown>));
}

/** Whether the field's `@slice` takes its path from a variable. */
export function takesPathFromVariable(node: FieldNode): boolean {
  return pathNode(node)?.value.kind === 'Variable';
}

/** A path as `@slice` takes it; undefined when it is none. */
export function parsePath(text: string): SlicePath | undefined {
  if (text === '$index') return text;
  if (!/^[a-z]\w*(?:\.[a-z]\w*)*$/.test(text)) return undefined;
  const names = text.split('.');
  return names.length <= maxPathNames ? names : undefined;
}

/**
 * What is wrong with a path for entries of a type, as a message for the client; undefined when nothing is.
 * Only elements that the declared type has can be asked for, and only what needs no arguments.
 */
export function findPathFault(text: string, entry: GraphQLNamedType): string | undefined {
  const path = parsePath(text);
  if (path === '$index') return undefined;
  if (path === undefined) {
    return (
      '@slice supports only simple paths: "$index", ' +
      `or at most ${maxPathNames} names of elements joined by dots, such as "type.text".`
    );
  }
  let type = entry;
  for (const name of path) {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (field === undefined || field.args.some(isRequiredArgument)) {
      return `@slice cannot follow its path: ${type.name} has no element "${name}".`;
    }
    type = getNamedType(field.type);
  }
  return isLeafType(type)
    ? undefined
    : `@slice needs a path to a single value; this one leads to ${type.name}.`;
}

function findDirective(node: FieldNode, name: string): DirectiveNode | undefined {
  return node.directives?.find(directive => directive.name.value === name);
}

function pathNode(node: FieldNode) {
  return findDirective(node, 'slice')?.arguments?.find(({ name }) => name.value === 'path');
}
