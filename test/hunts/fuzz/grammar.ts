import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  parseConstValue,
  valueFromASTUntyped,
} from 'graphql';
import type { Random } from '../../../src/fhir/sample/random.ts';

/** What an operation looks like as it is sent. */
export interface Written {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** Values that have broken something somewhere before, as GraphQL literals. */
const hostileLiterals = [
  ...['null', 'true', '0', '-1', '1e400', '-0.0', '2147483648', '9007199254740993', '""', '" "', '[]', '{}'],
  ...[
    '"\\u0000"',
    '"\\uD800"',
    '"%00"',
    '"../../etc/passwd"',
    '"\' OR 1=1 --"',
    '"\\"; DROP TABLE x"',
    '"{{7*7}}"',
  ],
  ...[
    '"|"',
    '"a|b|c"',
    '"\\\\"',
    '"$"',
    '"ge"',
    '"9999-99-99"',
    '"0000"',
    '"2024-02-30T25:61:61Z"',
    '"-_id,_id"',
  ],
  ...[
    '"Patient/"',
    '"#"',
    '"_search"',
    '"__proto__"',
    '"constructor"',
    '[[[["a"]]]]',
    '{ a: { b: 1 } }',
    'UNKNOWN',
  ],
];

const ids = ['patient-1', 'patient-2', 'encounter-1-1', 'practitioner-1', 'Patient/patient-1', 'nobody', '*'];
const words = [
  'smi',
  'é',
  'Patient/patient-1',
  'finished',
  'AMB',
  'ge2020',
  '2024',
  'http://x|1',
  'name:exact=A',
];
const names = ['Query', 'Mutation', 'Patient', 'nothing', '__type', '__schema', '_', 'a1'];

/** Share of operations in which nothing is wrong on purpose: they get as far as execution. */
const sane = 0.5;

/** Random operations over a schema: half of them valid, half with a share of wrong names, types and values. */
export class Grammar {
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  operation(random: Random): Written {
    const odd = !random.chance(sane);
    const kind = random.weighted(['query', 'mutation', 'subscription'] as const, name =>
      name === 'query' ? 20 : name === 'mutation' ? 3 : odd ? 0.5 : 0,
    );
    const root = this.#schema.getRootType(kind as never) ?? this.#schema.getQueryType()!;
    const writer = new Writer(this.#schema, random, odd);
    const body = writer.selection(root, random.int(1, 4));
    const oddNames = ['é', 'x'.repeat(300), '__typename', ''];
    const name = odd && random.chance(0.2) ? random.pick(oddNames) : random.pick(['A', 'Worklist']);
    const definitions = writer.variables.length === 0 ? '' : `(${writer.variables.join(' ')})`;
    return {
      query: [`${kind} ${name}${definitions} ${body}`, ...writer.fragments].join('\n'),
      ...(writer.variables.length > 0 && { variables: writer.values }),
      ...(random.chance(0.2) && { operationName: odd ? 'B' : name }),
    };
  }
}

class Writer {
  readonly variables: string[] = [];
  readonly values: Record<string, unknown> = {};
  readonly fragments: string[] = [];
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #isOdd: boolean;
  #aliases = 0;

  constructor(schema: GraphQLSchema, random: Random, isOdd: boolean) {
    this.#schema = schema;
    this.#random = random;
    this.#isOdd = isOdd;
  }

  #odd(probability: number): boolean {
    return this.#isOdd && this.#random.chance(probability);
  }

  selection(type: GraphQLNamedType, depth: number): string {
    const random = this.#random;
    const parts: string[] = [];
    for (let count = random.int(1, 4); count > 0; count--) parts.push(this.#part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLNamedType, depth: number): string {
    const random = this.#random;
    if (this.#odd(0.04)) return `${random.pick(names)} { id }`;
    if (random.chance(0.05)) return '__typename';
    if (isAbstractType(type)) {
      const possible = random.pick(this.#schema.getPossibleTypes(type));
      return `... on ${possible.name} ${this.selection(possible, depth - 1)}`;
    }
    if (!isObjectType(type)) return 'id';
    if (random.chance(0.06)) return this.#fragment(type, depth);
    return this.#field(type, depth);
  }

  #fragment(type: GraphQLObjectType, depth: number): string {
    const name = `F${this.fragments.length}`;
    this.fragments.push('');
    const body = depth > 0 ? this.selection(type, depth - 1) : '{ __typename }';
    this.fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name} ${body}`;
    return `...${this.#odd(0.04) ? 'F99' : name}${this.#directive()}`;
  }

  #field(type: GraphQLObjectType, depth: number): string {
    const random = this.#random;
    const fields = Object.values(type.getFields());
    const leaves = fields.filter(field => isLeafType(getNamedType(field.type)));
    const field = random.pick(depth <= 0 && leaves.length > 0 ? leaves : fields);
    const named = getNamedType(field.type);
    const oddAliases = ['a', 'id', '__x', 'constructor', '__proto__'];
    // Without an alias the same field with other arguments would be a conflict.
    const alias = this.#odd(0.2) ? random.pick(oddAliases) : `a${this.#aliases++}`;
    const args = this.#arguments(field.args);
    const below = isLeafType(named)
      ? ''
      : depth <= 0
        ? ' { __typename }'
        : ` ${this.selection(named, depth - 1)}`;
    return `${alias}: ${field.name}${args}${this.#directive()}${below}`;
  }

  #directive(): string {
    const random = this.#random;
    if (!this.#isOdd && random.chance(0.02)) return ' @include(if: true)';
    if (!this.#odd(0.05)) return '';
    return ` ${random.pick([
      ...['@skip(if: false)', '@include(if: false)', '@skip', '@flatten', '@first', '@singleton', '@unknown'],
      ...[
        '@slice(path: "use")',
        '@slice(path: "$index")',
        '@slice(path: "a.b(")',
        '@slice',
        '@include(if: $v)',
      ],
    ])}`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const random = this.#random;
    const some = args.filter(arg =>
      isRequiredArgument(arg) ? !this.#odd(0.02) : random.chance(3 / (args.length + 1)),
    );
    if (some.length === 0) return '';
    return `(${some.map(arg => `${arg.name}: ${this.#value(arg.type)}`).join(', ')})`;
  }

  #value(type: GraphQLInputType): string {
    const random = this.#random;
    if (this.#odd(0.06)) return random.pick(hostileLiterals);
    if (random.chance(0.12)) return this.#variable(type);
    return this.#literal(type);
  }

  #literal(type: GraphQLInputType): string {
    const random = this.#random;
    if (isNonNullType(type)) return this.#literal(type.ofType);
    if (isListType(type)) {
      return `[${Array.from({ length: random.int(0, 3) }, () => this.#literal(type.ofType)).join(', ')}]`;
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        field => isNonNullType(field.type) || random.chance(0.3),
      );
      return `{ ${fields.map(field => `${field.name}: ${this.#value(field.type)}`).join(', ')} }`;
    }
    return this.#scalar(type.name);
  }

  /** What a variable of that type may be, or something that no literal can be turned into. */
  #constant(type: GraphQLInputType): unknown {
    const literal = this.#literal(type);
    try {
      return literal.includes('$') ? null : valueFromASTUntyped(parseConstValue(literal));
    } catch {
      return literal;
    }
  }

  #scalar(name: string): string {
    const random = this.#random;
    if (name === 'Int') return String(random.pick(this.#isOdd ? [1, 500, 501, 0, -1] : [1, 2, 10]));
    if (name === 'Boolean') return String(random.chance(0.5));
    if (name === 'Float') return '1.5';
    if (name === 'ID') return JSON.stringify(random.pick(ids));
    if (name === 'DateTime') return '"2024-02-29T08:00:00Z"';
    if (name === 'date' || name === 'dateTime')
      return JSON.stringify(random.pick(['2024', 'ge2020-01', 'lt2024-02-29']));
    return JSON.stringify(random.pick([...ids, ...words]));
  }

  #variable(type: GraphQLInputType): string {
    const random = this.#random;
    const name = `v${this.variables.length}`;
    this.variables.push(`$${name}: ${this.#odd(0.1) ? 'String' : String(type)}`);
    this.values[name] = this.#odd(0.5)
      ? random.pick([...jsonValues, ...words, ...ids])
      : this.#constant(type);
    return `$${name}`;
  }
}

/** The same for variables, as JSON has them. */
export const jsonValues: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    '',
    ' ',
    [],
    {},
    [null],
    [[[]]],
    { a: 1 },
    'a'.repeat(5_000),
  ],
  ...[
    '\u0000',
    '\ud800',
    '__proto__',
    { __proto__: null, constructor: { prototype: 1 } },
    { from: '2024' },
    [1, 'a', {}],
  ],
];
