import { encounterRows } from './fhir-search-encounter-rows.ts';
import { patientRows } from './fhir-search-patient-rows.ts';
import { placeRows, practitionerRows } from './fhir-search-practitioner-rows.ts';

/** All rows, with their type. */
export const rows = [
  ...patientRows.map(([args, ids]) => ['Patient', args, ids] as const),
  ...practitionerRows.map(([args, ids]) => ['Practitioner', args, ids] as const),
  ...encounterRows.map(([args, ids]) => ['Encounter', args, ids] as const),
  ...placeRows,
];
