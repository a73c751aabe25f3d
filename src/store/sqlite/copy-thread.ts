import { parentPort } from 'node:worker_threads';
import { asError } from '../../core/errors.ts';
import { runTask } from './run-task.ts';
import { packError, states, type ThreadAnswer, type ThreadRequest, type Watch } from './tasks.ts';

/** A thread for what takes long and cannot be cut into slices: off the event loop, one task at a time. */
const port = parentPort!;
const tell = (answer: ThreadAnswer) => port.postMessage(answer);

port.on('message', async ({ task, state }: ThreadRequest) => {
  try {
    tell({ kind: 'done', result: await runTask(task, watchOf(state)) });
  } catch (error) {
    tell({ kind: 'failed', error: packError(asError(error)) });
  }
});

function watchOf(state: ThreadRequest['state']): Watch {
  const throwIfAborted = () => {
    // The store has its reason; this only leads out of the task.
    if (Atomics.load(state, 0) === states.aborted) throw new Error('Given up');
  };
  return {
    progress: share => tell({ kind: 'progress', share }),
    throwIfAborted,
    confirm() {
      tell({ kind: 'confirm' });
      Atomics.wait(state, 0, states.working);
      throwIfAborted();
    },
  };
}
