import type { TypeCount } from '../store/port.ts';

/** `1.2 MB`, in powers of 1,000. */
export function humanSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export function totalOf(counts: readonly TypeCount[]): number {
  return counts.reduce((sum, { total }) => sum + total, 0);
}

export function reviewedOf(counts: readonly TypeCount[]): number {
  return counts.reduce((sum, { reviewed }) => sum + reviewed, 0);
}
