import { describe, expect, it } from 'vitest';
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
    const writer = await world().store.replaceMaster({ name: 'test', from: 'empty' });
    await writer.write([patient('1')]);
    expect(await failure(world().store.openMaster())).toBeInstanceOf(CollectionMissing);
    expect(await failure(world().store.createTenant(tenant, { onProgress: () => {} }))).toBeInstanceOf(
      CollectionMissing,
    );
    expect((await writer.commit()).counts).toContainEqual({ type: 'Patient', total: 1, reviewed: 0 });
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['1']);
  });

  it('keeps the old master when the new one is aborted', async () => {
    await world().master([patient('old')]);
    const writer = await world().store.replaceMaster({ name: 'test', from: 'empty' });
    await writer.write([patient('new')]);
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['old']);
    await writer.abort();
    await writer.abort();
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['old']);
  });

  it('lets one writer in at a time, and the next after a commit or an abort', async () => {
    const { store } = world();
    const first = await store.replaceMaster({ name: 'test', from: 'empty' });
    expect(await failure(store.replaceMaster({ name: 'test', from: 'empty' }))).toBeInstanceOf(IngestLocked);
    await first.commit();
    const second = await store.replaceMaster({ name: 'test', from: 'empty' });
    expect(await failure(store.replaceMaster({ name: 'test', from: 'empty' }))).toBeInstanceOf(IngestLocked);
    await second.abort();
    await (await store.replaceMaster({ name: 'test', from: 'empty' })).abort();
  });

  it('is not disturbed by a writer that ended before', async () => {
    const ended = await world().store.replaceMaster({ name: 'test', from: 'empty' });
    await ended.commit();
    const writer = await world().store.replaceMaster({ name: 'test', from: 'empty' });
    await writer.write([patient('1')]);
    await ended.abort();
    await expect(ended.commit()).rejects.toThrow();
    await expect(ended.write([patient('2')])).rejects.toThrow();
    expect(await failure(world().store.replaceMaster({ name: 'test', from: 'empty' }))).toBeInstanceOf(
      IngestLocked,
    );
    await writer.commit();
    expect(ids(await (await world().openMaster()).search(patients))).toEqual(['1']);
  });

  it('takes the last of those with one key, and finds it by its own values only', async () => {
    const writer = await world().store.replaceMaster({ name: 'test', from: 'empty' });
    const subject = (id: string) => ({ subject: { reference: `Patient/${id}` } });
    const ana = { name: [{ family: 'Ana' }], gender: 'female', birthDate: '1990' };
    const bea = { name: [{ family: 'Bea' }], gender: 'other', birthDate: '2000' };
    expect(await writer.write([patient('1', ana), patient('2', ana), encounter('1', subject('1'))])).toBe(0);
    const known = await writer.write([
      ...[patient('1', bea), patient('3'), patient('3')],
      encounter('1', subject('2')),
    ]);
    const { counts, replaced } = await writer.commit();
    expect(known + replaced).toBe(3);
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
    const writer = await world().store.replaceMaster({ name: 'test', from: 'empty' });
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

  describe('a build that was left', () => {
    const build = { name: 'one', from: 'empty' } as const;
    const found = async () => ids(await (await world().openMaster()).search(patients));

    it('is gone on with from its last checkpoint, as if it had never been left', async () => {
      await world().master([patient('old'), patient('kept')]);
      const first = await world().store.replaceMaster(build);
      expect(first.resumed).toBeUndefined();
      await first.write([patient('kept'), patient('a', { active: true })]);
      await first.checkpoint('1');
      await first.write([patient('b'), patient('a')]);
      await first.checkpoint('{"at":2}');
      await first.write([patient('c'), patient('d'), patient('b')]);
      await first.leave();
      await first.leave();
      expect(await found()).toEqual(['kept', 'old']);
      const second = await world().store.replaceMaster(build);
      expect(second.resumed).toBe('{"at":2}');
      // What was written behind the checkpoint was not written.
      await second.write([patient('c'), patient('b', { gender: 'male' })]);
      await second.leave();
      const third = await world().store.replaceMaster(build);
      const known = await third.write([patient('c'), patient('c', { gender: 'male' }), patient('b')]);
      const { counts, changes, replaced } = await third.commit();
      // Where that is known at the end only, what came before the checkpoint counts too.
      expect(known + replaced).toBe(known > 0 ? 2 : 3);
      expect(counts).toContainEqual({ type: 'Patient', total: 4, reviewed: 0 });
      expect(changes).toContainEqual({ type: 'Patient', added: 3, changed: 0, deleted: 1, unchanged: 1 });
      expect(changes.map(({ type }) => type)).toEqual(counts.map(({ type }) => type));
      expect(await found()).toEqual(['a', 'b', 'c', 'kept']);
      const male = { kind: 'token', parameter: 'gender', anyOf: [{ code: 'male' }] } as const;
      expect(ids(await (await world().openMaster()).search({ ...patients, where: [male] }))).toEqual(['c']);
      const next = await world().store.replaceMaster(build);
      expect(next.resumed).toBeUndefined();
      await expect(next.delete([])).rejects.toThrow('nothing to delete');
      await next.abort();
    });

    it.for([
      ['was not checkpointed', undefined, build],
      ['was begun under another name', 'mark', { ...build, name: 'two' }],
      ['was begun from something else', 'mark', { ...build, from: 'current' }],
    ] as const)('is forgotten when it %s', async ([, mark, next]) => {
      await world().master([patient('old')]);
      const left = await world().store.replaceMaster(build);
      await left.write([patient('left')]);
      if (mark !== undefined) await left.checkpoint(mark);
      await left.leave();
      const writer = await world().store.replaceMaster(next);
      expect(writer.resumed).toBeUndefined();
      await writer.write([patient('new')]);
      await writer.commit();
      expect(await found()).toEqual(next.from === 'current' ? ['new', 'old'] : ['new']);
    });

    it('is forgotten when it is aborted', async () => {
      const aborted = await world().store.replaceMaster(build);
      await aborted.write([patient('a')]);
      await aborted.checkpoint('mark');
      await aborted.abort();
      const writer = await world().store.replaceMaster(build);
      expect(writer.resumed).toBeUndefined();
      await writer.commit();
      expect(await found()).toEqual([]);
    });
  });

  describe('a build from the present master', () => {
    const build = { name: 'changes', from: 'current' } as const;

    it('changes what it is told to and keeps the rest', async () => {
      const before = ['same', 'other', 'gone', 'kept'].map(id => patient(id, { gender: 'male' }));
      await world().master([...before, encounter('e', { subject: { reference: 'Patient/gone' } })]);
      const writer = await world().store.replaceMaster(build);
      const other = patient('other', { gender: 'female' });
      expect(await writer.write([before[0]!, patient('other'), patient('new'), other])).toBe(1);
      expect(await writer.delete(['gone', 'never'].map(id => resourceKey('Patient', id)))).toBe(1);
      const { counts, changes } = await writer.commit();
      expect(counts).toContainEqual({ type: 'Patient', total: 4, reviewed: 0 });
      expect(counts).toContainEqual({ type: 'Encounter', total: 1, reviewed: 0 });
      expect(changes).toContainEqual({ type: 'Patient', added: 1, changed: 1, deleted: 1, unchanged: 2 });
      expect(changes).toContainEqual({ type: 'Encounter', added: 0, changed: 0, deleted: 0, unchanged: 1 });
      const master = await world().openMaster();
      const where = [{ kind: 'token', parameter: 'gender', anyOf: [{ code: 'male' }] }] as const;
      expect(ids(await master.search({ ...patients, where }))).toEqual(['kept', 'same']);
      expect(ids(await master.search(patients))).toEqual(['kept', 'new', 'other', 'same']);
    });

    it('that ends equal to it leaves it as it is, and lets go of the lock', async () => {
      await world().master([patient('a'), patient('b')]);
      const { generation } = await world().openMaster();
      for (let turn = 0; turn < 2; turn++) {
        const writer = await world().store.replaceMaster(build);
        await writer.write([patient('a', { gender: 'male' }), patient('a')]);
        const { counts, changes } = await writer.commit();
        expect(counts).toContainEqual({ type: 'Patient', total: 2, reviewed: 0 });
        expect(changes).toContainEqual({ type: 'Patient', added: 0, changed: 0, deleted: 0, unchanged: 2 });
        expect((await world().openMaster()).generation).toBe(generation);
      }
    });

    it('needs one', async () => {
      expect(await failure(world().store.replaceMaster(build))).toBeInstanceOf(CollectionMissing);
      // And the lock is free.
      await (await world().store.replaceMaster({ ...build, from: 'empty' })).abort();
    });

    it('finds what a build from nothing finds', async () => {
      const all = community();
      await world().master(all);
      const fresh = await everything(await world().openMaster());
      await world().master(all.map(resource => ({ ...resource, language: 'de' })));
      const writer = await world().store.replaceMaster(build);
      await writer.write(all.slice(0, 5));
      await writer.delete(all.slice(5).map(({ resourceType, id }) => resourceKey(resourceType, id)));
      await writer.write(all.slice(5));
      const { changes } = await writer.commit();
      expect(changes.reduce((sum, { changed }) => sum + changed, 0)).toBe(all.length);
      expect(changes.every(({ added, deleted, unchanged }) => added + deleted + unchanged === 0)).toBe(true);
      expect(await everything(await world().openMaster())).toEqual(fresh);
    });
  });

  it('tells who holds the lock', async () => {
    const writer = await world().store.replaceMaster({ name: 'test', from: 'empty' });
    const since = new Date(world().clock.now()).toISOString();
    await expect(world().store.replaceMaster({ name: 'test', from: 'empty' })).rejects.toThrow(
      new RegExp(`is running on this store: process ${process.pid} on .+, since ${since}$`),
    );
    await writer.abort();
  });
}
