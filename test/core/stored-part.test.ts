import fc, { assert as hold } from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { partOf } from '../../src/core/stored-part.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { readContent, toContent } from '../../src/store/sqlite/content.ts';

afterEach(() => vi.restoreAllMocks());

/** What stands at a path of members, and nothing else. */
function part(value: unknown, [name, ...path]: readonly string[]): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map(entry => (Array.isArray(entry) ? entry : part(entry, [name, ...path])));
  return Object.hasOwn(value, name) ? { [name]: part((value as Record<string, unknown>)[name], path) } : {};
}

const names = fc.constantFrom('a', 'b', 'c', 'ab', 'a"', 'a\\', 'é');
const odd = ['a', '"', '\\', '\\"', '","a":"', '}', ']', 'a\nb', '\u2028', '\ud800', '🎈', ''];
const documents = fc.letrec<{ object: object; value: unknown }>(tie => ({
  object: fc.dictionary(names, tie('value'), { maxKeys: 5, depthIdentifier: 'd' }),
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'd' },
    ...[
      fc.constantFrom(...odd),
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
    ],
    ...[fc.array(tie('value'), { maxLength: 4, depthIdentifier: 'd' }), tie('object')],
  ),
})).object;
const paths = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });

test('property: a part of a stored document is that of the parsed one, whatever stands in it', () => {
  hold(
    fc.property(documents, paths, (document, path) => {
      const content = toContent(document as Resource);
      const parsed = readContent(content, 'whole');
      for (const element of ['a', 'b', 'absent']) {
        const found = partOf(readContent(content, 'parts'), element, path);
        // Of what is written in an unusual way more may be there.
        expect(part(found, path)).toEqual(part(parsed[element], path));
        if (!content.includes('\\')) expect(found).toEqual(part(parsed[element], path));
        expect(partOf(parsed, element, path)).toBe(parsed[element]);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what stands beside it is not parsed', () => {
  const participant = [
    { type: [{ text: 'a "b" {' }, [1]], individual: { display: 'x', reference: 'Practitioner/é' } },
    { individual: { reference: 'Practitioner/2', other: { reference: 'Practitioner/3' } } },
    { reference: 'Practitioner/4' },
    [{ individual: { reference: 'Practitioner/5' }, role: 'other' }],
  ];
  const stored = readContent(toContent({ id: 'e', participant } as unknown as Resource), 'parts');
  const parsing = vi.spyOn(JSON, 'parse');
  expect(partOf(stored, 'participant', ['individual', 'reference'])).toEqual([
    { individual: { reference: 'Practitioner/é' } },
    { individual: { reference: 'Practitioner/2' } },
    {},
    [{ individual: { reference: 'Practitioner/5' }, role: 'other' }],
  ]);
  expect(parsing.mock.calls).toEqual([[JSON.stringify(participant[3])]]);
});

test('a name may be written with escapes', () => {
  const stored = readContent('{\n"id":"e",\n"subject":{"\\u0072eference":"Patient/1"}}', 'parts');
  expect(partOf(stored, 'subject', ['reference'])).toEqual({ reference: 'Patient/1' });
});

test.each(['[{"individual":{"reference":"x"', '[{"individual":', '[{"x', '{"individual" 1}', '[1 2]'])(
  'text that is damaged is told of: %s',
  damaged => {
    const stored = readContent(`{\n"id":"e",\n"participant":${damaged}`, 'parts');
    expect(() => partOf(stored, 'participant', ['individual', 'reference'])).toThrow(/JSON/);
  },
);
