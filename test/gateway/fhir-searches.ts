import fc from 'fast-check';

/** Searches as a client writes them, over the sample. Each has matches. */
const searches = {
  Patient: [
    '',
    'gender: "female"',
    'gender: ["male", "other"]',
    'family: ["a", "c", "m", "r"]',
    'birthdate: "ge1970"',
    'birthdate: ["lt1960", "gt1990-06"]',
    'active: "true"',
    'general_practitioner: ["Practitioner/practitioner-1", "practitioner-2"]',
    'address_city: "boston"',
    'identifier: "http://hl7.org/fhir/sid/us-ssn|"',
    '_lastUpdated: "ge2000"',
    '_search: ["name:contains=an"]',
    '_search: ["gender:not=male", "birthdate=ge1940", "birthdate=lt2015"]',
    '_search: ["general-practitioner:Practitioner.gender=male"]',
    '_search: ["death-date:missing=true"]',
    'gender: "male", _search: ["organization.name:contains=a"]',
  ],
  Encounter: [
    '',
    'status: "finished"',
    '_search: ["status:not=finished"]',
    'class: "AMB"',
    'date: "ge2015"',
    'date: "ap2019"',
    'length: "gt15"',
    'patient: ["patient-1", "Patient/patient-7", "patient-9"]',
    'participant: "Practitioner/practitioner-1"',
    'service_provider: "Organization/organization-2"',
    'reason_code: "http://snomed.info/sct|"',
    '_search: ["patient:Patient.gender=female"]',
    '_search: ["subject:Patient.birthdate=lt1970"]',
    '_search: ["location.name:contains=room"]',
    '_search: ["reason-code:text=acute"]',
    '_search: ["date=ge2010", "date=lt2022", "type:not=185345009"]',
  ],
} as const;

/** Of the first of each type a resource may have several values. */
const sortKeys = {
  Patient: {
    several: ['given', 'family', 'identifier', 'address-city', 'language'],
    one: ['birthdate', 'gender', 'name', 'death-date', 'organization'],
  },
  Encounter: {
    several: ['participant', 'location', 'type', 'reason-code'],
    one: ['date', 'status', 'class', 'patient', 'length', 'service-provider'],
  },
} as const;

export type SearchedType = keyof typeof searches;

export interface Search {
  readonly type: SearchedType;
  /** Everything that makes the list, for a list field's parentheses; ends with a comma. */
  readonly args: string;
  readonly pageSize: number;
}

/** A search in an order of up to three keys, among them such as many resources have alike or not at all. */
export const anySearch = searchesBy(type => [...sortKeys[type].several, ...sortKeys[type].one]);

function searchesBy(keysOf: (type: SearchedType) => readonly string[]): fc.Arbitrary<Search> {
  return fc.constantFrom<SearchedType>('Patient', 'Encounter').chain(type => {
    const key = fc.tuple(fc.constantFrom('', '-'), fc.constantFrom(...keysOf(type), '_id', '_lastUpdated'));
    const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: ([, name]) => orderOf(name) });
    const sort = fc.option(
      keys.map(sorts => sorts.map(parts => parts.join('')).join()),
      { freq: 6 },
    );
    // Of encounters there are many more, and a page costs a request.
    const pageSize = type === 'Patient' ? fc.integer({ min: 1, max: 25 }) : fc.integer({ min: 9, max: 150 });
    return fc.record({ search: fc.constantFrom<string>(...searches[type]), sort, pageSize }).map(given => ({
      type,
      args: `${given.search && `${given.search}, `}${given.sort === null ? '' : `_sort: "${given.sort}", `}`,
      pageSize: given.pageSize,
    }));
  });
}

/** `name` and `family` may be the same order of the collection, which may not be asked for twice. */
function orderOf(name: string): string {
  return name === 'name' ? 'family' : name;
}
