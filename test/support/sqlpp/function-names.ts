const many = 32_767;

// How many arguments each takes, at least and at most; what is not here, nobody may call.
const counts: { readonly [name: string]: readonly [number, number] } = {
  META: [0, 1],
  IFMISSINGORNULL: [2, many],
  IFNULL: [2, many],
  IFMISSING: [2, many],
  MISSINGIF: [2, 2],
  CONTAINS: [2, 2],
  SUBSTR: [2, 3],
  POSITION: [2, 2],
  LENGTH: [1, 1],
  LOWER: [1, 1],
  UPPER: [1, 1],
  SPLIT: [1, 2],
  TOSTRING: [1, 1],
  TONUMBER: [1, 1],
  STR_TO_MILLIS: [1, 1],
  ARRAY_MIN: [1, 1],
  ARRAY_MAX: [1, 1],
  ARRAY_LENGTH: [1, 1],
  ARRAY_CONTAINS: [2, 2],
  ARRAY_DISTINCT: [1, 1],
  OBJECT_REMOVE: [2, many],
  OBJECT_PUT: [3, 3],
  OBJECT_NAMES: [1, 1],
  ENCODED_SIZE: [1, 1],
  ENCODE_JSON: [1, 1],
  GREATEST: [2, many],
  LEAST: [2, many],
  ABS: [1, 1],
};
const aggregates = new Set(['COUNT', 'SUM', 'MIN', 'MAX', 'ARRAY_AGG']);

export function argumentCounts(name: string): readonly [number, number] | undefined {
  return counts[name];
}

export function isAggregate(name: string): boolean {
  return aggregates.has(name);
}
