import { pathToFileURL } from 'node:url';
import { definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint } from '../origin.ts';
import type { Part, RefreshSummary } from '../port.ts';
import { orderBuckets } from './buckets.ts';
import { Database } from './database.ts';
import { Difference, masterSchema } from './difference.ts';
import { IndexWriter } from './index-writer.ts';
import { readOrigin, writeOrigin } from './origin.ts';
import { packTerms } from './packing.ts';
import { beginReviewLog } from './review-log.ts';
import { recount } from './rows.ts';
import { checkFormat, formatVersion } from './schema.ts';
import { type Selection, select } from './selection.ts';
import { pieceOf, type RefreshTask, type Watch } from './tasks.ts';
import { orderTerms } from './terms.ts';

const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536'];

type Changes = { -readonly [Key in keyof RefreshSummary]: RefreshSummary[Key] };

/** Until then, of the time that it all takes, the part is selected. */
const selected = 0.1;

/**
 * Makes a tenant's content equal to master's, or a part's, in one transaction: readers see the old content until it
 * commits, and a crash leaves the old content.
 */
export function refresh(task: RefreshTask, watch: Watch): Promise<RefreshSummary> {
  return withMaster(task, watch, (tenant, difference, { progress, throwIfAborted, confirm }) => {
    const changes: Changes = { added: 0, changed: 0, deleted: 0, unchanged: 0 };
    tenant.exec('BEGIN IMMEDIATE');
    try {
      const index = new IndexWriter(tenant, { counting: true });
      for (const definition of definitions) {
        for (const ids of difference.gone(definition)) {
          changes.deleted += ids.length;
          for (const id of ids) {
            throwIfAborted();
            index.delete(definition, id);
          }
        }
        let departed = 0;
        for (const departures of difference.departures(definition)) {
          departed += departures.length;
          for (const { id, content, isNew } of departures) {
            throwIfAborted();
            changes[isNew ? 'added' : 'changed'] += 1;
            // A changed resource comes anew and so unreviewed: nobody has reviewed what it says now.
            if (!isNew) index.delete(definition, id);
            index.insert(definition, JSON.parse(content) as Resource, content);
          }
        }
        changes.unchanged += difference.total(definition) - departed;
        const total = recount(tenant, definition);
        orderTerms(tenant, definition, total);
        orderBuckets(tenant, definition, total);
        packTerms(tenant, definition);
        throwIfAborted();
      }
      index.finish();
      const origin = readOrigin(tenant, masterSchema);
      writeOrigin(tenant, origin && { ...origin, part: fingerprint(task.part) });
      // It takes reviews away, and brings back what was taken away before: nobody's sequence holds any more.
      if (changes.added + changes.changed + changes.deleted > 0) beginReviewLog(tenant);
      // An older gateway would take each resource for another one, and its review away.
      tenant.exec(`PRAGMA user_version = ${formatVersion}`);
      progress(1);
      confirm();
      tenant.exec('COMMIT');
      return changes;
    } catch (error) {
      tenant.rollback();
      throw error;
    }
  });
}

/** What `refresh` would do. */
export function compare(task: RefreshTask, watch: Watch): Promise<RefreshSummary> {
  return withMaster(task, watch, (tenant, difference) => {
    const changes: Changes = { added: 0, changed: 0, deleted: 0, unchanged: 0 };
    // One view of the tenant, whoever writes to it meanwhile.
    tenant.exec('BEGIN');
    for (const definition of definitions) {
      let departed = 0;
      for (const ids of difference.gone(definition)) changes.deleted += ids.length;
      for (const departures of difference.departures(definition)) {
        departed += departures.length;
        for (const { isNew } of departures) changes[isNew ? 'added' : 'changed'] += 1;
      }
      changes.unchanged += difference.total(definition) - departed;
    }
    tenant.exec('ROLLBACK');
    return changes;
  });
}

/** Opens the tenant with master beside it, and finds out what it should have. */
async function withMaster(
  { masterPath, tenantPath, part, tuning }: RefreshTask,
  watch: Watch,
  run: (tenant: Database, difference: Difference, watch: Watch) => RefreshSummary,
): Promise<RefreshSummary> {
  for (;;) {
    const found = part && (await selectIn(masterPath, part, watch));
    const tenant = new Database(tenantPath, { mustExist: true, pragmas, tuning });
    try {
      checkFormat(tenant);
      // Read only, or a transaction on the tenant would lock master too.
      const url = `${pathToFileURL(masterPath).href}?mode=ro`;
      tenant.run(`ATTACH ? AS ${masterSchema}`, [url]);
      // Another master may have been published since the part was selected in this one.
      if (found !== undefined && readOrigin(tenant, masterSchema)?.generation !== found.generation) continue;
      const work = found === undefined ? watch : pieceOf(watch, selected, 1);
      return run(tenant, new Difference(tenant, found?.selection, work), work);
    } finally {
      tenant.close();
    }
  }
}

async function selectIn(
  masterPath: string,
  part: Part,
  watch: Watch,
): Promise<{ readonly selection: Selection; readonly generation: string | undefined }> {
  const master = new Database(masterPath, { readOnly: true });
  try {
    checkFormat(master);
    return { selection: await select(master, part, watch), generation: readOrigin(master)?.generation };
  } finally {
    master.close();
  }
}
