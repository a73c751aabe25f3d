import { expect, it } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { meteredStore } from '../../src/store/metered.ts';
import { keyOf, patient } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, useWorld } from '../support/store-world.ts';

const world = useWorld(temporarySqliteStore);

it('passes on what the content is and what changed, unmeasured, and leaves out what the store cannot tell', async () => {
  const resource = patient('a');
  await world().master([resource]);
  const plain = await world().open('t');
  const metrics = createMetrics();
  const store = meteredStore(world().store, metrics);
  const metered = world().keep(await store.openTenant(parseTenantId('t')));
  expect(metered.generation).toBe(plain.generation);
  const { sequence } = await metered.reviewsSince!(-1);
  await review(metered, [keyOf(resource)]);
  expect((await metered.reviewsSince!(sequence)).keys).toEqual([keyOf(resource)]);
  const { values } = await metrics.storeSeconds.get();
  expect(new Set(values.map(({ labels }) => labels.call))).toEqual(new Set(['updateReviews']));
  const snapshot = world().keep(await store.openTenant(parseTenantId('t'), { snapshot: true }));
  expect([snapshot.generation, 'reviewsSince' in snapshot]).toEqual([plain.generation, false]);
});
