import { describe, expect, it } from 'vitest';
import { isReference, referencedKey, referenceValue } from '../../src/fhir/references.ts';

const id64 = 'a'.repeat(64);

/** Text of a reference, whether it is one, the key it leads to, and what it is found by. */
const cases: readonly [text: string, legal: boolean, key: string | undefined, value: string | undefined][] = [
  ['Patient/1', true, 'Patient/1', 'Patient/1'],
  ['Patient/a-B.9', true, 'Patient/a-B.9', 'Patient/a-B.9'],
  ['Patient/1/_history/2', true, 'Patient/1', 'Patient/1'],
  [`Patient/${id64}`, true, `Patient/${id64}`, `Patient/${id64}`],
  [`Patient/${id64}a`, false, undefined, `Patient/${id64}a`],
  ['https://example.org/fhir/Patient/1', true, undefined, 'https://example.org/fhir/Patient/1'],
  [
    'urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7',
    true,
    undefined,
    'urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7',
  ],
  ['Patient?identifier=urn:x|1', true, undefined, 'Patient?identifier=urn:x|1'],
  ['Patient?', false, undefined, 'Patient?'],
  ['#contained', true, undefined, undefined],
  ['#', true, undefined, undefined],
  ['#with blank', false, undefined, undefined],
  ['patient/1', false, undefined, 'patient/1'],
  ['Patient', false, undefined, 'Patient'],
  ['Patient/', false, undefined, 'Patient/'],
  ['/Patient/1', false, undefined, '/Patient/1'],
  ['Patient/1/2', false, undefined, 'Patient/1/2'],
  ['Patient/1/_history/', false, undefined, 'Patient/1/_history/'],
  ['Patient/1\n', false, undefined, 'Patient/1\n'],
  ['Patient/ä', false, undefined, 'Patient/ä'],
  ['Patient/1 ', false, undefined, 'Patient/1 '],
  ['https://example.org/a b', false, undefined, 'https://example.org/a b'],
  ['', false, undefined, ''],
];

describe('a reference', () => {
  it.each(cases)('%j', (text, legal, key, value) => {
    expect(isReference(text)).toBe(legal);
    expect(referencedKey({ reference: text })).toBe(key);
    expect(referenceValue({ reference: text })).toBe(value);
  });

  it('that has no text leads nowhere and is found by nothing', () => {
    for (const none of [undefined, null, {}, { display: 'Ann' }, { identifier: { value: '1' } }]) {
      expect(referencedKey(none)).toBeUndefined();
      expect(referenceValue(none)).toBeUndefined();
    }
  });
});
