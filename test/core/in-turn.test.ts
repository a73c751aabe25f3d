import { expect, test } from 'vitest';
import { InTurn } from '../../src/core/in-turn.ts';

test('one at a time, in order, each with its own result', async () => {
  const turns = new InTurn();
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await Promise.resolve();
    steps.push(`${name} ends`);
    return name;
  };
  const names = ['a', 'b', 'c'];
  expect(await Promise.all(names.map(name => turns.run(work(name))))).toEqual(names);
  expect(steps).toEqual(names.flatMap(name => [`${name} begins`, `${name} ends`]));
});

test('one that fails fails by itself', async () => {
  const turns = new InTurn();
  const failing = turns.run(() => Promise.reject(new Error('broken')));
  const throwing = turns.run(() => {
    throw new Error('at once');
  });
  const next = turns.run(async () => 'next');
  await expect(failing).rejects.toThrow('broken');
  await expect(throwing).rejects.toThrow('at once');
  expect(await next).toBe('next');
});
