/** What parsed JSON takes in memory, about: a header an object, a slot an element, a byte a character. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = 32;
  if (Array.isArray(value)) for (const item of value) bytes += 8 + bytesOf(item);
  else for (const name in value) bytes += 8 + bytesOf((value as Record<string, unknown>)[name]);
  return bytes;
}
