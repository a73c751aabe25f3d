import { expect, test } from 'vitest';
import { chalmers, run } from './world.ts';

const code = 'BAD_USER_INPUT';

async function faultOf(selection: string, patient: object = chalmers) {
  const { data, errors } = await run(`{ patient { ${selection} } }`, { patient });
  expect(errors).toHaveLength(1);
  const { message, path, extensions, locations } = errors![0]!;
  expect(extensions).toEqual({ code });
  expect(locations?.length).toBeGreaterThan(0);
  return { patient: data?.patient, path, message };
}

test('a @singleton with more than one value is left out below a flattened field', async () => {
  expect(await faultOf('id name @flatten { family @singleton given }')).toEqual({
    patient: { id: 'example', given: ['Peter', 'James', 'Jim', 'Peter', 'James'] },
    path: ['patient', 'name', 2, 'family'],
    message: "'family' is a @singleton, but has more than one value.",
  });
});

test('a @singleton with more than one value is null where it is selected', async () => {
  const { patient, path } = await faultOf('id name @singleton { family }');
  expect({ patient, path }).toEqual({ patient: { id: 'example', name: null }, path: ['patient', 'name'] });
});

test('a flattened @singleton with more than one value gives nothing', async () => {
  const contact = [
    { telecom: [{ value: 'a' }] },
    { telecom: [{ value: 'b' }] },
    { telecom: [{ value: 'c' }] },
  ];
  const { patient, path } = await faultOf('id contact @flatten { telecom @flatten @singleton { value } }', {
    id: '1',
    contact,
  });
  expect({ patient, path }).toEqual({ patient: { id: '1' }, path: ['patient', 'contact', 1, 'telecom', 0] });
});

test('values of different types are not collated', async () => {
  const { patient, message } = await faultOf(
    'identifier @flatten { value: use } name @flatten { value: family given }',
  );
  expect(patient).toEqual({ given: ['Peter', 'James', 'Jim', 'Peter', 'James'] });
  expect(message).toBe(
    "'value' collates values of different types, code and String. An alias can tell them apart.",
  );
});

test.each(['family: birthDate name @flatten { family }', 'name @flatten { family } family: birthDate'])(
  'a field beside has the name: %s',
  async selection => {
    const { patient, message } = await faultOf(selection);
    expect(patient).toEqual({ family: null });
    expect(message).toContain("'family' of a flattened field has the name of a field beside it.");
  },
);

test('merged selections must carry the same directives', async () => {
  const { patient, path, message } = await faultOf('id name @first { family } ... { name { given } }');
  expect({ patient, path }).toEqual({ patient: { id: 'example', name: null }, path: ['patient', 'name'] });
  expect(message).toBe("'name' is selected more than once, with different directives for flattening.");
});

test.each([
  ['name @slice(path: "use.lower()") { family }', 'only simple paths'],
  ['name @slice(path: "") { family }', 'only simple paths'],
  ['name @slice(path: "period.start.a.b.c.d") { family }', 'only simple paths'],
  ['name @slice(path: "usage") { family }', 'HumanName has no element "usage"'],
  ['name @slice(path: "use.text") { family }', 'code has no element "text"'],
  ['name @slice(path: "period") { family }', 'this one leads to Period'],
  ['name @slice(path: "__typename") { family }', 'only simple paths'],
  ['name @flatten { given @flatten }', 'String has none'],
])('%s is refused before anything is executed', async (selection, part) => {
  let executed = false;
  const patient = () => {
    executed = true;
  };
  const { data, errors } = await run(`{ patient { ${selection} } }`, { patient });
  expect([executed, data]).toEqual([false, undefined]);
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code }]);
  expect(errors?.[0]?.message).toContain(part);
  expect(errors?.[0]?.locations?.[0]?.line).toBe(1);
});

test('what execution could not deliver stays null, and its errors as they are', async () => {
  const { data, errors } = await run('{ patient { broken name @first { secret family } } }');
  expect(data?.patient).toEqual({ broken: null, name: [{ secret: null, family: 'Chalmers' }] });
  const paths = errors?.map(({ path }) => path);
  expect(paths).toContainEqual(['patient', 'broken']);
  expect(paths).toContainEqual(['patient', 'name', 0, 'secret']);
  expect((await run('{ patient @flatten { id } }', { patient: null })).data).toEqual({});
  expect(await run('{ list @first { id } }', { list: null })).toMatchObject({ data: null });
});

test('errors of hidden selections name the field', async () => {
  const { data, errors } = await run('{ patient { name @first @slice(path: "secret") { family } } }');
  expect(data?.patient).toEqual({ name: [{ family: 'Chalmers' }] });
  expect(errors?.[0]?.path).toEqual(['patient', 'name', 0, 'secret']);
  expect(JSON.stringify(errors)).not.toContain('hidden');
});

test('wrong variables are told by execution', async () => {
  const source = 'query ($path: String!) { patient { name @slice(path: $path) { family } } }';
  const { errors } = await run(source, undefined, { path: 1 });
  expect(errors?.[0]?.message).toContain('Variable "$path" got invalid value');
});

test('a condition whose variable is null is no matter where execution does not look at it', async () => {
  // A fragment that was spread before is not looked at again.
  const source = `query ($x: Boolean = true) { patient { name @first { use } ...F ...F @skip(if: $x) } }
    fragment F on Patient { id }`;
  const { data, errors } = await run(source, { patient: chalmers }, { x: null });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ patient: { name: [{ use: 'official' }], id: 'example' } });
});
