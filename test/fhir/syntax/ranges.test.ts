import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, QuantityTest, RangeTest } from '../../../src/fhir/search.ts';
import { prefixes } from '../../../src/fhir/syntax/index.ts';
import { now, ofEncounter } from './definitions.ts';

const testsOf = (condition: Condition): readonly QuantityTest[] =>
  condition.kind === 'date' || condition.kind === 'quantity' ? condition.anyOf : [];

/** `low>=1 high<2 or …`, which a reader can check. */
const shown = (tests: readonly RangeTest[], value: (number: number) => unknown = number => number) =>
  tests
    .map(({ bounds }) => bounds.map(bound => `${bound.of}${bound.op}${value(bound.value)}`).join(' '))
    .join(' or ');

describe('a date', () => {
  const days = (ms: number) => new Date(ms).toISOString().replace(/T00:00:00.000Z$/, '');
  it.each([
    ['2010-02', 'low>=2010-02-01 high<=2010-03-01'],
    ['eq2010-02', 'low>=2010-02-01 high<=2010-03-01'],
    ['ne2010-02', 'low<2010-02-01 or high>2010-03-01'],
    ['gt2010-02', 'high>2010-03-01'],
    ['lt2010-02', 'low<2010-02-01'],
    ['ge2010-02', 'high>2010-03-01 or low>=2010-02-01'],
    ['le2010-02', 'low<2010-02-01 or high<=2010-03-01'],
    ['sa2010-02', 'low>=2010-03-01'],
    ['eb2010-02', 'high<=2010-02-01'],
    // Noon of 1 May 2020 is 10.5 days after 21 April and 9.5 days before 11 May; now lies within May.
    ['ap2020-04-20', 'low<2020-04-22T01:12:00.000Z high>2020-04-18T22:48:00.000Z'],
    ['ap2020-05-11', 'low<2020-05-12T22:48:00.000Z high>2020-05-10T01:12:00.000Z'],
    ['ap2020-05', 'low<2020-06-01 high>2020-05-01'],
    ['2010,gt2015', 'low>=2010-01-01 high<=2011-01-01 or high>2016-01-01'],
    ['2010-02-03T04:05', 'low>=2010-02-03T04:05:00.000Z high<=2010-02-03T04:06:00.000Z'],
    ['2010-02-03T04:05:06+02:00', 'low>=2010-02-03T02:05:06.000Z high<=2010-02-03T02:05:07.000Z'],
  ])('%s', (text, expected) => {
    const condition = ofEncounter(`date=${text}`);
    expect(condition).toMatchObject({ kind: 'date', parameter: 'date' });
    expect(shown(testsOf(condition), days)).toBe(expected);
  });
});

describe('a quantity', () => {
  it.each([
    ['5.4', 'low>=5.35 high<5.45'],
    ['eq5.40', 'low>=5.395 high<5.405'],
    ['100', 'low>=99.5 high<100.5'],
    ['100.00', 'low>=99.995 high<100.005'],
    ['1e2', 'low>=95 high<105'],
    ['1.0e2', 'low>=95 high<105'],
    ['1.00E+2', 'low>=99.5 high<100.5'],
    ['12e1', 'low>=115 high<125'],
    ['5.4e-3', 'low>=0.00535 high<0.00545'],
    ['-5.4', 'low>=-5.45 high<-5.35'],
    ['0', 'low>=-0.5 high<0.5'],
    ['ne5.4', 'low<5.35 or high>=5.45'],
    ['gt5.4', 'high>5.4'],
    ['lt5.4', 'low<5.4'],
    ['ge5.4', 'high>=5.4'],
    ['le5.4', 'low<=5.4'],
    ['sa5.4', 'low>5.4'],
    ['eb5.4', 'high<5.4'],
    ['ap5.4', 'low<=5.94 high>=4.86'],
    ['ap-5.4', 'low<=-4.86 high>=-5.94'],
    ['ap0', 'low<=0 high>=0'],
    ['1,gt3', 'low>=0.5 high<1.5 or high>3'],
  ])('%s', (text, expected) => {
    const condition = ofEncounter(`length=${text}`);
    expect(condition).toMatchObject({ kind: 'quantity', parameter: 'length' });
    expect(shown(testsOf(condition))).toBe(expected);
  });

  const bounds = [{ of: 'high', op: '>', value: 3 }] as const;
  it.each([
    ['gt3|http://u|Min', [{ bounds, system: 'http://u', code: 'min' }]],
    ['gt3||min', [{ bounds, code: 'min' }]],
    ['gt3|http://u|', [{ bounds, system: 'http://u' }]],
    ['gt3|u\\|1|a\\,b', [{ bounds, system: 'u|1', code: 'a,b' }]],
    ['gt3|| ', []],
    [
      'ne3||h',
      [
        { bounds: [{ of: 'low', op: '<', value: 2.5 }], code: 'h' },
        { bounds: [{ of: 'high', op: '>=', value: 3.5 }], code: 'h' },
      ],
    ],
  ])('%s', (text, anyOf) => {
    expect(ofEncounter(`length=${text}`)).toStrictEqual({ kind: 'quantity', parameter: 'length', anyOf });
  });
});

describe('prefixes of dates mean what R4 says of two ranges', () => {
  const meets = (range: { low: number; high: number }, tests: readonly RangeTest[]) =>
    tests.some(({ bounds }) =>
      bounds.every(({ of, op, value }) => {
        const end = range[of];
        if (op === '<') return end < value;
        if (op === '<=') return end <= value;
        return op === '>' ? end > value : end >= value;
      }),
    );
  const [a, b] = [Date.UTC(2010), Date.UTC(2011)];
  const inside = (ms: number, low: number, high: number) => low <= ms && ms < high;
  const meaning = {
    eq: (low: number, high: number) => inside(low, a, b) && inside(high - 1, a, b),
    ne: (low: number, high: number) => !meaning.eq(low, high),
    gt: (_: number, high: number) => high - 1 >= b,
    lt: (low: number) => low < a,
    ge: (low: number, high: number) => meaning.gt(low, high) || meaning.eq(low, high),
    le: (low: number, high: number) => meaning.lt(low) || meaning.eq(low, high),
    sa: (low: number) => low >= b,
    eb: (_: number, high: number) => high - 1 < a,
    ap: (low: number, high: number) => low < b + reach && high - 1 >= a - reach,
  };
  const reach = Math.round((now - b) / 10);

  it.each(prefixes)('%s', prefix => {
    const end = fc.oneof(
      fc.constantFrom(a - 1, a, a + 1, b - 1, b, b + 1, b + reach, a - reach),
      fc.integer({ min: a - 2 * reach, max: b + 2 * reach }),
    );
    const tests = testsOf(ofEncounter(`date=${prefix}2010`));
    fc.assert(
      fc.property(end, end, (one, other) => {
        const range = { low: Math.min(one, other), high: Math.max(one, other) + 1 };
        expect(meets(range, tests)).toBe(meaning[prefix](range.low, range.high));
      }),
    );
  });
});
