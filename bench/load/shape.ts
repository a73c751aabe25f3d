import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';

/** What an answer must have: each asked field, by its name in the answer, with what was asked below it. */
export type Shape = readonly (readonly [field: string, below: Shape | undefined])[];

/** An operation as it is sent, with what its answer must have. */
export interface Operation {
  readonly text: string;
  readonly shape: Shape;
}

/** Reads a document of one operation. Fragments on types are taken for asked: use them only where they apply. */
export function operation(text: string): Operation {
  const document = parse(text);
  const [first] = document.definitions.filter(definition => definition.kind === Kind.OPERATION_DEFINITION);
  return { text, shape: shapeOf(first!.selectionSet, document) };
}

function shapeOf(selections: SelectionSetNode, document: DocumentNode): Shape {
  return selections.selections.flatMap(selection => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return shapeOf(selection.selectionSet, document);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = document.definitions.find(
        definition =>
          definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION ? shapeOf(fragment.selectionSet, document) : [];
    }
    const below = selection.selectionSet && shapeOf(selection.selectionSet, document);
    return [[selection.alias?.value ?? selection.name.value, below] as const];
  });
}

/** The first asked field that is not there, as a path of field names without places: `encounters.edges.node.status`. Null is an answer. */
export function missing(value: unknown, shape: Shape): string | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    for (const entry of value) {
      const found = missing(entry, shape);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof value !== 'object') return '(no object)';
  for (const [field, below] of shape) {
    const inner = (value as Readonly<Record<string, unknown>>)[field];
    if (inner === undefined) return field;
    if (below === undefined) continue;
    const found = missing(inner, below);
    if (found !== undefined) return `${field}.${found}`;
  }
  return undefined;
}
