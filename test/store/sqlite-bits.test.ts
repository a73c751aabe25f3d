import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Bits, decodeChunk, encodeChunk, ridsPerChunk } from '../../src/store/sqlite/bits.ts';

const rids = 200_000;
/** Few, many, and all of a stretch. */
const sets = fc.oneof(
  fc.uniqueArray(fc.nat(rids), { maxLength: 50 }),
  fc
    .tuple(fc.nat(rids - 12_000), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4_000, max: 12_000 }))
    .map(([first, step, length]) =>
      Array.from({ length }, (_, place) => first + place * step).filter(rid => rid <= rids),
    ),
);

function bitsOf(numbers: readonly number[]): Bits {
  const bits = new Bits(rids);
  for (const rid of numbers) bits.add(rid);
  return bits;
}

const all = (bits: Bits) => bits.from(0, rids + 1);
const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

it('property: sets of bits are sets', () => {
  fc.assert(
    fc.property(sets, sets, fc.nat(rids), fc.integer({ min: 1, max: 100 }), (a, b, first, limit) => {
      const [one, other] = [bitsOf(a), new Set(b)];
      const both = bitsOf(a);
      both.intersect(bitsOf(b));
      expect(all(one)).toEqual(sorted(a));
      expect(one.size).toBe(a.length);
      expect(all(both)).toEqual(sorted(a.filter(rid => other.has(rid))));
      expect(one.from(first, limit)).toEqual(sorted(a.filter(rid => rid >= first)).slice(0, limit));
      for (const rid of [first, ...a.slice(0, 20), ...b.slice(0, 20)]) {
        expect(one.has(rid)).toBe(a.includes(rid));
      }
      expect(one.has(rids * 2)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

it('property: what is stored in chunks is read back, over what is there', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const bits = bitsOf(b);
      for (let chunk = 0; chunk * ridsPerChunk <= rids; chunk++) {
        const base = chunk * ridsPerChunk;
        const rests = a.filter(rid => rid >= base && rid < base + ridsPerChunk).map(rid => rid - base);
        const blob = encodeChunk(Uint16Array.from(rests));
        expect(blob.length).toBeLessThanOrEqual(ridsPerChunk / 8);
        expect(sorted(decodeChunk(blob))).toEqual(sorted(rests));
        // As the database gives it: somewhere within other bytes.
        const within = new Uint8Array(blob.length + 3);
        within.set(blob, 3);
        bits.addChunk(chunk, within.subarray(3));
      }
      expect(all(bits)).toEqual(sorted(new Set([...a, ...b])));
    }),
    { numRuns: 60 },
  );
});
