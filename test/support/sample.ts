import fc from 'fast-check';
import { type SampleOptions, sampleResources } from '../../src/fhir/sample/index.ts';
import type {
  CodeableConcept,
  Coding,
  Identifier,
  Period,
  Reference,
  Resource,
} from '../../src/fhir/types.ts';

/** The moment the sample was taken. */
export const today = Date.parse('2026-06-30T12:00:00Z');
export const year = 365.25 * 24 * 3_600_000;

export interface Patient extends Resource {
  gender: string;
  birthDate: string;
  deceasedDateTime?: string;
  active: boolean;
  identifier: Identifier[];
  name: { use: string; family?: string; given: string[] }[];
  text: { status: string; div: string };
  address: { city: string; state: string; postalCode: string }[];
  maritalStatus?: CodeableConcept;
  contact?: unknown[];
}

export interface Encounter extends Resource {
  status: string;
  statusHistory?: { status: string; period: Required<Period> }[];
  class: Coding;
  type: CodeableConcept[];
  priority?: CodeableConcept;
  subject: Reference;
  participant: { type: CodeableConcept[]; period: Period; individual: Reference }[];
  period: { start: string; end?: string };
  length?: { value: number; code: string };
  reasonCode: CodeableConcept[];
  hospitalization?: { admitSource?: CodeableConcept; dischargeDisposition?: CodeableConcept };
  location?: { location: Reference; status: string; period: Period }[];
  serviceProvider: Reference;
}

export function patients(options: SampleOptions): Map<string, Patient> {
  const list = [...sampleResources('Patient', options)] as Patient[];
  return new Map(list.map(patient => [`Patient/${patient.id}`, patient]));
}

export function encounters(options: SampleOptions): Encounter[] {
  return [...sampleResources('Encounter', options)] as Encounter[];
}

export function code(concept: CodeableConcept | undefined): string | undefined {
  return concept?.coding?.[0]?.code;
}

/** Runs the check over several seeds; the number of patients is large enough for rare cases to come up. */
export function forSeeds(check: (options: SampleOptions) => void, numRuns = process.env.LONG ? 30 : 4): void {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), seed => check({ patients: 250, seed })),
    { numRuns },
  );
}

export const big: SampleOptions = { patients: 1_500, seed: 20 };
