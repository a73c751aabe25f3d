import { expect, test } from 'vitest';
import { age } from '../../examples/review-console/src/ui/format.ts';

test('ages are told in months until the second birthday, and not told where they are not known', () => {
  const at = '2026-03-15';
  expect(age('2026-03-01', at)).toBe('0 months');
  expect(age('2026-02-14', at)).toBe('1 month');
  expect(age('2024-03-16', at)).toBe('23 months');
  expect(age('2024-03-15', at)).toBe('2 years');
  expect(age('1980', at)).toBe('46 years');
  expect(age(undefined, at)).toBeUndefined();
  expect(age('some day in May', at)).toBeUndefined();
});
