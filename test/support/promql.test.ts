import { expect, test } from 'vitest';
import { askedBy, seriesOf } from './promql.ts';

test.each([
  ['up == 0', { series: [{ name: 'up', labels: [] }], grouping: [] }],
  [
    'histogram_quantile(0.95, sum by (le, call) (rate(a_bucket{of="x", b!~"c,d=\\"e"}[$__rate_interval])))',
    { series: [{ name: 'a_bucket', labels: ['of', 'b'] }], grouping: ['le', 'call'] },
  ],
  [
    'max(a:b:c / on (job) group_left max by (job) (d)) > 1e3 and time() - e offset 5m unless vector(0)',
    {
      series: ['a:b:c', 'd', 'e'].map(name => ({ name, labels: [] })),
      grouping: ['job', 'job'],
    },
  ],
])('what %s asks for', (expression, asked) => {
  expect(askedBy(expression)).toEqual(asked);
});

test('the series of a text', () => {
  const text = [
    '# HELP a_seconds Of {x="y"} 1',
    '# TYPE a_seconds histogram',
    '# TYPE b gauge',
    'b{c="d,e=\\"f\\"",g="h"} 1',
    'b 2',
  ].join('\n');
  expect(seriesOf(text)).toEqual(
    new Map([
      ['a_seconds_bucket', new Set()],
      ['a_seconds_count', new Set()],
      ['a_seconds_sum', new Set()],
      ['b', new Set(['c', 'g'])],
    ]),
  );
});
