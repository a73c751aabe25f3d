import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseTenantId, resourceKey } from '../../../src/core/ids.ts';
import { Connection } from '../../../src/store/couchbase/connection.ts';
import { IngestLocked } from '../../../src/store/port.ts';
import { ManualClock } from '../../support/clock.ts';
import { describeCouchbase, emptyCouchbaseStore, useCluster } from '../../support/store-couchbase.ts';
import { patient } from '../../support/store-resources.ts';
import { review, reviewedBy, type StoreUnderTest, World } from '../../support/store-world.ts';

describeCouchbase('a process that was stopped and goes on', () => {
  const cluster = useCluster();
  let subject: StoreUnderTest;
  let world: World;
  beforeEach(async () => {
    const clock = new ManualClock();
    subject = await emptyCouchbaseStore(cluster(), clock);
    world = new World(clock, subject);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await world.dispose();
  });

  const tenant = parseTenantId('t');
  const options = { onProgress: () => undefined };
  const key = resourceKey('Patient', '1');

  /** Holds the next such call back until it is let go. */
  function hold(method: 'dropCollection' | 'change') {
    const reached = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const original = Connection.prototype[method] as (...given: unknown[]) => Promise<unknown>;
    vi.spyOn(Connection.prototype, method as 'change').mockImplementationOnce(async function (
      this: Connection,
      ...given: unknown[]
    ) {
      reached.resolve();
      await go.promise;
      return original.apply(this, given) as never;
    });
    return { reached: reached.promise, letGo: go.resolve };
  }

  it('drops nothing of a copy that another has made meanwhile', async () => {
    await world.master([patient('1')]);
    await world.open('t');
    const held = hold('dropCollection');
    const dropping = world.store.dropTenant(tenant);
    await held.reached;
    const other = await subject.beside();
    await other.createTenant(tenant, options);
    const open = world.keep(await other.openTenant(tenant));
    await review(open, [key]);
    held.letGo();
    await dropping;
    expect(await other.listTenants()).toEqual([tenant]);
    expect(await open.reviewStates([key])).toEqual([reviewedBy('ann')]);
  });

  it('takes no review back with a refresh that another has finished meanwhile', async () => {
    await world.master([patient('1')]);
    await world.open('t');
    await world.master([patient('1', { gender: 'other' }), patient('2')]);
    const held = hold('change');
    const refreshing = world.store.refreshTenant(tenant, options);
    await held.reached;
    const other = await subject.beside();
    // Neither who looks nor who compares has to finish it.
    expect((await other.describeTenant(tenant)).counts).toContainEqual(
      expect.objectContaining({ type: 'Patient', total: 1 }),
    );
    expect(await other.compareTenant(tenant, {})).toMatchObject({ added: 1, changed: 1 });
    const open = world.keep(await other.openTenant(tenant));
    await review(open, [key]);
    held.letGo();
    expect(await refreshing).toEqual({ added: 1, changed: 1, deleted: 0, unchanged: 0 });
    expect(await open.reviewStates([key])).toEqual([reviewedBy('ann')]);
  });

  it('writes nothing into the master that another has begun meanwhile', async () => {
    const late = await world.store.replaceMaster({ name: 'test', from: 'empty' });
    await late.write([patient('1')]);
    await world.clock.advance(60_000);
    const writer = await (await subject.beside()).replaceMaster({ name: 'test', from: 'empty' });
    await writer.write([patient('2')]);
    await expect(late.write([patient('3')])).rejects.toBeInstanceOf(IngestLocked);
    await expect(late.commit()).rejects.toBeInstanceOf(IngestLocked);
    await late.abort();
    await expect(world.store.replaceMaster({ name: 'test', from: 'empty' })).rejects.toBeInstanceOf(
      IngestLocked,
    );
    expect((await writer.commit()).counts).toContainEqual({ type: 'Patient', total: 1, reviewed: 0 });
  });

  it('in the middle of an ingest: what another has published meanwhile stays', async () => {
    await world.master([patient('old')]);
    const stopped = await world.store.replaceMaster({ name: 'test', from: 'empty' });
    await stopped.write([patient('stopped')]);
    const other = await subject.beside();
    await world.clock.advance(61_000);
    const writer = await other.replaceMaster({ name: 'test', from: 'empty' });
    await writer.write([patient('new')]);
    await writer.commit();
    await expect(stopped.commit()).rejects.toBeInstanceOf(IngestLocked);
    const now = await world.openMaster();
    expect((await now.get([resourceKey('Patient', 'new')]))[0]?.key).toBe('Patient/new');
  });
});

describeCouchbase('an ingest', () => {
  const cluster = useCluster();

  it('goes on where the cluster is too busy for a while, or answers are lost', async ({ skip }) => {
    const { caves } = cluster();
    skip(caves === undefined, 'a real server is not made busy');
    const subject = await emptyCouchbaseStore(cluster(), new ManualClock());
    const writer = await subject.store.replaceMaster({ name: 'test', from: 'empty' });
    await caves!.fault({ command: 'insert', status: 'oom', times: 2 });
    await caves!.fault({ command: 'insert', status: 'closeAfter', times: 1, key: 'Patient/p7' });
    const resources = Array.from({ length: 20 }, (_, i) => patient(`p${i}`));
    await writer.write(resources);
    expect((await writer.commit()).counts).toContainEqual({ type: 'Patient', total: 20, reviewed: 0 });
    const master = await subject.store.openMaster();
    const found = await master.get(resources.map(({ id }) => resourceKey('Patient', id)));
    expect(found.map(entry => entry?.resource)).toEqual(resources);
    await subject.dispose();
  });
});
