/** Names of operations that are labels; operations with any further name are `other`. */
const maxNames = 100;

/** What operations are called in labels. Those that were not registered before the gateway started are named by clients. */
export class OperationLabels {
  readonly #names = new Set<string>();
  readonly #byDocument = new WeakMap<object, string>();

  /** @param document as it will be executed: the very object */
  register(document: object, name: string | undefined): void {
    if (name === undefined || (this.#names.size >= maxNames && !this.#names.has(name))) return;
    this.#names.add(name);
    this.#byDocument.set(document, name);
  }

  /** The name of a registered operation, or `other`. */
  of(document: object | undefined): string {
    return (document && this.#byDocument.get(document)) ?? 'other';
  }
}
