import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLFieldResolver,
  GraphQLInt,
  type GraphQLNamedType,
  GraphQLSchema,
  GraphQLString,
  isAbstractType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  Kind,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql';

type Functions = Readonly<Record<string, unknown>>;

/** By type: how its fields are resolved; `__resolveType` of an abstract type; the functions of a scalar. */
export type TypeResolvers = Readonly<Record<string, Functions>>;

/**
 * An executable schema of SDL and resolvers. In place, so that there is one schema rather than a copy a step: that is a
 * quarter of a second of a start. Nothing remembers where in the SDL it stood, which takes as much memory as the schema.
 *
 * @throws Error for a resolver without its field, and for an abstract type that cannot be resolved
 */
export function assembleSchema(
  typeDefinitions: readonly string[],
  resolvers: readonly TypeResolvers[],
): GraphQLSchema {
  const schema = inOrder(buildASTSchema(asOne(typeDefinitions), { assumeValidSDL: true }));
  for (const each of resolvers) {
    for (const [name, functions] of Object.entries(each)) {
      const type = schema.getType(name);
      if (type === undefined) throw new Error(`The schema has no type ${name}, which has resolvers`);
      for (const [member, given] of Object.entries(functions)) attach(type, member, given);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type) && type.resolveType == null)
      throw new Error(`${type.name} has no __resolveType`);
  }
  return schema;
}

/**
 * A type that is extended becomes one definition at the place where it is first met: introspection tells of types and
 * fields in the order of the files.
 */
function asOne(texts: readonly string[]): DocumentNode {
  const definitions = new Map<string, DefinitionNode>();
  for (const text of texts) {
    for (const node of parse(text, { noLocation: true }).definitions) {
      const name = 'name' in node ? node.name?.value : undefined;
      const key = `${node.kind === Kind.DIRECTIVE_DEFINITION ? '@' : ''}${name ?? node.kind}`;
      const before = definitions.get(key);
      definitions.set(key, before === undefined ? node : joined(before, node));
    }
  }
  return { kind: Kind.DOCUMENT, definitions: [...definitions.values()] };
}

/** @throws Error for what is there twice, unless one extends the other, and both are objects */
function joined(one: DefinitionNode, other: DefinitionNode): DefinitionNode {
  const parts = [one, other];
  const whole = parts.find(node => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  const isExtended = parts.every(
    node =>
      node.kind === Kind.OBJECT_TYPE_EXTENSION ||
      (node.kind === Kind.OBJECT_TYPE_DEFINITION && node === whole),
  );
  if (!isExtended) throw new Error(`The schema has two of ${'name' in one ? one.name?.value : one.kind}`);
  const [before, after] = parts as [ObjectTypeExtensionNode, ObjectTypeExtensionNode];
  return {
    ...(whole ?? before),
    interfaces: [...(before.interfaces ?? []), ...(after.interfaces ?? [])],
    directives: [...(before.directives ?? []), ...(after.directives ?? [])],
    fields: [...(before.fields ?? []), ...(after.fields ?? [])],
  };
}

/** Types of the SDL first. Introspection tells them in this order, by which tools compare schemas. */
function inOrder(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  const last: readonly GraphQLNamedType[] = [GraphQLString, GraphQLInt];
  const others = config.types.filter(type => !last.includes(type) && !isIntrospectionType(type));
  return new GraphQLSchema({ ...config, types: [...others, ...last] });
}

function attach(type: GraphQLNamedType, member: string, given: unknown): void {
  if (isScalarType(type)) {
    if (!scalarFunctions.has(member)) throw new Error(`No scalar has ${member}, as ${type.name} should`);
    Object.assign(type, { [member]: given });
  } else if (isAbstractType(type) && member === '__resolveType') {
    type.resolveType = given as typeof type.resolveType;
  } else {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[member] : undefined;
    if (field === undefined) throw new Error(`${type.name} has no field ${member}, which has a resolver`);
    field.resolve = given as GraphQLFieldResolver<unknown, unknown>;
  }
}

const scalarFunctions = new Set(['serialize', 'parseValue', 'parseLiteral']);
