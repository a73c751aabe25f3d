import { describe, expect, test } from 'vitest';
import { checkPage, WrongAnswer } from '../../bench/load/checks.ts';
import { ReviewWorld, type Span } from '../../bench/load/world.ts';

/** A moment behind all that was done so far. */
function now(): number {
  const before = performance.now();
  for (;;) if (performance.now() > before) return performance.now();
}

const since = (from: number): Span => ({ from, to: now() });
const time = '2026-11-21T09:30:00.000Z';

describe('what answers may say about reviews', () => {
  test('what was acknowledged before a request was sent must show, what was under way may', () => {
    const world = new ReviewWorld();
    const before = now();
    expect(world.expected('Encounter', 'a', since(before))).toBe(false);
    expect(world.begin('Encounter', 'a', true)).toBe(true);
    expect(world.expected('Encounter', 'a', since(before))).toBeUndefined();
    expect(world.progress('Encounter', since(before))).toEqual({ least: 0, most: 1 });
    world.settle('Encounter', 'a', true, time);
    // Sent before it was acknowledged.
    expect(world.expected('Encounter', 'a', since(before))).toBeUndefined();
    expect(world.progress('Encounter', since(before))).toEqual({ least: 0, most: 1 });
    expect(world.expected('Encounter', 'a', since(now()))).toBe(true);
    expect(world.progress('Encounter', since(now()))).toEqual({ least: 1, most: 1 });
    expect(world.progress('Patient', since(now()))).toEqual({ least: 0, most: 0 });
    expect([...world.ledger()]).toEqual([{ type: 'Encounter', id: 'a', reviewed: true, time }]);
  });

  test('one resource is written by one user at a time', () => {
    const world = new ReviewWorld();
    expect(world.begin('Patient', 'a', true)).toBe(true);
    expect(world.begin('Patient', 'a', false)).toBe(false);
    expect(world.begin('Encounter', 'a', true)).toBe(true);
    world.refused('Patient', 'a');
    expect(world.expected('Patient', 'a', since(now()))).toBe(false);
    expect(world.begin('Patient', 'a', true)).toBe(true);
  });

  test('what was never acknowledged may be either for ever, and is no loss', () => {
    const world = new ReviewWorld();
    world.learn('Encounter', 'a', time);
    world.begin('Encounter', 'a', false);
    world.lose('Encounter', 'a');
    expect(world.begin('Encounter', 'a', true)).toBe(false);
    expect(world.expected('Encounter', 'a', since(now()))).toBeUndefined();
    expect(world.progress('Encounter', since(now()))).toEqual({ least: 0, most: 1 });
    expect([...world.ledger()]).toEqual([]);
  });
});

describe('pages', () => {
  const list = Array.from({ length: 10 }, (_, place) => ({ id: `${place}`, place }));
  const known = { list, byId: new Map(list.map(entry => [entry.id, entry])), complete: true };
  const even = ({ place }: { place: number }) => (place === 4 ? undefined : place % 2 === 0);
  const page = (ids: string, begin: number, hasNextPage: boolean, first = 2) =>
    checkPage(known, ids.split(' ').filter(Boolean), { begin, first, hasNextPage }, even, since(now()));

  test('follow one another, with or without what is being changed', () => {
    expect(page('0 2', 0, true)).toBe(3);
    expect(page('4 6', 3, true)).toBe(7);
    expect(page('6 8', 3, false)).toBe(9);
    expect(page('8', 7, false)).toBe(9);
    expect(page('', 9, false)).toBe(9);
  });

  test.each([
    ['0 1', 0, true, 'the filter holds for each row'],
    ['2 6', 0, true, 'no row is left out'],
    ['0 2', 0, false, 'no row is left out'],
    ['2 0', 0, true, 'order of rows, each once'],
    ['0 0', 0, true, 'order of rows, each once'],
    ['0 2', 3, true, 'order of rows, each once'],
    ['0', 0, true, 'a page is full, or the last'],
    ['0 2 6', 0, true, 'no more rows than asked for'],
  ] as const)('%s behind place %i, more: %s', (ids, begin, more, check) => {
    expect(() => page(ids, begin, more)).toThrow(new WrongAnswer(check));
  });
});
