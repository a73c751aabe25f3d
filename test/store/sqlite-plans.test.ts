import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import { definitions } from '../../src/fhir/registry.ts';
import type { Collection, Condition } from '../../src/store/port.ts';
import { encounter, patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});

afterEach(() => vi.restoreAllMocks());

const latest = { by: 'date', descending: true } as const;
const byName = { by: 'name', descending: false } as const;
const unreviewed: Condition = { kind: 'reviewed', is: false };
const ofPatient: Condition = { kind: 'reference', parameter: 'patient', anyOf: ['Patient/p1'] };
const frequent: Condition = { kind: 'token', parameter: 'status', anyOf: [{ code: 'finished' }] };
const after = resourceKey('Encounter', 'e7');
const targets = range(50, i => resourceKey('Patient', `p${i}`));
const list = { type: 'Encounter', where: [], order: latest, limit: 50 };

/** The work lists that must stay fast whatever the size: what runs, and the indexes it must use. */
const worklists: readonly [string, (tenant: Collection) => Promise<unknown>, ...RegExp[]][] = [
  ['by date', tenant => tenant.search(list), /USING (COVERING )?INDEX Encounter by date/],
  ['by date, the next page', tenant => tenant.search({ ...list, after }), /INDEX Encounter by date \(/],
  [
    'by date, not reviewed',
    tenant => tenant.search({ ...list, where: [unreviewed] }),
    /INDEX Encounter by reviewed, date \(reviewed=\?\)/,
  ],
  [
    'by date, not reviewed, the next page',
    tenant => tenant.search({ ...list, where: [unreviewed], after }),
    /INDEX Encounter by reviewed, date \(reviewed=\? AND /,
  ],
  [
    'by reference',
    tenant => tenant.search({ ...list, where: [ofPatient] }),
    /i USING PRIMARY KEY \(target=\?/,
  ],
  [
    'by a frequent code',
    tenant => tenant.search({ ...list, where: [frequent] }),
    /r USING (COVERING )?INDEX Encounter by date/,
    /i (EXISTS )?USING PRIMARY KEY \(code=\? AND rid=\?\)/,
  ],
  [
    'by a rare code',
    tenant =>
      tenant.search({ ...list, where: [{ kind: 'token', parameter: 'class', anyOf: [{ code: 'IMP' }] }] }),
    /i USING PRIMARY KEY \(code=\?\)/,
    /r USING INTEGER PRIMARY KEY/,
  ],
  [
    'by name',
    tenant => tenant.search({ type: 'Patient', where: [], order: byName, limit: 50 }),
    /INDEX Patient by name/,
  ],
  [
    'by a prefix',
    tenant =>
      tenant.search({
        ...{ type: 'Patient', order: byName, limit: 50 },
        where: [{ kind: 'string', parameter: 'family', anyOf: ['zo'] }],
      }),
    /INDEX Patient.family by value \(value>\? AND value<\?\)/,
  ],
  [
    'by a few days',
    tenant =>
      tenant.search({
        ...list,
        where: [{ kind: 'date', parameter: 'date', low: Date.UTC(2023, 0, 12), high: Date.UTC(2023, 0, 13) }],
      }),
    ...range(4, () => /INDEX Encounter.date by value \(<expr>=\? AND low>\? AND low<\?\)/),
    /INDEX Encounter.date by value \(<expr>=\? AND low<\?\)/,
  ],
  [
    'of many patients',
    tenant => tenant.searchByReference({ ...list, where: [unreviewed] }, 'patient', targets),
    /i USING PRIMARY KEY \(target=\?\)/,
    /o USING INTEGER PRIMARY KEY/,
  ],
  [
    'counted for many patients',
    tenant => tenant.countByReference(list, 'patient', targets),
    /i USING PRIMARY KEY \(target=\?\)/,
  ],
  [
    'counted by reference',
    tenant => tenant.count({ type: 'Encounter', where: [ofPatient] }),
    /i USING PRIMARY KEY \(target=\?/,
  ],
  ['by keys', tenant => tenant.get(targets), /r USING INDEX sqlite_autoindex_Patient_1 \(id=\?\)/],
  [
    'states by keys',
    tenant => tenant.reviewStates(targets),
    /r USING INDEX sqlite_autoindex_Patient_1 \(id=\?\)/,
  ],
];

describe('a work list uses its indexes, scans no resources and sorts no more than a few', () => {
  it.each(worklists)('%s', async (name, run, ...expected) => {
    await world().master([
      ...range(60, i => patient(`p${i}`, { name: [{ family: `Zo${i}` }] })),
      ...range(700, i =>
        encounter(`e${i}`, {
          class: { code: i === 9 ? 'IMP' : 'AMB' },
          subject: { reference: `Patient/p${i % 60}` },
          period: { start: `2023-01-${10 + (i % 20)}` },
        }),
      ),
    ]);
    const tenant = await world().open('t');
    const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
    await run(tenant);
    const texts = prepared.mock.calls.map(([text]) => text);
    prepared.mockRestore();
    const plan = texts.flatMap(explain);
    for (const index of expected)
      expect(
        plan.some(step => index.test(step)),
        `${index} in\n${plan.join('\n')}`,
      ).toBe(true);
    expect(plan.filter(scansResources)).toEqual([]);
    if (/^by date|frequent|^by name/.test(name)) {
      expect(plan.filter(step => step.includes('TEMP B-TREE'))).toEqual([]);
    }
  });
});

/** Reading an index in its order, up to the limit, is no scan of the resources. */
function scansResources(step: string): boolean {
  const scanned = /^SCAN (\S+)(?! USING)/.exec(step)?.[1];
  if (scanned === undefined || step.includes(' USING ')) return false;
  return scanned === 'r' || scanned === 'o' || definitions.some(({ type }) => type === scanned);
}

function explain(text: string): string[] {
  const database = new DatabaseSync(join(folder, 'tenants', 't.db'), { readOnly: true });
  try {
    const unbound = database.prepare(`EXPLAIN QUERY PLAN ${text}`);
    const marks = text.split('?').length - 1;
    return unbound.all(...range(marks, () => '[]')).map(row => row.detail as string);
  } finally {
    database.close();
  }
}
