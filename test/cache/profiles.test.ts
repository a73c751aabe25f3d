import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jittered, type ProfileName, profiles, shorter } from '../../src/cache/profiles.ts';

const names = Object.keys(profiles) as ProfileName[];

test('profiles grow from the first to the last, and within each the ages do', () => {
  expect(names).toEqual(['realtime', 'short', 'medium', 'long', 'max']);
  for (const [place, name] of names.entries()) {
    const { stale, revalidate, expire } = profiles[name];
    expect(stale < revalidate && revalidate < expire).toBe(true);
    const next = names[place + 1];
    if (next !== undefined) expect(stale).toBeLessThan(profiles[next].stale);
  }
});

test('property: jitter makes an age up to a tenth shorter, and never longer', () => {
  const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), anyRandom, anyRandom, (ms, one, other) => {
      const aged = jittered(ms, () => one);
      expect(aged).toBeLessThanOrEqual(ms);
      expect(aged).toBeGreaterThanOrEqual(Math.floor(0.9 * ms));
      expect(Number.isInteger(aged)).toBe(true);
      if (one <= other) expect(jittered(ms, () => other)).toBeLessThanOrEqual(aged);
    }),
  );
  expect([jittered(1_000, () => 0), jittered(1_000, () => 0.5)]).toEqual([1_000, 950]);
});

test('the shorter of two, whichever is first', () => {
  for (const [place, one] of names.entries()) {
    for (const other of names.slice(place)) {
      expect([shorter(one, other), shorter(other, one)]).toEqual([one, one]);
    }
  }
});
