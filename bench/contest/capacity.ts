import type { Load, LoadGenerator } from './load.ts';
import { median } from './statistics.ts';

/** Connections that are kept busy for a first estimate: no more than the gateway's lanes take at once. */
const busyConnections = 64;
/** Of that estimate, capacity is looked for between; many connections cost more than few. */
const between = [0.5, 1.2] as const;
/** Each halves what is between: the last step is 2 % of the estimate. */
const steps = 5;
/** A queue that grows by 2 % of the time has so much after two seconds; one that does not has a few. */
const queuedMs = 40;

/**
 * Requests a second that are answered for good: the most at which the queue does not grow while so many more come, whether or not
 * others were answered. The median of several.
 *
 * @param asked its seconds are those of one look, of which it takes six each time
 */
export async function findCapacity(
  load: Pick<LoadGenerator, 'run'>,
  asked: Omit<Load, 'rate' | 'atMost'>,
  times: number,
): Promise<number> {
  const found: number[] = [];
  for (let time = 0; time < times; time++) {
    const { perSecond } = await load.run({ ...asked, connections: busyConnections });
    let [least, most] = between.map(share => share * perSecond) as [number, number];
    for (let step = 0; step < steps; step++) {
      const rate = (least + most) / 2;
      if (await keepsUp(load, { ...asked, rate })) least = rate;
      else most = rate;
    }
    found.push(least);
  }
  return median(found);
}

async function keepsUp(load: Pick<LoadGenerator, 'run'>, asked: Load): Promise<boolean> {
  const { failed, lastP50Ms = 0 } = await load.run(asked);
  return failed === 0 && lastP50Ms < queuedMs;
}
