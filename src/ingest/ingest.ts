import { type Clock, toIso } from '../core/clock.ts';
import type { Resource } from '../fhir/types.ts';
import type { MasterWriter, Store } from '../store/port.ts';
import { accept } from './accept.ts';
import type { Rejections } from './rejections.ts';
import { isSample } from './sample.ts';
import { type Source, SourceError } from './source.ts';
import { forgetStatus, type IngestionStatus, readStatus, writeStatus } from './status.ts';

/** Resources that are written to the store at a time. */
const batchSize = 500;
/** Fewer when they are large: bounds memory whatever a source holds. */
const batchChars = 8 * 1024 * 1024;

export interface IngestSummary {
  readonly source: string;
  /** Nothing was done: master comes from this source already. */
  readonly alreadyDone: boolean;
  /** Resources in master, by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** Resources that took the place of an earlier one of the same key within the source. */
  readonly duplicates: number;
  /** Resources of types that are not stored, by type. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly rejected: number;
  readonly durationMs: number;
}

export interface IngestOptions {
  readonly store: Store;
  readonly source: Source;
  readonly clock: Clock;
  readonly rejections: Rejections;
  /** Ingest again from the same source; `ready` stays on meanwhile. */
  readonly refresh: boolean;
  /** Told how much of the source's total is read, and how many resources were taken. */
  readonly onProgress: (done: number, resources: number) => void;
}

/**
 * Fills master from a source, all at once or not at all: until it is whole, what was there before stays.
 * @throws SourceError when master holds another source, or nothing could be accepted; IngestLocked
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const { store, source, clock, rejections } = options;
  const early = nothingToDo(options, await readStatus(store.system));
  if (early !== undefined) return early;
  const startedMs = clock.now();
  const started = { source: source.name, startedAt: toIso(startedMs) };
  const writer = await store.replaceMaster({ name: source.name, from: 'empty' });
  const outcome = await build(writer, options, started).catch(async error => {
    // The first error is the one to tell.
    await writer.abort().catch(() => undefined);
    throw error;
  });
  if ('alreadyDone' in outcome) return outcome;
  const completedMs = clock.now();
  await writeStatus(store.system, {
    ready: true,
    ...started,
    completedAt: toIso(completedMs),
    message: 'complete',
    counts: outcome.counts,
    rejected: rejections.count,
  });
  return {
    source: source.name,
    alreadyDone: false,
    ...outcome,
    rejected: rejections.count,
    durationMs: completedMs - startedMs,
  };
}

/** A summary when master comes from this source already. @throws SourceError when it comes from another */
function nothingToDo(
  { source, refresh }: IngestOptions,
  status: IngestionStatus | undefined,
): IngestSummary | undefined {
  if (!status?.ready) return undefined;
  if (status.source === source.name) return refresh ? undefined : alreadyDone(source, status);
  if (isSample(status.source)) return undefined;
  throw new SourceError(
    `The master data comes from ${status.source} already. To start over with another source, use an empty STORE_URL.`,
  );
}

type Built = Pick<IngestSummary, 'counts' | 'duplicates' | 'skipped'>;

/** What is done under the lock. A failure leaves the status as it was. */
async function build(
  writer: MasterWriter,
  options: IngestOptions,
  started: Pick<IngestionStatus, 'source' | 'startedAt'>,
): Promise<Built | IngestSummary> {
  const { store, rejections, refresh } = options;
  // Once more, now that nobody else changes it: another ingest may have ended just before.
  const before = await readStatus(store.system);
  const late = nothingToDo(options, before);
  if (late !== undefined) {
    await writer.abort();
    return late;
  }
  try {
    if (!(refresh && before?.ready)) {
      await writeStatus(store.system, { ready: false, ...started, message: 'ingesting' });
    }
    await rejections.clear();
    const filled = await fill(writer, options);
    await rejections.close();
    const { counts: rows } = await writer.commit();
    return { ...filled, counts: Object.fromEntries(rows.map(({ type, total }) => [type, total])) };
  } catch (error) {
    await rejections.close().catch(() => undefined);
    await restore(options, before).catch(() => undefined);
    throw error;
  }
}

async function fill(writer: MasterWriter, { source, rejections, onProgress }: IngestOptions) {
  const skipped = new Map<string, number>();
  let duplicates = 0;
  let accepted = 0;
  let batch: Resource[] = [];
  let chars = 0;
  let done = 0;
  const flush = async () => {
    duplicates += await writer.write(batch);
    accepted += batch.length;
    batch = [];
    chars = 0;
    onProgress(done, accepted);
  };
  const candidates = source.read(read => {
    done = read;
  });
  for await (const { file, line, content, chars: length = 0 } of candidates) {
    const verdict = 'problem' in content ? { rejected: content.problem } : accept(content.json);
    if ('resource' in verdict) {
      batch.push(verdict.resource);
      chars += length;
    } else if ('skipped' in verdict) skipped.set(verdict.skipped, (skipped.get(verdict.skipped) ?? 0) + 1);
    else await rejections.add({ file, line, reason: verdict.rejected });
    if (batch.length >= batchSize || chars >= batchChars) await flush();
  }
  await flush();
  if (accepted === 0) {
    throw new SourceError(
      rejections.count > 0
        ? `Nothing could be accepted; ${rejections.path} says why.`
        : 'The source holds no resource of a type that is stored.',
    );
  }
  return { duplicates, skipped: Object.fromEntries(skipped) };
}

/** The master there was is still there, and so is its status. */
async function restore({ store }: IngestOptions, before: IngestionStatus | undefined): Promise<void> {
  if (before === undefined) await forgetStatus(store.system);
  else await writeStatus(store.system, before);
}

function alreadyDone(source: Source, status: IngestionStatus): IngestSummary {
  return {
    source: source.name,
    alreadyDone: true,
    counts: status.counts ?? {},
    duplicates: 0,
    skipped: {},
    rejected: status.rejected ?? 0,
    durationMs: 0,
  };
}
