/** GraphQL arguments and the ids that match, read off the data by hand; `all but …` for the others of the type. */
export type Row = readonly [args: string, ids: string];

/** Every resource of the type. */
export const each = 'all but ';

/** A server that is not the gateway; what it has under the same ids is something else. */
export const elsewhere = 'https://other.example/fhir';

export const ucum = 'http://unitsofmeasure.org';
export const snomed = 'http://snomed.info/sct';
