import type { JsonKind, Table } from './table.ts';

/** Why a primitive's value is none of its type, in words without the value; undefined when it is one. */
export type ValueTest = (value: unknown) => string | undefined;

/** The types of a table, made ready so that a check parses no strings. */
export interface Shapes {
  readonly resources: ReadonlyMap<string, Shape>;
  /** What every resource has: the shape of a contained one whose type the table does not spell out. */
  readonly base: Shape;
  /** Nothing passes that the table does not know. */
  readonly closed: boolean;
}

export interface Shape {
  readonly name: string;
  readonly rules: Map<string, Rule>;
  /** The required elements and choices, as a set of slots. */
  required: number;
  /** Name of the element or choice, by slot. */
  readonly slots: string[];
}

/** What is due under one JSON property. */
export interface Rule {
  readonly value: JsonKind | Shape;
  readonly list: boolean;
  /** A list with null for the entries that have only a value or only extensions. */
  readonly sparse: boolean;
  /** One bit for a required element or a choice, which all variants of the choice share; 0 for others. */
  readonly slot: number;
  readonly choice: boolean;
  readonly test: ValueTest | undefined;
}

/**
 * @param tests what is due of a value beyond its JSON kind, by primitive
 * @throws Error when the table refers to a type it does not have
 */
export function compileTable(table: Table, closed: boolean, tests: ReadonlyMap<string, ValueTest>): Shapes {
  const shapes = new Map<string, Shape>();
  for (const name of Object.keys(table.structure)) {
    shapes.set(name, { name, rules: new Map(), required: 0, slots: [] });
  }
  const compiler = new Compiler(table, shapes, tests);
  for (const [name, elements] of Object.entries(table.structure)) {
    for (const [key, notation] of Object.entries(elements)) compiler.addRules(name, key, notation);
  }
  return {
    resources: new Map(table.resourceTypes.map(name => [name, compiler.shapeOf(name)])),
    base: compiler.shapeOf('Resource'),
    closed,
  };
}

/** A type may have elements of a type after it, or of itself. */
class Compiler {
  readonly #table: Table;
  readonly #shapes: ReadonlyMap<string, Shape>;
  readonly #tests: ReadonlyMap<string, ValueTest>;
  readonly #codeTests: ReadonlyMap<string, ValueTest>;

  constructor(table: Table, shapes: ReadonlyMap<string, Shape>, tests: ReadonlyMap<string, ValueTest>) {
    this.#table = table;
    this.#shapes = shapes;
    this.#tests = tests;
    this.#codeTests = new Map(
      Object.entries(table.codes).map(([set, codes]) => [set, codeTest(set, codes.split(' '))]),
    );
  }

  shapeOf(name: string): Shape {
    const shape = this.#shapes.get(name);
    if (!shape) throw new Error(`no structure of ${name}`);
    return shape;
  }

  addRules(name: string, key: string, notation: string): void {
    const shape = this.shapeOf(name);
    const choice = key.endsWith('[x]');
    const required = notation.endsWith('!');
    const list = notation.replace('!', '').endsWith('*');
    const [types = '', set] = notation.replace(/[*!]+$/, '').split('=');
    const slot = choice || required ? 1 << (shape.slots.push(key) - 1) : 0;
    if (shape.slots.length > 32) throw new Error(`${name} has more slots than a number has bits`);
    if (required) shape.required |= slot;
    for (const type of types.split('|')) {
      const property = choice ? key.replace('[x]', type.charAt(0).toUpperCase() + type.slice(1)) : key;
      const kind = this.#table.primitives[type];
      const test =
        set === undefined ? this.#tests.get(this.#primitiveOf(name, key, type)) : this.#codeTests.get(set);
      const value = kind ?? this.shapeOf(type);
      shape.rules.set(property, { value, list, sparse: kind !== undefined, slot, choice, test });
      if (kind === undefined || type === 'System.String' || type === 'xhtml') continue;
      const sibling = { value: this.shapeOf('ElementBase'), list, sparse: true, slot: 0, choice: false };
      shape.rules.set(`_${property}`, { ...sibling, test: undefined });
    }
  }

  /** The definitions call three elements strings of FHIRPath, which the text of R4 is stricter with. */
  #primitiveOf(name: string, key: string, type: string): string {
    if (name === 'Reference' && key === 'reference') return 'Reference.reference';
    if (type !== 'System.String') return type;
    if (name === 'Extension' && key === 'url') return 'uri';
    return key === 'id' && (name === 'Resource' || this.#table.resourceTypes.includes(name))
      ? 'id'
      : 'string';
  }
}

function codeTest(set: string, codes: readonly string[]): ValueTest {
  const known: ReadonlySet<unknown> = new Set(codes);
  const reason = `must be a code of ${set}`;
  return value => (known.has(value) ? undefined : reason);
}
