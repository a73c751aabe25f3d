import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { array, constantFrom, dictionary, assert as hold, jsonValue, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { readContent, toContent } from '../../src/store/sqlite/content.ts';
import { patient } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, useWorld } from '../support/store-world.ts';

const odd = constantFrom(
  ...[
    '__proto__',
    'constructor',
    'toString',
    'toJSON',
    'then',
    'name',
    '0',
    '10',
    '',
    'a"b',
    'a\nb',
    '\n"a":',
  ],
);
const names = string()
  .chain(name => constantFrom(name, 'name', 'id'))
  .chain(name => odd.map(other => [name, other]));
const documents = array(names).chain(some =>
  dictionary(constantFrom('id', ...some.flat()), jsonValue(), { noNullPrototype: true }),
);
/** What may be done with an object, in any order. */
const doings: Readonly<Record<string, (document: object, name: string) => unknown>> = {
  get: (document, name) => Reflect.get(document, name),
  has: (document, name) => name in document,
  own: (document, name) => Object.hasOwn(document, name),
  described: (document, name) => Object.getOwnPropertyDescriptor(document, name),
  keys: document => Object.keys(document),
  entries: document => Object.entries(document),
  text: document => JSON.stringify(document),
  spread: document => ({ ...document }),
  prototype: document => Object.getPrototypeOf(document),
  symbol: document => Reflect.get(document, Symbol.iterator),
};

it('property: a document that is read by its parts is the one that is read whole, whatever is done with it', () => {
  hold(
    property(
      documents,
      array(constantFrom(...Object.keys(doings)), { minLength: 1, maxLength: 8 }),
      array(odd, { minLength: 1 }),
      (document, done, asked) => {
        const content = toContent(document as Resource);
        const plain = JSON.parse(JSON.stringify(document));
        expect(isDeepStrictEqual(readContent(content, 'whole'), plain)).toBe(true);
        const parts = readContent(content, 'parts');
        for (const name of [...asked, ...Object.keys(plain)]) {
          for (const doing of done) {
            const [found, wanted] = [doings[doing]!(parts, name), doings[doing]!(plain, name)];
            if (!isDeepStrictEqual(found, wanted)) throw new Error(`${doing} of ${JSON.stringify(name)}`);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('parses no more of a document than is asked for, and nothing twice', () => {
  const resource = { resourceType: 'Patient', id: 'a', text: { div: '<div/>' }, name: [{ family: 'Ito' }] };
  const parts = readContent(toContent(resource), 'parts');
  const { name } = parts;
  expect(name).toEqual([{ family: 'Ito' }]);
  expect(parts.name).toBe(name);
  // Also not once more of it is needed.
  expect(Object.values(parts)[3]).toBe(name);
  expect(parts.name).toBe(name);
});

it.each(['', 'Ito', 'a"b', 'a\\b', 'a\nb', '\\"', '\u2028', '\ud800', '🎈'])(
  'text comes as it was stored: %j',
  text => {
    expect(readContent(toContent({ resourceType: 'Patient', id: 'a', gender: text }), 'parts').gender).toBe(
      text,
    );
  },
);

it('nobody changes a document that others read too', () => {
  const parts = readContent(toContent({ resourceType: 'Patient', id: 'a' }), 'parts');
  expect(() => Object.assign(parts, { id: 'b' })).toThrow(TypeError);
  expect(() => Object.defineProperty(parts, 'b', { value: 1 })).toThrow(TypeError);
  expect(() => delete (parts as Partial<Resource>).id).toThrow(TypeError);
  expect(() => Object.freeze(parts)).toThrow(TypeError);
  expect(() => Object.setPrototypeOf(parts, null)).toThrow(TypeError);
  expect(parts).toEqual({ resourceType: 'Patient', id: 'a' });
});

it.each(['whole', 'parts'] as const)('what an older gateway wrote is read %s', reading => {
  const resource = { resourceType: 'Patient', id: 'a', name: [{ family: 'Ito' }] };
  expect(readContent(JSON.stringify(resource), reading)).toStrictEqual(resource);
});

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});

it('a refresh finds what an older gateway wrote equal to the same of today, and its review stays', async () => {
  const [tenant, a] = [parseTenantId('t'), resourceKey('Patient', 'a')];
  await world().master([patient('a'), patient('b')]);
  const before = await world().open(tenant);
  await review(before, [a]);
  await before.close();
  const file = new DatabaseSync(join(folder, 'tenants', 't.db'));
  expect(file.prepare('SELECT content FROM "Patient.content"').get()!.content).toMatch(/^\{\n"resourceType"/);
  file.exec(`UPDATE "Patient.content" SET content = replace(content, char(10), ''); PRAGMA user_version = 3`);
  file.close();
  await world().master([patient('a'), { ...patient('b'), gender: 'other' }]);
  const done = await world().store.refreshTenant(tenant, { onProgress: () => {} });
  expect(done).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
  expect(await (await world().open(tenant)).reviewStates([a])).toMatchObject([{ reviewed: true }]);
  // Those older gateways do not open it any more: to them all of it would be changed, and so unreviewed.
  const after = new DatabaseSync(join(folder, 'tenants', 't.db'));
  expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 4 });
  after.close();
});
