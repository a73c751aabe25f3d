import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { Ending, type GivesUp, givingUpBy } from '../../src/core/ending.ts';
import { GatewayError } from '../../src/core/errors.ts';
import type { LaneCounts } from '../../src/metrics/tenants.ts';
import { Lane } from '../../src/tenants/lane.ts';
import { Rotation } from '../../src/tenants/rotation.ts';

let lane: Lane;
let running: { number: number; end(result?: Error): void }[];
let observed: string[];
let counts: LaneCounts;

const make = (concurrency: number, maxWaiting: number) =>
  new Lane({
    ...{ tenant: 't', name: 'getPatient', concurrency, maxWaiting, rotation: new Rotation() },
    onCall: name => void observed.push(name),
    counts,
  });

beforeEach(() => {
  running = [];
  observed = [];
  counts = { done: 0, refused: 0 };
  lane = make(2, 2);
});

/** A call that goes on until it is ended. */
const hold = (number: number, asker?: GivesUp) =>
  lane.run(
    () =>
      new Promise<number>((resolve, reject) => {
        running.push({ number, end: error => (error === undefined ? resolve(number) : reject(error)) });
      }),
    asker,
  );
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    error => (error instanceof GatewayError ? error.code : error.message),
  );

test('as many at work as there are slots, as many waiting as may, the next is refused', async () => {
  const calls = [0, 1, 2, 3].map(number => hold(number));
  expect(lane.figures).toEqual({ waiting: 2, running: 2 });
  const refused = await hold(4).catch(error => error as GatewayError);
  expect(refused).toMatchObject({
    code: 'TENANT_BUSY',
    httpStatus: 429,
    extensions: { tenant: 't', lane: 'getPatient' },
    retryAfterSeconds: 1,
  });
  running[0]!.end();
  await calls[0];
  await setImmediate();
  expect(running.map(({ number }) => number)).toEqual([0, 1, 2]);
  for (const { end } of running) end();
  await setImmediate();
  running.at(-1)!.end();
  expect(await Promise.all(calls)).toEqual([0, 1, 2, 3]);
  expect(lane.figures).toEqual({ waiting: 0, running: 0 });
  expect(counts).toEqual({ done: 4, refused: 1 });
  expect(observed).toHaveLength(4);
});

describe('when the event loop has no time left', () => {
  let rotation: Rotation;
  const laneOf = (tenant: string) =>
    new Lane({
      ...{ tenant, name: 'getPatient', concurrency: 2, maxWaiting: 2, rotation },
      ...{ onCall: () => {}, counts },
    });

  beforeEach(() => {
    let now = 0;
    rotation = new Rotation({ now: () => now, nextTurn: () => {} });
    rotation.begins('t');
    now = 5;
  });

  test('a call passes by what waits of its own tenant', async () => {
    rotation.operation('t', () => expect.unreachable());
    expect(await laneOf('t').run(async () => 'read')).toBe('read');
  });

  test('a call waits where another tenant waits that was served no more', () => {
    rotation.operation('other', () => {});
    const busy = laneOf('t');
    void busy.run(async () => expect.unreachable());
    expect(busy.figures).toEqual({ waiting: 1, running: 0 });
  });
});

test('a call that fails frees its slot', async () => {
  lane = make(1, 5);
  const [first, second] = [hold(1), hold(2)];
  running[0]!.end(new Error('store'));
  expect(await codeOf(first)).toBe('store');
  await setImmediate();
  running[1]!.end();
  expect(await second).toBe(2);
});

describe('giving up', () => {
  test('what waits leaves the queue, and its place is free; what is at work is left alone', async () => {
    lane = make(1, 1);
    const [working, waiting] = [new Ending(), new Ending()];
    const first = hold(1, working);
    const second = hold(2, waiting);
    waiting.abort(new Error('gone'));
    working.abort(new Error('gone'));
    expect(await codeOf(second)).toBe('gone');
    expect(lane.figures).toMatchObject({ waiting: 0, running: 1 });
    const third = hold(3);
    running[0]!.end();
    expect(await first).toBe(1);
    await setImmediate();
    running[1]!.end();
    expect(await third).toBe(3);
    expect(running.map(({ number }) => number)).toEqual([1, 3]);
  });

  test('what was given up before is not started', async () => {
    expect(await codeOf(hold(1, givingUpBy(AbortSignal.abort(new Error('gone')))))).toBe('gone');
    expect(running).toEqual([]);
  });

  test('a lane that is cleared fails what waits', async () => {
    lane = make(1, 3);
    const calls = [1, 2, 3].map(number => hold(number));
    lane.clear(new Error('closed'));
    expect(await Promise.all(calls.slice(1).map(codeOf))).toEqual(['closed', 'closed']);
    running[0]!.end();
    expect(await calls[0]).toBe(1);
  });
});

test('property: never more at work or waiting than may be, each call ends once, in the order of asking', async () => {
  const step = fc.oneof(
    fc.constant('ask' as const),
    fc.constant('end' as const),
    fc.constant('fail' as const),
    fc.constant('leave' as const),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.nat(3),
      fc.array(step, { maxLength: 60 }),
      async (concurrency, maxWaiting, steps) => {
        running = [];
        lane = make(concurrency, maxWaiting);
        const outcomes: string[] = [];
        const left: Ending[] = [];
        let asked = 0;
        for (const what of steps) {
          if (what === 'ask') {
            const controller = new Ending();
            left.push(controller);
            asked += 1;
            void codeOf(hold(asked, controller)).then(outcome => outcomes.push(outcome));
          } else if (what === 'leave') left.shift()?.abort(new Error('gone'));
          else running.shift()?.end(what === 'fail' ? new Error('failed') : undefined);
          await setImmediate();
          const { waiting, running: atWork } = lane.figures;
          expect(atWork).toBeLessThanOrEqual(concurrency);
          expect(waiting).toBeLessThanOrEqual(maxWaiting);
          expect(running.length).toBe(atWork);
          const numbers = running.map(({ number }) => number);
          expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
        }
        while (running.length > 0) {
          running.shift()!.end();
          await setImmediate();
        }
        expect(outcomes).toHaveLength(asked);
      },
    ),
    { numRuns: 100 },
  );
});
