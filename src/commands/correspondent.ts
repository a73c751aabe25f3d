import type { Clock } from '../core/clock.ts';
import {
  type Figures,
  type FiguresKind,
  type ParentMessage,
  patienceMs,
  type WorkerMessage,
} from './worker-messages.ts';

/** The way to a worker. */
export interface Line {
  /** Never throws; what cannot be sent is dropped. */
  send(message: ParentMessage): void;
}

interface Question {
  readonly id: number;
  readonly answered: Promise<boolean>;
  readonly answer: (figures: Figures[FiguresKind] | undefined) => void;
  /** Nobody waits for it any longer. */
  isLate: boolean;
}

/**
 * One worker, as its parent asks it. It has one question of a kind to answer at a time: one that hangs does not find a
 * heap of them, nor is anybody kept waiting again by one that was waited for in vain.
 */
export class Correspondent {
  /** What it has told last. */
  readonly last: { -readonly [Kind in FiguresKind]?: Figures[Kind] } = {};
  readonly #line: Line;
  readonly #clock: Clock;
  readonly #questions = new Map<FiguresKind, Question>();
  #listens = false;
  #asked = 0;

  constructor(line: Line, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
  }

  /** Whether it listens, and has nothing to answer that it is late with. */
  get answers(): boolean {
    return this.#listens && ![...this.#questions.values()].some(({ isLate }) => isLate);
  }

  /** Whether `last` is what it tells now. Waits no longer than `patienceMs`. */
  ask(kind: FiguresKind): Promise<boolean> {
    if (!this.answers) return Promise.resolve(false);
    const asked = this.#questions.get(kind);
    if (asked !== undefined) return asked.answered;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const cancel = this.#clock.after(patienceMs[kind], () => {
      question.isLate = true;
      resolve(false);
    });
    const question: Question = {
      id: this.#asked++,
      isLate: false,
      answered: promise,
      answer: figures => {
        cancel();
        this.#questions.delete(kind);
        if (figures !== undefined) this.#note(kind, figures);
        resolve(figures !== undefined);
      },
    };
    this.#questions.set(kind, question);
    this.send({ type: 'figures?', id: question.id, kind });
    return promise;
  }

  hear(message: WorkerMessage): void {
    if (message.type === 'answers') this.#listens = true;
    if (message.type !== 'figures') return;
    for (const question of this.#questions.values())
      if (question.id === message.id) question.answer(message.figures);
  }

  send(message: ParentMessage): void {
    this.#line.send(message);
  }

  /** It has ended: nobody waits for it any longer. */
  end(): void {
    this.#listens = false;
    for (const { answer } of this.#questions.values()) answer(undefined);
  }

  #note(kind: FiguresKind, figures: Figures[FiguresKind]): void {
    Object.assign(this.last, { [kind]: figures, ...(kind === 'metrics' && { counters: figures }) });
  }
}
