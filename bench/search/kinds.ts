/** What is searched for: every kind of condition on encounters and on patients, and their orders. */

/** What is searched for, in FHIR's syntax, from a resource that has it; undefined where it has no such value. */
export type Kind = readonly [name: string, search: (resource: Json) => string | undefined];
// biome-ignore lint/suspicious/noExplicitAny: the sample's own resources
export type Json = any;

const by = (parameter: string, value: unknown, letters?: number): string | undefined =>
  typeof value === 'string' ? `${parameter}=${value.slice(0, letters)}` : undefined;

const encounters: readonly Kind[] = [
  ['status', ({ status }) => by('status', status)],
  ['class', resource => by('class', resource.class?.code)],
  ['type', ({ type }) => by('type', type?.[0]?.coding?.[0]?.code)],
  ['reason', ({ reasonCode }) => by('reason-code', reasonCode?.[0]?.coding?.[0]?.code)],
  ['identifier', ({ identifier }) => by('identifier', identifier?.[0]?.value)],
  ['patient', ({ subject }) => by('patient', subject?.reference)],
  ['practitioner', ({ participant }) => by('practitioner', participant?.[0]?.individual?.reference)],
  ['location', ({ location }) => by('location', location?.[0]?.location?.reference)],
  ['provider', ({ serviceProvider }) => by('service-provider', serviceProvider?.reference)],
  ['a day', ({ period }) => by('date', period?.start, '2000-01-01'.length)],
  ['a month', ({ period }) => by('date', period?.start, '2000-01'.length)],
  ['a year', ({ period }) => by('date', period?.start, '2000'.length)],
  ['since', ({ period }) => period && by('date', `ge${period.start}`, 'ge2000-01-01'.length)],
];

const patients: readonly Kind[] = [
  ['family, 3 letters', ({ name }) => by('family', name?.[0]?.family, 3)],
  ['family', ({ name }) => by('family', name?.[0]?.family)],
  ['name, 2 letters', ({ name }) => by('name', name?.[0]?.family, 2)],
  ['given', ({ name }) => by('given', name?.[0]?.given?.[0])],
  ['gender', ({ gender }) => by('gender', gender)],
  ['identifier', ({ identifier }) => by('identifier', identifier?.[0]?.value)],
  ['practitioner', resource => by('general-practitioner', resource.generalPractitioner?.[0]?.reference)],
  ['born in a year', ({ birthDate }) => by('birthdate', birthDate, '2000'.length)],
  ['born in a month', ({ birthDate }) => by('birthdate', birthDate, '2000-01'.length)],
  ['born since', ({ birthDate }) => by('birthdate', `ge${birthDate}`)],
  ['city', ({ address }) => by('address-city', address?.[0]?.city)],
];

export const mixtures = [
  ['Encounter', encounters, ['-date', 'date', '_id', '-_lastUpdated']],
  ['Patient', patients, ['name', '-birthdate', 'birthdate', '_id', '-_lastUpdated']],
] as const;
