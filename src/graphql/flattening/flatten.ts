import { type ExecutionResult, GraphQLError } from 'graphql';
import { Collation, type Contribution, type Once } from './collation.ts';
import { hiddenKey } from './hidden.ts';
import { below, flatteningError, type Path } from './path.ts';
import { type Data, type FieldShape, rootShape, type Selections, type ShapeContext } from './shape.ts';

/** What the flattened fields above have decided about the names and values of those below. */
interface Lifting {
  readonly lifted: boolean;
  readonly listing: boolean;
  readonly suffix: string;
  readonly once: Once | undefined;
}

const notLifted: Lifting = { lifted: false, listing: false, suffix: '', once: undefined };

/**
 * Reshapes the answer of an operation as its flattening directives ask. What cannot be reshaped becomes null, or is
 * left out below a flattened field, and is told in `errors`. Errors of execution keep their paths, which name the
 * fields as they were selected.
 * @param result of the document with its hidden selections, which do not appear in what is returned
 */
export function flattenResult(context: ShapeContext, result: ExecutionResult): ExecutionResult {
  const errors = (result.errors ?? []).map(error => nameHiddenFields(context, error));
  const flattening = new Flattening(context, errors);
  const data = result.data && flattening.object(result.data, rootShape(context), undefined);
  return {
    ...result,
    ...(data !== undefined && { data }),
    ...(errors.length > 0 && { errors }),
  };
}

class Flattening {
  readonly #context: ShapeContext;
  readonly #errors: GraphQLError[];

  constructor(context: ShapeContext, errors: GraphQLError[]) {
    this.#context = context;
    this.#errors = errors;
  }

  object(object: Data, selections: Selections, path: Path | undefined): Record<string, unknown> {
    const target = new Collation(this.#errors);
    this.#addFields(target, object, selections, path, notLifted);
    return target.finish();
  }

  #addFields(
    target: Collation,
    object: Data,
    selections: Selections,
    path: Path | undefined,
    lifting: Lifting,
  ): void {
    for (const [key, shape] of selections.fieldsOf(object)) {
      const value = object[key];
      if (value !== undefined) this.#addField(target, key, shape, value, below(path, key), lifting);
    }
  }

  #addField(
    target: Collation,
    key: string,
    shape: FieldShape,
    value: unknown,
    path: Path,
    lifting: Lifting,
  ): void {
    const { flatten, singleton, slice } = shape.reshaping;
    const listing = !singleton && (lifting.listing || shape.isList);
    const { lifted, once } = lifting;
    const contribution = (suffix: string, at: Path): Contribution => {
      return { name: key + suffix, shape, path: at, lifted, listing, once };
    };
    if (shape.contradictory) {
      const message = `'${key}' is selected more than once, with different directives for flattening.`;
      target.fail(contribution(lifting.suffix, path), message);
      return;
    }
    const entries = entriesOf(shape, value, path);
    if (flatten) {
      for (const entry of entries ?? []) this.#lift(target, key, shape, entry, { ...lifting, listing });
    } else if (slice === undefined || entries === undefined || entries.length === 0) {
      const values = entries?.map(entry => this.#value(shape, entry.value, entry.path));
      target.add(contribution(lifting.suffix, path), values);
    } else {
      for (const entry of entries) {
        const suffix = lifting.suffix + this.#suffixOf(shape, entry);
        target.add(contribution(suffix, entry.path), [this.#value(shape, entry.value, entry.path)]);
      }
    }
  }

  /** Puts the fields of one entry of a flattened field into the object that the entry would be in. */
  #lift(target: Collation, key: string, shape: FieldShape, entry: Entry, lifting: Lifting): void {
    const suffix = lifting.suffix + this.#suffixOf(shape, entry);
    const { singleton } = shape.reshaping;
    const once = singleton ? target.onceFor(shape, suffix, lifting.once) : lifting.once;
    for (const { value, path } of objectsOf(entry)) {
      if (singleton && once && ++once.count === 2) {
        const message = `'${key}' is a @singleton, but has more than one value.`;
        this.#errors.push(flatteningError(message, shape.nodes, path));
      }
      const { listing } = lifting;
      this.#addFields(target, value, shape.selections!, path, { lifted: true, listing, suffix, once });
    }
  }

  #value(shape: FieldShape, value: unknown, path: Path): unknown {
    if (shape.selections === undefined || value === null) return value;
    if (Array.isArray(value)) return value.map((item, index) => this.#value(shape, item, below(path, index)));
    return this.object(value as Data, shape.selections, path);
  }

  #suffixOf(shape: FieldShape, entry: Entry): string {
    const { slice } = shape.reshaping;
    if (slice === undefined) return '';
    if (slice === '$index') return `.${entry.index}`;
    const keys = slice.map(name => hiddenKey(this.#context.plan, name));
    const text = readText(entry.value, keys);
    return text === undefined ? '' : `.${text}`;
  }
}

interface Entry {
  readonly value: unknown;
  readonly index: number;
  readonly path: Path;
}

/** The entries of a list, or the one value of what is no list; undefined for null. */
function entriesOf(shape: FieldShape, value: unknown, path: Path): Entry[] | undefined {
  if (value === null) return undefined;
  if (!shape.isList) return [{ value, index: 0, path }];
  const entries = shape.reshaping.first ? (value as unknown[]).slice(0, 1) : (value as unknown[]);
  return entries.map((entry, index) => ({ value: entry, index, path: below(path, index) }));
}

/** An entry's objects: one, none for null, any number when the entry is itself a list. */
function objectsOf({ value, path }: Pick<Entry, 'value' | 'path'>): { value: Data; path: Path }[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return [{ value: value as Data, path }];
  return value.flatMap((item, index) => objectsOf({ value: item, path: below(path, index) }));
}

/** The first value that a path leads to, as text. An empty text tells nothing apart. */
function readText(value: unknown, keys: readonly string[]): string | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const text = readText(item, keys);
      if (text !== undefined) return text;
    }
    return undefined;
  }
  if (value === null || value === undefined) return undefined;
  const [key, ...rest] = keys;
  if (key !== undefined) return readText((value as Data)[key], rest);
  return typeof value === 'object' || value === '' ? undefined : String(value);
}

/** Errors below fields that were selected for our own use name the field instead of its hidden alias. */
function nameHiddenFields({ plan }: ShapeContext, error: GraphQLError): GraphQLError {
  const isHidden = (key: string | number) => typeof key === 'string' && key.startsWith(plan.hiddenPrefix);
  if (!error.path?.some(isHidden)) return error;
  const { message, nodes, source, positions, originalError, extensions } = error;
  const path = error.path.map(key => (isHidden(key) ? String(key).slice(plan.hiddenPrefix.length) : key));
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path,
    originalError: originalError ?? null,
    extensions,
  });
}
