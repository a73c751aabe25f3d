import { expect, test } from 'vitest';
import { SingleFlight } from '../../src/core/single-flight.ts';

test('those who ask for the same at the same time share one load, and later ones have another', async () => {
  const flight = new SingleFlight<string, number>();
  const first = Promise.withResolvers<number>();
  let loads = 0;
  const load = () => {
    loads += 1;
    return first.promise;
  };
  const asked = [flight.run('a', load), flight.run('a', load)];
  expect([loads, flight.size]).toEqual([1, 1]);
  expect(flight.pending('a')).toBe(asked[0]);
  first.resolve(7);
  expect(await Promise.all(asked)).toEqual([7, 7]);
  expect([flight.pending('a'), flight.size]).toEqual([undefined, 0]);
  expect(await flight.run('a', async () => 8)).toBe(8);
});

test('different keys do not wait for one another', async () => {
  const flight = new SingleFlight<string, string>();
  const never = flight.run('a', () => new Promise(() => undefined));
  expect(await flight.run('b', async () => 'b')).toBe('b');
  expect(flight.pending('a')).toBe(never);
});

test('a failure is shared, then forgotten', async () => {
  const flight = new SingleFlight<string, string>();
  const broken = Promise.withResolvers<string>();
  const asked = [1, 2].map(() => flight.run('a', () => broken.promise));
  broken.reject(new Error('broken'));
  for (const one of asked) await expect(one).rejects.toThrow('broken');
  expect(await flight.run('a', async () => 'whole')).toBe('whole');
});

test('a load that throws before it has begun fails like any other', async () => {
  const flight = new SingleFlight<string, string>();
  const failing = flight.run('a', () => {
    throw new Error('at once');
  });
  await expect(failing).rejects.toThrow('at once');
  expect(flight.size).toBe(0);
});

test('whoever has just had the answer may ask for it anew', async () => {
  const flight = new SingleFlight<string, number>();
  let loads = 0;
  const load = async () => ++loads;
  const again = flight.run('a', load).then(() => flight.run('a', load));
  expect(await again).toBe(2);
});
