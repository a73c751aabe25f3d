import type { PlannedField } from './plan.ts';

/** What an entry takes beside its characters, about, in bytes. */
const overheadBytes = 64;
const wide = /[\u0100-\uffff]/;

/** Fields of a selection that stand next to one another, of which the text is made and kept as one. */
export class Step {
  readonly fields: readonly PlannedField[];
  /** Whether they depend on their object alone; one that does not is a step by itself. */
  readonly isStatic: boolean;
  /** Whether its text may be copied from that of a stored object. */
  isCopied = true;
  /** By object: they go with it. Made when there is the first; undefined for good when the plan was given up. */
  texts: WeakMap<object, string> | undefined;
  /** Of all texts that were kept, those of objects that are gone among them. */
  bytes = 0;
  /** Whether any text was of use since room was made last. */
  isUsed = false;

  constructor(fields: readonly PlannedField[], isStatic: boolean) {
    this.fields = fields;
    this.isStatic = isStatic;
  }
}

/**
 * The texts of parts of shared objects. They hang on their objects and on the steps that they are of: when either goes, they
 * go. In all they take no more than so many bytes: then the texts of a step that was of no use for the longest time make room.
 */
export class KeptTexts {
  readonly #maxBytes: number;
  /** In the order in which they make room. */
  readonly #steps = new Set<Step>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  keep(step: Step, source: object, text: string): void {
    const bytes = overheadBytes + text.length * (wide.test(text) ? 2 : 1);
    // One that takes much of the room would push out everything else.
    if (bytes > this.#maxBytes / 16) return;
    step.texts ??= new WeakMap();
    step.texts.set(source, text);
    step.bytes += bytes;
    this.#bytes += bytes;
    this.#steps.add(step);
    if (this.#bytes > this.#maxBytes) this.#makeRoom();
  }

  release(step: Step): void {
    this.#steps.delete(step);
    this.#bytes -= step.bytes;
    step.bytes = 0;
    step.texts = undefined;
  }

  #makeRoom(): void {
    for (const step of this.#steps) {
      this.#steps.delete(step);
      if (step.isUsed) {
        step.isUsed = false;
        // Once more, and last.
        this.#steps.add(step);
        continue;
      }
      this.release(step);
      if (this.#bytes <= this.#maxBytes) return;
    }
  }
}
