import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { definitions } from '../../../src/fhir/registry.ts';
import type { Random } from '../../../src/fhir/sample/random.ts';
import { listOf } from '../../../src/fhir/values.ts';
import type { Argument, Document } from './document.ts';
import type { World } from './world.ts';

/** What a selection is made for. */
export interface Asking {
  readonly document: Document;
  readonly random: Random;
  /** A value of master's, as it is in the tenant's copy or, now and then, in another's. */
  readonly translated: (value: string) => string;
}

/** A field that the data has, with values of its arguments that select something. */
interface Present {
  readonly field: GraphQLField<unknown, unknown>;
  readonly values: Map<string, Set<string>>;
}

const reviewableTypes = new Set(definitions.filter(({ reviewable }) => reviewable).map(({ type }) => type));
const maxValues = 40;

/** Random selections from all of the schema, mostly of what the data has. */
export class Selections {
  readonly schema: GraphQLSchema;
  readonly #present = new Map<string, Map<string, Present>>();

  constructor(schema: GraphQLSchema, { master }: World) {
    this.schema = schema;
    for (const resource of master.resources) this.#note(this.#object(resource.resourceType), resource);
  }

  root(name: string): GraphQLField<unknown, unknown> | undefined {
    return this.schema.getQueryType()?.getFields()[name];
  }

  /** Fields of a resource; whose it is and, half the time, what its review is, under their own names. */
  ofResource(type: string, depth: number, asking: Asking, aliased = false): string {
    const { random } = asking;
    return [
      '__typename id',
      ...(reviewableTypes.has(type) && random.chance(0.5) ? ['reviewed reviewTime'] : []),
      ...(random.chance(0.6) ? ['meta { versionId }'] : []),
      this.#fields(this.#object(type), depth, asking, aliased),
      ...(depth > 0 && random.chance(0.3) ? [this.#neighbours(type, depth - 1, asking)] : []),
    ].join(' ');
  }

  /** Of a page: its entries, and whatever leads on. */
  ofConnection(type: string, depth: number, asking: Asking): string {
    const { random, document } = asking;
    const entry = random.pick(['node', 'resource']);
    const fields = this.ofResource(type, depth, asking);
    const parts = ['__typename', `edges { cursor ${entry} ${document.selection(type, fields)} }`];
    for (const extra of [
      'count',
      'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }',
      'next',
      'previous first last',
      'pagesize offset',
    ]) {
      if (random.chance(0.4)) parts.push(extra);
    }
    return document.selection(`${type}Connection`, parts.join(' '));
  }

  #fields(type: GraphQLObjectType, depth: number, asking: Asking, aliased = false): string {
    const { random } = asking;
    const present = [...(this.#present.get(type.name)?.values() ?? [])];
    const all = Object.values(type.getFields());
    const chosen = new Set<string>();
    const parts: string[] = [];
    for (let count = random.int(1, depth > 1 ? 5 : 3); count > 0; count--) {
      const { field, values } =
        present.length > 0 && random.chance(0.85)
          ? random.pick(present)
          : { field: random.pick(all), values: undefined };
      if (chosen.has(field.name) || field.args.some(isRequiredArgument)) continue;
      const selected = this.#field(field, values, depth, asking, aliased);
      if (selected === undefined) continue;
      chosen.add(field.name);
      parts.push(selected);
    }
    return parts.length > 0 ? parts.join(' ') : '__typename';
  }

  /** Undefined where there is no depth left. */
  #field(
    field: GraphQLField<unknown, unknown>,
    values: Present['values'] | undefined,
    depth: number,
    asking: Asking,
    aliased: boolean,
  ): string | undefined {
    const { document, random } = asking;
    const type = getNamedType(field.type);
    if (!isLeafType(type) && depth === 0) return undefined;
    const args = values !== undefined && random.chance(0.35) ? elementArguments(field, values, asking) : [];
    // What stands beside a field of the same name, in another fragment, must be the same field.
    const alias = aliased || args.length > 0 || random.chance(0.2) ? `${document.name('x')}: ` : '';
    const name = alias + field.name;
    if (isLeafType(type)) return name + document.args(args);
    if (field.name === 'resource') return name + this.#target(depth - 1, asking);
    if (isInterfaceType(type)) return `${name} ${this.#anyResource(depth - 1, asking)}`;
    // Pages and the like have ways of their own.
    if (!isObjectType(type) || type.name.endsWith('Connection')) return undefined;
    const inner = definitions.some(definition => definition.type === type.name)
      ? this.ofResource(type.name, depth - 1, asking)
      : this.#fields(type, depth - 1, asking);
    return `${name}${document.args(args)} ${document.selection(type.name, inner)}`;
  }

  /** What a reference leads to. */
  #target(depth: number, asking: Asking): string {
    const { document, random } = asking;
    const args: Argument[] = random.chance(0.9) ? [['optional', 'Boolean', true]] : [];
    if (random.chance(0.2)) args.push(['type', 'code', random.pick(definitions).type]);
    return `${document.args(args)} ${this.#anyResource(Math.max(depth, 0), asking)}`;
  }

  #anyResource(depth: number, asking: Asking): string {
    const { random } = asking;
    const types = definitions.map(({ type }) => type).filter(() => random.chance(0.6));
    const fragments = types.map(type => `... on ${type} { ${this.ofResource(type, depth, asking, true)} }`);
    const other = random.chance(0.3) ? ['... on OtherResource { content }'] : [];
    return `{ ${['__typename', ...fragments, ...other].join(' ')} }`;
  }

  /** The resources that refer to this one, or that it is about. */
  #neighbours(type: string, depth: number, asking: Asking): string {
    const { document, random } = asking;
    if (type === 'Encounter') {
      const [name, target] = random.pick([
        ['patient', 'Patient'],
        ['practitioners', 'Practitioner'],
      ] as const);
      return `${document.name('x')}: ${name} ${document.selection(target, this.ofResource(target, depth, asking))}`;
    }
    if (reviewableTypes.has(type) && random.chance(0.5)) {
      const args = document.args([['first', 'Int', random.int(1, 3)]]);
      return `${document.name('x')}: encounters${args} ${this.ofConnection('Encounter', Math.min(depth, 1), asking)}`;
    }
    const from = definitions.flatMap(({ type: source, parameters }) =>
      parameters.flatMap(parameter =>
        parameter.kind === 'reference' && parameter.targets.includes(type) ? [{ source, parameter }] : [],
      ),
    );
    if (from.length === 0) return '__typename';
    const { source, parameter } = random.pick(from);
    const args = document.args([
      ['_reference', 'code!', parameter.name],
      ['_count', 'Int', random.int(1, 3)],
    ]);
    if (random.chance(0.4)) {
      return `${document.name('x')}: ${source}Connection${args} ${this.ofConnection(source, Math.min(depth, 1), asking)}`;
    }
    return `${document.name('x')}: ${source}List${args} ${document.selection(source, this.ofResource(source, depth, asking))}`;
  }

  #object(name: string): GraphQLObjectType {
    const type = this.schema.getType(name);
    return isObjectType(type) ? type : this.#object('OtherResource');
  }

  #note(type: GraphQLObjectType, value: object): void {
    const known = this.#present.get(type.name) ?? new Map<string, Present>();
    this.#present.set(type.name, known);
    const fields = type.getFields();
    for (const [name, inner] of Object.entries(value)) {
      const field = fields[name];
      if (field === undefined) continue;
      const present = known.get(name) ?? { field, values: new Map() };
      known.set(name, present);
      const named = getNamedType(field.type);
      for (const entry of listOf<unknown>(inner)) {
        if (typeof entry !== 'object' || entry === null) continue;
        noteArguments(present, entry);
        if (isObjectType(named)) this.#note(named, entry);
        else this.#note(this.#object((entry as { resourceType: string }).resourceType), entry);
      }
    }
  }
}

function noteArguments({ field, values }: Present, entry: object): void {
  for (const { name } of field.args) {
    const value = (entry as Record<string, unknown>)[name];
    if (typeof value !== 'string') continue;
    const known = values.get(name) ?? new Set();
    values.set(name, known);
    if (known.size < maxValues) known.add(value);
  }
}

/** `name(use: official, _count: 1)`. */
function elementArguments(
  field: GraphQLField<unknown, unknown>,
  values: Present['values'],
  { random, translated }: Asking,
): Argument[] {
  const types = new Map(field.args.map(({ name, type }) => [name, String(type)]));
  const args: Argument[] = [];
  if (values.size > 0 && random.chance(0.7)) {
    const [name, given] = random.pick([...values]);
    args.push([name, types.get(name)!, translated(random.pick([...given]))]);
  }
  if (types.has('_count') && random.chance(0.4)) args.push(['_count', 'Int', random.int(0, 2)]);
  if (types.has('_offset') && random.chance(0.4)) args.push(['_offset', 'Int', random.int(0, 2)]);
  return args;
}
