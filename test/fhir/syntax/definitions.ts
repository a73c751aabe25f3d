import type {
  DateParameter,
  QuantityParameter,
  ReferenceParameter,
  ResourceDefinition,
  StringParameter,
  TokenParameter,
  UriParameter,
} from '../../../src/fhir/definition.ts';
import { parseArguments, parseSearch, type SearchContext } from '../../../src/fhir/syntax/index.ts';
import { fold } from '../../../src/fhir/values.ts';

const common = (name: string) => ({
  name,
  url: `http://hl7.org/fhir/SearchParameter/${name}`,
  description: `The ${name}`,
  present: () => false,
  values: () => [],
});
const token = (name: string): TokenParameter => ({ ...common(name), kind: 'token', texts: () => [] });
const string = (name: string): StringParameter => ({
  ...common(name),
  kind: 'string',
  forms: text => [fold(text)],
  whole: false,
});
const date = (name: string): DateParameter => ({ ...common(name), kind: 'date' });
const quantity = (name: string): QuantityParameter => ({ ...common(name), kind: 'quantity' });
const uri = (name: string): UriParameter => ({ ...common(name), kind: 'uri' });
const reference = (name: string, ...targets: string[]): ReferenceParameter => ({
  ...common(name),
  kind: 'reference',
  targets,
  identifiers: () => [],
});
/** Sounds of letters only, so that digits have none. */
const sound = (name: string): StringParameter => ({
  ...string(name),
  forms: text => fold(text).match(/[a-z]+/g) ?? [],
  whole: true,
});

export const encounter: ResourceDefinition = {
  type: 'Encounter',
  reviewable: true,
  orderedAs: { date: 'date' },
  defaultOrder: [{ by: 'date', descending: true }],
  cacheProfile: 'short',
  parameters: [
    { ...token('status'), impliedSystem: 'http://statuses' },
    token('reason-code'),
    date('date'),
    quantity('length'),
    reference('subject', 'Patient', 'Group'),
    reference('patient', 'Patient'),
    reference('participant', 'Practitioner', 'RelatedPerson', 'Patient'),
    reference('based-on', 'ServiceRequest'),
    uri('_profile'),
    token('_id'),
    date('_lastUpdated'),
  ],
};

export const patient: ResourceDefinition = {
  type: 'Patient',
  reviewable: false,
  orderedAs: { birthdate: 'date', name: 'name', family: 'name' },
  defaultOrder: [{ by: 'name', descending: false }],
  cacheProfile: 'short',
  parameters: [
    token('identifier'),
    string('name'),
    string('family'),
    sound('phonetic'),
    date('birthdate'),
    reference('general-practitioner', 'Practitioner', 'Organization'),
  ],
};

const practitioner: ResourceDefinition = {
  ...patient,
  type: 'Practitioner',
  parameters: [token('identifier'), string('name'), token('communication')],
};

/** Noon of 1 May 2020. */
export const now = Date.UTC(2020, 4, 1, 12);

export const context: SearchContext = {
  now,
  definitionOf: type => [encounter, patient, practitioner].find(definition => definition.type === type),
};

/** What one entry of `_search` means, or the message it is refused with. */
export const ofEncounter = (text: string) => parseSearch(encounter, text, context);
export const ofPatient = (text: string) => parseSearch(patient, text, context);
export const argumentsOfEncounter = (args: Parameters<typeof parseArguments>[1]) =>
  parseArguments(encounter, args, context);
