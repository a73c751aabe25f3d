import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Gatherer } from '../../src/store/sqlite/bulk/gather.ts';
import { layouts } from '../../src/store/sqlite/bulk/layout.ts';
import { mergePieces, mostOf, type SortedPiece } from '../../src/store/sqlite/bulk/merge.ts';
import { SpoolWriter } from '../../src/store/sqlite/bulk/spool.ts';

const folder = mkdtempSync(join(tmpdir(), 'gathered-texts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [type, space] = [0, 1];

/** Gathers in as many spools as there are, block by block; each writes what it has whenever `isFull` of the block says so. */
function gather(spools: number, blocks: readonly Block[]): { pieces: SortedPiece[]; close(): void } {
  const files = Array.from({ length: spools }, (_, spool) => openSync(join(folder, String(spool)), 'w+'));
  const writers = files.map(file => new SpoolWriter(file));
  const gatherers = writers.map(writer => new Gatherer(writer));
  const found: SortedPiece[][] = files.map(() => []);
  const write = (spool: number) => {
    for (const piece of gatherers[spool]!.takeRuns().flat()) {
      if (piece.space === space) found[spool]!.push({ ...piece, file: files[spool]! });
    }
    writers[spool]!.flush();
  };
  let rid = 0;
  for (const { spool, isFull, resources } of blocks) {
    const hand = spool % spools;
    for (const texts of resources) {
      rid += 1;
      for (const [code, system] of texts) {
        gatherers[hand]!.add(type, space, code, system, rid);
        // Of another space, so that it must be told from this one.
        gatherers[hand]!.add(type, space + 1, code, '', rid);
      }
    }
    if (isFull) write(hand);
  }
  for (const spool of files.keys()) write(spool);
  return { pieces: found.flat(), close: () => files.forEach(closeSync) };
}

type Text = readonly [code: string, system: string];
interface Block {
  readonly spool: number;
  readonly isFull: boolean;
  readonly resources: readonly (readonly Text[])[];
}

function merged(spools: number, blocks: readonly Block[]): [code: string, system: string, rids: number[]][] {
  const { pieces, close } = gather(spools, blocks);
  const memory = new Uint32Array(mostOf(pieces) * 2);
  const all = Array.from(mergePieces(pieces, undefined, memory), ({ code, system, rids }) => {
    const [text, other] = [code, system].map(part => Buffer.from(part, 'latin1').toString('utf8'));
    return [text!, other!, [...rids]] as [string, string, number[]];
  });
  close();
  return all;
}

function expected(blocks: readonly Block[]): [code: string, system: string, rids: number[]][] {
  const all = new Map<string, [string, string, number[]]>();
  let rid = 0;
  for (const texts of blocks.flatMap(({ resources }) => resources)) {
    rid += 1;
    for (const [code, system] of texts) {
      const key = JSON.stringify([code, system]);
      const entry = all.get(key) ?? [code, system, []];
      if (entry[2].at(-1) !== rid) entry[2].push(rid);
      all.set(key, entry);
    }
  }
  const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  return [...all.values()].sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
}

const part = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'b', 'ä', 'z\u{1f600}', '\uffff', 'é'.repeat(100), 'x'.repeat(70_000)),
  fc.string({ unit: 'grapheme', maxLength: 4 }).map(text => text.toWellFormed()),
);
const block = fc.record({
  spool: fc.nat(3),
  isFull: fc.boolean(),
  resources: fc.array(fc.array(fc.tuple(part, part), { maxLength: 5 }), { maxLength: 8 }),
});

test('texts gathered by several hands come in the order of their bytes, each with all who have it, once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(block, { maxLength: 12 }), (spools, blocks) => {
      expect(merged(spools, blocks)).toEqual(expected(blocks));
    }),
    { numRuns: 60 },
  );
});

test('texts that are not looked up any more, as nearly all are others, are found together all the same', () => {
  const resources = Array.from({ length: 2_000 }, (_, number): Text[] => {
    const own: Text = [`number ${number}`, 'urn:system'];
    return number % 100 === 99 ? [own, ['often', 'urn:system'], ['often', 'urn:system']] : [own];
  });
  const blocks = Array.from({ length: 20 }, (_, place) => ({
    ...{ spool: place, isFull: place % 7 === 0, resources: resources.slice(place * 100, place * 100 + 100) },
  }));
  expect(merged(3, blocks)).toEqual(expected(blocks));
});

test('of more texts than are kept, none is lost', () => {
  expect(layouts[type]!.spaces.length).toBeGreaterThan(space + 1);
  const resources = Array.from({ length: 60_000 }, (_, number): Text[] => [
    [`${number % 30_000}`, `urn:${number % 7}`],
  ]);
  const blocks = [{ spool: 0, isFull: false, resources }];
  expect(merged(1, blocks)).toEqual(expected(blocks));
});
