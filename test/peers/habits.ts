import type { SearchParameter } from '../../src/fhir/definition.ts';

/** Sorted ids that this gateway finds for a search of the type at hand. */
export type Ask = (search: string) => readonly string[];

/** A rule by which Medplum reads a whole class of searches otherwise, said by what this gateway finds. */
export interface Habit {
  readonly name: string;
  readonly medplum: string;
  readonly gateway: string;
  /** Who does as R4 says, and where it says so. */
  readonly right: 'gateway' | 'either';
  readonly section: string;
  applies(parameter: SearchParameter, modifier: string | undefined, value: string): boolean;
  /** What Medplum finds, all ids of the type being `all`. */
  predict(ask: Ask, name: string, value: string, all: readonly string[]): readonly string[];
  /** What this gateway must find, said by searches that Medplum understands alike: resources have one date each. */
  confirm?(ask: Ask, name: string, value: string): readonly string[];
}

const dated = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)([^,]*)$/;
const hasMilliseconds = (date: string) => /\.\d{3}/.test(date);
const without = (ids: readonly string[], ...others: readonly (readonly string[])[]) =>
  ids.filter(id => !others.some(list => list.includes(id)));

function prefixed(prefix: string, accepts: (date: string) => boolean = () => true): Habit['applies'] {
  return ({ kind }, modifier, value) => {
    const [, given, date] = dated.exec(value) ?? [];
    return kind === 'date' && modifier === undefined && given === prefix && accepts(date!);
  };
}

/** What overlaps a date: neither before nor behind it. */
function overlapping(ask: Ask, name: string, date: string): readonly string[] {
  if (hasMilliseconds(date)) {
    // A range without width, within others only.
    const above = ask(`${name}=gt${date}`);
    return ask(`${name}=lt${date}`).filter(id => above.includes(id));
  }
  return without(ask(`${name}:missing=false`), ask(`${name}=sa${date}`), ask(`${name}=eb${date}`));
}

/** Those that neither begin before it nor end behind it. */
function contained(ask: Ask, name: string, date: string): readonly string[] {
  return without(ask(`${name}:missing=false`), ask(`${name}=lt${date}`), ask(`${name}=gt${date}`));
}

const union = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];

const dateOf = (value: string) => dated.exec(value)![2]!;

export const habits: readonly Habit[] = [
  {
    name: 'string without modifier',
    medplum: 'the text stands anywhere in the value, as with `:contains`',
    gateway: 'the value begins with the text',
    right: 'gateway',
    section: 'search.html#string',
    applies: ({ kind }, modifier) => kind === 'string' && modifier === undefined,
    predict: (ask, name, value) => ask(`${name}:contains=${value}`),
  },
  {
    name: 'date, eq',
    medplum:
      'the ranges overlap; an instant to the millisecond, having no width, is not even found by itself',
    gateway: "the search's range contains the resource's; a millisecond is a range",
    right: 'gateway',
    section: 'search.html#prefix',
    applies: prefixed('eq'),
    predict: (ask, name, value) => overlapping(ask, name, dateOf(value)),
    confirm: (ask, name, value) => contained(ask, name, dateOf(value)),
  },
  {
    name: 'date, ne',
    medplum: 'all that do not overlap, those without a date among them',
    gateway: "the search's range does not contain the resource's; what has no date is not compared",
    right: 'gateway',
    section: 'search.html#prefix',
    applies: prefixed('ne'),
    predict: (ask, name, value, all) => without(all, overlapping(ask, name, dateOf(value))),
    confirm: (ask, name, value) =>
      union(ask(`${name}=lt${dateOf(value)}`), ask(`${name}=gt${dateOf(value)}`)),
  },
  {
    name: 'date, ge',
    medplum: 'the resource ends within the search’s range or behind it',
    gateway: "it ends behind the search's range or is contained in it",
    right: 'gateway',
    section: 'search.html#prefix',
    applies: prefixed('ge'),
    predict: (ask, name, value) => without(ask(`${name}:missing=false`), ask(`${name}=eb${dateOf(value)}`)),
    confirm: (ask, name, value) =>
      union(ask(`${name}=gt${dateOf(value)}`), contained(ask, name, dateOf(value))),
  },
  {
    name: 'date, le',
    medplum: 'the resource begins within the search’s range or before it',
    gateway: "it begins before the search's range or is contained in it",
    right: 'gateway',
    section: 'search.html#prefix',
    applies: prefixed('le'),
    predict: (ask, name, value) => without(ask(`${name}:missing=false`), ask(`${name}=sa${dateOf(value)}`)),
    confirm: (ask, name, value) =>
      union(ask(`${name}=lt${dateOf(value)}`), contained(ask, name, dateOf(value))),
  },
  {
    name: 'date, ap',
    medplum: 'the ranges overlap',
    gateway: 'they overlap when the search’s is wider by a tenth of its distance to now',
    right: 'either',
    section: 'search.html#prefix, which recommends the tenth',
    applies: prefixed('ap'),
    predict: (ask, name, value) => overlapping(ask, name, dateOf(value)),
  },
  {
    name: 'reference, `id` alone, parameter of several types',
    medplum: 'finds nothing',
    gateway: 'any of the types',
    right: 'gateway',
    section: 'search.html#reference',
    applies: (parameter, modifier, value) =>
      parameter.kind === 'reference' &&
      modifier === undefined &&
      parameter.targets.length > 1 &&
      !/[/:#]/.test(value),
    predict: () => [],
  },
  {
    name: '`deceased:missing`',
    medplum: 'looks at the expression, which is always true or false: never missing',
    gateway: 'looks at the element',
    right: 'gateway',
    section: 'search.html#modifiers',
    applies: ({ name }, modifier) => name === 'deceased' && modifier === 'missing',
    predict: (_ask, _name, value, all) => (value === 'true' ? [] : all),
  },
];
