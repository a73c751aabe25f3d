import {
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { directiveOf } from '../directives/reading.ts';

/** What any other list holds: in FHIR data mostly one or two entries. */
const assumedListSize = 2;
/** Types have many fields, and fields lead back to types. */
const assumedIntrospectionListSize = 10;

/** What a field costs, by the directives `@cost` and `@listSize` of schema/directives.graphql. */
export interface FieldCosts {
  /** Of the field itself. */
  readonly weight: number;
  /** Entries where no argument tells; 1 for what is no list. */
  readonly size: number;
  /** Arguments that tell the number of entries. */
  readonly slicing: ReadonlySet<string> | undefined;
  /** Fields below that have as many entries, where the field itself is no list. Alike sets are one object. */
  readonly sized: ReadonlySet<string> | undefined;
  /** The fields of its type; undefined for a leaf. */
  readonly below: TypeCosts | undefined;
}

interface Cost {
  readonly weight: number;
}

interface ListSize {
  readonly assumedSize?: number | null;
  readonly slicingArguments?: readonly string[] | null;
  readonly sizedFields?: readonly string[] | null;
}

export type TypeCosts = ReadonlyMap<string, FieldCosts>;

/** By type. */
export type Costs = ReadonlyMap<string, TypeCosts>;

const known = new WeakMap<GraphQLSchema, Costs>();

/** The costs of all fields of a schema, read once. */
export function costsOf(schema: GraphQLSchema): Costs {
  const found = known.get(schema) ?? readCosts(schema);
  known.set(schema, found);
  return found;
}

function readCosts(schema: GraphQLSchema): Costs {
  const composite = Object.values(schema.getTypeMap()).filter(
    type => isObjectType(type) || isInterfaceType(type) || isUnionType(type),
  );
  // Types lead to one another in circles, so all are there before any is filled.
  const costs = new Map(composite.map(({ name }) => [name, new Map<string, FieldCosts>()]));
  const sets = new Map<string, ReadonlySet<string>>();
  const setOf = (names: readonly string[] | null | undefined) => {
    if (names == null) return undefined;
    const key = names.join(' ');
    const set = sets.get(key) ?? new Set(names);
    sets.set(key, set);
    return set;
  };
  const read = (field: GraphQLField<unknown, unknown>): FieldCosts => {
    const cost = directiveOf<Cost>(schema, field, 'cost');
    const list = directiveOf<ListSize>(schema, field, 'listSize');
    return {
      weight: cost?.weight ?? 1,
      size: list?.assumedSize ?? usualSize(field.type),
      slicing: setOf(list?.slicingArguments),
      sized: setOf(list?.sizedFields),
      below: costs.get(getNamedType(field.type).name),
    };
  };
  for (const type of composite) {
    if (isUnionType(type)) continue;
    for (const field of Object.values(type.getFields())) costs.get(type.name)!.set(field.name, read(field));
  }
  // Fields that every schema has without naming them.
  const root = schema.getQueryType();
  if (root != null) {
    for (const [name, type] of [
      ['__schema', '__Schema'],
      ['__type', '__Type'],
    ] as const) {
      costs
        .get(root.name)!
        .set(name, { weight: 1, size: 1, slicing: undefined, sized: undefined, below: costs.get(type) });
    }
  }
  return costs;
}

function usualSize(type: GraphQLOutputType): number {
  if (!isListType(isNonNullType(type) ? type.ofType : type)) return 1;
  return getNamedType(type).name.startsWith('__') ? assumedIntrospectionListSize : assumedListSize;
}
