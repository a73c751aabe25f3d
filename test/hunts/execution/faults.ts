import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldConfig,
  type GraphQLInterfaceType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql';
import { GatewayError } from '../../../src/core/errors.ts';
import { Random } from '../../../src/fhir/sample/random.ts';

/** What one execution of a faulty schema goes by. */
export interface Plot {
  /** Equal plots have equal faults. */
  readonly number: number;
  /** Every call of a resolver, in order, with what it was given. */
  readonly calls: string[];
}

type Config = GraphQLFieldConfig<unknown, { readonly plot?: Plot }>;

/**
 * The schema with resolvers around some of its own that now and then do what resolvers should not do: throw, reject, give
 * nothing, too late or of the wrong kind. Which do so depends on the plot and the field's path alone.
 */
export function withFaults(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field: Config, name, type) => {
      // Others stay plain properties.
      if (field.resolve === undefined && new Random(1, `${type}.${name}`, 0).chance(0.8)) return field;
      const { resolve = defaultFieldResolver } = field;
      return {
        ...field,
        resolve: (parent, args, context, info) => {
          const { plot } = context;
          if (plot === undefined) return resolve(parent, args, context, info);
          const path = pathText(info);
          plot.calls.push(`${path} ${JSON.stringify(args)}`);
          const random = new Random(plot.number, path, 0);
          return random.chance(0.85)
            ? resolve(parent, args, context, info)
            : disturb(random, () => resolve(parent, args, context, info));
        },
      };
    },
    [MapperKind.ABSTRACT_TYPE]: withFaultyType,
  });
}

function withFaultyType<Type extends GraphQLInterfaceType | GraphQLUnionType>(type: Type): Type {
  const { resolveType } = type;
  type.resolveType = (value, context: { plot?: Plot }, info, abstract) => {
    const name = resolveType!(value, context, info, abstract);
    if (context.plot === undefined) return name;
    const random = new Random(context.plot.number, `${pathText(info)} type`, 0);
    if (random.chance(0.9)) return name;
    const bad = random.pick([undefined, 'Nothing', 'Named', 'Period', 1, new Error('type')]);
    if (bad instanceof Error) throw bad;
    return (random.chance(0.5) ? later(random, name) : bad) as never;
  };
  return type;
}

function disturb(random: Random, resolve: () => unknown): unknown {
  switch (random.int(0, 9)) {
    case 0:
      throw new Error('thrown');
    case 1:
      throw new GatewayError('NOT_FOUND', 'not found');
    case 2:
      return rejected(random, new Error('rejected'));
    case 3:
      return random.pick([null, undefined, 0, '', 'text', true, {}, [], Number.NaN]);
    case 4:
      return new Error('returned');
    case 5:
      return rejected(random, random.pick(['text', undefined, new GraphQLError('located', { path: ['x'] })]));
    case 6:
      return later(random, resolve());
    default:
      return mangled(random, resolve());
  }
}

/** The value, or a copy in which something is wrong. */
function mangled(random: Random, value: unknown): unknown {
  if (value instanceof Promise) return value.then(found => mangled(random, found));
  if (Array.isArray(value)) {
    const entries = value.map(entry => (random.chance(0.6) ? entry : odd(random, entry)));
    return random.chance(0.3) ? new Set(entries) : entries;
  }
  if (typeof value !== 'object' || value === null) return odd(random, value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, random.chance(0.7) ? inner : odd(random, inner)]),
  );
}

function odd(random: Random, value: unknown): unknown {
  switch (random.int(0, 6)) {
    case 0:
      return null;
    case 1:
      return new Error('within');
    case 2:
      return rejected(random, new Error('rejected within'));
    case 3:
      return later(random, value);
    case 4:
      return () => value;
    case 5:
      return random.pick([{}, [], 7, 'text', new Set([value])]);
    default:
      return value;
  }
}

/** After some turns of the queue of promises. */
async function later(random: Random, value: unknown): Promise<unknown> {
  for (let turns = random.pick([0, 1, 2, 3, 5, 8, 40]); turns > 0; turns--) await null;
  return value;
}

function rejected(random: Random, reason: unknown): Promise<unknown> {
  const promise = later(random, undefined).then(() => Promise.reject(reason));
  // It may stand where nobody looks.
  promise.catch(() => undefined);
  return promise;
}

export function pathText({ path, parentType }: GraphQLResolveInfo): string {
  const keys: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) keys.push(at.key);
  return `${parentType.name} ${keys.reverse().join('.')}`;
}
