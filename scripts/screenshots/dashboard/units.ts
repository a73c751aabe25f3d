import { bytes } from '../../../bench/load/report/numbers.ts';

/** What follows a number, by Grafana's names of units; others, such as `short`, are numbers alone. */
const signs: Readonly<Record<string, string>> = { reqps: ' req/s', ops: ' ops/s' };

/** A value as panels write it, about as Grafana does: 0.0123 in `s` is 12.3 ms. */
export function inUnit(value: number, unit = 'short'): string {
  switch (unit) {
    case 's':
      return seconds(value);
    case 'percentunit':
      return `${digits(value * 100)}%`;
    case 'bytes':
      return bytes(value);
    default:
      return `${digits(value)}${signs[unit] ?? ''}`;
  }
}

function seconds(value: number): string {
  if (value === 0) return '0 s';
  if (value < 0.001) return `${digits(value * 1_000_000)} µs`;
  if (value < 1) return `${digits(value * 1_000)} ms`;
  return value < 120 ? `${digits(value)} s` : `${digits(value / 60)} min`;
}

/** Those that matter: 0.012, 1.23, 1,235. */
function digits(value: number): string {
  const size = Math.abs(value);
  const rounded = size < 1_000 ? Number(value.toPrecision(size < 1 ? 2 : 3)) : Math.round(value);
  return rounded.toLocaleString('en', { maximumSignificantDigits: 12 });
}
