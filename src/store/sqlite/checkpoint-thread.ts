import { parentPort } from 'node:worker_threads';
import { asError } from '../../core/errors.ts';
import type { CheckpointAnswer, CheckpointRequest } from './checkpoints.ts';
import { Database } from './database.ts';

/** A thread that waits for the disk in the event loop's place. Nobody waits for it: neither who reads nor who writes. */
const pragmas = ['busy_timeout = 0', 'synchronous = NORMAL', 'wal_checkpoint(PASSIVE)'];

const port = parentPort!;

port.on('message', ({ number, path }: CheckpointRequest) => {
  let failure: string | undefined;
  try {
    new Database(path, { mustExist: true, pragmas }).close();
  } catch (error) {
    failure = asError(error).message;
  }
  port.postMessage({ number, failure } satisfies CheckpointAnswer);
});
