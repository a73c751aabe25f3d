import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Random } from '../../../src/fhir/sample/random.ts';

/** A document, and how it is asked for. */
export interface Drawn {
  readonly source: string;
  readonly operationName: string | undefined;
  /** One for each time that it is executed. */
  readonly variables: readonly Record<string, unknown>[];
}

const ids = ['patient-1', 'patient-2', 'encounter-1-1', 'practitioner-1', 'organization-1', 'nobody'];
const words = ['official', 'usual', 'finished', 'AMB', 'smi', 'ge2020', '2024', 'Patient/patient-1', ''];
const introspection = [
  '__schema { queryType { name fields(includeDeprecated: true) { name } } directives { name locations } }',
  '__type(name: "Patient") { kind name interfaces { name } fields { name type { kind name ofType { name } } } }',
  '__type(name: "EncounterFilter") { inputFields { name defaultValue type { name } } }',
];

/** A random document over a schema, nearly always a valid one, with everything that execution has to decide about. */
export function drawDocument(schema: GraphQLSchema, random: Random): Drawn {
  const writer = new Writer(schema, random);
  const operations = random.chance(0.15) ? ['A', 'B', 'C'].slice(0, random.int(2, 3)) : ['A'];
  const parts = operations.map(name => writer.operation(name));
  const operationName = operations.length > 1 || random.chance(0.2) ? random.pick(operations) : undefined;
  return {
    source: [...parts, ...writer.fragments.map(({ text }) => text)].join('\n'),
    operationName: random.chance(0.01) ? 'Nobody' : operationName,
    variables: Array.from({ length: random.chance(0.25) ? 8 : 2 }, () => writer.values()),
  };
}

interface Variable {
  readonly name: string;
  readonly definition: string;
  readonly value: () => unknown;
  readonly isOptional: boolean;
}

class Writer {
  readonly fragments: {
    readonly name: string;
    readonly type: string;
    text: string;
    variables: Variable[];
  }[] = [];
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #all: Variable[] = [];
  /** Of the operation or fragment that is being written. */
  #used: Variable[] = [];
  #count = 0;

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
  }

  /** Values of all variables; some are left out where they may be. */
  values(): Record<string, unknown> {
    const given = this.#all.filter(({ isOptional }) => !isOptional || this.#random.chance(0.7));
    return Object.fromEntries(given.map(({ name, value }) => [name, value()]));
  }

  operation(name: string): string {
    this.#used = [];
    const root = this.#schema.getQueryType()!;
    const body = this.#selection(root, this.#random.int(1, 4), true);
    const variables = [...new Set(this.#used)];
    const definitions =
      variables.length === 0 ? '' : `(${variables.map(({ definition }) => definition).join(' ')})`;
    return `query ${name}${definitions} ${body}`;
  }

  #selection(type: GraphQLNamedType, depth: number, isRoot = false): string {
    const random = this.#random;
    const parts: string[] = [];
    for (let count = random.int(1, isRoot ? 2 : 3); count > 0; count--)
      parts.push(this.#part(type, depth, isRoot));
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLNamedType, depth: number, isRoot: boolean): string {
    const random = this.#random;
    if (isRoot && random.chance(0.04)) return random.pick(introspection);
    if (random.chance(0.05)) return `${random.chance(0.3) ? 'kind: ' : ''}__typename${this.#condition()}`;
    if (random.chance(isAbstractType(type) ? 0.6 : 0.2)) return this.#fragment(type, depth);
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename';
    const fields = Object.values(type.getFields());
    const leaves = fields.filter(field => isLeafType(getNamedType(field.type)));
    const choice = depth <= 0 ? leaves : fields;
    return choice.length === 0 ? '__typename' : this.#field(random.pick(choice), depth);
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    const random = this.#random;
    const known = this.fragments.filter(fragment => fragment.type === type.name && fragment.text !== '');
    if (known.length > 0 && random.chance(0.5)) {
      const again = random.pick(known);
      this.#used.push(...again.variables);
      return `...${again.name}${this.#condition()}`;
    }
    const on = random.chance(0.7) ? this.#overlapping(type) : type;
    if (random.chance(0.5)) {
      const condition = on === type && random.chance(0.4) ? '' : ` on ${on.name}`;
      return `...${condition}${this.#condition()} ${this.#selection(on, depth - 1)}`;
    }
    const fragment = {
      name: `F${this.fragments.length}`,
      type: type.name,
      text: '',
      variables: [] as Variable[],
    };
    this.fragments.push(fragment);
    const outside = this.#used;
    this.#used = fragment.variables;
    fragment.text = `fragment ${fragment.name} on ${on.name} ${this.#selection(on, depth - 1)}`;
    this.#used = outside;
    this.#used.push(...fragment.variables);
    return `...${fragment.name}${this.#condition()}`;
  }

  /** A type that some values of `type` have. */
  #overlapping(type: GraphQLNamedType): GraphQLNamedType {
    if (isAbstractType(type)) return this.#random.pick(this.#schema.getPossibleTypes(type));
    if (isObjectType(type) && type.getInterfaces().length > 0) return this.#random.pick(type.getInterfaces());
    return type;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const random = this.#random;
    const args = this.#arguments(field.args);
    // Fields of one name and no arguments meet, in several fragments too, and are merged.
    const alias = args !== '' || random.chance(0.15) ? `a${this.#count++}: ` : '';
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.#selection(named, depth - 1)}` : '';
    const reshaped = random.chance(0.03) ? this.#reshaping(below !== '') : '';
    return `${alias}${field.name}${args}${this.#condition()}${reshaped}${below}`;
  }

  #reshaping(isComposite: boolean): string {
    const all = ['@first', '@singleton', '@slice(path: "$index")', '@slice(path: "use")'];
    return ` ${this.#random.pick(isComposite ? [...all, '@flatten', '@flatten @first', '@first @flatten'] : all)}`;
  }

  #condition(): string {
    const random = this.#random;
    if (!random.chance(0.12)) return '';
    const one = (name: string) => {
      const value = random.chance(0.25)
        ? String(random.chance(0.5))
        : this.#variable(random.pick(['Boolean!', 'Boolean = true', 'Boolean! = false']), () =>
            random.chance(0.03) ? null : random.chance(0.6),
          );
      return ` @${name}(if: ${value})`;
    };
    return random.chance(0.1) ? one('skip') + one('include') : one(random.pick(['skip', 'include']));
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const random = this.#random;
    const some = args.filter(
      arg =>
        isRequiredArgument(arg) ||
        // Lists are kept short, so that there is time for many.
        ['first', '_count'].includes(arg.name) ||
        random.chance(0.6 / args.length),
    );
    if (some.length === 0) return '';
    return `(${some.map(arg => `${arg.name}: ${this.#value(arg)}`).join(', ')})`;
  }

  #value({ name, type, defaultValue }: GraphQLArgument): string {
    const random = this.#random;
    if (name === 'first' || name === '_count') return String(random.chance(0.02) ? -1 : random.int(1, 3));
    return random.chance(0.35) ? this.#variableOf(type, defaultValue !== undefined) : this.#literal(type);
  }

  #variableOf(type: GraphQLInputType, hasDefault: boolean): string {
    const random = this.#random;
    const value = () => (random.chance(0.04) ? random.pick([null, 1, 'x', {}, []]) : this.#json(type));
    const isNullable = !isNonNullType(type);
    if (isNullable && random.chance(0.3)) return this.#variable(`${type}!`, value);
    // A nullable variable may stand where a default takes over for it.
    if (!isNullable && hasDefault && random.chance(0.3)) return this.#variable(`${type.ofType}`, value);
    if (random.chance(0.25)) return this.#variable(`${type} = ${this.#literal(type, true)}`, value);
    return this.#variable(String(type), value);
  }

  #variable(type: string, value: () => unknown): string {
    const reusable = this.#all.filter(({ definition }) => definition.endsWith(`: ${type}`));
    if (reusable.length > 0 && this.#random.chance(0.4)) {
      const again = this.#random.pick(reusable);
      this.#used.push(again);
      return `$${again.name}`;
    }
    const name = `v${this.#all.length}`;
    const isOptional = !type.endsWith('!');
    const variable = { name, definition: `$${name}: ${type}`, value, isOptional };
    this.#all.push(variable);
    this.#used.push(variable);
    return `$${name}`;
  }

  #literal(type: GraphQLInputType, isConstant = false): string {
    const random = this.#random;
    if (isNonNullType(type)) return this.#literal(type.ofType, isConstant);
    if (random.chance(0.04)) return 'null';
    if (!isConstant && random.chance(0.06)) return this.#variableOf(type, false);
    if (isListType(type)) {
      if (random.chance(0.2)) return this.#literal(type.ofType, isConstant);
      return `[${Array.from({ length: random.int(0, 2) }, () => this.#literal(type.ofType, isConstant)).join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        field => isNonNullType(field.type) || random.chance(0.2),
      );
      return `{ ${fields.map(field => `${field.name}: ${this.#literal(field.type, isConstant)}`).join(', ')} }`;
    }
    return isEnumType(type) ? random.pick(type.getValues()).name : JSON.stringify(this.#json(type));
  }

  #json(type: GraphQLInputType): unknown {
    const random = this.#random;
    if (isNonNullType(type)) return this.#json(type.ofType);
    if (isListType(type)) return Array.from({ length: random.int(0, 2) }, () => this.#json(type.ofType));
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        field => isNonNullType(field.type) || random.chance(0.2),
      );
      return Object.fromEntries(fields.map(field => [field.name, this.#json(field.type)]));
    }
    if (type.name === 'Int') return random.int(0, 3);
    if (type.name === 'Boolean') return random.chance(0.5);
    if (type.name === 'Float' || type.name === 'decimal') return 1.5;
    if (type.name === 'DateTime') return '2024-02-29T08:00:00Z';
    return random.pick(type.name === 'ID' ? ids : [...ids, ...words]);
  }
}
