import { array, constantFrom, assert as hold, letrec, oneof, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { copyContent } from '../../src/store/sqlite/bulk/copied-content.ts';
import { toContent } from '../../src/store/sqlite/content.ts';

/** Of JSON among other bytes. Undefined where it is not copied. */
function copied(json: string, resource: Resource): string | undefined {
  const [before, bytes] = [Buffer.from('"{'), Buffer.from(json)];
  const all = Buffer.concat([before, bytes, Buffer.from('}\n')]);
  const to = Buffer.alloc(3 + 2 * bytes.length);
  const end = before.length + bytes.length;
  const behind = copyContent(all, before.length, end, namesOf(resource), to, 3);
  return behind < 0 ? undefined : to.toString('utf8', 3, behind);
}

function namesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, inner) => sum + namesOf(inner), own);
}

test('every resource of a sample is copied', () => {
  for (const type of sampleTypes) {
    for (const resource of sampleResources(type, { patients: 20, seed: 5 }) as Iterable<Resource>) {
      expect(copied(JSON.stringify(resource), resource)).toBe(toContent(resource));
    }
  }
});

/** Mostly as they are written by us. */
const mostly = (plain: readonly string[], odd: readonly string[]) =>
  oneof({ weight: 10, arbitrary: constantFrom(...plain) }, constantFrom(...odd));
const texts = mostly(
  [
    '""',
    '"a"',
    '"é𝄞\u2028\u007f"',
    '"{\\"a\\":[1,\\\\"',
    '"\\n\\t\\b\\f\\r"',
    '"__proto__"',
    '"b,}"',
    '"-1"',
  ],
  ['"1"', '"0"', '"12"', '"\\/"', '"\\u0041"', '"\\u0001"', '"\\ud800"'],
);
const numbers = mostly(
  [
    '0',
    '7',
    '-7',
    '1.5',
    '-1.5',
    '1e-7',
    '5e-324',
    '0.1',
    '123456789012345',
    '1e+21',
    '12345678901234567000',
  ],
  ['-0', '1.0', '1e2', '1E2', '1e+2', '1e400', '-1e-5', '1234567890123456789', '1e21', '1'.repeat(400)],
);
const blanks = mostly(['', '', ''], [' ', '\t', '\r']);
const { object } = letrec<{ value: string; object: string }>(tie => ({
  value: oneof(
    { depthSize: 'small' },
    texts,
    numbers,
    constantFrom('true', 'false', 'null'),
    tie('object'),
    array(tie('value'), { maxLength: 4 }).map(values => `[${values.join()}]`),
  ),
  object: array(tuple(texts, blanks, tie('value'), blanks), { maxLength: 4 }).map(
    elements =>
      `{${elements.map(([name, before, value, behind]) => `${name}:${before}${value}${behind}`).join()}}`,
  ),
}));

test('property: a copy is the content of what was parsed; what is written as we would write it is copied', () => {
  let copies = 0;
  hold(
    property(object, json => {
      const resource = JSON.parse(json) as Resource;
      const copy = copied(json, resource);
      if (copy !== undefined) copies += 1;
      // What is escaped by number, and names that are numbers, are left to others.
      const isOdd = json === '{}' || json.includes('\\u') || /"\d+":/.test(json);
      const isPlain = JSON.stringify(resource) === json && !isOdd;
      if (copy !== undefined || isPlain) expect(copy).toBe(toContent(resource));
    }),
    {
      numRuns: 3_000,
      examples: [['{"a":1,"a":2}'], ['{"a":{"b":1,"b":1}}'], ['{"a":{"b":1,"0":1}}'], ['{}']],
    },
  );
  expect(copies).toBeGreaterThan(300);
});
