import type { GraphQLFieldResolver } from 'graphql';

type PureResolver<Source, Args> = (source: Source, args: Args) => unknown;

const resolvers = new WeakSet<object>();

/**
 * Marks a resolver whose value depends on its object and its arguments alone, so that what becomes of it may be kept. It is given
 * nothing else. Wrapped by another one (a directive's), it is pure no longer.
 * @returns the resolver
 */
export function pure<Source, Args>(resolve: PureResolver<Source, Args>): PureResolver<Source, Args> {
  resolvers.add(resolve);
  return resolve;
}

const properties = new WeakSet<object>();

/** As `pure`, for one that without arguments gives the property of its field's name, as if there were no resolver. */
export function pureProperty<Source, Args>(resolve: PureResolver<Source, Args>): PureResolver<Source, Args> {
  properties.add(resolve);
  return pure(resolve);
}

export function readsProperty(resolve: GraphQLFieldResolver<unknown, unknown>): boolean {
  return properties.has(resolve);
}

export function isPure(resolve: GraphQLFieldResolver<unknown, unknown>): boolean {
  return resolvers.has(resolve);
}

/** `serialize` of scalars whose values go out as they are. */
export function asItIs(value: unknown): unknown {
  return value;
}
