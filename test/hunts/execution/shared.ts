import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { markShared } from '../../../src/core/shared.ts';
import { sampleResources, sampleTypes } from '../../../src/fhir/sample/index.ts';
import { Random } from '../../../src/fhir/sample/random.ts';
import { isPure } from '../../../src/graphql/execution/pure.ts';
import { pathText } from './faults.ts';

type Resource = Readonly<Record<string, unknown>>;

/**
 * Resources that all executions are given, as a cache gives them, and now and then another one in the place of one. Some
 * are not as resources should be.
 */
export class SharedResources {
  readonly #seed: number;
  readonly #originals = new Map<string, readonly object[]>();
  readonly #current = new Map<string, Resource[]>();
  /** How often one was replaced. */
  round = 0;

  constructor(seed: number) {
    this.#seed = seed;
    for (const type of sampleTypes) {
      const originals = [...sampleResources(type, { patients: 6, seed: 1 })].slice(0, 12) as object[];
      this.#originals.set(type, originals);
      this.#current.set(
        type,
        originals.map((_, place) => this.#make(type, place)),
      );
    }
  }

  replaceOne(random: Random): void {
    this.round += 1;
    const type = random.pick([...this.#current.keys()]);
    const current = this.#current.get(type)!;
    const place = random.int(0, current.length - 1);
    current[place] = this.#make(type, place);
  }

  has(type: string): boolean {
    return this.#current.has(type);
  }

  pick(types: readonly string[], random: Random): Resource {
    return random.pick(this.#current.get(random.pick(types.filter(type => this.has(type))))!);
  }

  #make(type: string, place: number): Resource {
    const random = new Random(this.#seed, `${type} ${place}`, this.round);
    const copy = structuredClone(this.#originals.get(type)![place]!) as Resource;
    const resource = random.chance(0.4)
      ? copy
      : { ...(mangled(random, copy) as Resource), resourceType: type };
    if (random.chance(0.8)) markShared(resource);
    return resource;
  }
}

function mangled(random: Random, value: unknown): unknown {
  if (random.chance(0.04)) return odd(random, value);
  if (Array.isArray(value)) return value.map(entry => mangled(random, entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mangled(random, inner)]));
}

/** More than JSON has. */
function odd(random: Random, value: unknown): unknown {
  switch (random.int(0, 9)) {
    case 0:
      return random.pick([new Error('within'), Symbol('within'), () => value, new Set([value])]);
    case 1:
      return random.pick([Promise.resolve(value), new Date(0), { toJSON: () => 'text' }, Number.NaN, -0]);
    case 2:
      return random.pick([null, undefined, true, 7, 1.5, 1e21]);
    case 3:
      return random.pick([
        [],
        {},
        [null],
        [[value]],
        Object.fromEntries([['then', 'text']]),
        Object.create(null),
      ]);
    default:
      return random.pick([
        '"quoted" \\ text',
        'line\nand\u2028line',
        'ümlaut 😀',
        '\ud800 alone',
        '\u0000',
        '',
      ]);
  }
}

/** The schema with everything that is not pure replaced: root fields, references and lists give shared resources. */
export function withSharedResources(schema: GraphQLSchema, resources: SharedResources): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: field => {
      const { resolve, type } = field;
      if (resolve === undefined || isPure(resolve)) return field;
      const found = (_: unknown, __: unknown, ___: unknown, info: GraphQLResolveInfo) => {
        const random = new Random(resources.round, pathText(info), 0);
        const value = some(schema, resources, type, random);
        return random.chance(0.15) ? Promise.resolve(value) : value;
      };
      return { ...field, resolve: found };
    },
  });
}

function some(
  schema: GraphQLSchema,
  resources: SharedResources,
  type: GraphQLOutputType,
  random: Random,
): unknown {
  if (isNonNullType(type)) return some(schema, resources, type.ofType, random);
  if (random.chance(0.05)) return null;
  if (isListType(type)) {
    return Array.from({ length: random.int(0, 3) }, () => some(schema, resources, type.ofType, random));
  }
  if (isEnumType(type)) return random.pick(type.getValues()).value;
  if (isLeafType(type)) {
    if (type.name === 'Boolean') return random.chance(0.5);
    return ['Int', 'Float', 'decimal', 'DateTime'].includes(type.name) ? random.int(0, 9) : 'te"xt';
  }
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type).map(({ name }) => name);
    return resources.pick(possible, random);
  }
  if (resources.has(type.name)) return resources.pick([type.name], random);
  const plain = Object.values(isObjectType(type) ? type.getFields() : {}).filter(
    field => field.resolve === undefined && isLeafType(getNamedType(field.type)),
  );
  return Object.fromEntries(plain.map(field => [field.name, some(schema, resources, field.type, random)]));
}
