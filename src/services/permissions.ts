import { GatewayError } from '../core/errors.ts';
import { definitions } from '../fhir/registry.ts';

/** What may be done with resources of a type. */
export type Action = 'read' | 'search' | 'update';

/** What may be done with the tenant itself, and with the schema. */
export type GatewayAction = 'warm-up' | 'cool-down' | 'introspection';

/** `Patient.r`, or `gateway/warm-up`: a scope without the word for whom it was given. */
export type Right = `${string}.${'r' | 's' | 'u'}` | `gateway/${GatewayAction}`;

/** SMART's letters, https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html */
const letters = { read: 'r', search: 's', update: 'u' } as const;

export const actions = Object.keys(letters) as readonly Action[];

export function rightOf(action: Action, type: string): Right {
  return `${type}.${letters[action]}`;
}

/** What a caller may do. Two callers with the same rights have the same object, which answers are kept by. */
export class Permissions {
  /** In the order of the alphabet. */
  readonly names: readonly Right[];
  readonly #rights: ReadonlySet<Right>;

  /** Made by `permissions` alone. */
  constructor(names: readonly Right[]) {
    this.names = names;
    this.#rights = new Set(names);
  }

  has(right: Right): boolean {
    return this.#rights.has(right);
  }

  allows(action: Action, type: string): boolean {
    return this.#rights.has(rightOf(action, type));
  }

  /** @throws GatewayError FORBIDDEN, naming the scope that would do */
  require(action: Action, type: string): void {
    this.requireRight(rightOf(action, type));
  }

  /** @throws GatewayError FORBIDDEN, naming the scope that would do */
  requireRight(right: Right): void {
    if (!this.#rights.has(right)) throw lacking(right);
  }
}

/** Of a caller without that right. */
export function lacking(right: Right): GatewayError {
  const scope = right.startsWith('gateway/') ? right : `user/${right}`;
  return new GatewayError('FORBIDDEN', `This needs a scope that was not granted, such as ${scope}.`, {
    extensions: { scope },
  });
}

/** Those in use are few: combinations of what is granted to real clients. */
const maxKnown = 1_000;
const known = new Map<string, Permissions>();

export function permissions(rights: Iterable<Right>): Permissions {
  const names = [...new Set(rights)].sort();
  const text = names.join(' ');
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= maxKnown) known.clear();
  const made = new Permissions(Object.freeze(names));
  known.set(text, made);
  return made;
}

/** Every right over resources of every stored type, and over the tenant: of whoever is not asked who he is. */
export const unrestricted: Permissions = permissions([
  ...definitions.flatMap(({ type }) => actions.map(action => rightOf(action, type))),
  'gateway/warm-up',
  'gateway/cool-down',
]);
