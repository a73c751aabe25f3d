import { InvalidArgumentError } from 'commander';
import { systemClock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import { allOperations, operationPattern, partnerIdPattern } from '../server/auth/partner-names.ts';
import { tenantId } from './arguments.ts';

const minuteMs = 60_000;
const units = { m: minuteMs, h: 60 * minuteMs, d: 24 * 60 * minuteMs } as const;
const longestDays = 36_500;

export function partnerId(text: string): string {
  if (partnerIdPattern.test(text)) return text;
  throw new InvalidArgumentError(
    'A partner id is 1 to 64 characters: lower-case letters, digits, "_" and "-", starting with a letter or digit.',
  );
}

export function tenantIds(text: string): readonly TenantId[] {
  return [...new Set(text.split(',').map(part => tenantId(part.trim())))];
}

export function operationNames(text: string): readonly string[] {
  const names = [...new Set(text.split(',').map(part => part.trim()))];
  const areRight =
    names.every(name => operationPattern.test(name)) &&
    (names.length === 1 || !names.includes(allOperations));
  if (areRight) return names;
  throw new InvalidArgumentError(
    'expected names of manifests and ids of operations, separated by commas, or "*" for all that are registered',
  );
}

export function words(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/).filter(word => word !== ''))];
}

export function partnerName(text: string): string {
  if (/^\P{C}{1,200}$/u.test(text)) return text;
  throw new InvalidArgumentError('expected 1 to 200 printable characters');
}

/** `90d`, `12h`, `30m` or `0d`, in milliseconds. */
export function duration(text: string): number {
  const [, count, unit] = /^(\d{1,8})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * units[unit as keyof typeof units];
  if (ms <= longestDays * units.d) return ms;
  throw new InvalidArgumentError(`expected a time such as 7d, 12h or 30m, of ${longestDays} days at most`);
}

/** A date (its beginning in UTC), a time, or how long from now; in milliseconds since 1970, and to come. */
export function instantToCome(text: string): number {
  const now = systemClock.now();
  const at = /^\d+[mhd]$/.test(text) ? now + duration(text) : instant(text);
  if (at > now) return at;
  throw new InvalidArgumentError(
    'expected a time to come: a date such as 2027-01-01 (from 00:00 UTC on), 2027-01-01T12:00:00Z, or 90d',
  );
}

/** NaN: it is none. A day that a month has not is none. */
function instant(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/.test(text)) return Number.NaN;
  const at = Date.parse(text);
  return new Date(at).getUTCDate() === Number(text.slice(8, 10)) ? at : Number.NaN;
}
