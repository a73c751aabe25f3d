import type { ExecutionResult, FieldNode, GraphQLError } from 'graphql';
import type { Path } from './field-errors.ts';
import type { ObjectCompletion } from './plan.ts';
import { isPromise, Run } from './run.ts';

type Data = Record<string, unknown>;

/** Makes the objects of an answer. */
export class ObjectRun extends Run<ExecutionResult<Data>> {
  protected override answer(data: unknown, errors: readonly GraphQLError[] | undefined) {
    const found = data as Data | null;
    return errors === undefined ? { data: found } : { errors, data: found };
  }

  protected override fields(
    completion: ObjectCompletion,
    nodes: readonly FieldNode[],
    source: unknown,
    path: Path | undefined,
  ): Data | Promise<Data> {
    const data: Data = {};
    let waiting: string[] | undefined;
    try {
      const properties = typeof source === 'object' && source !== null ? (source as Data) : none;
      for (const field of this.plan.fieldsOf(completion, nodes)) {
        if (field.plain !== undefined && field.resolve === undefined) {
          // Most fields of most answers.
          const property = properties[field.name];
          if (typeof property === field.plain) {
            data[field.key] = property;
            continue;
          }
        }
        const value = this.field(field, source, path);
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

  protected override leaf(serialized: unknown): unknown {
    return serialized;
  }

  protected override list(entries: unknown[]): unknown {
    return entries;
  }
}

const none: Data = Object.freeze(Object.create(null));

/** The object with what its promises come to; keys keep their places. */
function whenAll(data: Data, keys: readonly string[]): Promise<Data> {
  return Promise.all(keys.map(key => data[key])).then(values => {
    for (const [place, key] of keys.entries()) data[key] = values[place];
    return data;
  });
}
