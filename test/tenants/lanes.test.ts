import { expect, it } from 'vitest';
import { Ending } from '../../src/core/ending.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { TenantCounts } from '../../src/metrics/tenants.ts';
import { direct, Lanes, type User } from '../../src/tenants/lanes.ts';
import { Rotation } from '../../src/tenants/rotation.ts';
import { keyOf, patient } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, useWorld } from '../support/store-world.ts';

const world = useWorld(temporarySqliteStore);

const lanes = new Lanes({
  ...{ types: ['Patient'], tenant: 't', concurrency: 1, maxWaiting: 1, rotation: new Rotation() },
  onCall: () => {},
  counts: new TenantCounts('t'),
});
const ways = { 'through lanes': lanes.through.bind(lanes), directly: direct };

for (const [way, through] of Object.entries(ways)) {
  it(`what the content is and what changed is told ${way} without a wait, where the store can tell`, async () => {
    const resource = patient('a');
    await world().master([resource]);
    const plain = await world().open('t');
    const asker = new Ending();
    const user: User = { asker, ended: asker.signal };
    const routed = through(plain, user);
    expect(routed.generation).toBe(plain.generation);
    const { sequence } = await routed.reviewsSince!(-1);
    const done = lanes.all().map(lane => lane.figures);
    await review(plain, [keyOf(resource)]);
    expect((await routed.reviewsSince!(sequence)).keys).toEqual([keyOf(resource)]);
    expect(lanes.all().map(lane => lane.figures)).toEqual(done);
    const snapshot = world().keep(await world().store.openTenant(parseTenantId('t'), { snapshot: true }));
    const routedSnapshot = through(snapshot, user);
    expect([routedSnapshot.generation, 'reviewsSince' in routedSnapshot]).toEqual([plain.generation, false]);
  });
}
