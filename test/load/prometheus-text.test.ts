import fc from 'fast-check';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { parseMetrics, Scrape } from '../../bench/load/around/prometheus-text.ts';

const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,20}$/);
const labelName = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,10}$/);
const labelValue = fc.string({
  unit: fc.constantFrom('a', '"', '\\', '\n', '{', '}', ',', '=', ' ', '#', 'é'),
});
const series = fc.record({
  name,
  labels: fc.dictionary(labelName, labelValue, { maxKeys: 5, noNullPrototype: false }),
  value: fc.oneof(fc.double(), fc.integer()),
});

function written(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

test('whatever is written as Prometheus writes it is read as it was', () => {
  fc.assert(
    fc.property(fc.array(series), fc.boolean(), (all, stamped) => {
      const lines = all.map(({ name, labels, value }) => {
        const list = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
        return `${name}${list.length > 0 ? `{${list.join(',')}}` : ''} ${written(value)}${stamped ? ' 1700000000000' : ''}`;
      });
      const text = `# HELP x A "word" {of} help\n# TYPE x gauge\n\n${lines.join('\n')}\n`;
      const read = parseMetrics(text);
      expect(read.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
      expect(read.map(({ labels }) => Object.entries(labels))).toEqual(
        all.map(({ labels }) => Object.entries(labels)),
      );
      expect(read.map(({ value }) => value + 0)).toEqual(all.map(({ value }) => value + 0));
    }),
  );
});

test('what the client library writes is read: sums, the largest, part of the labels', async () => {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({ name: 'calls_total', help: 'x', labelNames: ['kind', 'of'], registers });
  calls.inc({ kind: 'a "quoted", one', of: 'x' }, 2);
  calls.inc({ kind: 'b', of: 'x' }, 3);
  new Gauge({ name: 'lag', help: 'x', registers }).set(Number.NaN);
  new Histogram({ name: 'took_seconds', help: 'x', buckets: [0.1], registers }).observe(0.25);
  const scrape = new Scrape(parseMetrics(await registry.metrics()));
  expect(scrape.sum('calls_total')).toBe(5);
  expect(scrape.sum('calls_total', { kind: 'a "quoted", one' })).toBe(2);
  expect(scrape.max('calls_total', { of: 'x' })).toBe(3);
  expect(scrape.sum('calls_total', { kind: 'c' })).toBeUndefined();
  expect(scrape.sum('lag')).toBeNaN();
  expect(scrape.sum('took_seconds_bucket', { le: '+Inf' })).toBe(1);
  expect(scrape.sum('took_seconds_sum')).toBe(0.25);
});

test.each([
  '<html>',
  'name',
  'name{a="b} 1',
  'name{a=b} 1',
  'name{a="b" c="d"} 1',
  'name 1x',
  'name 1 2 3',
  '1name 1',
])('what is no Prometheus text is refused with its line: %s', line => {
  expect(() => parseMetrics(`fine 1\n${line}\n`)).toThrow('Line 2 of the metrics is not Prometheus text.');
});
