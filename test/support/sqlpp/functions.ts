import { refused } from './errors.ts';
import { collate, equals, fieldNames, identity, isArray, isObject, type Value } from './values.ts';

type Apply = (args: readonly Value[]) => Value;

/** NULL or MISSING unless every argument is of the type. */
function strict<T extends Value>(is: (value: Value) => value is T, apply: (...args: T[]) => Value): Apply {
  return args => (args.includes(undefined) ? undefined : args.every(is) ? apply(...args) : null);
}

function isString(value: Value): value is string {
  return typeof value === 'string';
}

function isNumber(value: Value): value is number {
  return typeof value === 'number';
}

function firstWhere(test: (value: Value) => boolean): Apply {
  return args => args.find(test) ?? null;
}

/** As JSON of the server: names of objects in order. */
export function encode(value: Value): string {
  if (value === undefined || value === null) return 'null';
  if (isArray(value)) return `[${value.map(encode).join()}]`;
  if (isObject(value)) {
    return `{${fieldNames(value)
      .map(name => `${JSON.stringify(name)}:${encode(value[name])}`)
      .join()}}`;
  }
  return JSON.stringify(value);
}

function extreme(direction: number): Apply {
  return args => {
    const known = args.filter(value => value !== undefined && value !== null);
    if (known.length === 0) return null;
    return known.reduce((best, value) => (collate(value, best) * direction > 0 ? value : best));
  };
}

/** Each is given its arguments' values. Names and counts of arguments stand in function-names.ts. */
export const functions: { readonly [name: string]: Apply } = {
  IFMISSINGORNULL: firstWhere(value => value !== undefined && value !== null),
  IFMISSING: firstWhere(value => value !== undefined),
  IFNULL: args => {
    const found = args.findIndex(value => value !== null);
    return found < 0 ? null : args[found];
  },
  MISSINGIF: ([a, b]) => {
    const same = equals(a, b);
    if (same === undefined || same === null) return same;
    return same ? undefined : a;
  },
  CONTAINS: strict(isString, (text, part) => text!.includes(part!)),
  LENGTH: strict(isString, text => Buffer.byteLength(text!)),
  LOWER: strict(isString, text => text!.toLowerCase()),
  UPPER: strict(isString, text => text!.toUpperCase()),
  // Places are counted in bytes, from 0.
  POSITION: strict(isString, (text, part) => {
    const at = text!.indexOf(part!);
    return at < 0 ? -1 : Buffer.byteLength(text!.slice(0, at));
  }),
  SUBSTR: args => {
    if (args.includes(undefined)) return undefined;
    const [text, from, length] = args;
    const numbers = args.slice(1);
    if (!isString(text) || !numbers.every(isNumber) || !numbers.every(Number.isInteger)) return null;
    const bytes = Buffer.from(text);
    const start = (from as number) < 0 ? bytes.length + (from as number) : (from as number);
    if (start < 0 || start >= bytes.length) return null;
    if (length !== undefined && (length as number) < 0) return null;
    const end = length === undefined ? bytes.length : Math.min(start + (length as number), bytes.length);
    const part = bytes.subarray(start, end).toString();
    if (part.includes('\ufffd') && !text.includes('\ufffd')) throw refused('SUBSTR within a character');
    return part;
  },
  SPLIT: strict(isString, (text, separator) => {
    if (separator === undefined) return text!.split(/\s+/).filter(part => part !== '');
    return separator === '' ? [...text!] : text!.split(separator);
  }),
  TOSTRING: ([value]) => {
    if (value === undefined || value === null || isString(value)) return value;
    return typeof value === 'boolean' || isNumber(value) ? JSON.stringify(value) : null;
  },
  TONUMBER: ([value]) => {
    if (value === undefined || value === null || isNumber(value)) return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (!isString(value) || !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return null;
    return Number(value);
  },
  STR_TO_MILLIS: strict(isString, text => {
    if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/.test(text!)) {
      throw refused('STR_TO_MILLIS of other than a date or a time with its zone');
    }
    const time = Date.parse(text!);
    return Number.isNaN(time) ? null : time;
  }),
  ARRAY_LENGTH: strict(isArray, array => array!.length),
  ARRAY_MIN: strict(isArray, array => extreme(-1)(array!)),
  ARRAY_MAX: strict(isArray, array => extreme(1)(array!)),
  ARRAY_CONTAINS: ([array, value]) => {
    if (array === undefined || value === undefined) return undefined;
    if (!isArray(array)) return null;
    return array.some(item => equals(item, value) === true);
  },
  ARRAY_DISTINCT: strict(isArray, array => {
    const found = new Map(array!.filter(item => item !== undefined).map(item => [identity(item), item]));
    // The server goes through a set without an order of its own; nobody may lean on one.
    return [...found.values()].sort(collate);
  }),
  OBJECT_NAMES: strict(isObject, object => fieldNames(object!)),
  OBJECT_REMOVE: ([object, ...names]) => {
    if (object === undefined || names.includes(undefined)) return undefined;
    if (!isObject(object) || !names.every(isString)) return null;
    return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
  },
  OBJECT_PUT: ([object, name, value]) => {
    if (object === undefined || name === undefined) return undefined;
    if (!isObject(object) || !isString(name)) return null;
    const { [name]: _, ...others } = object;
    return value === undefined ? others : { ...others, [name]: value };
  },
  ENCODE_JSON: ([value]) => (value === undefined ? undefined : encode(value)),
  ENCODED_SIZE: ([value]) => (value === undefined ? undefined : Buffer.byteLength(encode(value))),
  GREATEST: extreme(1),
  LEAST: extreme(-1),
  ABS: strict(isNumber, Math.abs),
};
