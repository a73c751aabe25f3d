import { setImmediate } from 'node:timers/promises';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import type { OnProgress, RefreshSummary } from '../port.ts';
import { orderBuckets } from './buckets.ts';
import type { Database } from './database.ts';
import { IndexWriter } from './index-writer.ts';
import { packTerms } from './packing.ts';
import { recount, withContent } from './rows.ts';
import { contentTable, table } from './schema.ts';
import { orderTerms } from './terms.ts';

/** Resources looked at before the event loop gets its turn: a few milliseconds. */
const sliceSize = 500;

type Changes = { -readonly [Key in keyof RefreshSummary]: RefreshSummary[Key] };

/**
 * Makes `tenant` equal to `master`, in one transaction done in pieces: readers see the old content until it
 * commits, and a crash leaves the old content. Nobody else may use the tenant's connection meanwhile.
 */
export async function refresh(
  master: Database,
  tenant: Database,
  onProgress: OnProgress,
): Promise<RefreshSummary> {
  const changes: Changes = { added: 0, changed: 0, deleted: 0, unchanged: 0 };
  tenant.exec('BEGIN IMMEDIATE');
  try {
    const index = new IndexWriter(tenant, { counting: true });
    for (const [place, definition] of definitions.entries()) {
      await takeOver(master, tenant, index, definition, changes);
      await takeAway(master, tenant, index, definition, changes);
      const total = recount(tenant, definition);
      orderTerms(tenant, definition, total);
      orderBuckets(tenant, definition, total);
      packTerms(tenant, definition);
      onProgress((place + 1) / definitions.length);
    }
    index.finish();
    tenant.exec('COMMIT');
    return changes;
  } catch (error) {
    tenant.rollback();
    throw error;
  }
}

async function takeOver(
  master: Database,
  tenant: Database,
  index: IndexWriter,
  definition: ResourceDefinition,
  changes: Changes,
) {
  for await (const rows of slices(
    master,
    `r.id, c.content FROM ${table(definition)} r CROSS JOIN ${contentTable(definition)} c ON c.rid = r.rid`,
  )) {
    const ids = JSON.stringify(rows.map(row => row.id));
    const present = new Map(
      tenant
        .all(`SELECT r.id, c.content FROM json_each(?) p ${withContent(definition, 'r.id = p.value')}`, [ids])
        .map(row => [row.id, row.content]),
    );
    for (const row of rows) {
      await tenant.turns.take(undefined);
      const before = present.get(row.id!);
      if (before === row.content) {
        changes.unchanged += 1;
        continue;
      }
      const content = row.content as string;
      if (before === undefined) changes.added += 1;
      else changes.changed += 1;
      // A changed resource comes anew and so unreviewed: nobody has reviewed what it says now.
      if (before !== undefined) index.delete(definition, row.id as string);
      index.insert(definition, JSON.parse(content) as Resource, content);
    }
  }
}

async function takeAway(
  master: Database,
  tenant: Database,
  index: IndexWriter,
  definition: ResourceDefinition,
  changes: Changes,
) {
  for await (const rows of slices(tenant, `r.id FROM ${table(definition)} r`)) {
    const ids = JSON.stringify(rows.map(row => row.id));
    const kept = new Set(
      master
        .all(`SELECT r.id FROM json_each(?) p CROSS JOIN ${table(definition)} r ON r.id = p.value`, [ids])
        .map(row => row.id),
    );
    for (const { id } of rows) {
      await tenant.turns.take(undefined);
      if (kept.has(id!)) continue;
      index.delete(definition, id as string);
      changes.deleted += 1;
    }
  }
}

/** Rows by id, a slice at a time, with a turn of the event loop between slices. */
async function* slices(database: Database, columnsAndTable: string) {
  for (let last = ''; ; ) {
    const rows = database.all(`SELECT ${columnsAndTable} WHERE r.id > ? ORDER BY r.id LIMIT ${sliceSize}`, [
      last,
    ]);
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1)!.id as string;
    await setImmediate();
  }
}
