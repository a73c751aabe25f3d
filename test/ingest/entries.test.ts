import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitEntries } from '../../src/ingest/entries.ts';

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  // All in the same memory, as files are read.
  const memory = Buffer.alloc(64);
  for (let [start, turn] = [0, 0]; start < bytes.length; turn++) {
    const length = bytes.copy(memory, 0, start, start + sizes[turn % sizes.length]!);
    yield memory.subarray(0, length);
    start += length;
  }
}

async function split(text: string, { sizes = [64], maxBytes = 1_000_000 } = {}) {
  const elements: (string | undefined)[] = [];
  const reading = splitEntries(cut(Buffer.from(text), sizes), maxBytes);
  for (;;) {
    const { done, value } = await reading.next();
    if (done) return { elements, frame: value.text?.toString(), lists: value.lists };
    elements.push(value?.toString());
  }
}

const tricky = fc.constantFrom(
  'entry',
  '"entry":[',
  '\\',
  '"',
  '\\"',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  'ë𝄞',
  '',
);
const { value: any } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(0, -1.5e3, true, false, null),
    tricky,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(tricky, tie('value'), { maxKeys: 4 }),
  ),
}));
const around = fc.array(
  fc.tuple(
    tricky.filter(key => key !== 'entry'),
    any,
  ),
  { maxLength: 3 },
);

test('property: elements and frame are what the text is made of, however it is written and cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      ...[around, fc.array(any), around, fc.constantFrom(undefined, 1, '\t')],
      fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 5 }),
      async (before, entry, behind, space, sizes) => {
        const object = { ...Object.fromEntries(before), entry, ...Object.fromEntries(behind) };
        const { elements, frame, lists } = await split(JSON.stringify(object, undefined, space), { sizes });
        expect(elements.map(text => JSON.parse(text!))).toEqual(JSON.parse(JSON.stringify(entry)));
        const zeros = { ...object, entry: entry.map(() => 0) };
        expect([JSON.parse(frame!), lists]).toEqual([JSON.parse(JSON.stringify(zeros)), 1]);
      },
    ),
  );
});

test.each([
  ['only the list of the object itself', '{"a":{"entry":[1]},"b":[{"entry":[2]}],"entry" : [3]}', ['3'], 1],
  ['no value of that name', '{"a":"entry","b":[1],"entry":"[2]"}', [], 0],
  ['each of two', '{"entry":[1,2],"entry":[3]}', ['1', '2', '3'], 2],
  ['none of an array', '["entry",[1]]', [], 0],
  ['nothing of an empty list', '{"entry":[ \n ]}', [], 1],
  ['what is no JSON, to be refused by whoever parses it', '{"entry":[1,,"a" b]}', ['1', '', '"a" b'], 1],
])('%s', async (_, text, expected, count) => {
  const { elements, lists } = await split(text);
  expect([elements, lists]).toEqual([expected, count]);
});

test('what is left open leaves a frame that is no JSON', async () => {
  for (const text of ['{"entry":[1,2', '{"entry":[1,"2]}', '{"entry":[1]', '{"entry":[{]}']) {
    const { frame } = await split(text);
    expect(() => JSON.parse(frame!), text).toThrow();
  }
});

test('an element, or a frame, that is too long is not kept', async () => {
  const long = 'x'.repeat(100);
  const { elements } = await split(`{"entry":[1,"${long}",2]}`, { maxBytes: 100 });
  expect(elements).toEqual(['1', undefined, '2']);
  const { elements: all, frame } = await split(`{"a":"${long}","entry":[1]}`, { maxBytes: 100 });
  expect([all, frame]).toEqual([['1'], undefined]);
});
