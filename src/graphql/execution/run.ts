import {
  defaultFieldResolver,
  defaultTypeResolver,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLResolveInfo,
  getArgumentValues,
  locatedError,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Arguments } from './arguments.ts';
import { FieldErrors, type Path, pathToArray } from './field-errors.ts';
import type { Completion, ObjectCompletion, Plan, PlannedField } from './plan.ts';
import { placeOf, runtimeType } from './runtime-type.ts';

type Variables = Readonly<Record<string, unknown>>;
type Data = Record<string, unknown>;

/**
 * Executes a planned query as graphql-js does (https://spec.graphql.org/October2021/#sec-Execution): the same values,
 * in the same order, the same errors, and resolvers are called in the same order. It waits for promises as graphql-js
 * does, step for step: which of two errors comes first, and whether one is told at all, depends on that.
 * @param variables coerced
 */
export function runPlan(
  plan: Plan,
  variables: Variables,
  { contextValue, rootValue }: Pick<ExecutionArgs, 'contextValue' | 'rootValue'>,
): ExecutionResult<Data> | Promise<ExecutionResult<Data>> {
  return new Run(plan, variables, contextValue, rootValue).execute();
}

class Run {
  readonly #plan: Plan;
  readonly #variables: Variables;
  readonly #context: unknown;
  readonly #rootValue: unknown;
  readonly #errors = new FieldErrors();
  /** Of fields whose arguments depend on variables; read once for all objects of a list. */
  readonly #args = new Map<PlannedField, Arguments>();

  constructor(plan: Plan, variables: Variables, context: unknown, rootValue: unknown) {
    this.#plan = plan;
    this.#variables = variables;
    this.#context = context;
    this.#rootValue = rootValue;
  }

  execute(): ExecutionResult<Data> | Promise<ExecutionResult<Data>> {
    try {
      const data = this.#fields(this.#plan.rootFields(), this.#rootValue, undefined);
      if (!(data instanceof Promise)) return this.#answer(data);
      return data.then(
        found => this.#answer(found),
        error => this.#fail(error),
      );
    } catch (error) {
      return this.#fail(error as GraphQLError);
    }
  }

  #fail(error: GraphQLError): ExecutionResult<Data> {
    this.#errors.add(error, undefined);
    return this.#answer(null);
  }

  #answer(data: Data | null): ExecutionResult<Data> {
    const { errors } = this.#errors;
    return errors.length === 0 ? { data } : { errors, data };
  }

  #fields(fields: readonly PlannedField[], source: unknown, path: Path | undefined): Data | Promise<Data> {
    const data: Data = {};
    let waiting: string[] | undefined;
    try {
      const properties = typeof source === 'object' && source !== null ? (source as Data) : none;
      for (const field of fields) {
        if (field.plain !== undefined) {
          // Most fields of most answers.
          const property = properties[field.name];
          if (typeof property === field.plain) {
            data[field.key] = property;
            continue;
          }
        }
        const value =
          field.resolve === undefined
            ? this.#property(field, source, path)
            : this.#resolved(field, field.resolve, source, path);
        data[field.key] = value;
        if (isPromise(value)) {
          waiting ??= [];
          waiting.push(field.key);
        }
      }
    } catch (error) {
      if (waiting === undefined) throw error;
      // Those may fail too, and somebody must have listened.
      return whenAll(data, waiting).finally(() => {
        throw error;
      });
    }
    return waiting === undefined ? data : whenAll(data, waiting);
  }

  /** A field that is a property of its object: most are, and most are leaves. */
  #property(field: PlannedField, source: unknown, parent: Path | undefined): unknown {
    const value =
      typeof source === 'object' && source !== null
        ? (source as Data)[field.name]
        : typeof source === 'function'
          ? (source as unknown as Data)[field.name]
          : undefined;
    if (value == null && !field.isNonNull) return null;
    if (typeof value === 'function' || isPromise(value)) {
      return this.#resolved(field, defaultFieldResolver, source, parent);
    }
    const { completion } = field;
    if (completion.kind === 'leaf' && typeof value === completion.plain) return value;
    const path = below(parent, field);
    try {
      const completed = this.#complete(field, completion, value, path);
      return isPromise(completed) ? this.#guarded(completed, field, field.isNonNull, path) : completed;
    } catch (error) {
      return this.#nulled(error, field, field.isNonNull, path);
    }
  }

  #resolved(
    field: PlannedField,
    resolve: NonNullable<PlannedField['resolve']>,
    source: unknown,
    parent: Path | undefined,
  ): unknown {
    const path = below(parent, field);
    try {
      const args = field.args ?? this.#readArguments(field);
      const value = resolve(source, args, this.#context, this.#info(field, path));
      const completed = isPromise(value)
        ? value.then(found => this.#complete(field, field.completion, found, path))
        : this.#complete(field, field.completion, value, path);
      return isPromise(completed) ? this.#guarded(completed, field, field.isNonNull, path) : completed;
    } catch (error) {
      return this.#nulled(error, field, field.isNonNull, path);
    }
  }

  #readArguments(field: PlannedField): Arguments {
    let args = this.#args.get(field);
    if (args === undefined) {
      args = getArgumentValues(field.definition, field.nodes[0]!, this.#variables);
      this.#args.set(field, args);
    }
    return args;
  }

  #complete(field: PlannedField, completion: Completion, value: unknown, path: Path): unknown {
    if (value instanceof Error) throw value;
    switch (completion.kind) {
      case 'nonNull': {
        const completed = this.#complete(field, completion.inner, value, path);
        if (completed !== null) return completed;
        throw new Error(`Cannot return null for non-nullable field ${placeOf(field)}.`);
      }
      case 'leaf': {
        if (value == null) return null;
        if (typeof value === completion.plain) return value;
        const { type } = completion;
        const leaf = type.serialize(value);
        if (leaf != null) return leaf;
        throw new Error(
          `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(leaf)}`,
        );
      }
      case 'list':
        return value == null ? null : this.#list(field, completion.item, value, path);
      case 'object':
        return value == null ? null : this.#object(field, completion, value, path);
      case 'abstract': {
        if (value == null) return null;
        const { type } = completion;
        const resolveType = type.resolveType ?? defaultTypeResolver;
        const name = resolveType(value, this.#context, this.#info(field, fieldPath(path)), type);
        if (!isPromise(name)) {
          return this.#object(
            field,
            runtimeType(this.#plan.schema, completion, name, field, value),
            value,
            path,
          );
        }
        return name.then(found =>
          this.#object(field, runtimeType(this.#plan.schema, completion, found, field, value), value, path),
        );
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
    const completed: unknown[] = [];
    let hasPromise = false;
    try {
      for (const value of list as Iterable<unknown>) {
        const at: Path = { prev: path, key: completed.length, typename: undefined };
        const entry = this.#entry(field, item, isNonNull, value, at);
        completed.push(entry);
        if (isPromise(entry)) hasPromise = true;
      }
    } catch (error) {
      // graphql-js leaves those alone; if one fails nobody listens, which ends the process.
      for (const entry of completed) if (isPromise(entry)) entry.then(undefined, () => undefined);
      throw error;
    }
    return hasPromise ? Promise.all(completed) : completed;
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

  #object(field: PlannedField, completion: ObjectCompletion, value: unknown, path: Path): unknown {
    return this.#fields(this.#plan.fieldsOf(completion, field.nodes), value, path);
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
    const { schema, fragments, operation } = this.#plan;
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

const none: Data = Object.freeze(Object.create(null));

function below(parent: Path | undefined, { key, parentType }: PlannedField): Path {
  return { prev: parent, key, typename: parentType.name };
}

/** Of the field that an entry of its list is of. */
function fieldPath(path: Path): Path {
  let at = path;
  while (typeof at.key === 'number') at = at.prev!;
  return at;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return typeof (value as Partial<PromiseLike<unknown>>).then === 'function';
}

/** The object with what its promises come to; keys keep their places. */
function whenAll(data: Data, keys: readonly string[]): Promise<Data> {
  return Promise.all(keys.map(key => data[key])).then(values => {
    for (const [place, key] of keys.entries()) data[key] = values[place];
    return data;
  });
}
