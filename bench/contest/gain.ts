import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { median } from './statistics.ts';

const rounds = 3;
const ms = 700;

/**
 * How much this machine does with two threads, of what it does with one: 2 where processors share nothing. No server
 * can gain more by a second process.
 */
export async function measureGain(): Promise<number> {
  const gains: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await run(1);
    gains.push((await run(2)) / alone);
  }
  return median(gains);
}

async function run(threads: number): Promise<number> {
  const module = new URL('./gain-thread.ts', import.meta.url);
  const done = Array.from({ length: threads }, async () => {
    const [times] = await once(new Worker(module, { workerData: ms }), 'message');
    return times as number;
  });
  return (await Promise.all(done)).reduce((sum, times) => sum + times, 0);
}
