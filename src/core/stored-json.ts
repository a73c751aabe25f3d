const stored: unique symbol = Symbol('stored');

/** JSON text of an object, of which it is known where its elements stand. */
export interface StoredJson {
  readonly json: string;
  /** Where in `json` the value of an element begins; -1: there is none. */
  placeOf(element: string): number;
  /**
   * What was made of it last, and by whom: for whoever makes the same of it again. (Two fields: V8 once put objects of both into the old
   * generation, where each kept a document alive until all of the heap was collected.)
   */
  madeBy: object | undefined;
  made: string;
}

/** An object whose JSON text can be had has it as this property, which nobody else sees. */
export { stored };

/** Undefined for objects whose text is not there. */
export function storedJsonOf(value: object): StoredJson | undefined {
  return (value as { readonly [stored]?: StoredJson })[stored];
}
