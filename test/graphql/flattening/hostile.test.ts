import { expect, test } from 'vitest';
import { chalmers, run } from './world.ts';

test('fragments spread again and again are planned once each', async () => {
  const levels = 28;
  const fragments = Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Reference {
      a: resource { ... on Task { owner @flatten { ...F${level + 1} } } }
      b: resource { ... on Task { owner @flatten { ...F${level + 1} } } }
    }`,
  );
  const source = `{ patient { subject @flatten { ...F0 } } }
    ${fragments.join('\n')}
    fragment F${levels} on Reference { display }`;
  const { data, errors } = await run(source, { patient: { subject: { display: 'x' } } });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ patient: {} });
});

test('hidden selections do not meet names of the client', async () => {
  const source = `{ list {
    __hidden_use: id __hidden___typename: id __hidden: id
    ... on Patient { name @flatten @slice(path: "use") { __hidden_use: family __hidden__use: use } }
  } }`;
  const { data } = await run(source, { list: [{ ...chalmers, name: chalmers.name.slice(0, 1) }] });
  expect(data?.list).toEqual([
    {
      __hidden_use: 'example',
      __hidden___typename: 'example',
      __hidden: 'example',
      '__hidden_use.official': ['Chalmers'],
      '__hidden__use.official': ['official'],
    },
  ]);
});

test('names of Object.prototype are names like others', async () => {
  const { data } = await run(
    `{ patient {
    __proto__: id
    name @flatten { constructor: family }
    identifier @flatten { toString: value @singleton }
    contact { __proto__: gender }
  } }`,
    { patient: { ...chalmers, contact: [{ gender: 'male' }] } },
  );
  const text = JSON.stringify(data?.patient);
  expect(text).toBe(
    '{"__proto__":"example","constructor":["Chalmers","Windsor"],"toString":"12345","contact":[{"__proto__":"male"}]}',
  );
  expect(({} as Record<string, unknown>).id).toBeUndefined();
});

test('names of a flattened field may be those of Object.prototype', async () => {
  const { data } = await run('{ patient { name @flatten @first { __proto__: family @singleton } } }');
  expect(JSON.stringify(data?.patient)).toBe('{"__proto__":"Chalmers"}');
});
