import { stat } from 'node:fs';
import { expect, it as once } from 'vitest';
import { missed, withinDeadline } from '../../../src/cache/redis/deadline.ts';

const ms = 50;

/** May try again: on a machine that is busy timers of some milliseconds come together. */
const it = (name: string, run: () => Promise<void>) => once(name, { retry: 4 }, run);

/** An answer that needs the event loop to be read, as one from a socket does; some microseconds after it is asked. */
const ask = () => new Promise<string>(resolve => stat('.', () => resolve('answer')));

function blockUntil(time: number): void {
  while (performance.now() < time);
}

it('is what the work comes to', async () => {
  expect(await withinDeadline(ask(), ms)).toBe('answer');
  const refused = new Error('refused');
  await expect(withinDeadline(Promise.reject(refused), ms)).rejects.toBe(refused);
});

it('is missed when the work takes longer, whatever becomes of it later', async () => {
  const begun = performance.now();
  let fail = (_: Error) => {};
  const work = new Promise((_, reject) => {
    fail = reject;
  });
  expect(await withinDeadline(work, ms)).toBe(missed);
  expect(performance.now() - begun).toBeGreaterThan(ms - 2);
  // Unhandled, it would end the process.
  fail(new Error('late'));
});

it('reads what has come before it says that it was missed', async () => {
  const begun = performance.now();
  let answer = (_: string) => {};
  const work = withinDeadline(
    new Promise<string>(resolve => {
      answer = resolve;
    }),
    ms,
  );
  const askLate = () => {
    void ask().then(answer);
    // The answer is there by then, and so is the deadline; after an immediate the loop sees to its timers first.
    blockUntil(begun + ms + 5);
  };
  setTimeout(() => setImmediate(askLate), ms - 5);
  expect(await work).toBe('answer');
});

it('begins when what was asked is written, at the end of the turn', async () => {
  const write = (resolve: (answer: string) => void) => setTimeout(resolve, ms / 2, 'answer');
  const asked = new Promise<string>(resolve => setImmediate(write, resolve));
  const work = withinDeadline(asked, ms);
  blockUntil(performance.now() + ms + 5);
  expect(await work).toBe('answer');
});

it('leaves out the time in which the process was held up, but not for ever', async () => {
  const work = withinDeadline(new Promise(resolve => setTimeout(resolve, 3 * ms, 'answer')), 2 * ms);
  setImmediate(() => setImmediate(() => blockUntil(performance.now() + 2.5 * ms)));
  expect(await work).toBe('answer');

  const never = withinDeadline(new Promise(() => {}), ms);
  const holdUp = setInterval(() => blockUntil(performance.now() + ms), 1);
  expect(await never).toBe(missed);
  clearInterval(holdUp);
});
