import {
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { type Arguments, constantArguments } from './arguments.ts';

type Variables = Readonly<Record<string, unknown>>;

/** How a value of a type is completed. */
export type Completion =
  | {
      readonly kind: 'leaf';
      readonly type: GraphQLLeafType;
      readonly plain: 'string' | 'boolean' | undefined;
    }
  | { readonly kind: 'list'; readonly item: Completion }
  | { readonly kind: 'nonNull'; readonly inner: Completion }
  | AbstractCompletion
  | ObjectCompletion;

export interface AbstractCompletion {
  readonly kind: 'abstract';
  readonly type: GraphQLAbstractType;
  /** Types that such objects turned out to have. */
  readonly byName: Map<string, ObjectCompletion>;
}

export interface ObjectCompletion {
  readonly kind: 'object';
  readonly type: GraphQLObjectType;
  /** Made when the first such object is met. */
  fields: readonly PlannedField[] | undefined;
}

/** A field of a selection, with all that is known of it before it is executed. */
export interface PlannedField {
  /** Its name in the answer. */
  readonly key: string;
  /** As the schema has it. */
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  /** Properties of this type are values as they stand; undefined: they have to be completed. */
  readonly plain: 'string' | 'boolean' | undefined;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly completion: Completion;
  readonly isNonNull: boolean;
  /** Undefined: the property of the field's name is its value, and it takes no arguments. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  /** Undefined where they depend on variables, or are at fault. Shared, so frozen. */
  readonly args: Arguments | undefined;
}

/** An operation whose conditions (`@skip`, `@include`) are decided. Planned no further than it was executed. */
export class Plan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #rootType: GraphQLObjectType;
  /** Of which those count that conditions name. */
  readonly #variables: Variables;
  readonly #onFields: (count: number) => void;
  #root: readonly PlannedField[] | undefined;

  /** @param onFields told of every few fields that were planned */
  constructor(
    { schema, operation, fragments }: Planned,
    variables: Variables,
    onFields: (count: number) => void,
  ) {
    this.schema = schema;
    this.operation = operation;
    this.fragments = fragments;
    this.#rootType = schema.getQueryType()!;
    this.#variables = variables;
    this.#onFields = onFields;
  }

  /** @throws what graphql-js throws where a condition is no boolean */
  rootFields(): readonly PlannedField[] {
    this.#root ??= this.#plan(
      this.#rootType,
      collectFields(
        ...([this.schema, this.fragments, this.#variables, this.#rootType] as const),
        this.operation.selectionSet,
      ),
    );
    return this.#root;
  }

  /** The fields below `nodes`, on objects of a type. Throws as `rootFields` does. */
  fieldsOf(completion: ObjectCompletion, nodes: readonly FieldNode[]): readonly PlannedField[] {
    completion.fields ??= this.#plan(
      completion.type,
      collectSubfields(this.schema, this.fragments, this.#variables, completion.type, nodes),
    );
    return completion.fields;
  }

  #plan(
    type: GraphQLObjectType,
    collected: ReadonlyMap<string, readonly FieldNode[]>,
  ): readonly PlannedField[] {
    const fields: PlannedField[] = [];
    for (const [key, nodes] of collected) {
      const definition = getFieldDef(this.schema, type, nodes[0]!);
      if (definition != null) fields.push(planField(key, nodes, type, definition));
    }
    this.#onFields(fields.length);
    return fields;
  }
}

/** What a plan is made of. */
export interface Planned {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

function planField(
  key: string,
  nodes: readonly FieldNode[],
  parentType: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
): PlannedField {
  const resolve = definition.resolve ?? (definition.args.length > 0 ? defaultFieldResolver : undefined);
  const completion = completionOf(definition.type);
  const inner = completion.kind === 'nonNull' ? completion.inner : completion;
  return {
    ...{ key, name: definition.name, nodes, definition, parentType, completion },
    plain: resolve === undefined && inner.kind === 'leaf' ? inner.plain : undefined,
    isNonNull: isNonNullType(definition.type),
    resolve,
    args: constantArguments(definition, nodes[0]!),
  };
}

function completionOf(type: GraphQLOutputType): Completion {
  if (isNonNullType(type)) return { kind: 'nonNull', inner: completionOf(type.ofType) };
  if (isListType(type)) return { kind: 'list', item: completionOf(type.ofType) };
  if (isLeafType(type)) return { kind: 'leaf', type, plain: plainKind(type) };
  if (isObjectType(type)) return { kind: 'object', type, fields: undefined };
  return { kind: 'abstract', type, byName: new Map() };
}

/** What GraphQL's own scalars take as it is. */
function plainKind(type: GraphQLLeafType): 'string' | 'boolean' | undefined {
  if (!isSpecifiedScalarType(type)) return undefined;
  if (type.name === 'Boolean') return 'boolean';
  return type.name === 'String' || type.name === 'ID' ? 'string' : undefined;
}
