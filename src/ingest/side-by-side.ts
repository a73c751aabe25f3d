/**
 * What several generators yield, as it comes: each is one item ahead of whoever reads, and at most `many` are begun at a
 * time. The first failure ends all.
 */
export async function* sideBySide<Item>(
  generators: readonly AsyncGenerator<Item>[],
  many: number,
): AsyncGenerator<Item> {
  const waiting = [...generators];
  const ahead = new Map<AsyncGenerator<Item>, ReturnType<typeof advance>>();
  const advance = async (generator: AsyncGenerator<Item>) => ({ generator, result: await generator.next() });
  const start = (generator: AsyncGenerator<Item> | undefined) => {
    if (generator === undefined) return;
    const next = advance(generator);
    // Heard of when its turn comes, or never, if another failed first.
    next.catch(() => undefined);
    ahead.set(generator, next);
  };
  for (const generator of waiting.splice(0, many)) start(generator);
  while (ahead.size > 0) {
    const { generator, result } = await Promise.race(ahead.values());
    ahead.delete(generator);
    start(result.done ? waiting.shift() : generator);
    if (!result.done) yield result.value;
  }
}
