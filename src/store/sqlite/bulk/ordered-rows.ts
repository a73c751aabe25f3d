import type { TaskMemory } from './memory.ts';
import { orderOf } from './order.ts';

/** Rows of numbers that are to be put in order. */
export interface Rows {
  /** Some at a time, one number behind the other; each stand where those before stood. Gone through several times. */
  all(): Iterable<Float64Array>;
  /** How many numbers a row has. */
  readonly width: number;
  /** The columns that are kept; the first of them is what rows are ordered by. Equal ones stay as they come. */
  readonly kept: readonly [key: number, ...others: number[]];
  /** Whether one is wanted, which begins there. */
  isWanted(numbers: Float64Array, at: number): boolean;
  /** No more than so many are. */
  readonly most: number;
}

/** Rows that come one behind the other in an order. */
export interface RowRange {
  readonly count: number;
  /** Those kept, of each row. */
  readonly columns: readonly Float64Array[];
  /** The rows in their order. */
  readonly order: Uint32Array<ArrayBuffer>;
  /** Memory for another list as long. */
  readonly other: Uint32Array<ArrayBuffer>;
  readonly isLast: boolean;
}

/** Rows that are looked at to find where ranges end. */
const samples = 16_384;

/**
 * Rows in order, as many at a time as fit into the memory there is for them: what is too much for that is gone through once for
 * each range.
 * @param atATime some per cent more may come
 */
export function* orderedRows(memory: TaskMemory, rows: Rows, atATime: number): Generator<RowRange> {
  const bounds = rows.most <= atATime ? [] : boundsOf(rows, atATime);
  const counts = bounds.length === 0 ? [rows.most] : countsOf(rows, bounds);
  const most = Math.max(...counts);
  const columns = rows.kept.map(() => memory.float64(most));
  const [places, other] = [memory.uint32(most), memory.uint32(most)];
  for (const range of counts.keys()) {
    let count = 0;
    eachWanted(rows, (numbers, at, row) => {
      if (bounds.length > 0 && rangeOf(bounds, numbers[at + rows.kept[0]]!, row) !== range) return;
      for (let place = 0; place < columns.length; place++) {
        columns[place]![count] = numbers[at + rows.kept[place]!]!;
      }
      places[count] = count;
      count += 1;
    });
    const given = places.subarray(0, count);
    const order = orderOf(columns[0]!, given, other.subarray(0, count));
    const isLast = range === counts.length - 1;
    yield { count, columns, order, other: order === given ? other : places, isLast };
  }
}

/** The first row of a range: by what it is ordered, and its place among all as they come. */
type Bound = readonly [key: number, row: number];

/** Where ranges begin, but for the first: by a row of every so many, by turns another, since rows may come in turns. */
function boundsOf(rows: Rows, atATime: number): readonly Bound[] {
  const every = Math.max(1, Math.floor(rows.most / samples));
  const sample: Bound[] = [];
  eachWanted(rows, (numbers, at, row) => {
    const turn = Math.floor(row / every);
    if (row - turn * every === hashOf(turn) % every) sample.push([numbers[at + rows.kept[0]]!, row]);
  });
  sample.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const ranges = Math.ceil((sample.length * every) / atATime);
  return Array.from(
    { length: Math.max(0, ranges - 1) },
    (_, place) => sample[Math.floor(((place + 1) * sample.length) / ranges)]!,
  );
}

function hashOf(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function countsOf(rows: Rows, bounds: readonly Bound[]): readonly number[] {
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  eachWanted(rows, (numbers, at, row) => {
    counts[rangeOf(bounds, numbers[at + rows.kept[0]]!, row)]! += 1;
  });
  return counts;
}

function rangeOf(bounds: readonly Bound[], key: number, row: number): number {
  let range = 0;
  while (range < bounds.length && !isBefore(key, row, bounds[range]!)) range++;
  return range;
}

function isBefore(key: number, row: number, [boundKey, boundRow]: Bound): boolean {
  return key < boundKey || (key === boundKey && row < boundRow);
}

/** @param each given the numbers, where the row begins in them, and its place among all */
function eachWanted(rows: Rows, each: (numbers: Float64Array, at: number, row: number) => void): void {
  let row = 0;
  for (const numbers of rows.all()) {
    for (let at = 0; at < numbers.length; at += rows.width) {
      if (rows.isWanted(numbers, at)) each(numbers, at, row++);
    }
  }
}
