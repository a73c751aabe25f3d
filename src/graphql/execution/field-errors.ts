import type { GraphQLError } from 'graphql';

/** Where a field or an entry of a list stands in the answer. */
export interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/**
 * The errors of one execution. What fails below a place that was nulled already is not told: nobody would see what it
 * is about.
 */
export class FieldErrors {
  readonly errors: GraphQLError[] = [];
  readonly #nulled = new Set<Path | undefined>();

  add(error: GraphQLError, at: Path | undefined): void {
    if (this.#isNulled(at)) return;
    this.#nulled.add(at);
    this.errors.push(error);
  }

  #isNulled(at: Path | undefined): boolean {
    if (this.#nulled.size === 0) return false;
    for (let path = at; path !== undefined; path = path.prev) if (this.#nulled.has(path)) return true;
    return this.#nulled.has(undefined);
  }
}

export function pathToArray(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.reverse();
}
