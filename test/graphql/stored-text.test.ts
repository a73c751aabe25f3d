import fc, { assert as hold } from 'fast-check';
import { buildSchema, parse } from 'graphql';
import { afterEach, expect, test, vi } from 'vitest';
import type { Resource } from '../../src/fhir/types.ts';
import { PlannedExecution } from '../../src/graphql/execution/execute.ts';
import { readContent, toContent } from '../../src/store/sqlite/content.ts';
import { anyCharacter } from '../support/any-character.ts';

/** What is copied of the text of a stored document is what is made of the parsed one. */
const fields =
  'a: String b: Boolean! c: [Part] d: Int e: Part f: [[String]] g: Colour h: [String!] i: Float j: ID';
const schema = buildSchema(`
  enum Colour { red green }
  type Part { ${fields} }
  type Query { ${fields} }
`);
const planned = new PlannedExecution(schema);

afterEach(() => vi.restoreAllMocks());

const names = fc.constantFrom(...'abcdefghij', 'aa', 'a"', 'a\\', 'é', 'then');
const odd = ['red', 'a"b', 'back\\', '\\"', '\\\\', 'a\nb', '\u2028', '\ud800', '🎈', '', '","a":"', '}'];
const documents = fc.letrec<{ object: object; value: unknown }>(tie => ({
  object: fc.dictionary(names, tie('value'), { maxKeys: 8, depthIdentifier: 'd' }),
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'd' },
    ...[fc.constantFrom(...odd), fc.string({ unit: anyCharacter }), fc.boolean(), fc.integer()],
    ...[fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)],
    ...[fc.array(tie('value'), { maxLength: 4, depthIdentifier: 'd' }), tie('object')],
  ),
})).object;
/** Of the types that the schema has, so that most of it is copied. In any order, and with more than is asked for. */
const sound = fc.letrec<{ part: object }>(tie => {
  const text = fc.oneof(fc.constantFrom('', 'é', 'x', ...odd), fc.string());
  const below = fc.option(tie('part'), { nil: null, maxDepth: 3, depthIdentifier: 'd' });
  const members = {
    ...{
      a: text,
      b: fc.boolean(),
      c: fc.array(below, { maxLength: 3 }),
      d: fc.nat(),
      e: below,
      f: fc.array(fc.array(text)),
    },
    ...{
      g: fc.constantFrom('red', 'green'),
      h: fc.array(text),
      i: fc.float({ noNaN: true, noDefaultInfinity: true }),
      j: text,
    },
    ...{ other: below, aa: text },
  };
  return {
    part: fc
      .record(members, { requiredKeys: ['b'] })
      .chain(part => fc.shuffledSubarray(Object.entries(part), { minLength: Object.keys(part).length }))
      .map(entries => Object.fromEntries(entries)),
  };
}).part;
const leaves = ['a', 'b', 'd', 'f', 'g', 'h', 'i', 'j', '__typename', 'x: a', 'y: d', 'z: a'];
const selections = fc.letrec<{ all: string; one: string }>(tie => ({
  all: fc.array(tie('one'), { minLength: 1, maxLength: 6 }).map(some => `{ ${some.join(' ')} }`),
  one: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...leaves),
    fc.tuple(fc.constantFrom('c', 'e'), tie('all')).map(([name, below]) => `${name} ${below}`),
  ),
})).all;

async function render(rootValue: unknown, selection: string): Promise<string> {
  const { data, errors } = await planned.render({ schema, document: parse(selection), rootValue });
  return `${data} ${JSON.stringify(errors)}`;
}

/** As others would write it: with escapes that nobody needs. */
function escaped(json: string, every: number): string {
  let number = 0;
  return json.replace(/"(?:\\.|[^"\\])*"/g, text => {
    number += 1;
    if (number % every > 0) return text;
    return text.replace(/\w(?!.*\\)/, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  });
}

test('property: the answer of a stored document is that of the parsed one, whatever stands in it', async () => {
  await hold(
    fc.asyncProperty(
      fc.oneof(documents, sound),
      selections,
      fc.integer({ min: 2, max: 9 }),
      async (document, selection, every) => {
        const lines = toContent(document as Resource).split('\n');
        // Names of elements are looked for as they stand.
        const content = lines
          .map(line => line.replace(/(?<=^"(?:\\.|[^"\\])*":).*/, value => escaped(value, every)))
          .join('\n');
        const wanted = await render(readContent(content, 'whole'), selection);
        const stored = readContent(content, 'parts');
        expect(await render(stored, selection)).toBe(wanted);
        // Some of it has been parsed by now.
        expect(await render(stored, selection)).toBe(wanted);
      },
    ),
    { numRuns: 1_000 },
  );
});

/** Every choice of some of them, in every order. */
function choices(members: readonly string[]): string[][] {
  return members.flatMap(member => [
    [member],
    ...choices(members.filter(other => other !== member)).map(others => [member, ...others]),
  ]);
}

test('members are written as they are asked for, in whatever order they stand', async () => {
  const values: Record<string, unknown> = { a: 'x', j: 'y', e: { a: 'z' }, h: ['u', 'v'] };
  const selected: Record<string, string> = { a: 'a', j: 'j', e: 'e { a }', h: 'h' };
  for (const order of choices(Object.keys(values)).filter(({ length }) => length === 4)) {
    const e = Object.fromEntries(order.map(name => [name, values[name]]));
    const stored = readContent(toContent({ id: 'p', e } as unknown as Resource), 'parts');
    for (const asked of choices(order)) {
      const answer = await render(stored, `{ e { ${asked.map(name => selected[name]).join(' ')} } }`);
      const wanted = Object.fromEntries(asked.map(name => [name, values[name]]));
      expect(answer).toBe(`${JSON.stringify({ e: wanted })} undefined`);
    }
  }
});

test('of several documents of an answer each is read by itself', () => {
  const several = buildSchema('type Part { a: String j: ID } type Query { all: [Part] }');
  several.getQueryType()!.getFields().all!.resolve = (source, _args, _context) => source.all;
  const [early, late] = ['{\n"a":"\\u0061",\n"j":"j"}', '{\n"a":"a",\n"j":"............. \\u006a"}'];
  const all = [late!, early!, late!].map(content => readContent(content, 'parts'));
  const data = new PlannedExecution(several).render({
    ...{ schema: several, document: parse('{ all { a j } }'), rootValue: { all } },
  });
  const written = ['{"a":"a","j":"............. j"}', '{"a":"a","j":"j"}', '{"a":"a","j":"............. j"}'];
  expect(data).toEqual({ data: `{"all":[${written}]}`, errors: undefined });
});

test('nothing is parsed of what is copied, and nothing copied twice', async () => {
  const content = toContent({
    ...{ resourceType: 'Patient', id: 'p', a: 'text', b: true, f: [['x'], []], g: 'red', h: [] },
    c: [{ skipped: [{ a: '}' }, 1, null, 'quoted "]"'], b: false, a: 'ä' }, null, { b: true }],
    e: { b: false, e: {}, a: 'said "no"' },
  } as unknown as Resource);
  const stored = readContent(content, 'parts');
  const operation = parse('{ b a c { a b __typename } f e { again: b b } absent: j h }');
  const parsing = vi.spyOn(JSON, 'parse');
  const rendered = () => planned.render({ schema, document: operation, rootValue: stored });
  const data =
    '{"b":true,"a":"text","c":[{"a":"ä","b":false,"__typename":"Part"},null,{"a":null,"b":true,"__typename":"Part"}],' +
    '"f":[["x"],[]],"e":{"again":false,"b":false},"absent":null,"h":[]}';
  expect(await rendered()).toEqual({ data, errors: undefined });
  expect(parsing.mock.calls.filter(([text]) => text.startsWith('{') || text.startsWith('['))).toEqual([]);
  for (let time = 0; time < 3; time++) expect(await rendered()).toEqual({ data, errors: undefined });
});

test.each([
  '{"k":{',
  '{"k":[["x"]',
  '{"k":"x',
  '{"a":1',
  '{"a":"x',
  '{"a":[{"b":true]',
  '{"a":"x\\"',
  '{"a":{',
  '{"a":nul',
])('text that is damaged is told of, and read no further: %s', async damaged => {
  const stored = readContent(`{\n"id":"p",\n"e":${damaged}`, 'parts');
  const { errors } = await planned.render({
    ...{ schema, document: parse('{ e { a g c { a } } }'), rootValue: stored },
  });
  expect(errors?.[0]?.message).toMatch(/JSON/);
});
