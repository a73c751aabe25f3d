import { expect, it } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { CollectionMissing, type CopyOptions, type Store } from '../../src/store/port.ts';
import { ofOrganization } from '../support/part-worlds.ts';
import { community, keyOf, patient, range } from '../support/store-resources.ts';
import { failure, ids, review, reviewedBy, type World } from '../support/store-world.ts';
import { everything } from './store-tenants.ts';

const enough = new Error('enough');
const noTime = new Error('no time');

export function copiesContract(world: () => World): void {
  const tenant = parseTenantId('t');
  const onProgress = () => {};
  const order = [{ by: 'id', descending: false }] as const;
  const everyPatient = { type: 'Patient', where: [], order, limit: 100 };
  const parts = { 'all of master': undefined, 'a part': ofOrganization('o1') };

  describeParts(
    'creating a tenant with %s ends with the reason when it is aborted, and can be done anew',
    async part => {
      await world().master([
        ...community(),
        patient('more', { managingOrganization: { reference: 'Organization/o1' } }),
      ]);
      for (const given of await stopsOf(options =>
        world().store.createTenant(tenant, { part, ...options }),
      )) {
        expect(given).toBe(enough);
        expect(await world().store.tenantExists(tenant)).toBe(false);
        expect(await world().store.listTenants()).toEqual([]);
      }
      await world().store.createTenant(tenant, { part, onProgress });
      const copy = world().keep(await world().store.openTenant(tenant));
      expect(await copy.count({ type: 'Patient', where: [] })).toBe(part === undefined ? 16 : 1);
    },
  );

  describeParts(
    'refreshing and comparing with %s end with the reason when aborted, and leave all as it was',
    async part => {
      await world().master(community());
      const old = await world().open(tenant);
      await review(old, [resourceKey('Patient', 'p1')]);
      const before = await everything(old);
      await old.close();
      await world().master(range(1_200, i => patient(`p${i}`)));
      const refresh = (options: CopyOptions) => world().store.refreshTenant(tenant, { part, ...options });
      for (const given of await stopsOf(refresh)) {
        expect(given).toBe(enough);
        const now = await world().store.openTenant(tenant);
        expect(await everything(now)).toEqual(before);
        await now.close();
      }
      const signal = AbortSignal.abort(enough);
      expect(await failure(world().store.compareTenant(tenant, { part, signal }))).toBe(enough);
      const late = new AbortController();
      const comparing = failure(world().store.compareTenant(tenant, { part, signal: late.signal }));
      late.abort(enough);
      expect(await comparing).toBe(enough);
      expect(await world().store.refreshTenant(tenant, { part, onProgress })).toMatchObject({
        added: part === undefined ? 1_185 : 0,
      });
    },
  );

  function describeParts(name: string, run: (part: CopyOptions['part']) => Promise<void>): void {
    for (const [what, part] of Object.entries(parts)) it(name.replace('%s', what), () => run(part));
  }

  it('copies for those who still want it when another who asked gives up', async () => {
    await world().master(community());
    const givingUp = new AbortController();
    const { store } = world();
    const first = failure(store.createTenant(tenant, { onProgress, signal: givingUp.signal }));
    const second = store.createTenant(tenant, { onProgress });
    const waiting = new AbortController();
    const third = failure(store.createTenant(tenant, { onProgress, signal: waiting.signal }));
    waiting.abort(noTime);
    expect(await third).toBe(noTime);
    givingUp.abort(enough);
    expect(await first).toBe(enough);
    await second;
    expect(await (await world().open(tenant)).count({ type: 'Patient', where: [] })).toBe(15);
  });

  it('makes many copies at the same time', async () => {
    await world().master(community());
    const tenants = range(8, i => parseTenantId(`many${i}`));
    await Promise.all(tenants.map(one => world().store.createTenant(one, { onProgress })));
    const [first, ...others] = await Promise.all(
      tenants.map(async one => everything(world().keep(await world().store.openTenant(one)))),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  it('tells what a refresh would do, and does nothing, while the tenant is used', async () => {
    const before = ['kept', 'changed', 'deleted'].map(id => patient(id, { gender: 'male' }));
    await world().master(before);
    const open = await world().open(tenant);
    await review(open, before.map(keyOf));
    expect(await world().store.compareTenant(tenant, {})).toEqual({
      ...{ added: 0, changed: 0, deleted: 0, unchanged: 3 },
    });
    await world().master([before[0]!, patient('changed', { gender: 'female' }), patient('added')]);
    const comparing = world().store.compareTenant(tenant, {});
    await review(open, [keyOf(before[0]!)], reviewedBy('eve', 2));
    expect(await comparing).toEqual({ added: 1, changed: 1, deleted: 1, unchanged: 1 });
    expect(ids(await open.search(everyPatient))).toEqual(['changed', 'deleted', 'kept']);
    expect(await open.reviewStates(before.map(keyOf))).toEqual(
      ['eve', 'ann', 'ann'].map((name, i) => reviewedBy(name, i === 0 ? 2 : 1)),
    );
  });

  it('says that an equal tenant is equal, also with another part, and again after a refresh', async () => {
    await world().master(community());
    const part = { type: 'Patient', where: [{ kind: 'id', anyOf: ['p1', 'p2'] }] } as const;
    await world().store.createTenant(tenant, { part, onProgress });
    const whole = await world().store.compareTenant(tenant, {});
    const equal = await world().store.compareTenant(tenant, { part });
    expect(equal).toMatchObject({ added: 0, changed: 0, deleted: 0 });
    expect(equal.unchanged).toBeGreaterThan(2);
    expect(await world().store.refreshTenant(tenant, { part, onProgress })).toEqual(equal);
    const all = community().length;
    const grown = { added: all - equal.unchanged, changed: 0, deleted: 0, unchanged: equal.unchanged };
    expect(whole).toEqual(grown);
    expect(await world().store.refreshTenant(tenant, { onProgress })).toEqual(grown);
    expect(await world().store.compareTenant(tenant, {})).toEqual({
      ...{ added: 0, changed: 0, deleted: 0, unchanged: all },
    });
    await world().store.refreshTenant(tenant, { part, onProgress });
    expect(await world().store.compareTenant(tenant, {})).toEqual(grown);
    await world().store.refreshTenant(tenant, { onProgress });
    await world().master(community());
    // Another master, though of the same content.
    expect(await world().store.refreshTenant(tenant, { onProgress })).toEqual({
      ...{ added: 0, changed: 0, deleted: 0, unchanged: all },
    });
  });

  it('describes a tenant, used or not', async () => {
    await world().master(community());
    const open = await world().open(tenant);
    const before = await world().store.describeTenant(tenant);
    expect(before.bytes).toBeGreaterThan(0);
    expect(before.counts).toContainEqual({ type: 'Patient', total: 15, reviewed: 0 });
    await review(open, [resourceKey('Patient', 'p1')]);
    const used = await world().store.describeTenant(tenant);
    expect(used.bytes).toBeGreaterThanOrEqual(before.bytes);
    await open.close();
    const { counts } = await world().store.describeTenant(tenant);
    expect(counts).toContainEqual({ type: 'Patient', total: 15, reviewed: 1 });
    expect(counts).toEqual(used.counts);
  });

  it('says what is missing', async () => {
    const missing = async (asked: (store: Store) => Promise<unknown>) =>
      expect(await failure(asked(world().store))).toBeInstanceOf(CollectionMissing);
    await missing(store => store.compareTenant(tenant, {}));
    await missing(store => store.describeTenant(tenant));
    await missing(store => store.createTenant(tenant, { part: ofOrganization('o1'), onProgress }));
    await world().master([]);
    await missing(store => store.compareTenant(tenant, {}));
    await missing(store => store.describeTenant(tenant));
  });

  it('does not bring back a tenant that is dropped while it is compared or refreshed', async () => {
    await world().master(community());
    for (const run of ['compareTenant', 'refreshTenant'] as const) {
      await (await world().open(tenant)).close();
      await world().master(community());
      const running = world()
        .store[run](tenant, { onProgress })
        .catch(() => undefined);
      await world().store.dropTenant(tenant);
      await running;
      expect([run, await world().store.tenantExists(tenant)]).toEqual([run, false]);
    }
  });

  it('reads and reviews on when it was told to let go of memory', async () => {
    await world().master(community());
    const open = await world().open(tenant);
    const before = await everything(open);
    world().store.releaseMemory();
    expect(await everything(open)).toEqual(before);
    await review(open, [resourceKey('Patient', 'p1')]);
    world().store.releaseMemory();
    expect(await open.reviewStates([resourceKey('Patient', 'p1')])).toEqual([reviewedBy('ann')]);
    await open.close();
    world().store.releaseMemory();
  });

  it('gives up copies when it is closed', async () => {
    await world().master(community());
    const { store } = world();
    const asked = [1, 2, 3, 4].map(n => store.createTenant(parseTenantId(`c${n}`), { onProgress }));
    const ended = Promise.allSettled(asked);
    await world().reopen();
    for (const [place, outcome] of (await ended).entries()) {
      const exists = await world().store.tenantExists(parseTenantId(`c${place + 1}`));
      expect([place, exists]).toEqual([place, outcome.status === 'fulfilled']);
    }
    const refused = (await ended).flatMap(outcome => (outcome.status === 'rejected' ? outcome.reason : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
}

/** What a task rejects with when it is aborted before it begins, at once, and each time that it tells how far it is. */
async function stopsOf(run: (options: CopyOptions) => Promise<unknown>): Promise<unknown[]> {
  const reasons = [await failure(run({ onProgress: () => {}, signal: AbortSignal.abort(enough) }))];
  const atOnce = new AbortController();
  const stopping = failure(run({ onProgress: () => {}, signal: atOnce.signal }));
  atOnce.abort(enough);
  reasons.push(await stopping);
  for (const share of [0.1, 0.5, 0.85, 1]) {
    const controller = new AbortController();
    const onProgress = (done: number) => {
      if (done >= share) controller.abort(enough);
    };
    reasons.push(await failure(run({ onProgress, signal: controller.signal })));
  }
  return reasons;
}
