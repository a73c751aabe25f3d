import { parentPort, workerData } from 'node:worker_threads';
import { asError } from '../../../core/errors.ts';
import { packError } from '../tasks.ts';
import type { ThreadAnswer, ThreadRequest } from './crew.ts';
import { Hand, type Tools } from './hand.ts';
import type { Plan } from './plan.ts';

/** A thread of an ingest: one request at a time, in their order. */
const port = parentPort!;
const hand = new Hand(workerData as Tools);
let plan: Plan | undefined;
let before: Promise<void> = Promise.resolve();

async function answer(request: ThreadRequest): Promise<unknown> {
  switch (request.kind) {
    case 'block':
      return hand.loadBlock(request.bytes, request.turn);
    case 'take':
      return hand.take(request.durably);
    case 'plan':
      plan = request.plan;
      return undefined;
    case 'trees':
      return hand.makeTrees(plan!, request.task, request.known);
    case 'check':
      return hand.isSound(request.table);
  }
}

port.on('message', (request: ThreadRequest) => {
  before = before.then(async () => {
    try {
      port.postMessage({ result: await answer(request) } satisfies ThreadAnswer);
    } catch (error) {
      port.postMessage({ error: packError(asError(error)) } satisfies ThreadAnswer);
    }
  });
});
