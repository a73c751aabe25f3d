import { expect, it } from 'vitest';
import type { World } from '../support/store-world.ts';

export function systemContract(world: () => World): void {
  const system = () => world().store.system;

  it('gives back what was put, until it is deleted', async () => {
    const value = { ready: true, list: [1, null, '\0ä𝄞'], deep: { '': false } };
    await system().put('_system/a', value);
    expect((await system().get('_system/a'))?.value).toEqual(value);
    expect(await system().get('_system/b')).toBeUndefined();
    await system().put('_system/a', null);
    expect(await system().get('_system/a')).toMatchObject({ value: null });
    await system().delete('_system/a');
    await system().delete('_system/a');
    expect(await system().get('_system/a')).toBeUndefined();
  });

  it('keeps documents when the store is opened again', async () => {
    const revision = await system().put('_system/a', 1);
    await world().reopen();
    expect(await system().get('_system/a')).toEqual({ value: 1, revision });
  });

  it('misses a document from the moment it expires', async () => {
    const { clock } = world();
    await system().put('_system/a', 1, { expiresAt: clock.now() + 1_000 });
    await system().put('_system/b', 2);
    await clock.advance(999);
    expect(await system().get('_system/a')).toMatchObject({ value: 1 });
    expect(await system().list('_system/')).toHaveLength(2);
    await clock.advance(1);
    expect(await system().get('_system/a')).toBeUndefined();
    expect((await system().list('_system/')).map(({ key }) => key)).toEqual(['_system/b']);
  });

  it('forgets an expiry when the document is put without one', async () => {
    const { clock } = world();
    await system().put('_system/a', 1, { expiresAt: clock.now() + 1_000 });
    await system().put('_system/a', 2);
    await clock.advance(5_000);
    expect(await system().get('_system/a')).toMatchObject({ value: 2 });
  });

  it('writes only over the revision that was named', async () => {
    expect(await system().put('_system/a', 'x', { revision: 5 })).toBeUndefined();
    expect(await system().get('_system/a')).toBeUndefined();
    const first = await system().put('_system/a', 1, { revision: 0 });
    expect(first).toBeGreaterThan(0);
    expect(await system().put('_system/a', 2, { revision: 0 })).toBeUndefined();
    const second = await system().put('_system/a', 2, { revision: first! });
    expect(await system().put('_system/a', 3, { revision: first! })).toBeUndefined();
    expect(await system().get('_system/a')).toEqual({ value: 2, revision: second });
    expect((await system().list('_system/a'))[0]).toEqual({ key: '_system/a', value: 2, revision: second });
    await system().delete('_system/a');
    expect(await system().put('_system/a', 4, { revision: second! })).toBeUndefined();
    expect(await system().put('_system/a', 4, { revision: 0 })).toBeGreaterThan(0);
  });

  it('counts an expired document as none, and never takes its revision for a later one', async () => {
    const { clock } = world();
    const lease = { expiresAt: clock.now() + 1_000 };
    const mine = await system().put('_system/lease', 'mine', { ...lease, revision: 0 });
    await clock.advance(1_000);
    expect(await system().put('_system/lease', 'mine still', { revision: mine! })).toBeUndefined();
    const theirs = await system().put('_system/lease', 'theirs', { revision: 0 });
    expect(theirs).toBeGreaterThan(0);
    expect(await system().put('_system/lease', 'mine again', { revision: mine! })).toBeUndefined();
    expect(await system().get('_system/lease')).toEqual({ value: 'theirs', revision: theirs });
  });

  it('lets one of many writers win', async () => {
    const first = await system().put('_system/a', 0);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => system().put('_system/a', i, { revision: first! })),
    );
    expect(outcomes.filter(outcome => outcome !== undefined)).toHaveLength(1);
  });

  it('lists by prefix, in order, whatever characters stand in it', async () => {
    const keys = [
      '_system/a',
      '_system/a%',
      '_system/a%b',
      '_system/a_',
      '_system/ab',
      '_system/ä',
      'Xsystem/a',
    ];
    for (const key of keys.toReversed()) await system().put(key, key);
    const list = async (prefix: string) => (await system().list(prefix)).map(({ key }) => key);
    expect(await list('_system/')).toEqual(keys.slice(0, 6));
    expect(await list('_system/a')).toEqual(keys.slice(0, 5));
    expect(await list('_system/a%')).toEqual(['_system/a%', '_system/a%b']);
    expect(await list('_system/a_')).toEqual(['_system/a_']);
    expect(await list('_system/A')).toEqual([]);
    expect(await list('%')).toEqual([]);
  });
}
