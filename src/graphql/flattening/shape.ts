import {
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { type Reshaping, readReshaping } from './directives.ts';
import { hiddenKey } from './hidden.ts';
import type { FlatteningPlan } from './plan.ts';

const metaFields = [TypeNameMetaFieldDef, SchemaMetaFieldDef, TypeMetaFieldDef];

/** An object of the answer as execution left it. */
export type Data = Readonly<Record<string, unknown>>;

/** What shapes of one operation have in common. */
export interface ShapeContext {
  readonly schema: GraphQLSchema;
  readonly plan: FlatteningPlan;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The root of an answer. */
export function rootShape(context: ShapeContext): Selections {
  const { operation } = context.plan;
  return new Selections(context, context.schema.getRootType(operation.operation)!, '', [
    operation.selectionSet,
  ]);
}

/** What is selected of the objects at one place of the answer, as GraphQL merges it: by response key. */
export class Selections {
  readonly #context: ShapeContext;
  readonly #declared: GraphQLNamedType;
  readonly #place: string;
  readonly #sets: readonly SelectionSetNode[];
  readonly #byType = new Map<string, ReadonlyMap<string, FieldShape>>();

  constructor(
    context: ShapeContext,
    declared: GraphQLNamedType,
    place: string,
    sets: readonly SelectionSetNode[],
  ) {
    this.#context = context;
    this.#declared = declared;
    this.#place = place;
    this.#sets = sets;
  }

  /** The fields selected of an object, by response key, in the order of the answer. */
  fieldsOf(object: Data): ReadonlyMap<string, FieldShape> {
    const type = this.#typeOf(object);
    const fields = this.#byType.get(type.name) ?? this.#collect(type);
    this.#byType.set(type.name, fields);
    return fields;
  }

  /** An abstract type stays when nothing selected depends on what it is here. */
  #typeOf(object: Data): GraphQLNamedType {
    if (!isAbstractType(this.#declared)) return this.#declared;
    const name = object[hiddenKey(this.#context.plan, '__typename')];
    return (typeof name === 'string' && this.#context.schema.getType(name)) || this.#declared;
  }

  #collect(type: GraphQLNamedType): Map<string, FieldShape> {
    const nodes = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const node of selections) {
        if (!this.#isIncluded(node)) continue;
        if (node.kind === Kind.FIELD) {
          const key = node.alias?.value ?? node.name.value;
          const same = nodes.get(key);
          if (same === undefined) nodes.set(key, [node]);
          else same.push(node);
        } else if (node.kind === Kind.INLINE_FRAGMENT) {
          if (this.#applies(node.typeCondition?.name.value, type)) collect(node.selectionSet);
        } else if (!spread.has(node.name.value)) {
          spread.add(node.name.value);
          const fragment = this.#context.plan.fragments.get(node.name.value);
          if (fragment && this.#applies(fragment.typeCondition.name.value, type)) {
            collect(fragment.selectionSet);
          }
        }
      }
    };
    for (const set of this.#sets) collect(set);

    const fields = new Map<string, FieldShape>();
    for (const [key, same] of nodes) {
      const output = outputType(type, same[0]!.name.value);
      // Execution leaves out what the type does not have, and so do we.
      if (output) fields.set(key, new FieldShape(this.#context, `${this.#place}/${key}`, same, output));
    }
    return fields;
  }

  #isIncluded(node: SelectionNode): boolean {
    const variables = this.#context.variables as Record<string, unknown>;
    try {
      if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
      return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
    } catch {
      // Its variable is null. Where execution looks at it the object is null; elsewhere it adds nothing.
      return false;
    }
  }

  #applies(condition: string | undefined, type: GraphQLNamedType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditionType = this.#context.schema.getType(condition);
    return (
      isAbstractType(conditionType) &&
      isObjectType(type) &&
      this.#context.schema.isSubType(conditionType, type)
    );
  }
}

/** One field of the answer: all selections of one response key, with what their directives ask for. */
export class FieldShape {
  /** Response keys from the root on. Tells fields of the selection apart, whatever entry of a list they are in. */
  readonly place: string;
  readonly nodes: readonly FieldNode[];
  readonly reshaping: Reshaping;
  /** Whether selections with different directives are merged here, so that none can be followed. */
  readonly contradictory: boolean;
  readonly isList: boolean;
  /** The type of the values, lists aside. */
  readonly type: GraphQLNamedType;
  /** Undefined for a leaf. */
  readonly selections: Selections | undefined;

  constructor(context: ShapeContext, place: string, nodes: readonly FieldNode[], output: GraphQLOutputType) {
    this.place = place;
    this.nodes = nodes;
    const [reshaping, ...others] = nodes.map(node => readReshaping(node, context.variables));
    this.reshaping = reshaping!;
    this.contradictory = others.some(other => !isSame(other, reshaping!));
    this.isList = isListType(getNullableType(output));
    this.type = getNamedType(output);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    this.selections = isCompositeType(this.type)
      ? new Selections(context, this.type as GraphQLCompositeType, place, sets)
      : undefined;
  }
}

function isSame(one: Reshaping, other: Reshaping): boolean {
  return (
    one.flatten === other.flatten &&
    one.first === other.first &&
    one.singleton === other.singleton &&
    String(one.slice) === String(other.slice)
  );
}

function outputType(type: GraphQLNamedType, fieldName: string): GraphQLOutputType | undefined {
  const meta = metaFields.find(({ name }) => name === fieldName);
  if (meta) return meta.type;
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName]?.type : undefined;
}
