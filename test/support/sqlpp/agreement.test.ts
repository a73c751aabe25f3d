import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from './values.ts';
import { world } from './world.ts';

const indexes = [
  'i1 ON d(a)',
  'i2 ON d(a DESC, b)',
  'i3 ON d(b INCLUDE MISSING, a)',
  'i4 ON d(DISTINCT ARRAY t.x FOR t IN l END, a)',
  'i5 ON d(ALL ARRAY FLATTEN_KEYS(t.x, t.y DESC) FOR t IN l END)',
  'i6 ON d(a, DISTINCT ARRAY t.y FOR t IN l WHEN t.x = 1 END, b)',
  'i7 ON d(b) WHERE a > 1',
  'i8 ON d(DISTINCT s)',
];

const value = fc.constantFrom<Value>(
  undefined,
  null,
  true,
  0,
  1,
  2,
  3,
  'a',
  'ab',
  'b',
  '\uffff',
  '😀',
  [],
  [1],
  { x: 1 },
);
const known = fc.constantFrom('1', '2', '0', '"a"', '"ab"', 'NULL', 'TRUE', '[1]', '$v', '"😀"');
const element = fc.record({ x: value, y: value });
const document = fc.record({
  a: value,
  b: value,
  l: fc.oneof(fc.array(element, { maxLength: 3 }), value),
  s: fc.oneof(fc.array(value, { maxLength: 3 }), value),
});

function comparison(key: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    fc.tuple(key, fc.constantFrom('=', '<', '<=', '>', '>='), known).map(parts => parts.join(' ')),
    fc.tuple(known, fc.constantFrom('=', '<', '>='), key).map(parts => parts.join(' ')),
    fc.tuple(key, known, known).map(([of, low, high]) => `${of} BETWEEN ${low} AND ${high}`),
    fc.tuple(key, fc.array(known, { maxLength: 3 })).map(([of, list]) => `${of} IN [${list.join()}]`),
    fc
      .tuple(key, fc.constantFrom('"a%"', '"a_"', '"%"', '"a"'))
      .map(([of, pattern]) => `${of} LIKE ${pattern}`),
    fc
      .tuple(key, fc.constantFrom('NULL', 'NOT NULL', 'MISSING', 'NOT MISSING', 'VALUED'))
      .map(parts => parts.join(' IS ')),
  );
}

const plain = comparison(fc.constantFrom('d.a', 'd.b'));
const either = fc.tuple(plain, plain).map(parts => `(${parts.join(' OR ')})`);
const inner = fc.oneof(comparison(fc.constantFrom('e.x', 'e.y')), fc.constant('e.x = 1'));
const any = fc
  .tuple(fc.array(inner, { minLength: 1, maxLength: 3 }), fc.constantFrom('ANY', 'ANY AND EVERY', 'EVERY'))
  .map(([parts, quantifier]) => `${quantifier} e IN d.l SATISFIES ${parts.join(' AND ')} END`);
const anyOfStrings = comparison(fc.constant('w')).map(part => `ANY w IN d.s SATISFIES ${part} END`);
const condition = fc
  .array(fc.oneof(plain, plain, either, any, anyOfStrings), { minLength: 1, maxLength: 3 })
  .map(parts => parts.join(' AND '));
const order = fc.constantFrom('', 'd.a', 'd.a DESC', 'd.a DESC, d.b', 'd.b, d.a', 'd.a NULLS LAST');

test('what an index finds is what reading everything finds, in the same order', async () => {
  let served = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 5, maxLength: 30 }),
      fc.array(fc.tuple(condition, order), { minLength: 10, maxLength: 10 }),
      value,
      async (documents, questions, v) => {
        const db = world('d');
        await db.run('CREATE PRIMARY INDEX ON d');
        for (const definition of indexes) await db.run(`CREATE INDEX ${definition}`);
        for (const [at, one] of documents.entries()) db.put('d', `k${at % 20}`, one as Value);
        for (const [where, by] of questions) {
          const sort = by === '' ? '' : ` ORDER BY ${by}`;
          const ask = async (hint: string) => {
            const rows = await db.run(`SELECT META(d).id, d.a, d.b FROM d ${hint} WHERE ${where}${sort}`, {
              v: v ?? null,
            });
            // Rows that the order says nothing of may come in any.
            const keyed = rows.map(row => JSON.stringify(row));
            const keys = (rows as { a?: Value; b?: Value }[]).map(row =>
              JSON.stringify([row.a, by.includes('d.b') ? row.b : 0]),
            );
            return { set: keyed.sort(), order: by === '' ? [] : by.startsWith('d.b') ? [] : keys };
          };
          const truth = await ask('USE INDEX (`#primary`)');
          for (const definition of indexes) {
            const found = await ask(`USE INDEX (${definition.split(' ')[0]})`).catch(
              error => error.code as number,
            );
            if (found === 4000) continue;
            served += 1;
            expect(found, `${definition}: ${where}${sort}`).toEqual(truth);
          }
        }
      },
    ),
    { numRuns: process.env.LONG ? 500 : 40 },
  );
  expect(served).toBeGreaterThan(200);
});
