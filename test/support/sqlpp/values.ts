/** A value of the language; MISSING is undefined. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [name: string]: Value };
export type ObjectValue = { readonly [name: string]: Value };

/** Ranks in collation order. */
export function rank(value: Value): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  switch (typeof value) {
    case 'boolean':
      return 2;
    case 'number':
      return 3;
    case 'string':
      return 4;
    default:
      return Array.isArray(value) ? 5 : 6;
  }
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Order of bytes in UTF-8: that of code points, which UTF-16 units break for surrogates alone. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let place = 0; place < length; place += 1) {
    const left = a.charCodeAt(place);
    const right = b.charCodeAt(place);
    if (left === right) continue;
    const leftHigh = left >= 0xd800 && left <= 0xdfff;
    const rightHigh = right >= 0xd800 && right <= 0xdfff;
    return leftHigh === rightHigh ? left - right : leftHigh ? 1 : -1;
  }
  return a.length - b.length;
}

/** The order of ORDER BY and of indexes: total, over all types. */
export function collate(a: Value, b: Value): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = rank(a);
  const right = rank(b);
  if (left !== right) return left - right;
  if (left === 2) return a === false ? -1 : 1;
  if (left === 5) return collateArrays(a as readonly Value[], b as readonly Value[]);
  if (left === 6) return collateObjects(a as ObjectValue, b as ObjectValue);
  return 0;
}

function collateArrays(a: readonly Value[], b: readonly Value[]): number {
  for (let place = 0; place < a.length && place < b.length; place += 1) {
    const compared = collate(a[place], b[place]);
    if (compared !== 0) return compared;
  }
  return a.length - b.length;
}

export function fieldNames(value: ObjectValue): string[] {
  return Object.keys(value)
    .filter(name => value[name] !== undefined)
    .sort(compareStrings);
}

/** Fewer fields come first; then the first name that only one of them has makes that one smaller. */
function collateObjects(a: ObjectValue, b: ObjectValue): number {
  const left = fieldNames(a);
  const right = fieldNames(b);
  if (left.length !== right.length) return left.length - right.length;
  for (const [place, name] of left.entries()) {
    const named = compareStrings(name, right[place]!);
    if (named !== 0) return named < 0 ? -1 : 1;
    const compared = collate(a[name], b[name]);
    if (compared !== 0) return compared;
  }
  return 0;
}

/** `=`: MISSING or NULL where either side is, also inside of arrays and objects. */
export function equals(a: Value, b: Value): boolean | null | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a === null || b === null) return null;
  if (isArray(a)) return isArray(b) ? arraysEqual(a, b) : false;
  if (isObject(a)) return isObject(b) ? objectsEqual(a, b) : false;
  return a === b;
}

function arraysEqual(a: readonly Value[], b: readonly Value[]): boolean | null | undefined {
  if (a.length !== b.length) return false;
  const parts = a.map((item, place) => equals(item, b[place]));
  if (parts.includes(false)) return false;
  if (parts.includes(undefined)) return undefined;
  return parts.includes(null) ? null : true;
}

function objectsEqual(a: ObjectValue, b: ObjectValue): boolean | null {
  const names = fieldNames(a);
  if (names.length !== fieldNames(b).length) return false;
  if (names.some(name => b[name] === undefined)) return false;
  const parts = names.map(name => equals(a[name], b[name]));
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

/** `<` and its like: collation, once both sides are known; NULLs within arrays make the answer NULL. */
export function compare(a: Value, b: Value): number | null | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a === null || b === null) return null;
  if (isArray(a) && isArray(b)) {
    for (let place = 0; place < a.length && place < b.length; place += 1) {
      const compared = compare(a[place], b[place]);
      if (compared !== 0) return compared;
    }
    return a.length - b.length;
  }
  return collate(a, b);
}

/** What a condition takes for true: not only booleans are. */
export function truth(value: Value): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (value === true) return true;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  if (typeof value === 'string' || isArray(value)) return value.length > 0;
  return Object.keys(value).length > 0;
}

export function field(of: Value, name: string): Value {
  if (of === null) return null;
  return isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined;
}

/** A text that is the same for values that DISTINCT and GROUP BY take for the same. */
export function identity(value: Value): string {
  if (value === undefined) return 'missing';
  if (isArray(value)) return `[${value.map(identity).join()}]`;
  if (isObject(value)) {
    const members = fieldNames(value).map(name => `${JSON.stringify(name)}:${identity(value[name])}`);
    return `{${members.join()}}`;
  }
  return JSON.stringify(value);
}
