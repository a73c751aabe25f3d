/** How what FHIR holds is shown. Everything may be missing. */

type Maybe<T> = T | null | undefined;

interface Name {
  readonly use?: Maybe<string>;
  readonly text?: Maybe<string>;
  readonly family?: Maybe<string>;
  readonly given?: Maybe<readonly Maybe<string>[]>;
  readonly prefix?: Maybe<readonly Maybe<string>[]>;
}

interface Concept {
  readonly text?: Maybe<string>;
  readonly coding?: Maybe<readonly { readonly display?: Maybe<string> }[]>;
}

const uses = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous', 'old', 'maiden'];

/** The name that counts most, family name first, as lists of people have it. */
export function personName(names: Maybe<readonly Name[]>, fallback = 'No name'): string {
  const rank = ({ use }: Name) => (uses.indexOf(use ?? undefined) + uses.length) % uses.length;
  const [name] = [...(names ?? [])].sort((one, other) => rank(one) - rank(other));
  if (name === undefined) return fallback;
  const given = joined(name.given, ' ');
  const whole = [name.family, given].filter(Boolean).join(', ');
  return whole || name.text || fallback;
}

/** As one is addressed: `Dr. Ada Okafor`. */
export function practitionerName(names: Maybe<readonly Name[]>): string {
  const [name] = names ?? [];
  if (name === undefined) return 'No name';
  const parts = [joined(name.prefix, ' '), name.given?.[0], name.family].filter(Boolean).join(' ');
  return parts || name.text || 'No name';
}

export function joined(parts: Maybe<readonly Maybe<string>[]>, by = ', '): string {
  return (parts ?? []).filter(Boolean).join(by);
}

export function conceptText(concept: Maybe<Concept | readonly Concept[]>): string | undefined {
  const one = (Array.isArray(concept) ? concept[0] : concept) as Maybe<Concept>;
  return one?.text ?? one?.coding?.[0]?.display ?? undefined;
}

const classNames: Readonly<Record<string, string>> = {
  AMB: 'Ambulatory',
  VR: 'Virtual',
  EMER: 'Emergency',
  IMP: 'Inpatient',
  ACUTE: 'Inpatient, acute',
  NONAC: 'Inpatient, not acute',
  OBSENC: 'Observation',
  SS: 'Short stay',
  HH: 'At home',
  FLD: 'Field',
  PRENC: 'Before admission',
};

export function className(coding: Maybe<{ code?: Maybe<string>; display?: Maybe<string> }>): string {
  return classNames[coding?.code ?? ''] ?? coding?.display ?? coding?.code ?? '–';
}

/** A code as words: `in-progress` is `In progress`. */
export function sentence(code: Maybe<string>): string {
  return capital(code?.replaceAll('-', ' ')) ?? '–';
}

export function capital(text: Maybe<string>): string | undefined {
  return text ? text[0]!.toUpperCase() + text.slice(1) : undefined;
}

const day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const utcDay = new Intl.DateTimeFormat('en-GB', {
  ...{ day: '2-digit', month: 'short', year: 'numeric', timeZone: 'UTC' },
});

/** A FHIR dateTime: a year, a month, a day, or a moment. Parts of dates are shown as they are, and what is no date here. */
export function dateText(value: Maybe<string>): string {
  if (!value) return '–';
  const date = dateOf(value);
  if (date === undefined || value.length < 10) return value;
  return value.length === 10 ? utcDay.format(date) : day.format(date);
}

export function timeText(value: Maybe<string>): string | undefined {
  const date = value && value.length > 10 ? dateOf(value) : undefined;
  return date && time.format(date);
}

/** FHIR knows leap seconds, as `23:59:60`; JavaScript does not. */
function dateOf(value: string): Date | undefined {
  const date = new Date(value.replace(/:60(?!\d)/, ':59'));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

interface Period {
  readonly start?: Maybe<string>;
  readonly end?: Maybe<string>;
}

/** `12 Mar 2026, 09:00–09:25`. */
export function periodText(period: Maybe<Period>): string {
  if (!period?.start) return '–';
  const { start, end } = period;
  const from = [dateText(start), timeText(start)].filter(Boolean).join(', ');
  if (!end) return from;
  if (dateText(start) === dateText(end)) return timeText(end) ? `${from}–${timeText(end)}` : from;
  return `${from} – ${[dateText(end), timeText(end)].filter(Boolean).join(', ')}`;
}

/** In whole years, or months before the second birthday, at the given moment or now; undefined where it is not known. */
export function age(birthDate: Maybe<string>, at: string | number = Date.now()): string | undefined {
  const born = birthDate ? dateOf(birthDate) : undefined;
  if (born === undefined) return undefined;
  const then = new Date(at);
  const hadBirthday =
    then.getUTCMonth() > born.getUTCMonth() ||
    (then.getUTCMonth() === born.getUTCMonth() && then.getUTCDate() >= born.getUTCDate());
  const years = then.getUTCFullYear() - born.getUTCFullYear() - (hadBirthday ? 0 : 1);
  return years < 2 ? plural(Math.max(0, monthsBetween(born, then)), 'month') : `${years} years`;
}

function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return to.getUTCDate() < from.getUTCDate() ? months - 1 : months;
}

const whole = new Intl.NumberFormat('en-GB');

export function count(value: number): string {
  return whole.format(value);
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Never 100 % before it is all, never 0 % once it has begun. */
export function percent(part: number, total: number): string {
  if (total === 0) return '–';
  const value = (part / total) * 100;
  if (part > 0 && value < 0.1) return '< 0.1 %';
  if (part < total && value > 99.9) return '> 99.9 %';
  return `${value < 10 && value % 1 !== 0 ? value.toFixed(1) : Math.floor(value)} %`;
}
