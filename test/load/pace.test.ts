import { expect, test, vi } from 'vitest';
import { closedLoop, Ending, openLoop, RunOver } from '../../bench/load/pace.ts';
import { randomOf } from '../../bench/random.ts';

test('at a rate requests are due at random, so many a second, however late they are taken', async () => {
  const ending = new Ending();
  const pace = openLoop(1000, randomOf(1), ending);
  void pace.start();
  const due: number[] = [];
  while (due.length < 400) due.push(await pace.next(Math.random));
  ending.end();
  const gaps = due.slice(1).map((at, place) => at - due[place]!);
  expect(due).toEqual([...due].sort((one, other) => one - other));
  expect(due.at(-1)! - due[0]!).toBeGreaterThan(340);
  expect(due.at(-1)! - due[0]!).toBeLessThan(460);
  // Poisson: about a third of the gaps are longer than the mean.
  expect(gaps.filter(gap => gap > 1).length / gaps.length).toBeGreaterThan(0.3);
  expect(gaps.filter(gap => gap > 1).length / gaps.length).toBeLessThan(0.45);
  await expect(pace.next(Math.random)).rejects.toThrow(RunOver);
});

test('users pause around the mean and never five times as long, and the end of the run wakes them', async () => {
  const ending = new Ending();
  const pace = closedLoop(2, ending);
  const random = randomOf(2);
  const pauses: number[] = [];
  const begun = performance.now();
  // How long a pause is to last, not how late the machine wakes who pauses.
  const now = vi.spyOn(performance, 'now').mockReturnValue(begun);
  while (pauses.length < 200) pauses.push((await pace.next(random)) - begun);
  now.mockRestore();
  const mean = pauses.reduce((sum, pause) => sum + pause) / pauses.length;
  expect(mean).toBeGreaterThan(1.5);
  expect(mean).toBeLessThan(2.6);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(10);
  expect(performance.now() - begun).toBeGreaterThan(pauses.reduce((sum, pause) => sum + Math.floor(pause)));
  const waiting = closedLoop(1e6, ending).next(random);
  ending.end();
  await expect(waiting).rejects.toThrow(RunOver);
});
