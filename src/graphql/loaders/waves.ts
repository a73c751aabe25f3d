/**
 * When the batches of one operation begin: once everything that can go on without waiting has asked. Where some resources
 * of a list are at hand and others are not, the fields below the first ask before those below the others can; what is
 * looked up there waits for the others, so that it is one batch for the whole list.
 */
export class Waves {
  /** Batches of resources that will begin, or are under way. */
  #awaited = 0;
  /** Whether a resource was at hand since the last of them ended. */
  #split = false;
  #held: (() => void)[] = [];

  /** To be told of a resource that was at hand. */
  readonly atHand = (): void => {
    this.#split = true;
  };

  /** For a DataLoader of resources, which says `ended` for every batch. */
  readonly resources = (dispatch: () => void): void => {
    this.#awaited += 1;
    soon(dispatch);
  };

  /** To be told of a batch of resources that has begun by itself, and of its end by `ended`. */
  begun(): void {
    this.#awaited += 1;
  }

  /** For a DataLoader of anything else. */
  readonly others = (dispatch: () => void): void => {
    soon(() => {
      if (this.#split && this.#awaited > 0) this.#held.push(dispatch);
      else dispatch();
    });
  };

  ended(): void {
    this.#awaited -= 1;
    if (this.#awaited > 0) return;
    this.#split = false;
    const held = this.#held;
    this.#held = [];
    for (const dispatch of held) soon(dispatch);
  }
}

const done = Promise.resolve();

/** When every promise that is settled has been seen to be: what follows from them asks first. */
function soon(run: () => void): void {
  void done.then(() => process.nextTick(run));
}
