import type { GraphQLLeafType } from 'graphql';
import { closed, leafText } from './json-text.ts';
import type { Completion, Plan, PlannedField } from './plan.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Undefined: something is out of the ordinary, and has to be executed. Null: it is no part that depends on its object alone. */
type Written = string | null | undefined;

/**
 * The text of fields that depend on their object alone. Nothing is called but pure resolvers, nothing is told: where anything could be an
 * error, or has to be waited for, it gives up, and execution finds out.
 */
export function writeFields(plan: Plan, fields: readonly PlannedField[], source: object): Written {
  try {
    return fieldsText(plan, fields, source);
  } catch {
    return undefined;
  }
}

function fieldsText(plan: Plan, fields: readonly PlannedField[], source: object): Written {
  let text = '';
  for (const field of fields) {
    if (!field.isStatic) return null;
    const value =
      field.resolve === undefined
        ? (source as Properties)[field.name]
        : (field.resolve as (source: unknown, args: unknown) => unknown)(source, field.args);
    const written = valueText(plan, field, field.completion, value);
    if (typeof written !== 'string') {
      if (written === null) field.isStatic = false;
      return written;
    }
    text += field.opening + written;
  }
  return text;
}

function valueText(plan: Plan, field: PlannedField, completion: Completion, value: unknown): Written {
  if (value == null) return completion.kind === 'nonNull' ? undefined : 'null';
  switch (completion.kind) {
    case 'nonNull':
      return valueText(plan, field, completion.inner, value);
    case 'leaf': {
      if (typeof value === completion.plain) return leafText(value);
      if (typeof value === 'function' || (typeof value === 'object' && !isData(value))) return undefined;
      return serializedText(completion.type, value);
    }
    case 'list': {
      if (!Array.isArray(value)) return undefined;
      let text = '[';
      for (let place = 0; place < value.length; place++) {
        const entry = valueText(plan, field, completion.item, value[place]);
        if (typeof entry !== 'string') return entry;
        text += place === 0 ? entry : `,${entry}`;
      }
      return `${text}]`;
    }
    case 'object': {
      if (typeof value !== 'object' || !isData(value)) return undefined;
      const text = fieldsText(plan, plan.fieldsOf(completion, field.nodes), value);
      return typeof text === 'string' ? closed(text, true) : text;
    }
    case 'abstract':
      return null;
  }
}

/** Undefined for what may not be. @throws what the type has against the value */
export function serializedText(type: GraphQLLeafType, value: unknown): string | undefined {
  const leaf = type.serialize(value);
  return leaf == null ? undefined : leafText(leaf);
}

/** What JSON makes objects of; others may be errors, or promises. */
function isData(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return typeof (value as { readonly then?: unknown }).then !== 'function';
}
