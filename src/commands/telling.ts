import { type Clock, wait } from '../core/clock.ts';
import type { ProcessFigures, ThroughParent } from '../open-operators.ts';
import type { OverviewPart } from '../server/operators/overview.ts';
import { once } from '../server/operators/overview.ts';
import {
  type ParentMessage,
  parentPatienceMs,
  patienceMs,
  type WorkerMessage,
  wordMs,
} from './worker-messages.ts';

const note = 'The parent process does not answer: this is told of one worker alone.';

/** Answers the parent's questions, from now on: in time, if only by saying that it cannot. */
export function answerParent(figures: ProcessFigures, clock: Clock): void {
  process.on('message', (message: ParentMessage) => {
    if (message.type !== 'figures?') return;
    const { id, kind } = message;
    void Promise.race([figures[kind](), wait(clock, patienceMs[kind] - wordMs)])
      .catch(() => undefined)
      .then(told => tell({ type: 'figures', id, ...(told !== undefined && { figures: told }) }));
  });
  tell({ type: 'answers' });
}

/**
 * What operators are told by a worker: what the parent says of all. Where that does not answer in time, of itself, and
 * says so; but no metrics: to Prometheus those of one worker would be counters that began anew.
 */
export function throughParent(clock: Clock): ThroughParent {
  const waiting = new Map<number, (value: string | object | undefined) => void>();
  let questions = 0;
  process.on('message', (message: ParentMessage) => {
    if (message.type === 'overview') waiting.get(message.id)?.(message.value);
  });
  const ask = async (part: OverviewPart): Promise<string | object | undefined> => {
    const id = questions++;
    const asked = Promise.withResolvers<string | object | undefined>();
    waiting.set(id, asked.resolve);
    const cancel = clock.after(parentPatienceMs[part], () => asked.resolve(undefined));
    tell({ type: 'overview?', id, part });
    return asked.promise.finally(() => {
      cancel();
      waiting.delete(id);
    });
  };
  return own =>
    once({
      async metrics() {
        const text = await ask('metrics');
        if (typeof text !== 'string') throw new Error('The parent process does not answer.');
        return text;
      },
      stats: async () => asObject(await ask('stats')) ?? { note, ...(await own.stats()) },
      health: async () => asObject(await ask('health')) ?? { note, ...(await own.health()) },
    });
}

export function tell(message: WorkerMessage): void {
  // Without its parent a worker ends.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function asObject(value: string | object | undefined): object | undefined {
  return typeof value === 'object' ? value : undefined;
}
