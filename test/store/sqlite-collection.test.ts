import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import type { SearchParameter } from '../../src/fhir/definition.ts';
import { definitions } from '../../src/fhir/registry.ts';
import type { Condition } from '../../src/fhir/search.ts';
import type { Collection } from '../../src/store/port.ts';
import { community, keyOf, patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, reviewedBy, useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const byId = [{ by: 'id', descending: false }] as const;

afterEach(() => vi.restoreAllMocks());

describe('durability', () => {
  it('is full on system documents; of tenants the log is synced by whoever reviews', async () => {
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    await world().reopen();
    await world().master([patient('1')]);
    const tenant = await world().open('t');
    await review(tenant, [resourceKey('Patient', '1')]);
    await world().store.system.put('_system/a', 1);
    const files = new Map<string, unknown[]>();
    for (const connection of new Set(exec.mock.contexts)) {
      const open = connection as DatabaseSync;
      if (!open.isOpen) continue;
      const pragma = (name: string) => Object.values(open.prepare(`PRAGMA ${name}`).get()!)[0];
      files.set(open.location()!.slice(folder.length), [pragma('synchronous'), pragma('journal_mode')]);
    }
    expect(files.get('/system.db')).toEqual([2, 'wal']);
    expect(files.get('/tenants/t.db')).toEqual([1, 'wal']);
  });

  it('lets reviews that are asked for in one turn share a commit', async () => {
    const resources = range(50, i => patient(`p${i}`));
    await world().master(resources);
    const tenant = await world().open('t');
    const commits = vi.spyOn(DatabaseSync.prototype, 'exec');
    const count = () => commits.mock.calls.filter(([sql]) => sql === 'COMMIT').length;
    const watcher = new DatabaseSync(join(folder, 'tenants', 't.db'), { readOnly: true });
    const version = () => watcher.prepare('PRAGMA data_version').get()?.data_version as number;
    const before = version();
    await Promise.all(resources.map(resource => review(tenant, [keyOf(resource)])));
    expect(count()).toBe(1);
    expect(version()).toBe(before + 1);
    await review(tenant, [keyOf(resources[0]!)], reviewedBy('bo', 4));
    expect(count()).toBe(2);
    watcher.close();
  });
});

describe('statement text', () => {
  const hostile = [
    `'; DROP TABLE "Patient"; --`,
    `" OR 1=1; --`,
    ...[
      '%',
      '_',
      '*',
      '"',
      "'",
      '?',
      '\\',
      '\0',
      'NULL',
      '山\u{1F600}\u{10FFFF}',
      '\ud800',
      '[1]',
      '{"a":1}',
    ],
  ];

  it('carries no value: hostile ones find nothing and break nothing', async () => {
    await world().master(community().filter(resource => resource.id !== 'p8'));
    const tenant = await world().open('t');
    const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
    const total = await tenant.count({ type: 'Patient', where: [] });
    for (const value of hostile) {
      for (const { type, parameters } of definitions) {
        for (const { kind, name } of parameters) {
          // "NULL" sounds like O'Neil.
          if (name === 'phonetic') continue;
          for (const condition of conditionsOf(kind, name, value)) {
            const request = { type, where: [condition], order: byId, limit: 5 };
            const found = await tenant.search(request);
            expect(found, `${type}.${name} = ${value}`).toEqual({ entries: [], hasMore: false });
            expect(await tenant.count(request)).toBe(0);
          }
        }
      }
      await expectNothingByKey(tenant, value);
    }
    expect(await tenant.count({ type: 'Patient', where: [] })).toBe(total);
    expect(
      (await tenant.search({ type: 'Patient', where: [], order: byId, limit: 50 })).entries,
    ).toHaveLength(total);
    const texts = prepared.mock.calls.map(([text]) => text).join('\n');
    for (const value of hostile.filter(text => text.length > 3 && text !== 'NULL')) {
      expect(texts).not.toContain(value);
    }
  });

  it('keeps its shape whatever the values, so that statements are reused', async () => {
    await world().master(community());
    const tenant = await world().open('t');
    const search = (code: string, target: string) =>
      tenant.search({
        ...{ type: 'Encounter', order: byId, limit: code.length },
        where: [
          { kind: 'token', parameter: 'status', anyOf: [{ code }] },
          { kind: 'reference', parameter: 'patient', anyOf: [target] },
        ],
      });
    await search('x', 'Patient/none');
    const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
    for (const code of hostile) await search(code, `Patient/${code}`);
    expect(prepared).not.toHaveBeenCalled();
  });
});

const stringMatches = ['contains', 'prefix', 'exact'] as const;

function conditionsOf(kind: SearchParameter['kind'], parameter: string, value: string): Condition[] {
  switch (kind) {
    case 'token':
      return [
        { kind, parameter, anyOf: [{ code: value }] },
        { kind, parameter, anyOf: [{ system: value, code: 'm1' }] },
        { kind, parameter, anyOf: [{ system: value }] },
      ];
    case 'string':
      // A single sign may well stand within a name.
      return (value.length > 3 ? stringMatches : stringMatches.slice(1)).map(match => ({
        kind,
        parameter,
        match,
        anyOf: [value],
      }));
    case 'uri':
      return (['exact', 'below'] as const).map(match => ({ kind, parameter, match, anyOf: [value] }));
    case 'reference':
      return [
        { kind, parameter, anyOf: [value] },
        { kind: 'identifier', parameter, anyOf: [{ code: value }] },
      ];
    case 'quantity':
      return [{ kind, parameter, anyOf: [{ bounds: [], system: value, code: value }] }];
    case 'date':
      return [];
  }
}

async function expectNothingByKey(tenant: Collection, value: string): Promise<void> {
  const key = resourceKey('Patient', value);
  expect(await tenant.get([key])).toEqual([undefined]);
  expect(await tenant.reviewStates([key])).toEqual([undefined]);
  expect(await tenant.updateReviews([{ key, decide: () => reviewedBy(value) }])).toEqual([undefined]);
  expect(await tenant.countByReference({ type: 'Encounter', where: [] }, 'patient', [key])).toEqual([0]);
  const request = { type: 'Encounter', where: [], order: byId, limit: 5 };
  expect(await tenant.searchByReference(request, 'patient', [key])).toEqual([
    { entries: [], hasMore: false },
  ]);
}
