import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchParameter } from '../../src/fhir/definition.ts';
import { definitionOf, definitions } from '../../src/fhir/registry.ts';
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import { checkStructure } from '../../src/fhir/structure.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { type Example, examples, span, token } from './parameter-examples.ts';

function parameter<Kind extends SearchParameter['kind']>(type: string, name: string, _kind: Kind) {
  const found = definitionOf(type).parameters.find(candidate => candidate.name === name);
  return found as Extract<SearchParameter, { kind: Kind }>;
}

const rows = definitions.flatMap(({ type, parameters }) =>
  parameters.map((found): [string, string, SearchParameter, Example | undefined] => [
    type,
    found.name,
    found,
    examples[type]?.[found.name],
  ]),
);

/** Everything that a parameter reads of a resource. */
function readAll(found: SearchParameter, resource: Resource): unknown[] {
  const values = [...found.values(resource)];
  if (found.kind === 'token') values.push(...found.texts(resource));
  if (found.kind === 'reference') values.push(...found.identifiers(resource));
  if (found.kind === 'string') values.push(...found.values(resource).flatMap(text => found.forms(text)));
  return [found.present(resource), ...values];
}

describe('the registry', () => {
  it('has the reviewable types first, each kind in alphabetical order', () => {
    expect(definitions.map(({ type }) => type)).toEqual([
      ...['Encounter', 'Patient', 'Practitioner'],
      ...['Location', 'Organization'],
    ]);
  });

  it('has no other parameters than there are examples of', () => {
    for (const { type, parameters } of definitions) {
      expect(Object.keys(examples[type]!).sort()).toEqual(parameters.map(({ name }) => name).sort());
    }
  });

  it('has parameters for every order that is one of the collection’s own', () => {
    for (const { type, orderedAs, date, parameters } of definitions) {
      for (const [name, key] of Object.entries(orderedAs)) {
        const found = parameters.find(candidate => candidate.name === name);
        expect(found?.kind, `${type}.${name}`).toBe(key === 'date' ? 'date' : 'string');
        if (found?.kind !== 'date') continue;
        const { elements } = examples[type]![name]!;
        const resource = { resourceType: type, id: '1', ...elements };
        expect(found.values(resource).map(({ low }) => low)).toContain(date!(resource));
      }
    }
  });
});

describe.each(rows)('%s %s', (type, name, found, example) => {
  const bare: Resource = { resourceType: type, id: '1' };
  const resource: Resource = { ...bare, ...example?.elements };

  it('reads its example', () => {
    expect(found.values(resource)).toEqual(example?.values);
    expect(found.present(resource)).toBe(true);
    if (found.kind === 'token') expect(found.texts(resource)).toEqual(example?.texts ?? []);
    if (found.kind === 'reference') expect(found.identifiers(resource)).toEqual(example?.identifiers ?? []);
  });

  it('reads nothing where nothing is', () => {
    expect(found.present(bare)).toBe(false);
    expect(found.values(bare)).toEqual(name === 'deceased' ? [token('false')] : []);
    if (found.kind === 'token') expect(found.texts(bare)).toEqual([]);
    if (found.kind === 'reference') expect(found.identifiers(bare)).toEqual([]);
  });

  it('says what it is', () => {
    expect(found.description).toMatch(/^\S.*[^\s]$/);
    expect(found.description).not.toMatch(/[[\]\n]/);
    if (type === 'Practitioner' && name === 'birthdate') expect(found.url).toBe('');
    else expect(found.url).toMatch(/^http:\/\/hl7\.org\/fhir\/SearchParameter\/[\w-]+$/);
    if (found.kind === 'reference') expect(found.targets).not.toEqual([]);
  });
});

describe('whatever the elements are', () => {
  const leaf = fc.oneof(
    fc.constantFrom(null, '', 'x', '2020', 'Patient/1', '#a', 'Patient?x=y', true, 0, Number.NaN),
    fc.constantFrom<unknown>([], [null], {}, [[]], ['a', null]),
  );
  const keys = [
    ...['identifier', 'name', 'telecom', 'address', 'meta', 'tag', 'period', 'start', 'system', 'value'],
    ...['code', 'coding', 'text', 'display', 'reference', 'type', 'subject', 'participant', 'individual'],
    ...['length', 'birthDate', 'deceasedBoolean', 'family', 'given', 'location', 'comparator'],
  ];
  const key = fc.constantFrom(...keys);
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.dictionary(key, tie('tree')),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }));

  it('reading never throws', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree), elements => {
        for (const { type, parameters } of definitions) {
          const resource = { ...elements, resourceType: type, id: '1' } as Resource;
          for (const found of parameters) expect(() => readAll(found, resource)).not.toThrow();
        }
      }),
    );
  });

  it('what is found by something is there, in every resource of the sample', () => {
    for (const type of sampleTypes) {
      for (const resource of sampleResources(type, { patients: 20, seed: 1 })) {
        expect(checkStructure(resource)).toEqual([]);
        for (const found of definitionOf(type).parameters) {
          if (found.name === 'deceased') continue;
          const [present, ...values] = readAll(found, resource);
          if (values.length > 0) expect(present, found.name).toBe(true);
          expect(found.values(resource)).toEqual(found.values(resource));
        }
      }
    }
  });
});

describe('tokens', () => {
  it.each([
    ['an empty list', { identifier: [] }, false],
    ['a value of blanks', { identifier: [{ system: 'urn:s', value: ' ' }] }, true],
    ['a system only', { identifier: [{ system: 'urn:s' }] }, true],
  ])('are none for %s', (_case, elements, present) => {
    const identifier = parameter('Patient', 'identifier', 'token');
    const resource = { resourceType: 'Patient', id: '1', ...elements };
    expect(identifier.values(resource)).toEqual([]);
    expect(identifier.present(resource)).toBe(present);
  });

  it('are the same in whatever case and normal form, and once each', () => {
    const values = ['É1', 'e\u03011', ' É1'].map(value => ({ system: 'urn:s', value }));
    const resource = { resourceType: 'Patient', id: '1', identifier: [...values, { value: 'é1' }] };
    expect(parameter('Patient', 'identifier', 'token').values(resource)).toEqual([
      token('é1', 'urn:s'),
      token('é1'),
    ]);
  });

  it.each([
    [{}, 'false', false],
    [{ deceasedBoolean: false }, 'false', true],
    [{ deceasedBoolean: true }, 'true', true],
    [{ deceasedDateTime: '2020' }, 'true', true],
    [{ deceasedDateTime: 'no date' }, 'true', true],
  ])('of a death are yes or no: %j', (elements, code, present) => {
    const deceased = parameter('Patient', 'deceased', 'token');
    const resource = { resourceType: 'Patient', id: '1', ...elements };
    expect(deceased.values(resource)).toEqual([token(code)]);
    expect(deceased.present(resource)).toBe(present);
  });
});

describe('strings', () => {
  it('have forms without case and diacritics, none where nothing is left', () => {
    const { forms, whole } = parameter('Patient', 'name', 'string');
    expect(whole).toBe(false);
    expect(forms('  Núñez  Öz ')).toEqual(['nunez oz']);
    for (const none of ['', ' ', '\u0301']) expect(forms(none)).toEqual([]);
  });

  it('by sound have a form a word', () => {
    const { forms, whole } = parameter('Patient', 'phonetic', 'string');
    expect(whole).toBe(true);
    for (const [one, other] of [
      ['Meyer', 'Maier'],
      ['Stephen', 'Steven'],
      ['Núñez', 'Nunes'],
      ['Anne-Marie', 'Ann Mary'],
    ]) {
      expect(forms(one!), one).toEqual(forms(other!));
      expect(forms(one!)).not.toEqual([]);
    }
    expect(forms('Smith')).not.toEqual(forms('Jones'));
    for (const none of ['', '-', '山田', '123']) expect(forms(none)).toEqual([]);
    expect(forms('ba'.repeat(10_000))[0]!.length).toBeLessThanOrEqual(64);
  });

  it('of a name that is no name are none, though it is there', () => {
    const resource = { resourceType: 'Patient', id: '1', name: [{ given: [null, ''] }] };
    for (const name of ['name', 'given', 'phonetic']) {
      expect(parameter('Patient', name, 'string').values(resource)).toEqual([]);
    }
    expect(parameter('Patient', 'name', 'string').present(resource)).toBe(true);
    expect(parameter('Patient', 'family', 'string').present(resource)).toBe(false);
  });
});

describe('references', () => {
  const subject = parameter('Encounter', 'subject', 'reference');
  const patient = parameter('Encounter', 'patient', 'reference');
  const identifier = { system: 'urn:mrn', value: '1' };
  const url = 'https://example.org/fhir/Patient/1';
  const uuid = 'urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7';

  // What the reference is, what it is found by, and whether that is a patient's.
  it.each<[string, object, string | undefined, boolean]>([
    ['relative', { reference: 'Patient/1' }, 'Patient/1', true],
    ['of another type', { reference: 'Group/1' }, 'Group/1', false],
    ['versioned', { reference: 'Patient/1/_history/2' }, 'Patient/1', true],
    ['absolute', { reference: url }, url, true],
    ['absolute and versioned', { reference: `${url}/_history/2` }, `${url}/_history/2`, true],
    ['absolute, of another type', { reference: 'https://x/Group/1' }, 'https://x/Group/1', false],
    ['in a transaction', { reference: uuid }, uuid, false],
    ['in a transaction, with its type', { reference: uuid, type: 'Patient' }, uuid, true],
    ['conditional', { reference: 'Patient?identifier=1' }, 'Patient?identifier=1', true],
    ['contained', { reference: '#p' }, undefined, false],
    ['contained, with its type', { reference: '#p', type: 'Patient' }, undefined, true],
    ['an identifier', { identifier }, undefined, false],
    ['an identifier with its type', { type: 'Patient', identifier }, undefined, true],
    ['a display', { display: 'Ann' }, undefined, false],
    ['a type that the URL contradicts', { reference: 'Group/1', type: 'Patient' }, 'Group/1', false],
  ])('that are %s', (_case, reference, value, isPatient) => {
    const resource = { resourceType: 'Encounter', id: '1', subject: reference };
    const values = value === undefined ? [] : [value];
    expect(subject.values(resource)).toEqual(values);
    expect(subject.present(resource)).toBe(true);
    expect(patient.values(resource)).toEqual(isPatient ? values : []);
    expect(patient.present(resource)).toBe(isPatient);
    expect(subject.identifiers(resource)).toEqual('identifier' in reference ? [token('1', 'urn:mrn')] : []);
    expect(patient.identifiers(resource)).toEqual(
      'identifier' in reference && isPatient ? [token('1', 'urn:mrn')] : [],
    );
  });
});

describe('dates', () => {
  const date = parameter('Encounter', 'date', 'date');

  it.each([
    [{ start: '2020-02-29', end: '2020-02-29' }, [span('2020-02-29', '2020-03-01')]],
    [{ start: '2020-01-01T00:30:00+02:00', end: '2020' }, [span('2019-12-31T22:30:00Z', '2021-01-01')]],
    [{ end: '2020' }, [{ low: Number.NEGATIVE_INFINITY, high: Date.parse('2021-01-01') }]],
    [{ start: '2021-02-29' }, []],
    [{ start: '2020', end: 'soon' }, []],
    [{}, []],
  ])('of %j', (period, values) => {
    const resource = { resourceType: 'Encounter', id: '1', period };
    expect(date.values(resource)).toEqual(values);
    expect(date.present(resource)).toBe(true);
    const [first] = values;
    const low = first === undefined || first.low === Number.NEGATIVE_INFINITY ? undefined : first.low;
    expect(definitionOf('Encounter').date!(resource)).toBe(low);
  });
});

describe('quantities', () => {
  const length = parameter('Encounter', 'length', 'quantity');

  it.each([
    ['<', Number.NEGATIVE_INFINITY, 5],
    ['<=', Number.NEGATIVE_INFINITY, 5],
    ['>', 5, Number.POSITIVE_INFINITY],
    ['>=', 5, Number.POSITIVE_INFINITY],
    [undefined, 5, 5],
  ])('with %s are open on a side', (comparator, low, high) => {
    const resource = { resourceType: 'Encounter', id: '1', length: { value: 5, comparator } };
    expect(length.values(resource)).toEqual([{ low, high, system: '', code: '', unit: '' }]);
  });

  it('without a value are none, though there', () => {
    for (const none of [{}, { code: 'h' }, { value: Number.POSITIVE_INFINITY }]) {
      const resource = { resourceType: 'Encounter', id: '1', length: none };
      expect(length.values(resource)).toEqual([]);
      expect(length.present(resource)).toBe(true);
    }
  });
});
