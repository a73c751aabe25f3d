import { checkStructure } from '../../src/fhir/structure.ts';
import type { Resource } from '../../src/fhir/types.ts';

export const extension = { url: 'http://example.org/e', valueString: 'x' };
export const encounter: Resource = {
  resourceType: 'Encounter',
  id: 'e1',
  meta: { versionId: '1', lastUpdated: '2026-01-01T00:00:00Z', tag: [{ code: 't' }] },
  status: 'finished',
  class: { code: 'AMB' },
  statusHistory: [{ status: 'arrived', period: { start: '2026-01-01' } }],
  subject: { reference: 'Patient/p1' },
  participant: [
    {
      individual: { reference: 'Practitioner/d1' },
      period: { start: '2026', _end: { extension: [extension] } },
    },
  ],
  hospitalization: { preAdmissionIdentifier: { value: 'x' } },
  length: { value: 1.5, unit: 'h' },
};
export const patient: Resource = {
  resourceType: 'Patient',
  id: 'p1',
  language: 'en',
  active: true,
  name: [
    { family: 'Chalmers', given: ['Peter', null], _given: [null, { id: 'g2', extension: [extension] }] },
  ],
  birthDate: '1974-12-25',
  _birthDate: { extension: [{ url: 'http://example.org/t', valueDateTime: '1974-12-25T14:35:45-05:00' }] },
  deceasedBoolean: false,
  multipleBirthInteger: 2,
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
  telecom: [{ system: 'phone', value: '1', rank: 1 }],
  contained: [
    { resourceType: 'Organization', id: 'o1', name: 'Acme' },
    { resourceType: 'Device', serialNumber: 4 },
  ],
  link: [{ other: { reference: 'Patient/p2' }, type: 'seealso' }],
  extension: [{ url: 'http://example.org/nested', extension: [extension] }],
};

/** JSON of any kind, as it comes from a client. */
export function check(value: unknown): string[] {
  return checkStructure(value as Resource).map(({ path, reason }) => `${path} ${reason}`);
}
