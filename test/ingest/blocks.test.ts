import v8 from 'node:v8';
import vm from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accept } from '../../src/ingest/accept.ts';
import { readBlocks } from '../../src/ingest/blocks.ts';
import { maxLineBytes, readLines } from '../../src/ingest/lines.ts';
import { readBlock } from '../../src/ingest/read-block.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = vm.runInNewContext('gc');

async function* chunked(bytes: Buffer, cuts: readonly number[]) {
  const places = [0, ...cuts.map(cut => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
  for (const [place, end] of places.slice(1).entries()) yield bytes.subarray(places[place], end);
}

interface Found {
  readonly ids: string[];
  readonly skipped: string[];
  /** `line reason`. */
  readonly rejected: string[];
}

/** Line by line. */
async function oneByOne(chunks: AsyncIterable<Buffer>): Promise<Found> {
  const found: Found = { ids: [], skipped: [], rejected: [] };
  for await (const { number, text, problem } of readLines(chunks)) {
    let json: unknown;
    try {
      json = text === undefined ? undefined : JSON.parse(text);
    } catch {
      found.rejected.push(`${number} not JSON`);
      continue;
    }
    if (text === undefined) found.rejected.push(`${number} ${problem}`);
    else {
      const verdict = accept(json);
      if ('resource' in verdict) found.ids.push(JSON.stringify(verdict.resource));
      else if ('skipped' in verdict) found.skipped.push(verdict.skipped);
      else found.rejected.push(`${number} ${verdict.rejected.reason}`);
    }
  }
  return found;
}

/** The same through blocks. */
async function inBlocks(chunks: AsyncIterable<Buffer>, blockBytes: number): Promise<Found> {
  const found: Found = { ids: [], skipped: [], rejected: [] };
  let [line, offset] = [0, 0];
  for await (const { next, ...read } of readBlocks(chunks, undefined, { blockBytes })) {
    if ('bytes' in read) {
      const { resources, findings } = readBlock(read.bytes);
      found.ids.push(...resources.map(resource => JSON.stringify(resource)));
      for (const [type, count] of Object.entries(findings.skipped))
        for (let n = 0; n < count; n++) found.skipped.push(type);
      found.rejected.push(...findings.rejected.map(({ line: at, reason }) => `${line + at} ${reason}`));
      expect(next.offset).toBe(offset + read.bytes.length);
    } else found.rejected.push(`${next.line} ${read.problem}`);
    expect(next.line).toBeGreaterThan(line);
    ({ line, offset } = next);
  }
  return found;
}

const patient = '{"resourceType":"Patient","id":"1","name":[{"text":"é𝄞"}]}';
const pieces = fc.constantFrom(
  ...['\n', '\n', '\r\n', '\n\n', '\uFEFF', ' ', '{}', patient, `${patient}\n`, '{"resourceType":"Group"}\n'],
  ...['{"resourceType":"Patient","id":"2","reviewed":true}\n', '"é"\n'],
);
const anyBytes = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: pieces.map(text => Buffer.from(text)) },
    fc.uint8Array({ maxLength: 3 }).map(bytes => Buffer.from(bytes)),
  ),
  { maxLength: 30 },
);

test('blocks say of the same bytes what lines say, wherever chunks and blocks end', async () => {
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(anyBytes, cuts, fc.integer({ min: 1, max: 300 }), async (parts, cuts, blockBytes) => {
      const bytes = Buffer.concat(parts);
      expect(await inBlocks(chunked(bytes, cuts), blockBytes)).toEqual(await oneByOne(chunked(bytes, [])));
    }),
    {
      numRuns: 300,
      // Of two byte order marks one is dropped, also beside bytes that are no UTF-8.
      examples: [[[Buffer.from('\uFEFF\uFEFF{}\n'), Buffer.from([0xff])], [], 300]],
    },
  );
});

test('a line without end holds no memory, and the next is read', async () => {
  let held = 0;
  async function* bytes() {
    const length = 1024 * 1024;
    for (let sent = 0; sent < 10 * maxLineBytes; sent += length) {
      yield Buffer.alloc(length, 0x20);
      if (sent % (16 * length) !== 0) continue;
      collectGarbage();
      held = Math.max(held, process.memoryUsage().arrayBuffers);
    }
    yield Buffer.from(`\n${patient}\n`);
  }
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const found = await inBlocks(bytes(), 512 * 1024);
  expect(found).toMatchObject({ rejected: [`1 longer than ${maxLineBytes} bytes`], ids: [patient] });
  expect(held - before).toBeLessThan(4 * maxLineBytes);
});

test('blocks go on behind what was read before', async () => {
  const before = { offset: 10, line: 3 };
  const blocks = await Array.fromAsync(
    readBlocks(chunked(Buffer.from('a\nb\n\nc'), []), before, { blockBytes: 2 }),
  );
  expect(blocks.map(({ next }) => next)).toEqual([
    { offset: 15, line: 6 },
    { offset: 16, line: 7 },
  ]);
});
