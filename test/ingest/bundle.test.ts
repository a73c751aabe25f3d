import { expect, test } from 'vitest';
import { readBundle } from '../../src/ingest/bundle.ts';
import { bundle, encounter, patient } from './workbench.ts';

const uuid = '6f0dba74-6a3c-4b9d-8fd4-4b0c6b0ad8a4';
const other = '0b1d6ad0-52b1-4d6f-9e7b-3f6b1a0e2c11';

/** The resources, or what was told instead; `line` first. */
function read(text: string): unknown[] {
  return [...readBundle('b.json', JSON.parse(text))].map(({ file, line, content }) => {
    expect(file).toBe('b.json');
    return [line, 'json' in content ? content.json : content.problem];
  });
}

test.each(['collection', 'searchset', 'transaction', 'batch', 'document', 'message'])(
  'a %s Bundle yields its resources in order',
  type => {
    const entries = [{ resource: patient('a') }, { resource: encounter('b'), search: { mode: 'match' } }];
    expect(read(bundle(type, ...entries))).toEqual([
      [1, patient('a')],
      [2, encounter('b')],
    ]);
  },
);

test('urn:uuid references become Type/id, of entries with an id and without, earlier and later', () => {
  const found = read(
    bundle(
      'transaction',
      {
        fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111',
        resource: encounter('e', {
          subject: { reference: `urn:uuid:${uuid}` },
          participant: [{ individual: { reference: `urn:uuid:${other}` } }],
        }),
      },
      { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: 'Patient' } },
      { fullUrl: `urn:uuid:${other}`, resource: { resourceType: 'Practitioner', id: 'own-id' } },
    ),
  );
  expect(found).toEqual([
    [
      1,
      encounter('e', {
        subject: { reference: `Patient/${uuid}` },
        participant: [{ individual: { reference: 'Practitioner/own-id' } }],
      }),
    ],
    [2, { resourceType: 'Patient', id: uuid }],
    [3, { resourceType: 'Practitioner', id: 'own-id' }],
  ]);
});

test.each([
  [`urn:uuid:${uuid.toUpperCase()}`, `urn:uuid:${uuid}`, uuid.toUpperCase()],
  [`urn:uuid:${uuid}`, `urn:uuid:${uuid.toUpperCase()}`, uuid],
  [`URN:UUID:${uuid}`, `urn:uuid:${uuid}`, uuid],
])('the fullUrl %s is meant by %s', (fullUrl, reference, id) => {
  const found = read(
    bundle(
      'transaction',
      { fullUrl, resource: { resourceType: 'Patient' } },
      { resource: encounter('e', { subject: { reference } }) },
    ),
  );
  expect(found).toEqual([
    [1, { resourceType: 'Patient', id }],
    [2, encounter('e', { subject: { reference: `Patient/${id}` } })],
  ]);
});

test('so do URLs on the server that the entry itself is on, whether what they lead to is in the Bundle or not', () => {
  const base = 'https://example.org/fhir';
  const subject = (reference: string) => encounter('e', { subject: { reference } });
  const of = (fullUrl: string, reference: string) =>
    read(bundle('searchset', { fullUrl, resource: subject(reference) }));
  const url = `${base}/Encounter/e`;
  expect(of(url, `${base}/Patient/b`)).toEqual([[1, subject('Patient/b')]]);
  for (const [fullUrl, reference] of [
    [url, 'https://example.org/other/Patient/b'],
    [`${base}/Encounter/another`, `${base}/Patient/b`],
    [`urn:x:${base}/Encounter/e`, `urn:x:${base}/Patient/b`],
    [url, `${base}/Patient/b/name`],
    [url, `${base}/`],
  ] as const) {
    expect(of(fullUrl, reference)).toEqual([[1, subject(reference)]]);
  }
});

test('a reference to a full URL becomes Type/id; URLs differ by case', () => {
  const found = read(
    bundle(
      'searchset',
      { fullUrl: 'https://example.org/fhir/Patient/a', resource: patient('a') },
      { resource: encounter('e', { subject: { reference: 'https://example.org/fhir/Patient/a' } }) },
      { resource: encounter('f', { subject: { reference: 'https://example.org/FHIR/Patient/a' } }) },
    ),
  );
  expect(found.slice(1)).toEqual([
    [2, encounter('e', { subject: { reference: 'Patient/a' } })],
    [3, encounter('f', { subject: { reference: 'https://example.org/FHIR/Patient/a' } })],
  ]);
});

test('what leads out of the Bundle stays', () => {
  const references = [`urn:uuid:${other}`, 'Patient/x', '#c', 'urn:uuid:undefined', 'undefined'];
  const entries = references.map((reference, place) => ({
    resource: encounter(`e${place}`, { subject: { reference } }),
  }));
  expect(
    read(bundle('transaction', { fullUrl: `urn:uuid:${uuid}`, resource: patient('a') }, ...entries)).slice(1),
  ).toEqual(entries.map(({ resource }, place) => [place + 2, resource]));
});

test('an id is not made up of a fullUrl that is no UUID', () => {
  const found = read(bundle('batch', { fullUrl: 'urn:oid:1.2', resource: { resourceType: 'Patient' } }));
  expect(found).toEqual([[1, { resourceType: 'Patient' }]]);
});

test('references in a circle', () => {
  const link = (to: string) => ({ link: [{ type: 'seealso', other: { reference: `urn:uuid:${to}` } }] });
  const found = read(
    bundle(
      'transaction',
      { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: 'Patient', ...link(other) } },
      { fullUrl: `urn:uuid:${other}`, resource: { resourceType: 'Patient', ...link(uuid) } },
    ),
  );
  expect(JSON.stringify(found)).toBe(
    JSON.stringify([
      [
        1,
        {
          resourceType: 'Patient',
          link: [{ type: 'seealso', other: { reference: `Patient/${other}` } }],
          id: uuid,
        },
      ],
      [
        2,
        {
          resourceType: 'Patient',
          link: [{ type: 'seealso', other: { reference: `Patient/${uuid}` } }],
          id: other,
        },
      ],
    ]),
  );
});

test('entries without a resource are told with their place, the rest goes on', () => {
  const broken = [null, 5, [], {}, { resource: null }, { resource: 'Patient/1' }, { fullUrl: 5 }];
  const found = read(bundle('transaction', ...broken, { resource: patient('a') }));
  expect(found).toEqual([
    ...broken.map((_, place) => [place + 1, 'an entry without a resource']),
    [broken.length + 1, patient('a')],
  ]);
});

test.each([
  [
    'a history Bundle',
    bundle('history', { resource: patient('a') }),
    'a history Bundle holds versions, not a state',
  ],
  [
    'entries that are no list',
    JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: { resource: patient('a') } }),
    'Bundle.entry: must be an array',
  ],
])('%s is refused as a whole', (_, text, problem) => {
  expect(read(text)).toEqual([[1, problem]]);
});

test.each([
  ['a Bundle without entries', '{"resourceType":"Bundle","type":"collection"}', []],
  ['an empty Bundle', bundle('searchset'), []],
  ['a single resource', JSON.stringify(patient('a')), [[1, patient('a')]]],
  ['null', 'null', [[1, null]]],
  ['an array', '[{"resourceType":"Patient","id":"a"}]', [[1, [patient('a')]]]],
])('%s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('nesting of any depth is read', () => {
  const depth = 100_000;
  const deep = `${'{"resourceType":"Bundle","entry":[{"resource":'.repeat(depth)}null${'}]}'.repeat(depth)}`;
  expect(() =>
    read(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":${deep}}]}`),
  ).not.toThrow();
});
