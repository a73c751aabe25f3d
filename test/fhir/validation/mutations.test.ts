import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkStructure } from '../../../src/fhir/structure.ts';
import type { Resource } from '../../../src/fhir/types.ts';
import { checkFully } from '../../../src/fhir/validation/full.ts';
import { r4Schema } from '../../support/r4-schema.ts';
import { exampleNames, readExample } from './examples.ts';

const examples = ['Encounter', 'Location', 'Organization', 'Patient', 'Practitioner']
  .flatMap(type => exampleNames(`${type}-`))
  .map(readExample)
  // The schema's pattern for base64 takes the longer the more there is.
  .filter(example => JSON.stringify(example).length < 20_000);

/** One property somewhere in a resource. */
interface Place {
  holder: Record<string, unknown>;
  key: string;
  path: string;
}

/** All but those of contained resources, whose type says what is due. */
function placesOf(value: object, path: string): Place[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'resourceType' || key === 'contained') return [];
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    const here = { holder: value as Record<string, unknown>, key, path: at };
    return typeof inner === 'object' && inner !== null ? [here, ...placesOf(inner, at)] : [here];
  });
}

const mutated = fc.tuple(fc.constantFrom(...examples), fc.nat());
/** A copy of an example, and one of those places in it that `wanted` picks. */
function pick([example, where]: [Resource, number], wanted: (place: Place) => boolean = () => true) {
  const resource = structuredClone(example);
  const places = placesOf(resource, resource.resourceType).filter(wanted);
  return { resource, place: places[where % Math.max(1, places.length)] };
}
const paths = (resource: Resource) => checkFully(resource).map(({ path }) => path);

/** What the text of R4 requires, of what the examples have: https://hl7.org/fhir/R4/encounter.html and so on. */
const required =
  /^(Encounter\.(status|class|statusHistory\[\d+\]\.(status|period)|location\[\d+\]\.location|diagnosis\[\d+\]\.condition)|Patient\.(link\[\d+\]\.(other|type)|communication\[\d+\]\.language)|Practitioner\.qualification\[\d+\]\.code|\w+\.id|\w+\.text\.(status|div)|.*[eE]xtension\[\d+\]\.url)$/;
const bound =
  /^(Encounter\.(status|statusHistory\[\d+\]\.status|location\[\d+\]\.status)|Location\.(status|mode)|(Patient|Practitioner)\.gender|Patient\.(link\[\d+\]\.type|contact\[\d+\]\.gender)|\w+\.text\.status|.*(identifier|telecom|name|address)(\[\d+\])?\.use|.*telecom(\[\d+\])?\.system|.*address(\[\d+\])?\.type)$/;

test('what is required and missing is found where it is missing, by both checks', () => {
  fc.assert(
    fc.property(mutated, given => {
      const { resource, place } = pick(given, ({ path }) => required.test(path));
      delete place!.holder[place!.key];
      expect(paths(resource)).toEqual([place!.path]);
      expect(checkStructure(resource).map(({ path }) => path)).toEqual([place!.path]);
    }),
  );
});

test('a code of no required value set is found where it is, by both checks', () => {
  fc.assert(
    fc.property(mutated, fc.stringMatching(/^[a-z]{1,9}-x$/), (given, code) => {
      const { resource, place } = pick(given, ({ path }) => bound.test(path));
      if (place === undefined) return;
      place.holder[place.key] = code;
      const expected = [{ path: place.path, reason: expect.stringMatching(/^must be a code of [-a-z]+$/) }];
      expect(checkFully(resource)).toEqual(expected);
      expect(checkStructure(resource)).toEqual(expected);
    }),
  );
});

test('another type of JSON is found where it is', () => {
  const kinds = [{ x: {} }, [[]], 'x y  z', 1.5, true, null];
  fc.assert(
    fc.property(mutated, fc.constantFrom(...kinds), (given, value) => {
      const { resource, place } = pick(given);
      const was = place!.holder[place!.key];
      const kindOf = (json: unknown) => (Array.isArray(json) ? 'list' : json === null ? 'null' : typeof json);
      if (kindOf(was) === kindOf(value)) return;
      if (value === null && Array.isArray(place!.holder) && kindOf(was) !== 'object') return;
      place!.holder[place!.key] = value;
      expect(paths(resource)[0]?.startsWith(place!.path)).toBe(true);
    }),
  );
});

test('an element that R4 does not know is found where it is, and let pass by the quick check', () => {
  fc.assert(
    fc.property(mutated, fc.stringMatching(/^[a-z]{3,8}X$/), (given, name) => {
      const { resource, place } = pick(given, ({ holder }) => !Array.isArray(holder));
      place!.holder[name] = 'x';
      const path = `${place!.path.slice(0, place!.path.lastIndexOf('.'))}.${name}`;
      expect(paths(resource)).toEqual([path]);
      expect(checkStructure(resource)).toEqual([]);
    }),
  );
});

test('whatever the official JSON schema refuses is refused', () => {
  const values = [
    undefined,
    null,
    '',
    ' ',
    'x',
    'a  b',
    '2023-02-30',
    '2023-13',
    '24:00:00',
    0,
    -1,
    1.5,
    2 ** 31,
  ];
  const put = fc.oneof(
    fc.constantFrom<unknown>(...values, [], {}, [null], [{}], true),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const seen = { agreed: 0, stricter: 0 };
  fc.assert(
    fc.property(mutated, put, (given, value) => {
      const { resource, place } = pick(given);
      if (value !== undefined) place!.holder[place!.key] = value;
      else if (!Array.isArray(place!.holder)) delete place!.holder[place!.key];
      const passes = checkFully(resource).length === 0;
      const official = r4Schema(resource.resourceType)(resource);
      expect(passes && !official, JSON.stringify(r4Schema(resource.resourceType).errors?.[0])).toBe(false);
      seen[passes === official ? 'agreed' : 'stricter']++;
    }),
    { numRuns: 1_000 },
  );
  expect(seen.agreed).toBeGreaterThan(500);
});
