import { expect, it } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { CollectionMissing, IngestLocked } from '../../src/store/port.ts';
import { community, encounter, patient, range } from '../support/store-resources.ts';
import { during } from '../support/store-searches.ts';
import { failure, ids, review, reviewedBy, type World } from '../support/store-world.ts';
import { everything } from './store-tenants.ts';

export function masterContract(world: () => World): void {
  const tenant = parseTenantId('t');
  const order = [{ by: 'id', descending: false }] as const;
  const patients = { type: 'Patient', where: [], order, limit: 100 };

  it('shows nothing before the commit', async () => {
    const writer = await world().store.replaceMaster();
    await writer.write([patient('1')]);
    expect(await failure(world().store.openMaster())).toBeInstanceOf(CollectionMissing);
    expect(await failure(world().store.createTenant(tenant, { onProgress: () => {} }))).toBeInstanceOf(
      CollectionMissing,
    );
    expect(await writer.commit()).toContainEqual({ type: 'Patient', total: 1, reviewed: 0 });
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['1']);
  });

  it('keeps the old master when the new one is aborted', async () => {
    await world().master([patient('old')]);
    const writer = await world().store.replaceMaster();
    await writer.write([patient('new')]);
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['old']);
    await writer.abort();
    await writer.abort();
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['old']);
  });

  it('lets one writer in at a time, and the next after a commit or an abort', async () => {
    const { store } = world();
    const first = await store.replaceMaster();
    expect(await failure(store.replaceMaster())).toBeInstanceOf(IngestLocked);
    await first.commit();
    const second = await store.replaceMaster();
    expect(await failure(store.replaceMaster())).toBeInstanceOf(IngestLocked);
    await second.abort();
    await (await store.replaceMaster()).abort();
  });

  it('is not disturbed by a writer that ended before', async () => {
    const ended = await world().store.replaceMaster();
    await ended.commit();
    const writer = await world().store.replaceMaster();
    await writer.write([patient('1')]);
    await ended.abort();
    await expect(ended.commit()).rejects.toThrow();
    await expect(ended.write([patient('2')])).rejects.toThrow();
    expect(await failure(world().store.replaceMaster())).toBeInstanceOf(IngestLocked);
    await writer.commit();
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['1']);
  });

  it('takes the last of those with one key, and finds it by its own values only', async () => {
    const writer = await world().store.replaceMaster();
    const subject = (id: string) => ({ subject: { reference: `Patient/${id}` } });
    const ana = { name: [{ family: 'Ana' }], gender: 'female', birthDate: '1990' };
    const bea = { name: [{ family: 'Bea' }], gender: 'other', birthDate: '2000' };
    expect(await writer.write([patient('1', ana), patient('2', ana), encounter('1', subject('1'))])).toBe(0);
    expect(
      await writer.write([patient('1', bea), patient('3'), patient('3'), encounter('1', subject('2'))]),
    ).toBe(3);
    const counts = await writer.commit();
    expect(counts).toContainEqual({ type: 'Patient', total: 3, reviewed: 0 });
    const master = await world().openMaster();
    const found = async (condition: Parameters<typeof master.search>[0]['where'][number]) =>
      ids(await master.search({ ...patients, where: [condition] }));
    expect(await found({ kind: 'string', parameter: 'name', match: 'prefix', anyOf: ['ana'] })).toEqual([
      '2',
    ]);
    expect(await found({ kind: 'string', parameter: 'name', match: 'prefix', anyOf: ['bea'] })).toEqual([
      '1',
    ]);
    expect(await found({ kind: 'token', parameter: 'gender', anyOf: [{ code: 'female' }] })).toEqual(['2']);
    expect(await found(during(Number.NEGATIVE_INFINITY, Date.UTC(1995, 0), 'birthdate'))).toEqual(['2']);
    const targets = ['1', '2'].map(id => resourceKey('Patient', id));
    expect(await master.countByReference({ type: 'Encounter', where: [] }, 'patient', targets)).toEqual([
      0, 1,
    ]);
  });

  it('is read only', async () => {
    await world().master([patient('1')]);
    const master = await world().openMaster();
    const update = { key: resourceKey('Patient', '1'), decide: () => reviewedBy('ann') };
    await expect(master.updateReviews([update])).rejects.toThrow();
  });

  it('does not disturb an open tenant, an open master or a running copy when it is replaced', async () => {
    await world().master(community());
    const open = await world().open(tenant);
    const master = await world().openMaster();
    await review(open, [resourceKey('Patient', 'p1')]);
    const [held, old] = [await everything(open), await everything(master)];
    const writer = await world().store.replaceMaster();
    await writer.write(range(30, i => patient(`new${i}`)));
    const copying = world().store.createTenant(parseTenantId('copy'), { onProgress: () => {} });
    await Promise.all([copying, writer.commit()]);
    expect(await everything(open)).toEqual(held);
    expect(await everything(master)).toEqual(old);
    const now = await everything(await world().openMaster());
    expect(now).not.toEqual(old);
    expect([old, now]).toContainEqual(await everything(await world().open('copy')));
  });

  it('is there when the store is opened again', async () => {
    await world().master([patient('1')]);
    await world().reopen();
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['1']);
  });
}
