import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accept } from '../../src/ingest/accept.ts';
import { encounter, patient } from './workbench.ts';

/** Objects within objects. */
function nested(depth: number, inner: unknown = 1): unknown {
  let value = inner;
  for (let count = 0; count < depth; count++) value = { x: value };
  return value;
}

test.each([
  ['null', null, 'not a JSON object'],
  ['an array', [patient('p')], 'not a JSON object'],
  ['a string', 'Patient', 'not a JSON object'],
  ['a number', 1, 'not a JSON object'],
  ['no type', { id: 'p' }, 'resourceType: not the name of a resource type'],
  ['a type that is no text', { resourceType: 5, id: 'p' }, 'resourceType: not the name of a resource type'],
  [
    'a type that is no name',
    { resourceType: 'Jane Roe', id: 'p' },
    'resourceType: not the name of a resource type',
  ],
  ['no id', { resourceType: 'Patient' }, 'Patient.id: missing'],
  ['an empty id', patient(''), 'Patient.id: not a FHIR id'],
  ['an id with an illegal sign', patient('Jane_Roe'), 'Patient.id: not a FHIR id'],
  ['an id that climbs', patient('../x'), 'Patient.id: not a FHIR id'],
  ['an id of 65 signs', patient('a'.repeat(65)), 'Patient.id: not a FHIR id'],
  ['an id that is null', { resourceType: 'Patient', id: null }, 'Patient.id: not a FHIR id'],
  ['a wrong structure', patient('p', { name: 'Jane Roe' }), 'Patient.name: must be an array'],
  [
    'a missing element',
    { resourceType: 'Encounter', id: 'e', class: { code: 'AMB' } },
    'Encounter.status: is required',
  ],
  [
    'a reference that is none',
    encounter('e', { subject: { reference: 'Jane Roe' } }),
    'Encounter.subject.reference: not a reference',
  ],
  [
    'a reference deep inside',
    encounter('e', { participant: [{}, { individual: { reference: 'Practitioner/' } }] }),
    'Encounter.participant[1].individual.reference: not a reference',
  ],
  [
    'a reference below an element whose name is a value',
    patient('p', { 'Jane Roe': { reference: 'x y' } }),
    'Patient.?.reference: not a reference',
  ],
  ['unknown elements nested deeply', patient('p', { x: nested(100_000) }), 'Patient: nested too deeply'],
  [
    'unknown lists nested deeply',
    patient('p', { x: JSON.parse('['.repeat(9_000) + ']'.repeat(9_000)) }),
    'Patient: nested too deeply',
  ],
])('%s is rejected', (_, json, rejected) => {
  const verdict = accept(json);
  if (!('rejected' in verdict)) throw new Error('It was accepted');
  const { path, reason } = verdict.rejected;
  expect(path === undefined ? reason : `${path}: ${reason}`).toBe(rejected);
});

test.each([
  'Patient/1',
  'Patient/1/_history/2',
  'https://example.org/fhir/Patient/1',
  'urn:uuid:6f0dba74-6a3c-4b9d-8fd4-4b0c6b0ad8a4',
  'urn:oid:1.2.3',
  '#contained',
])('%s is a reference', reference => {
  expect(accept(encounter('e', { subject: { reference } }))).toHaveProperty('resource');
});

test('an id may have 64 signs, and unknown elements may nest as deeply as known ones', () => {
  expect(accept(patient('a'.repeat(64)))).toHaveProperty('resource');
  expect(accept(patient('p', { x: nested(200) }))).toHaveProperty('resource');
});

test('types that are not stored are skipped, whatever else is wrong with them', () => {
  expect(accept({ resourceType: 'Observation' })).toEqual({ skipped: 'Observation' });
  expect(accept({ resourceType: 'Bundle', entry: nested(100_000) })).toEqual({ skipped: 'Bundle' });
});

test('review state of a source is taken out, and everything else kept', () => {
  const given = patient('p', {
    reviewed: true,
    reviewTime: '2020-01-01T00:00:00Z',
    reviewedBy: 'x',
    active: true,
    own: [1, null],
  });
  expect(accept(given)).toEqual({ resource: patient('p', { active: true, own: [1, null] }), names: 4 });
  expect(given.reviewed).toBe(true);
});

test('never throws, and says no value', () => {
  const secret = 'S3CR3T-ß';
  const value = fc.letrec(tie => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(secret, null, 1, true),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'id',
          'reference',
          'subject',
          'name',
          'status',
          'class',
          'period',
          'contained',
          secret,
        ),
        tie('any'),
      ),
    ),
  })).any;
  fc.assert(
    fc.property(fc.constantFrom('Patient', 'Encounter', 'Location'), value, (resourceType, content) => {
      const verdict = accept({ id: 'x', ...(content as object), resourceType });
      expect(JSON.stringify('rejected' in verdict ? verdict : '')).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});
