import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layouts } from '../../src/store/sqlite/bulk/layout.ts';
import { TaskMemory } from '../../src/store/sqlite/bulk/memory.ts';
import { orderedRows, type Rows } from '../../src/store/sqlite/bulk/ordered-rows.ts';
import { TypeInventory } from '../../src/store/sqlite/bulk/plan.ts';
import { Record } from '../../src/store/sqlite/bulk/record.ts';
import { TextOrder } from '../../src/store/sqlite/bulk/text-order.ts';

/** Knows how much was taken. */
class CountedMemory extends TaskMemory {
  bytes = 0;

  override uint8(length: number) {
    this.bytes += length;
    return super.uint8(length);
  }

  override uint32(length: number) {
    this.bytes += length * 4;
    return super.uint32(length);
  }

  override float64(length: number) {
    this.bytes += length * 8;
    return super.float64(length);
  }
}

/** Of numbers, so many a chunk: the number of the row, and what it is ordered by. */
function rowsOf(keys: readonly number[], chunk: number, isWanted: Rows['isWanted'] = () => true): Rows {
  return {
    ...{ width: 2, kept: [1, 0], most: keys.length, isWanted },
    *all() {
      for (let at = 0; at < keys.length; at += chunk) {
        yield Float64Array.from(keys.slice(at, at + chunk).flatMap((key, place) => [at + place, key]));
      }
    },
  };
}

function inOrder(rows: Rows, atATime: number, memory = new TaskMemory()) {
  const numbers: number[] = [];
  const counts: number[] = [];
  const last: boolean[] = [];
  for (const { columns, order, other, isLast } of orderedRows(memory, rows, atATime)) {
    expect(other.length).toBeGreaterThanOrEqual(order.length);
    for (const row of order) numbers.push(columns[1]![row]!);
    counts.push(order.length);
    last.push(isLast);
  }
  return { numbers, counts, last };
}

test('rows come in order, equal ones as they stand, however many are put in order at a time', () => {
  const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (given, atATime) => {
      const keys = given.map(value => value + 0);
      const wanted = [...keys.keys()].filter(row => row % 5 !== 2);
      const rows = rowsOf(keys, 7, (numbers, at) => numbers[at]! % 5 !== 2);
      const { numbers, last } = inOrder(rows, atATime);
      expect(numbers).toEqual(wanted.sort((a, b) => keys[a]! - keys[b]! || a - b));
      expect(last.lastIndexOf(true)).toBe(last.length - 1);
      expect(last.indexOf(true)).toBe(last.length - 1);
    }),
  );
});

test('however many rows there are, and of what values, those in memory are as many as were asked for', () => {
  const [count, atATime] = [60_000, 10_000];
  const random = (row: number) => (Math.imul(row, 2_654_435_761) >>> 8) % 1_000_003;
  for (const keyOf of [
    random,
    () => 0,
    (row: number) => row,
    (row: number) => -row,
    (row: number) => row % 2,
  ]) {
    const keys = Array.from({ length: count }, (_, row) => keyOf(row) + 0);
    const memory = new CountedMemory();
    const { counts } = inOrder(rowsOf(keys, 4_096), atATime, memory);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count);
    expect(Math.max(...counts)).toBeLessThan(atATime * 1.2);
    // Two columns, and two lists of places.
    expect(memory.bytes).toBe(Math.max(...counts) * 24);
  }
});

test('of resources in the order of a text, too, as many are in memory as were asked for, and of long texts fewer', () => {
  const count = 5_000;
  const ranges = (text: (place: number) => string, memory = new CountedMemory()) => {
    const posted = Array.from({ length: count }, (_, place) => ({
      ...{ code: text(place), system: '', rids: Uint32Array.of(place * 2 + 1, place * 2 + 2) },
    }));
    const bytes = posted.reduce((sum, { code }) => sum + code.length + 16, 0);
    const piece = { file: 0, extent: [0, bytes] as const, texts: count, most: 2 };
    // As many pieces, of which none is long.
    const pieces = Array.from({ length: 100 }, () => ({
      ...piece,
      extent: [0, Math.ceil(bytes / 100)] as const,
      texts: count / 100,
    }));
    const read: [number, string][] = [];
    const sizes: number[] = [];
    for (const { range } of TextOrder.ranges(memory, 1_000, pieces, posted)) {
      sizes.push(range.order.length);
      for (const [place, rid] of range.order.entries()) {
        const record = range.put(new Record().begin(), place).end();
        // A header of a length and a type, which takes two bytes from 58 characters on.
        const header = record.bytes[record.start]!;
        const end = record.start + record.length;
        read.push([rid, record.bytes.toString('latin1', record.start + header, end)]);
      }
    }
    expect(read).toEqual(posted.flatMap(({ code, rids }) => Array.from(rids, rid => [rid, code])));
    return { sizes, memory };
  };
  const short = ranges(place => `id-${place}`);
  expect(short.sizes).toEqual(Array.from({ length: 10 }, () => 1_000));
  const long = ranges(place => `${'x'.repeat(500)}${place}`);
  expect(Math.max(...long.sizes)).toBeLessThan(1_000);
  expect(long.memory.bytes).toBeLessThan(120_000);
});

test('a plan takes some hundred bytes a block of lines, and 40 a piece, which threads share', () => {
  const inventory = new TypeInventory(0);
  const { streams, spaces } = layouts[0]!;
  const lengths = Array.from({ length: streams }, (_, stream) => stream * 100);
  const [segments, pieces] = [1_000, 300];
  for (let first = segments; first > 0; first--) {
    inventory.addSegment({ type: 0, first, count: 1, offset: first * 8, lengths }, 1);
  }
  for (let at = 0; at < pieces; at++) {
    inventory.addPiece({ type: 0, space: at % spaces.length, extent: [at, 8], texts: 1, most: 1 }, 1);
  }
  const plan = inventory.plan(segments);
  expect(plan.segments.byteLength).toBe(segments * (3 + streams) * 8);
  expect(plan.segments.subarray(0, 3)).toEqual(Float64Array.of(1, 1, 8));
  expect(plan.pieces.reduce((sum, table) => sum + table.byteLength, 0)).toBe(pieces * 40);
  for (const table of [plan.segments, ...plan.pieces]) {
    expect(table.buffer).toBeInstanceOf(SharedArrayBuffer);
  }
});

test('memory of a task is given back when it ends, or what was taken since a mark', () => {
  const memory = new TaskMemory();
  const first = memory.float64(100_000).fill(1);
  const mark = memory.mark();
  const second = memory.uint32(500_000).fill(2);
  const large = memory.uint8(50 * 2 ** 20);
  expect(large.byteLength).toBe(50 * 2 ** 20);
  expect(first.every(value => value === 1)).toBe(true);
  memory.release(mark);
  expect(large.byteLength).toBe(0);
  expect(memory.uint32(500_000).byteOffset).toBe(second.byteOffset);
  memory.release();
  expect(first.byteLength).toBe(0);
  memory.release();
});
