import { loadConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { ResourceKey, TenantId } from '../core/ids.ts';
import { openStore } from '../open-store.ts';
import {
  type Collection,
  CollectionMissing,
  type SearchRequest,
  type Store,
  type StoredResource,
} from '../store/port.ts';
import { CommandError } from './failure.ts';
import { counted, say } from './output.ts';
import { showProgress } from './progress.ts';
import { ExportFolder } from './tenants-export-folder.ts';
import { withReview } from './tenants-extension.ts';
import { reviewedOf, totalOf } from './tenants-words.ts';

export interface ExportCommand {
  readonly out: string;
  readonly reviewedOnly: boolean;
  readonly force: boolean;
}

/** As many resources are in memory at once. */
const pageSize = 500;

interface Written {
  readonly type: string;
  readonly total: number;
  readonly reviewed: number;
}

/**
 * `tenants export <id>`: a file a stored type, in the order of ids, read from the copy itself: the tenant may be cold
 * and stays so, or be in use.
 */
export async function runExport(id: TenantId, { out, reviewedOnly, force }: ExportCommand): Promise<void> {
  const begun = performance.now();
  const config = loadConfig(process.env);
  await using opened = new AsyncDisposableStack();
  const store = opened.adopt(await openStore(config, systemClock), store => store.close());
  const collection = opened.adopt(await openCopy(store, id), collection => collection.close());
  const before = await collection.counts();
  const types = before.map(({ type }) => type).sort();
  const folder = opened.use(await ExportFolder.open(out, types.map(fileOf), force));
  const progress = opened.adopt(
    showProgress('export', reviewedOnly ? reviewedOf(before) : totalOf(before)),
    shown => shown.stop(),
  );
  const signal = endOfPatience();
  const written: Written[] = [];
  let done = 0;
  for (const type of types) {
    const count = { type, total: 0, reviewed: 0 };
    await folder.write(fileOf(type), async file => {
      for await (const page of pages(collection, type, reviewedOnly, signal)) {
        await file.appendFile(page.map(toLine).join(''));
        count.total += page.length;
        count.reviewed += page.filter(({ review }) => review.reviewed).length;
        done += page.length;
        progress.update(done, done);
      }
    });
    written.push(count);
  }
  signal.throwIfAborted();
  await folder.publish();
  progress.stop();
  const took = ((performance.now() - begun) / 1000).toFixed(1);
  say(
    `Exported tenant ${id} to ${out} in ${took} s: ${counted(totalOf(written), 'resource')}, ${reviewedOf(written)} reviewed`,
  );
  for (const { type, total, reviewed } of written) {
    say(`  ${fileOf(type).padEnd(22)}${total}${reviewed > 0 ? `, ${reviewed} reviewed` : ''}`);
  }
}

async function openCopy(store: Store, id: TenantId): Promise<Collection> {
  try {
    return await store.openTenant(id, { snapshot: true });
  } catch (error) {
    throw error instanceof CollectionMissing ? new CommandError(`There is no tenant ${id}.`) : error;
  }
}

/** The resources of a type in the order of their ids. */
async function* pages(
  collection: Collection,
  type: string,
  reviewedOnly: boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredResource[]> {
  const request: SearchRequest = {
    type,
    where: reviewedOnly ? [{ kind: 'reviewed', is: true }] : [],
    order: [{ by: 'id', descending: false }],
    limit: pageSize,
    signal,
  };
  let after: ResourceKey | undefined;
  do {
    const { entries, hasMore }: { entries: readonly StoredResource[]; hasMore: boolean } =
      await collection.search(after === undefined ? request : { ...request, after });
    yield entries;
    after = hasMore ? entries.at(-1)?.key : undefined;
  } while (after !== undefined);
}

function toLine(stored: StoredResource): string {
  return `${JSON.stringify(withReview(stored))}\n`;
}

function fileOf(type: string): string {
  return `${type}.ndjson`;
}

/** Aborted when whoever ran the command wants it to end: then what it has begun is removed. */
function endOfPatience(): AbortSignal {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new CommandError('Given up; nothing was written.'));
  process.once('SIGINT', giveUp);
  process.once('SIGTERM', giveUp);
  return controller.signal;
}
