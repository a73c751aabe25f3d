/** The text of a serialized leaf; undefined where JSON has none. */
export function leafText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'number' && Number.isFinite(value) ? `${value}` : JSON.stringify(value);
}

/**
 * The fields of an object, the first of which has a brace before it, as an object.
 * @param isWhole whether none was left out
 */
export function closed(fields: string, isWhole: boolean): string {
  if (fields === '') return '{}';
  return isWhole || fields.startsWith('{') ? `${fields}}` : `{${fields.slice(1)}}`;
}

/** @param entries texts, nulls, and lists of such; what JSON has no text for is null in a list */
export function listText(entries: readonly unknown[]): string {
  let text = '[';
  for (let place = 0; place < entries.length; place++) {
    if (place > 0) text += ',';
    text += textOf(entries[place]);
  }
  return `${text}]`;
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? listText(value) : 'null';
}
