import { contentOf, type Item } from './content.ts';

/** All that a tenant's store holds, at one time. */
export interface State {
  readonly place: number;
  /** Of master, when the tenant was refreshed last. */
  readonly version: number;
  /** By key, the time of review of what is reviewed. */
  readonly reviews: ReadonlyMap<string, string>;
}

export const itemsOf = ({ place, version }: State): ReadonlyMap<string, Item> => contentOf(place, version);

/** One thing that an answer says, and what it would say of a state. */
export interface Fact {
  readonly name: string;
  readonly said: unknown;
  of(state: State): unknown;
}

/** Times are of `performance.now()`. */
export interface Asking {
  readonly replica: number;
  readonly begun: number;
  readonly ended: number;
}

/** A write: seen by whoever asks behind its acknowledgement, at its own replica or everywhere. */
interface Write {
  readonly by: number | 'all';
  readonly begun: number;
  acknowledged: number;
  state: State;
}

/** Writes that are remembered: those before were acknowledged long ago. */
const remembered = 60;

/** What a tenant went through, and what may be said of it when. One write at a time. */
export class History {
  readonly #writes: Write[];
  /** How long after its acknowledgement a write may be unknown to the other replica. */
  readonly #boundMs: number;

  constructor(place: number, boundMs: number) {
    this.#boundMs = boundMs;
    const state = { place, version: 0, reviews: new Map<string, string>() };
    this.#writes = [{ by: 'all', begun: 0, acknowledged: 0, state }];
  }

  get now(): State {
    return this.#writes.at(-1)!.state;
  }

  get lastWrite(): Readonly<Write> {
    return this.#writes.at(-1)!;
  }

  /** Returns what is to be called with the state that was acknowledged. Before that nothing may be judged. */
  begin(by: number | 'all'): (state: State) => void {
    const write: Write = {
      ...{ by, begun: performance.now(), acknowledged: Number.POSITIVE_INFINITY },
      state: this.now,
    };
    this.#writes.push(write);
    if (this.#writes.length > remembered) this.#writes.shift();
    return state => {
      write.acknowledged = performance.now();
      write.state = state;
    };
  }

  /** What is wrong with a fact that was told then; undefined when nothing is. */
  judge(fact: Fact, asking: Asking): string | undefined {
    const said = JSON.stringify(fact.said);
    // Most are of the last state.
    const last = this.lastWrite;
    if (last.begun <= asking.ended && JSON.stringify(fact.of(last.state)) === said) return undefined;
    const values = this.#writes.map(({ state }) => JSON.stringify(fact.of(state)));
    // A change that must be known rules out what was before it.
    const oldest = this.#writes.findLastIndex(
      (write, index) => this.#mustKnow(write, asking) && values[index] !== values[index - 1],
    );
    const from = Math.max(0, oldest);
    const isTrue = this.#writes.some(
      ({ begun }, index) => index >= from && begun <= asking.ended && values[index] === said,
    );
    if (isTrue) return undefined;
    const was = this.#writes.findLast((_, index) => values[index] === said);
    const outdatedBy = this.#writes[from]!;
    const ago = (asking.begun - outdatedBy.acknowledged).toFixed(1);
    const what = was === undefined ? 'which it never was' : `outdated ${ago} ms before it was asked for`;
    const by = `by ${outdatedBy.by === asking.replica ? 'a write of its own' : `a write of ${outdatedBy.by}`}`;
    return `${fact.name}: ${said}, ${what} ${by}; it is ${values.at(-1)}`;
  }

  #mustKnow({ by, acknowledged }: Write, { replica, begun }: Asking): boolean {
    const isTold = by === replica || by === 'all';
    return acknowledged + (isTold ? 0 : this.#boundMs) <= begun;
  }
}
