import type { Random } from '../../../src/fhir/sample/random.ts';

/** An argument: its name, its type in the SDL, its value. */
export type Argument = readonly [name: string, type: string, value: unknown];

/** The value of an enum; in a document it has no quotes. */
export class Word {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toJSON(): string {
    return this.text;
  }
}

/** What is sent as JSON. */
export interface Sent {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A document that is being made, with what stands beside its operation. */
export class Document {
  readonly #random: Random;
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  #names = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A name that the document has not had. */
  name(prefix: string): string {
    this.#names += 1;
    return prefix + this.#names;
  }

  /** With parentheses, or nothing for none. Some become variables. */
  args(args: readonly Argument[]): string {
    if (args.length === 0) return '';
    return `(${args.map(([name, type, value]) => `${name}: ${this.#value(type, value)}`).join(', ')})`;
  }

  /** A selection of fields of that type, with braces; sometimes by way of a fragment. */
  selection(type: string, fields: string): string {
    const way = this.#random.int(0, 9);
    if (way === 0) return `{ ... on ${type} { ${fields} } }`;
    if (way === 1) return `{ ... @include(if: true) { ${fields} } }`;
    if (way > 3) return `{ ${fields} }`;
    const name = this.name('F');
    this.#fragments.push(`fragment ${name} on ${type} { ${fields} }`);
    return `{ ...${name} }`;
  }

  sent(kind: 'query' | 'mutation', roots: readonly string[]): Sent {
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    const name = this.#random.chance(0.3) ? ' Hunt' : '';
    const short = kind === 'query' && declared === '' && name === '' ? '' : `${kind}${name}${declared} `;
    return {
      query: [`${short}{ ${roots.join(' ')} }`, ...this.#fragments].join(' '),
      variables: this.#variables,
    };
  }

  #value(type: string, value: unknown): string {
    if (!this.#random.chance(0.25)) return literal(value);
    const name = this.name('v');
    this.#declared.push(`$${name}: ${type}`);
    this.#variables[name] = value;
    return `$${name}`;
  }
}

function literal(value: unknown): string {
  if (value instanceof Word) return value.text;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, inner]) => `${name}: ${literal(inner)}`);
  return `{ ${fields.join(', ')} }`;
}
