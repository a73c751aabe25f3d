import { describe, expect, test } from 'vitest';
import { spans } from '../../scripts/screenshots/dashboard/panel.ts';
import { inUnit } from '../../scripts/screenshots/dashboard/units.ts';

describe('the picture of a dashboard', () => {
  test.each([
    [0, 's', '0 s'],
    [0.000_012_34, 's', '12.3 µs'],
    [0.012_34, 's', '12.3 ms'],
    [1.5, 's', '1.5 s'],
    [600, 's', '10 min'],
    [0.761, 'percentunit', '76.1%'],
    [150 * 1024 * 1024, 'bytes', '150 MiB'],
    [0.1111, 'reqps', '0.11 req/s'],
    [1234.5, 'ops', '1,235 ops/s'],
    [3, 'short', '3'],
  ])('writes %d %s as %s', (value, unit, text) => {
    expect(inUnit(value, unit)).toBe(text);
  });

  test('knows when something held, with its gaps', () => {
    expect(spans([null, 1, 1, null, 1])).toEqual([
      [1, 2],
      [4, 4],
    ]);
    expect(spans([null])).toEqual([]);
  });
});
