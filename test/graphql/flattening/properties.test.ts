import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from './world.ts';

const text = fc.string({ minLength: 1, maxLength: 4 });
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });
const names = fc.array(
  fc.record({
    use: maybe(text),
    family: maybe(text),
    given: maybe(fc.array(maybe(text), { maxLength: 3 })),
  }),
  { maxLength: 4 },
);
const patients = fc.record({
  name: maybe(names),
  contact: maybe(fc.array(fc.record({ name: maybe(fc.record({ family: maybe(text) })) }), { maxLength: 3 })),
  identifier: maybe(fc.array(fc.record({ value: maybe(text) }), { maxLength: 3 })),
});

/** All values that are not null, in any order. */
function leaves(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(leaves).sort() : [value];
}

async function patientOf(selection: string, patient: object): Promise<unknown> {
  const { data, errors } = await run(`{ patient { ${selection} } }`, { patient });
  expect(errors).toBeUndefined();
  return data?.patient;
}

const flat = `name @flatten { family given } contact @flatten { n: name @flatten { contactFamily: family } }
  identifier @flatten { value }`;
const nested = 'name { family given } contact { n: name { contactFamily: family } } identifier { value }';

test('@flatten keeps every value', async () => {
  await fc.assert(
    fc.asyncProperty(patients, async patient => {
      expect(leaves(await patientOf(flat, patient))).toEqual(leaves(await patientOf(nested, patient)));
    }),
  );
});

test('@slice keeps every value, with @flatten and without', async () => {
  await fc.assert(
    fc.asyncProperty(patients, fc.constantFrom('use', '$index', 'family'), async (patient, path) => {
      const kept = leaves(await patientOf('name { family given }', patient));
      const slice = `@slice(path: "${path}")`;
      expect(leaves(await patientOf(`name ${slice} { family given }`, patient))).toEqual(kept);
      expect(leaves(await patientOf(`name @flatten ${slice} { family given }`, patient))).toEqual(kept);
    }),
  );
});

test('nested lists are collated in the order of the data', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(patients, { maxLength: 3 }), async list => {
      const { data } = await run('{ patients @flatten { name @flatten { given } } }', { patients: list });
      const given = list.flatMap(({ name }) => name ?? []).flatMap(entry => entry.given ?? []);
      expect(data?.given ?? []).toEqual(given.filter(value => value !== null));
    }),
  );
});

test('a directive that has nothing to change changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(patients, async patient => {
      const marked = nested
        .replace('value', 'value @first @singleton')
        .replace('family', 'family @singleton');
      expect(await patientOf(marked, patient)).toEqual(await patientOf(nested, patient));
    }),
  );
});
