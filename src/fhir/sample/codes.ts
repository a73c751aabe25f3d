import type { CodeableConcept, Coding } from '../types.ts';

const hl7 = 'http://terminology.hl7.org/CodeSystem/';

export const systems = {
  actCode: `${hl7}v3-ActCode`,
  actPriority: `${hl7}v3-ActPriority`,
  participation: `${hl7}v3-ParticipationType`,
  roleCode: `${hl7}v3-RoleCode`,
  maritalStatus: `${hl7}v3-MaritalStatus`,
  identifierType: `${hl7}v2-0203`,
  degree: `${hl7}v2-0360`,
  contactRole: `${hl7}v2-0131`,
  admitSource: `${hl7}admit-source`,
  dischargeDisposition: `${hl7}discharge-disposition`,
  physicalType: `${hl7}location-physical-type`,
  organizationType: `${hl7}organization-type`,
  language: 'urn:ietf:bcp:47',
  snomed: 'http://snomed.info/sct',
  ucum: 'http://unitsofmeasure.org',
  npi: 'http://hl7.org/fhir/sid/us-npi',
  ssn: 'http://hl7.org/fhir/sid/us-ssn',
} as const;

export function coding(system: keyof typeof systems, code: string, display: string): Coding {
  return { system: systems[system], code, display };
}

/** A concept of one coding. */
export function concept(system: keyof typeof systems, code: string, display: string): CodeableConcept {
  return { coding: [coding(system, code, display)] };
}

/** A SNOMED CT concept; the text repeats the display, as in most clinical records. */
export function clinical(code: string, display: string): CodeableConcept {
  return { ...concept('snomed', code, display), text: display };
}

/**
 * A US National Provider Identifier: nine digits and a Luhn check digit over them with the prefix 80840
 * (45 CFR 162.406; CMS "Requirements for NPI check digit").
 */
export function npi(nineDigits: string): string {
  let sum = 0;
  const digits = `80840${nineDigits}`;
  for (let at = 0; at < digits.length; at++) {
    // The check digit will stand on the right, so the last of these digits is the first to be doubled.
    const doubled = (digits.length - at) % 2 === 1;
    const value = Number(digits[at]) * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return `${nineDigits}${(10 - (sum % 10)) % 10}`;
}
