/** mulberry32: numbers from 0 to 1, the same for the same seed, so that every run has the same traffic. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws places of a list so that the n-th is drawn in proportion to 1/n; each draw may use a stream of its own. */
export function zipf(length: number, random: () => number): (stream?: () => number) => number {
  const sums: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= length; rank++) {
    sum += 1 / rank;
    sums.push(sum);
  }
  return (stream = random) => {
    const wanted = stream() * sum;
    let low = 0;
    for (let high = length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** The same entries in another order, in place. */
export function shuffle<T>(entries: T[], random: () => number): T[] {
  for (let place = entries.length - 1; place > 0; place--) {
    const other = Math.floor(random() * (place + 1));
    [entries[place], entries[other]] = [entries[other]!, entries[place]!];
  }
  return entries;
}
