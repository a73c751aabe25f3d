import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import { anyCharacter } from '../support/any-character.ts';
import { community, encounter, keyOf, patient, practitioner, range } from '../support/store-resources.ts';
import { review, reviewedBy, unreviewed, type World } from '../support/store-world.ts';

export function readingContract(world: () => World): void {
  it('answers a batch in the order of its keys, missing, repeated and of several types', async () => {
    await world().master([encounter('1'), patient('1', { gender: 'other' }), practitioner('d')]);
    const tenant = await world().open('t');
    const keys = ['Patient/1', 'Encounter/none', 'Encounter/1', 'Patient/1', 'Practitioner/d', 'Patient/d'];
    const found = await tenant.get(keys.map(key => resourceKey(...(key.split('/') as [string, string]))));
    expect(found).toEqual([
      { key: 'Patient/1', resource: patient('1', { gender: 'other' }), review: unreviewed },
      undefined,
      { key: 'Encounter/1', resource: encounter('1'), review: unreviewed },
      { key: 'Patient/1', resource: patient('1', { gender: 'other' }), review: unreviewed },
      { key: 'Practitioner/d', resource: practitioner('d'), review: unreviewed },
      undefined,
    ]);
  });

  it('answers 500 keys at once, and none', async () => {
    const resources = range(500, i => patient(`p${i}`));
    await world().master(resources);
    const tenant = await world().open('t');
    const keys = resources.map(keyOf).reverse();
    expect((await tenant.get(keys)).map(entry => entry?.key)).toEqual(keys);
    expect(await tenant.get([])).toEqual([]);
    expect(await tenant.reviewStates([])).toEqual([]);
  });

  it('tells ids apart by case and by every character', async () => {
    const resources = ['a', 'A', 'a-', 'a.', 'a%'].map(id => patient(id));
    await world().master(resources.slice(0, 4));
    const tenant = await world().open('t');
    expect((await tenant.get(resources.map(keyOf))).map(entry => entry?.resource.id)).toEqual([
      ...['a', 'A', 'a-', 'a.'],
      undefined,
    ]);
  });

  it('gives back the content that was written, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyElements, { minLength: 1, maxLength: 20 }), async several => {
        const resources = several.map((elements, i) => patient(`p${i}`, elements));
        await world().master(resources);
        const found = await (await world().openMaster()).get(resources.map(keyOf));
        expect(found.map(entry => JSON.stringify(entry?.resource))).toEqual(
          resources.map(resource => JSON.stringify(resource)),
        );
      }),
      { numRuns: world().runs(12, 12) },
    );
  });

  it('gives back deep, long and odd content', async () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 400; level++) deep = level % 2 > 0 ? { deep } : [deep];
    const odd = JSON.parse('{"__proto__":{"a":1},"constructor":null,"":"\\u0000\\ud800\\udbff\\udfff"}');
    const resource = patient('p', { deep, odd, long: 'ä\0'.repeat(200_000), numbers: [1e308, 5e-324, 0.1] });
    await world().master([resource]);
    const [found] = await (await world().open('t')).get([keyOf(resource)]);
    expect(JSON.stringify(found?.resource)).toBe(JSON.stringify(resource));
  });

  it('tells review states as get does', async () => {
    const resources = community();
    await world().master(resources);
    const tenant = await world().open('t');
    const keys = resources.map(keyOf);
    await review(tenant, keys.slice(10, 30), reviewedBy('bo', 77));
    const asked = [...keys, resourceKey('Patient', 'none'), keys[20]!];
    const states = await tenant.reviewStates(asked);
    expect(states).toEqual((await tenant.get(asked)).map(entry => entry?.review));
    expect(states.filter(state => state?.reviewed)).toEqual(range(21, () => reviewedBy('bo', 77)));
  });

  it('counts a row a stored type, with none as well', async () => {
    await world().master([patient('1'), patient('2'), encounter('1')]);
    const tenant = await world().open('t');
    await review(tenant, [resourceKey('Patient', '2')]);
    const counts = new Map((await tenant.counts()).map(row => [row.type, row]));
    expect(counts.get('Patient')).toEqual({ type: 'Patient', total: 2, reviewed: 1 });
    expect(counts.get('Encounter')).toEqual({ type: 'Encounter', total: 1, reviewed: 0 });
    expect(counts.get('Practitioner')).toEqual({ type: 'Practitioner', total: 0, reviewed: 0 });
  });
}

const text = fc.string({ unit: anyCharacter, maxLength: 12 });

/** Elements as hostile JSON may have them, apart from those that search values are taken from. */
const anyElements: fc.Arbitrary<Record<string, unknown>> = fc
  .dictionary(
    text.filter(name => !indexed.has(name)),
    fc.json({ maxDepth: 5, stringUnit: 'binary' }).map(json => JSON.parse(json) as unknown),
    { maxKeys: 6 },
  )
  .map(elements => JSON.parse(JSON.stringify(elements)) as Record<string, unknown>);

const indexed: ReadonlySet<string> = new Set([
  ...['resourceType', 'id', 'meta', 'identifier', 'active', 'gender', 'birthDate', 'name'],
]);
