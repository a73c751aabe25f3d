const shared: unique symbol = Symbol('shared');

/**
 * Marks an object as one that many readers are given, and that nobody changes: what is made of it may be kept with it. The mark
 * is no property that anybody sees, and copies do not have it.
 */
export function markShared(value: unknown): void {
  if (typeof value !== 'object' || value === null || isShared(value)) return;
  // Some cannot be marked: then nothing is kept with them.
  Reflect.defineProperty(value, shared, { value: true });
}

export function isShared(value: object): boolean {
  return (value as { readonly [shared]?: true })[shared] === true;
}
