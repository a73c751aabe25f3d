/**
 * Runs `work` for every item, so many at a time at most, and gives the results in the order of the items. The SDK puts
 * what is under way at the same time into few packets. Ends at the first failure, once what has begun is over.
 */
export async function forEachBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const places = items.keys();
  let failed = false;
  const run = async () => {
    for (const place of places) {
      if (failed) return;
      try {
        results[place] = await work(items[place]!, place);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, run));
  for (const outcome of ended) if (outcome.status === 'rejected') throw outcome.reason;
  return results;
}

/** The items in order, so many at a time. */
export function* batches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let place = 0; place < items.length; place += size) yield items.slice(place, place + size);
}
