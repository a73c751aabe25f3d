import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from './world.ts';

/** A value of the data, which `@slice` puts into names of the answer. */
const secret = 'Sch4fer';
const sliced = '@flatten @slice(path: "family")';
const tooMany = (field: string) => `'${field}' is a @singleton, but has more than one value.`;

const patient = {
  id: '1',
  birthDate: '1980',
  name: [
    { family: secret, given: ['Ann', 'Bea'], period: { start: '2001', end: '2002' } },
    { family: secret, given: ['Cleo'], period: { start: '2003' } },
  ],
  contact: [{ name: { family: secret, given: ['Dora', 'Eve'] }, telecom: [{ value: '1' }, { value: '2' }] }],
};

test.each([
  [`name ${sliced} { given @singleton }`, 'given'],
  [`name ${sliced} { first: given @singleton }`, 'first'],
  [`name ${sliced} { period @flatten { start @singleton } }`, 'start'],
  [`name ${sliced} { period @flatten @singleton { start } }`, 'period'],
  [`name @flatten @singleton @slice(path: "family") { given }`, 'name'],
  [`name @singleton @slice(path: "family") { given }`, 'name'],
  [`contact @flatten @slice(path: "name.family") { telecom @flatten { value @singleton } }`, 'value'],
  [`contact @slice(path: "name.family") { telecom @singleton { value } }`, 'telecom'],
  [
    `contact @flatten @slice(path: "name.family") { name @flatten { given @singleton @slice(path: "$index") } }`,
    null,
  ],
])('%s: the message names the field only', async (selection, field) => {
  const { errors } = await run(`{ patient { ${selection} } }`, { patient });
  expect([...new Set(errors?.map(({ message }) => message))]).toEqual(field === null ? [] : [tooMany(field)]);
  expect(JSON.stringify(errors ?? [])).not.toContain(secret);
});

test.each([
  `name ${sliced} { value: given period @flatten { value: start } } contact ${'@flatten @slice(path: "name.family")'} { value: telecom { rank } }`,
  `name @slice(path: "family") { id: given } ... { name { given } }`,
])('%s: no message of another fault names a value either', async selection => {
  const { errors } = await run(`{ patient { ${selection} } }`, { patient });
  expect(errors?.length).toBeGreaterThan(0);
  expect(JSON.stringify(errors)).not.toContain(secret);
});

test('property: whatever the values, messages are made of names of the document', async () => {
  const text = fc.constantFrom('Ålpha-1', 'Bravo 2', '§', 'Zulu.3');
  const names = fc.array(fc.record({ family: text, use: text, given: fc.array(text, { maxLength: 3 }) }), {
    minLength: 2,
    maxLength: 4,
  });
  const slice = fc.constantFrom('', '@slice(path: "family")', '@slice(path: "use")', '@slice(path: "given")');
  const selections = fc
    .tuple(slice, fc.boolean(), fc.boolean())
    .map(
      ([cut, flat, one]) =>
        `name ${flat ? '@flatten' : ''} ${one ? '@singleton' : ''} ${cut} { given @singleton }`,
    );
  await fc.assert(
    fc.asyncProperty(names, selections, async (name, selection) => {
      const { errors = [] } = await run(`{ patient { ${selection} } }`, { patient: { id: '1', name } });
      for (const { message } of errors) expect([tooMany('given'), tooMany('name')]).toContain(message);
      expect(JSON.stringify(errors)).not.toMatch(/Ålpha|Bravo|§|Zulu/);
    }),
  );
});
