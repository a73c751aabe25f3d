/** Fewer are sorted by comparing. */
const few = 2_000;
const digitBits = 16;

/**
 * The places of keys in the order of the keys, equal ones as they stand. By digits: a million take some hundredths of a
 * second.
 *
 * @param places those that are wanted, in the order that equal ones shall have
 * @param other as long; one of the two is what is returned
 */
export function orderOf<Places extends Uint32Array>(
  keys: Float64Array,
  places: Places,
  other: Places,
): Places {
  if (places.length < few) {
    const at = new Map(Array.from(places, (place, index) => [place, index]));
    return places.sort((a, b) => keys[a]! - keys[b]! || at.get(a)! - at.get(b)!);
  }
  const words = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
  let from = places;
  let to = other;
  for (let digit = 0; digit < 4; digit++) {
    const counts = new Uint32Array(2 ** digitBits + 1);
    for (const place of from) counts[digitOf(words, place, digit) + 1]!++;
    if (counts.includes(from.length)) continue;
    for (let value = 1; value < counts.length; value++) counts[value]! += counts[value - 1]!;
    for (const place of from) to[counts[digitOf(words, place, digit)]!++] = place;
    [from, to] = [to, from];
  }
  return from;
}

/** Of a number whose bits are turned so that they compare as the number does. */
function digitOf(words: Uint32Array, place: number, digit: number): number {
  const sign = words[place * 2 + 1]! >>> 31;
  const word = digit < 2 ? words[place * 2]! : words[place * 2 + 1]!;
  const bits = (digit & 1) === 0 ? word & 0xffff : word >>> 16;
  if (sign === 1) return bits ^ 0xffff;
  return digit === 3 ? bits ^ 0x8000 : bits;
}
