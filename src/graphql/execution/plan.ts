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
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type OperationDefinitionNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { type Arguments, constantArguments } from './arguments.ts';
import { type KeptTexts, Step } from './kept-texts.ts';
import { asItIs, isPure, pure, readsProperty } from './pure.ts';

type Variables = Readonly<Record<string, unknown>>;

/** How a value of a type is completed. */
export type Completion =
  | LeafCompletion
  | { readonly kind: 'list'; readonly item: Completion }
  | { readonly kind: 'nonNull'; readonly inner: Completion }
  | AbstractCompletion
  | ObjectCompletion;

export interface LeafCompletion {
  readonly kind: 'leaf';
  readonly type: GraphQLLeafType;
  readonly plain: 'string' | 'boolean' | undefined;
}

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
  /** The same fields, as their text is made. */
  steps: readonly Step[] | undefined;
}

/** A field of a selection, with all that is known of it before it is executed. */
export interface PlannedField {
  /** Its name in the answer. */
  readonly key: string;
  /** What stands before its value in the text of the answer. */
  readonly opening: string;
  /** As the schema has it. */
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  /** Values of this type are leaves as they stand; undefined: they have to be completed. */
  readonly plain: 'string' | 'boolean' | undefined;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly completion: Completion;
  readonly isNonNull: boolean;
  /** The text of its value, where that is the same for all objects. */
  readonly constant: string | undefined;
  /** Undefined: the property of the field's name is its value, and it is given no arguments. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  /** Undefined where they depend on variables, or are at fault. Shared, so frozen. */
  readonly args: Arguments | undefined;
  /** Whether the resolver takes `info`: it has a parameter for it. */
  readonly takesInfo: boolean;
  /** Whether nothing below its value can have to know where it stands. */
  readonly isLeaf: boolean;
  /** Whether its value depends on its object alone. Taken for granted of what is below until an object there turns out to need more. */
  isStatic: boolean;
}

/** An operation whose conditions (`@skip`, `@include`) are decided. Planned no further than it was executed. */
export class Plan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Stands for the answer. */
  readonly root: ObjectCompletion;
  /** Of which those count that conditions name. */
  readonly #variables: Variables;
  readonly #onFields: (count: number) => void;
  readonly #texts: KeptTexts | undefined;
  readonly #steps = new Set<Step>();
  #isGivenUp = false;

  /** @param texts where texts of shared objects are kept; undefined: for another plan than this one
   * @param onFields told of every few fields that were planned */
  constructor(
    { schema, operation, fragments }: Planned,
    variables: Variables,
    onFields: (count: number) => void,
    texts?: KeptTexts,
  ) {
    this.schema = schema;
    this.operation = operation;
    this.fragments = fragments;
    this.root = { kind: 'object', type: schema.getQueryType()!, fields: undefined, steps: undefined };
    this.#variables = variables;
    this.#onFields = onFields;
    this.#texts = texts;
  }

  /**
   * The fields below `nodes`, on objects of a type. Those of the root have no nodes above them.
   * @throws what graphql-js throws where a condition is no boolean
   */
  fieldsOf(completion: ObjectCompletion, nodes: readonly FieldNode[]): readonly PlannedField[] {
    if (completion.fields !== undefined) return completion.fields;
    const { type } = completion;
    const given = [this.schema, this.fragments, this.#variables, type] as const;
    completion.fields = this.#plan(
      type,
      completion === this.root
        ? collectFields(...given, this.operation.selectionSet)
        : collectSubfields(...given, nodes),
    );
    return completion.fields;
  }

  /** The same fields, with those next to one another that depend on their object alone as one. Throws as `fieldsOf` does. */
  stepsOf(completion: ObjectCompletion, nodes: readonly FieldNode[]): readonly Step[] {
    if (completion.steps !== undefined) return completion.steps;
    const steps: Step[] = [];
    let together: PlannedField[] = [];
    for (const field of this.fieldsOf(completion, nodes)) {
      if (field.isStatic && together.length > 0) {
        together.push(field);
        continue;
      }
      together = [field];
      steps.push(new Step(together, field.isStatic));
      if (!field.isStatic) together = [];
    }
    completion.steps = steps;
    return steps;
  }

  /** To be asked when one of its fields turned out not to be static. */
  forgetSteps(completion: ObjectCompletion): void {
    for (const step of completion.steps ?? []) this.#texts?.release(step);
    completion.steps = undefined;
  }

  /** Whether texts are kept for it. */
  get keepsTexts(): boolean {
    return this.#texts !== undefined && !this.#isGivenUp;
  }

  keep(step: Step, source: object, text: string): void {
    if (this.#texts === undefined || this.#isGivenUp) return;
    if (step.texts === undefined) this.#steps.add(step);
    this.#texts.keep(step, source, text);
  }

  /** It is kept no longer; executions that have it go on. */
  giveUp(): void {
    this.#isGivenUp = true;
    for (const step of this.#steps) this.#texts?.release(step);
    this.#steps.clear();
  }

  #plan(
    type: GraphQLObjectType,
    collected: ReadonlyMap<string, readonly FieldNode[]>,
  ): readonly PlannedField[] {
    const fields: PlannedField[] = [];
    for (const [key, nodes] of collected) {
      const definition = getFieldDef(this.schema, type, nodes[0]!);
      if (definition != null) fields.push(planField(key, fields.length, nodes, type, definition));
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
  place: number,
  nodes: readonly FieldNode[],
  parentType: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
): PlannedField {
  const args = constantArguments(definition, nodes[0]!);
  const resolve = resolverOf(definition, parentType, args);
  const completion = completionOf(definition.type);
  const inner = completion.kind === 'nonNull' ? completion.inner : completion;
  const isPlain = resolve === undefined || isPure(resolve);
  return {
    ...{ key, name: definition.name, nodes, definition, parentType, completion },
    opening: `${place === 0 ? '{' : ','}${JSON.stringify(key)}:`,
    plain: inner.kind === 'leaf' ? inner.plain : undefined,
    isNonNull: isNonNullType(definition.type),
    constant: definition === TypeNameMetaFieldDef ? JSON.stringify(parentType.name) : undefined,
    ...{ resolve, args },
    takesInfo: resolve !== undefined && takesInfo(resolve),
    isLeaf: inner.kind === 'leaf',
    isStatic: isPlain && args !== undefined && !isAbstractType(getNamedType(definition.type)),
  };
}

/** Undefined: the property of the field's name is its value. */
function resolverOf(
  definition: GraphQLField<unknown, unknown>,
  parentType: GraphQLObjectType,
  args: Arguments | undefined,
): PlannedField['resolve'] {
  if (definition === TypeNameMetaFieldDef) return pure(() => parentType.name);
  const { resolve } = definition;
  if (resolve !== undefined && args !== undefined && readsProperty(resolve) && Object.keys(args).length === 0)
    return undefined;
  return resolve ?? (definition.args.length > 0 ? defaultFieldResolver : undefined);
}

/** A function without any parameter may take what it is given all the same. */
export function takesInfo(resolve: (...given: never[]) => unknown): boolean {
  return resolve.length > 3 || (resolve.length === 0 && !isPure(resolve as never));
}

function completionOf(type: GraphQLOutputType): Completion {
  if (isNonNullType(type)) return { kind: 'nonNull', inner: completionOf(type.ofType) };
  if (isListType(type)) return { kind: 'list', item: completionOf(type.ofType) };
  if (isLeafType(type)) return { kind: 'leaf', type, plain: plainKind(type) };
  if (isObjectType(type)) return { kind: 'object', type, fields: undefined, steps: undefined };
  return { kind: 'abstract', type, byName: new Map() };
}

/** What scalars take as it is. */
function plainKind(type: GraphQLLeafType): 'string' | 'boolean' | undefined {
  if (type.serialize === asItIs) return 'string';
  if (!isSpecifiedScalarType(type)) return undefined;
  if (type.name === 'Boolean') return 'boolean';
  return type.name === 'String' || type.name === 'ID' ? 'string' : undefined;
}
