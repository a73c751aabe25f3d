/** Whoever may give up, and how to be told of it. The signal is made when it is asked for first: few listen. */
export interface GivesUp {
  readonly aborted: boolean;
  readonly signal: AbortSignal;
}

/** Whoever has a signal already. */
export function givingUpBy(signal: AbortSignal): GivesUp {
  return {
    signal,
    get aborted() {
      return signal.aborted;
    },
  };
}

/** Whoever has nobody to give up for him. */
export const nobody: GivesUp = { aborted: false, signal: new AbortController().signal };

/** What may end before its time, without the cost of an AbortController where nobody listens. */
export class Ending implements GivesUp {
  #controller: AbortController | undefined;
  #reason: Error | undefined;

  get aborted(): boolean {
    return this.#reason !== undefined;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The first reason counts. */
  abort(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}
