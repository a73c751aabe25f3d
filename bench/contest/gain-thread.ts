import { parentPort, workerData } from 'node:worker_threads';

/** Parses and writes a document for so many ms, and answers how often: what servers of JSON do most, and nothing else. */
const document = JSON.stringify({
  id: 'a',
  name: Array.from({ length: 20 }, (_, place) => ({ family: `Family ${place}`, given: ['One', 'Two'] })),
});
const until = performance.now() + (workerData as number);
let times = 0;
for (; performance.now() < until; times++) {
  if (JSON.stringify(JSON.parse(document)).length !== document.length) throw new Error('Not the same');
}
parentPort!.postMessage(times);
