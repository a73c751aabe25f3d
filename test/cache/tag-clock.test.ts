import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TagClock } from '../../src/cache/tag-clock.ts';
import { type Tag, tags } from '../../src/cache/tags.ts';
import { resourceKey } from '../../src/core/ids.ts';

const tagOf = (place: number) => tags.resource('content', resourceKey('Patient', String(place)));
const [a, b] = [tagOf(0), tagOf(1)];

test('what was loaded before an invalidation is not valid after it, and what is loaded then is', () => {
  const clock = new TagClock();
  const before = clock.now;
  expect(clock.isValid([a], before)).toBe(true);
  clock.invalidate([a]);
  expect([clock.isValid([a], before), clock.isValid([b], before), clock.isValid([b, a], before)]).toEqual([
    false,
    true,
    false,
  ]);
  expect(clock.isValid([a], clock.now)).toBe(true);
});

test('everything, also what has no tags', () => {
  const clock = new TagClock();
  const before = clock.now;
  clock.invalidate(null);
  expect([clock.isValid([], before), clock.isValid([a], before)]).toEqual([false, false]);
  expect(clock.isValid([], clock.now)).toBe(true);
});

/** What it is to be: every invalidation remembered. */
class Model {
  readonly #log: (readonly Tag[] | null)[] = [];

  get now(): number {
    return this.#log.length;
  }

  invalidate(invalidated: readonly Tag[] | null): void {
    this.#log.push(invalidated);
  }

  isValid(of: readonly Tag[], since: number): boolean {
    return !this.#log.slice(since).some(one => one === null || one.some(tag => of.includes(tag)));
  }
}

test('property: tells what a clock does that remembers everything', () => {
  const someTags = fc.array(fc.nat(6).map(tagOf), { maxLength: 3 });
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: someTags.map(invalidated => ({ invalidated, loaded: undefined })) },
      { weight: 4, arbitrary: someTags.map(loaded => ({ loaded, invalidated: undefined })) },
      { weight: 1, arbitrary: fc.constant({ invalidated: null, loaded: undefined }) },
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(steps, all => {
      const [clock, model] = [new TagClock(), new Model()];
      const entries: { of: readonly Tag[]; since: number; modelSince: number }[] = [];
      for (const { invalidated, loaded } of all) {
        if (loaded !== undefined) entries.push({ of: loaded, since: clock.now, modelSince: model.now });
        else {
          clock.invalidate(invalidated);
          model.invalidate(invalidated);
        }
        for (const { of, since, modelSince } of entries) {
          expect(clock.isValid(of, since)).toBe(model.isValid(of, modelSince));
        }
      }
    }),
  );
});

test('property: of more tags than are remembered it forgets which, and never what was invalid', () => {
  const count = 25_000;
  const inBatches = fc.constantFrom(1, 7, 999, 10_000, 10_001);
  fc.assert(
    fc.property(inBatches, fc.nat(count - 1), (size, watched) => {
      const clock = new TagClock();
      const before = clock.now;
      const all = Array.from({ length: count }, (_, place) => tagOf(place));
      for (let from = 0; from < count; from += size) clock.invalidate(all.slice(from, from + size));
      expect(clock.isValid([tagOf(watched)], before)).toBe(false);
      const after = clock.now;
      expect(clock.isValid([tagOf(watched)], after)).toBe(true);
      clock.invalidate([tagOf(watched)]);
      expect(clock.isValid([tagOf(watched)], after)).toBe(false);
      expect(clock.isValid([tagOf(count)], after)).toBe(true);
    }),
    { numRuns: 10 },
  );
});
