import { expect, it } from 'vitest';
import { forEachBounded } from '../../../src/store/couchbase/bounded.ts';
import { failure } from '../../support/store-world.ts';

it('begins nothing more behind a failure, and ends when what has begun is over', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await new Promise(resolve => setImmediate(resolve));
    if (item === 0) throw new Error('the first');
    await new Promise(resolve => setImmediate(resolve));
    ended.push(item);
  };
  const items = Array.from({ length: 50 }, (_, item) => item);
  expect(await failure(forEachBounded(items, 3, work))).toMatchObject({ message: 'the first' });
  expect(begun).toEqual([0, 1, 2]);
  expect(ended).toEqual([1, 2]);
});
