import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, LocalTier, MemoryBudget } from '../../src/cache/local-tier.ts';

const entry = (bytes: number): Entry => ({
  ...{ value: 'x', domain: 'resource', tags: [], since: 0, at: 0 },
  ...{ staleAt: 1, revalidateUntil: 1, expiresAt: 1, bytes },
});

/** Tiers of some tenants under one budget, with what was evicted. */
function tiersOf(bytes: number, tenantBytes: number, count: number) {
  const budget = new MemoryBudget(bytes, tenantBytes);
  const evicted: number[] = [];
  const tiers = Array.from(
    { length: count },
    () => new LocalTier(budget, ({ bytes: of }) => evicted.push(of)),
  );
  return { budget, tiers, evicted };
}

test('property: after any sequence of sets no tenant and not all together are over their bounds', () => {
  const steps = fc.array(
    fc.record({
      tier: fc.nat(3),
      key: fc.nat(60).map(String),
      bytes: fc.oneof(fc.nat(500), fc.nat(20_000)),
      what: fc.constantFrom('set', 'set', 'set', 'set', 'delete', 'clear', 'get'),
    }),
    { minLength: 50, maxLength: 200 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60_000 }),
      fc.integer({ min: 1, max: 60_000 }),
      steps,
      (all, each, done) => {
        const { budget, tiers } = tiersOf(all, each, 4);
        for (const { tier, key, bytes, what } of done) {
          const at = tiers[tier]!;
          if (what === 'set') at.set(key, entry(bytes));
          else if (what === 'delete') at.delete(key);
          else if (what === 'clear' && bytes > 15_000) at.clear();
          else at.get(key);
          expect(budget.used).toBe(tiers.reduce((sum, one) => sum + one.bytes, 0));
          expect(budget.used).toBeLessThanOrEqual(all);
          for (const one of tiers) expect(one.bytes).toBeLessThanOrEqual(each);
        }
      },
    ),
  );
});

test.each([0, 1])('whoever has most gives way, with what was not used for longest: tenant %i', most => {
  const { tiers, evicted, budget } = tiersOf(20_000, 20_000, 2);
  const [large, small] = [tiers[most]!, tiers[1 - most]!];
  for (let place = 0; place < 9; place++) large.set(`l${place}`, entry(1_200 + place));
  large.get('l0');
  for (let place = 0; place < 4; place++) small.set(`s${place}`, entry(1_200));
  expect(evicted).toEqual([]);
  small.set('s4', entry(1_200));
  // 14 entries of 1,500 bytes: one too many.
  expect(evicted).toEqual([1_201]);
  expect(large.get('l1')).toBeUndefined();
  expect(large.get('l0')).toBeDefined();
  expect(small.get('s0')).toBeDefined();
  expect(budget.used).toBeLessThanOrEqual(20_000);
});

test("a value larger than an eighth of a tenant's room is not kept, and pushes nothing out", () => {
  const { tiers, evicted } = tiersOf(80_000, 80_000, 1);
  const [tier] = tiers as [LocalTier];
  tier.set('a', entry(100));
  tier.set('b', entry(9_600));
  tier.set('c', entry(9_800));
  expect(['a', 'b', 'c'].map(key => tier.get(key) !== undefined)).toEqual([true, true, false]);
  // Nor is what was there before it.
  tier.set('a', entry(9_800));
  expect(tier.get('a')).toBeUndefined();
  expect(evicted).toEqual([]);
});

test('a tenant that leaves takes its bytes with it', () => {
  const { tiers, budget } = tiersOf(80_000, 80_000, 2);
  const [one, other] = tiers as [LocalTier, LocalTier];
  one.set('a', entry(1_000));
  other.set('a', entry(2_000));
  one.close();
  expect(one.get('a')).toBeUndefined();
  expect(budget.used).toBe(other.bytes);
});
