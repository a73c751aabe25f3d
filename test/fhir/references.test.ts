import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isReference,
  referencedKey,
  referencedKeys,
  referencedType,
  referenceValue,
} from '../../src/fhir/references.ts';

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

  it.each([
    ['Patient/1', 'Patient'],
    ['Patient/1/_history/2', 'Patient'],
    ['https://example.org/fhir/Patient/1', 'Patient'],
    ['https://example.org/fhir/Patient/1/_history/2', 'Patient'],
    ['Patient?identifier=urn:x|1', 'Patient'],
    ['https://example.org/fhir/patient/1', undefined],
    ['urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7', undefined],
    ['#contained', undefined],
    ['Patient/', undefined],
    ['P/1', undefined],
  ])('%j names the type %s, or else the type beside it', (text, type) => {
    expect(referencedType({ reference: text })).toBe(type);
    expect(referencedType({ reference: text, type: 'Group' })).toBe(type ?? 'Group');
    expect(referencedType({ type: 'Group' })).toBe('Group');
  });

  it('is read the same with and without a pattern', () => {
    const pattern = /^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9\-.]{1,64}$/;
    const unit = fc.constantFrom('A', 'Z', 'a', 'z', '/', '0', '9', '-', '.', '@', '[', '`', '{', ':', 'é');
    const part = (most: number) => fc.string({ unit, maxLength: most });
    fc.assert(
      fc.property(part(5), part(5), fc.nat(70), fc.nat(70), (head, tail, letters, digits) => {
        for (const text of [
          `${head}/${tail}`,
          `A${'a'.repeat(letters)}${head}/${'0'.repeat(digits)}${tail}`,
        ]) {
          const key = referencedKey({ reference: text });
          expect(key).toBe(pattern.test(text) ? text : undefined);
        }
      }),
    );
  });

  it('is found wherever it stands in a resource, by every spelling that leads to a stored one', () => {
    const resource = {
      ...{
        resourceType: 'Encounter',
        id: '1',
        subject: { reference: 'Patient/1/_history/2', type: 'Patient' },
      },
      participant: [{ individual: { reference: 'Practitioner/d1' } }, null, { individual: { display: 'x' } }],
      extension: [{ url: 'urn:x', extension: [{ url: 'y', valueReference: { reference: 'Location/l' } }] }],
      contained: [{ resourceType: 'Location', id: 'in', partOf: { reference: 'Location/l' } }],
      location: [
        { location: { reference: '#in' } },
        { location: { reference: 'https://x.example/Location/9' } },
      ],
      serviceProvider: { identifier: { value: 'Organization/9', assigner: { reference: 'Organization/o' } } },
      note: 'Patient/9',
      reference: 5,
    };
    expect(referencedKeys(resource)).toEqual([
      ...['Patient/1', 'Practitioner/d1', 'Location/l', 'Location/l', 'Organization/o'],
    ]);
    for (const none of [undefined, null, 'Patient/1', 1, []]) expect(referencedKeys(none)).toEqual([]);
  });

  it('that has no text leads nowhere and is found by nothing', () => {
    for (const none of [undefined, null, {}, { display: 'Ann' }, { identifier: { value: '1' } }]) {
      expect(referencedKey(none)).toBeUndefined();
      expect(referenceValue(none)).toBeUndefined();
    }
  });
});
