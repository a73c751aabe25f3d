import {
  defaultFieldResolver,
  defaultTypeResolver,
  type ExecutionArgs,
  type FieldNode,
  GraphQLError,
  type GraphQLResolveInfo,
  getArgumentValues,
  locatedError,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { storedJsonOf } from '../../core/stored-json.ts';
import type { Arguments } from './arguments.ts';
import { FieldErrors, type Path, pathToArray } from './field-errors.ts';
import { type Completion, type ObjectCompletion, type Plan, type PlannedField, takesInfo } from './plan.ts';
import { placeOf, runtimeType } from './runtime-type.ts';

type Variables = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, unknown>>;

/** What an execution is given. */
export type Given = Pick<ExecutionArgs, 'contextValue' | 'rootValue'>;

/**
 * Executes a planned query as graphql-js does (https://spec.graphql.org/October2021/#sec-Execution): the same values,
 * in the same order, the same errors, and resolvers are called in the same order. It waits for promises as graphql-js
 * does, step for step: which of two errors comes first, and whether one is told at all, depends on that.
 * What is made of values (objects, or text) is for those that extend it to say; `null` is null in both.
 */
export abstract class Run<Answer> {
  protected readonly plan: Plan;
  readonly #variables: Variables;
  readonly #context: unknown;
  readonly #rootValue: unknown;
  readonly #errors = new FieldErrors();
  /** Of fields whose arguments depend on variables; read once for all objects of a list. */
  #args: Map<PlannedField, Arguments> | undefined;

  /** @param variables coerced */
  constructor(plan: Plan, variables: Variables, { contextValue, rootValue }: Given) {
    this.plan = plan;
    this.#variables = variables;
    this.#context = contextValue;
    this.#rootValue = rootValue;
  }

  execute(): Answer | Promise<Answer> {
    try {
      const data = this.fields(this.plan.root, none, this.#rootValue, undefined);
      if (!(data instanceof Promise)) return this.answer(data, this.#told());
      return data.then(
        found => this.answer(found, this.#told()),
        error => this.#fail(error),
      );
    } catch (error) {
      return this.#fail(error as GraphQLError);
    }
  }

  /** @param data of the root fields, or null */
  protected abstract answer(data: unknown, errors: readonly GraphQLError[] | undefined): Answer;

  /** The fields of an object. The value of each is one of `field`. */
  protected abstract fields(
    completion: ObjectCompletion,
    nodes: readonly FieldNode[],
    source: unknown,
    path: Path | undefined,
  ): unknown;

  protected abstract leaf(serialized: unknown): unknown;

  /** Of entries that are there, all of them. */
  protected abstract list(entries: unknown[]): unknown;

  #fail(error: GraphQLError): Answer {
    this.#errors.add(error, undefined);
    return this.answer(null, this.#told());
  }

  #told(): readonly GraphQLError[] | undefined {
    const { errors } = this.#errors;
    return errors.length === 0 ? undefined : errors;
  }

  /** What becomes of a field; a promise where that has to be waited for. */
  protected field(field: PlannedField, source: unknown, parent: Path | undefined): unknown {
    return field.resolve === undefined
      ? this.#property(field, source, parent)
      : this.#resolved(field, field.resolve, source, parent);
  }

  /** A field that is a property of its object: most are, and most are leaves. */
  #property(field: PlannedField, source: unknown, parent: Path | undefined): unknown {
    const value =
      typeof source === 'object' && source !== null
        ? (source as Properties)[field.name]
        : typeof source === 'function'
          ? (source as unknown as Properties)[field.name]
          : undefined;
    if (typeof value === field.plain) return this.leaf(value);
    if (value == null && !field.isNonNull) return null;
    if (typeof value === 'function' || isPromise(value)) {
      return this.#resolved(field, defaultFieldResolver, source, parent);
    }
    const path = field.isLeaf ? undefined : below(parent, field);
    try {
      const completed = this.#complete(field, field.completion, value, path);
      return isPromise(completed)
        ? this.#guarded(completed, field, field.isNonNull, path ?? below(parent, field))
        : completed;
    } catch (error) {
      return this.#nulled(error, field, field.isNonNull, path ?? below(parent, field));
    }
  }

  #resolved(
    field: PlannedField,
    resolve: NonNullable<PlannedField['resolve']>,
    source: unknown,
    parent: Path | undefined,
  ): unknown {
    const isAsked = field.takesInfo || resolve === defaultFieldResolver;
    // Errors alone have to know where a leaf stands.
    const path = isAsked || !field.isLeaf ? below(parent, field) : undefined;
    try {
      const args = field.args ?? this.#readArguments(field);
      const info = isAsked ? this.#info(field, path!) : none;
      const value = resolve(source, args, this.#context, info as GraphQLResolveInfo);
      if (typeof value === field.plain) return this.leaf(value);
      const completed = isPromise(value)
        ? value.then(found => this.#complete(field, field.completion, found, path))
        : this.#complete(field, field.completion, value, path);
      return isPromise(completed)
        ? this.#guarded(completed, field, field.isNonNull, path ?? below(parent, field))
        : completed;
    } catch (error) {
      return this.#nulled(error, field, field.isNonNull, path ?? below(parent, field));
    }
  }

  #readArguments(field: PlannedField): Arguments {
    this.#args ??= new Map();
    let args = this.#args.get(field);
    if (args === undefined) {
      args = getArgumentValues(field.definition, field.nodes[0]!, this.#variables);
      this.#args.set(field, args);
    }
    return args;
  }

  /** @param path may be undefined for leaves */
  #complete(field: PlannedField, completion: Completion, value: unknown, path: Path | undefined): unknown {
    if (value instanceof Error) throw value;
    switch (completion.kind) {
      case 'nonNull': {
        const completed = this.#complete(field, completion.inner, value, path);
        if (completed !== null) return completed;
        throw new Error(`Cannot return null for non-nullable field ${placeOf(field)}.`);
      }
      case 'leaf': {
        if (value == null) return null;
        if (typeof value === completion.plain) return this.leaf(value);
        const { type } = completion;
        const leaf = type.serialize(value);
        if (leaf != null) return this.leaf(leaf);
        throw new Error(
          `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(leaf)}`,
        );
      }
      case 'list':
        return value == null ? null : this.#list(field, completion.item, value, path!);
      case 'object':
        return value == null ? null : this.fields(completion, field.nodes, value, path);
      case 'abstract': {
        if (value == null) return null;
        const { type } = completion;
        const resolveType = type.resolveType ?? defaultTypeResolver;
        const isAsked = takesInfo(resolveType) || resolveType === defaultTypeResolver;
        const info = isAsked ? this.#info(field, fieldPath(path!)) : none;
        const name = resolveType(value, this.#context, info as GraphQLResolveInfo, type);
        const byName = (found: unknown) =>
          this.fields(
            runtimeType(this.plan.schema, completion, found, field, value),
            field.nodes,
            value,
            path,
          );
        return isPromise(name) ? name.then(byName) : byName(name);
      }
    }
  }

  #list(field: PlannedField, item: Completion, list: unknown, path: Path): unknown {
    if (
      typeof list !== 'object' ||
      typeof (list as Partial<Iterable<unknown>>)[Symbol.iterator] !== 'function'
    ) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${placeOf(field)}".`);
    }
    const isNonNull = item.kind === 'nonNull';
    const isLeaf = (isNonNull ? item.inner : item).kind === 'leaf';
    const completed: unknown[] = [];
    let hasPromise = false;
    try {
      for (const value of list as Iterable<unknown>) {
        const entry = isLeaf
          ? this.#leafEntry(field, item, isNonNull, value, path, completed.length)
          : this.#entry(field, item, isNonNull, value, entryPath(path, completed.length));
        completed.push(entry);
        if (isPromise(entry)) hasPromise = true;
      }
    } catch (error) {
      // graphql-js leaves those alone; if one fails nobody listens, which ends the process.
      for (const entry of completed) if (isPromise(entry)) entry.then(undefined, () => undefined);
      throw error;
    }
    return hasPromise ? Promise.all(completed) : this.list(completed);
  }

  #entry(field: PlannedField, item: Completion, isNonNull: boolean, value: unknown, at: Path): unknown {
    try {
      const entry = isPromise(value)
        ? value.then(found => this.#complete(field, item, found, at))
        : this.#complete(field, item, value, at);
      return isPromise(entry) ? this.#guarded(entry, field, isNonNull, at) : entry;
    } catch (error) {
      return this.#nulled(error, field, isNonNull, at);
    }
  }

  /** Errors alone have to know where a leaf stands. */
  #leafEntry(
    field: PlannedField,
    item: Completion,
    isNonNull: boolean,
    value: unknown,
    path: Path,
    place: number,
  ): unknown {
    if (isPromise(value)) return this.#entry(field, item, isNonNull, value, entryPath(path, place));
    try {
      return this.#complete(field, item, value, undefined);
    } catch (error) {
      return this.#nulled(error, field, isNonNull, entryPath(path, place));
    }
  }

  /** A promise that fails as its field does. */
  #guarded(
    value: PromiseLike<unknown>,
    field: PlannedField,
    isNonNull: boolean,
    path: Path,
  ): PromiseLike<unknown> {
    return value.then(undefined, error => this.#nulled(error, field, isNonNull, path));
  }

  /** Null in place of what failed; where null may not be, its parent fails. */
  #nulled(thrown: unknown, { nodes }: PlannedField, isNonNull: boolean, path: Path): null {
    const error = locatedError(thrown, nodes, pathToArray(path));
    if (isNonNull) throw error;
    this.#errors.add(error, path);
    return null;
  }

  #info({ definition, nodes, parentType }: PlannedField, path: Path): GraphQLResolveInfo {
    const { schema, fragments, operation } = this.plan;
    return {
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path,
      schema,
      fragments: fragments as GraphQLResolveInfo['fragments'],
      rootValue: this.#rootValue,
      operation,
      variableValues: this.#variables as GraphQLResolveInfo['variableValues'],
    };
  }
}

/** Nodes of none, and info of none: for who does not look. */
const none: readonly never[] = Object.freeze([]);

function below(parent: Path | undefined, { key, parentType }: PlannedField): Path {
  return { prev: parent, key, typename: parentType.name };
}

function entryPath(list: Path, place: number): Path {
  return { prev: list, key: place, typename: undefined };
}

/** Of the field that an entry of its list is of. */
function fieldPath(path: Path): Path {
  let at = path;
  while (typeof at.key === 'number') at = at.prev!;
  return at;
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  // Of those every look costs a search.
  if (storedJsonOf(value) !== undefined) return false;
  return typeof (value as Partial<PromiseLike<unknown>>).then === 'function';
}
