import { parentPort } from 'node:worker_threads';
import { asError } from '../../core/errors.ts';
import {
  packError,
  states,
  type Task,
  type TaskResults,
  type ThreadAnswer,
  type ThreadRequest,
  type Watch,
} from './tasks.ts';

/** A thread for what takes long and cannot be cut into slices: off the event loop, one task at a time. */
const port = parentPort!;
const tell = (answer: ThreadAnswer) => port.postMessage(answer);

port.on('message', async ({ task, state }: ThreadRequest) => {
  try {
    tell({ kind: 'done', result: await run(task, watchOf(state)) });
  } catch (error) {
    tell({ kind: 'failed', error: packError(asError(error)) });
  }
});

/** Loads only what the task needs: a plain copy knows nothing of FHIR, and starts twice as fast for it. */
async function run(task: Task, watch: Watch): Promise<TaskResults[keyof TaskResults]> {
  switch (task.kind) {
    case 'copy':
      return (await import('./full-copy.ts')).copyMaster(task, watch);
    case 'part':
      return (await import('./part-copy.ts')).copyPart(task, watch);
    case 'refresh':
      return (await import('./refresh.ts')).refresh(task, watch);
    case 'compare':
      return (await import('./refresh.ts')).compare(task, watch);
  }
}

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
