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
  const { store, source, clock, rejections, refresh } = options;
  const before = await readStatus(store.system);
  const holdsSource = before?.ready === true && before.source === source.name;
  if (holdsSource && !refresh) return alreadyDone(source, before);
  if (before?.ready && !holdsSource && !isSample(before.source)) {
    throw new SourceError(
      `The master data comes from ${before.source} already. To start over with another source, use an empty STORE_URL.`,
    );
  }
  const writer = await store.replaceMaster();
  const startedMs = clock.now();
  const started = { source: source.name, startedAt: toIso(startedMs) };
  try {
    if (!holdsSource) await writeStatus(store.system, { ready: false, ...started, message: 'ingesting' });
    await rejections.clear();
    const { duplicates, skipped } = await fill(writer, options);
    const rows = await writer.commit();
    const counts = Object.fromEntries(rows.map(({ type, total }) => [type, total]));
    const completedMs = clock.now();
    await writeStatus(store.system, {
      ready: true,
      ...started,
      completedAt: toIso(completedMs),
      message: 'complete',
      counts,
      rejected: rejections.count,
    });
    return {
      source: source.name,
      alreadyDone: false,
      counts,
      duplicates,
      skipped: Object.fromEntries(skipped),
      rejected: rejections.count,
      durationMs: completedMs - startedMs,
    };
  } catch (error) {
    await writer.abort();
    await restore(options, before);
    throw error;
  } finally {
    await rejections.close();
  }
}

async function fill(writer: MasterWriter, { source, rejections, onProgress }: IngestOptions) {
  const skipped = new Map<string, number>();
  let duplicates = 0;
  let accepted = 0;
  let batch: Resource[] = [];
  let done = 0;
  const flush = async () => {
    duplicates += await writer.write(batch);
    accepted += batch.length;
    batch = [];
    onProgress(done, accepted);
  };
  const candidates = source.read(read => {
    done = read;
  });
  for await (const { file, line, content } of candidates) {
    const verdict = 'problem' in content ? { rejected: content.problem } : accept(content.json);
    if ('resource' in verdict) batch.push(verdict.resource);
    else if ('skipped' in verdict) skipped.set(verdict.skipped, (skipped.get(verdict.skipped) ?? 0) + 1);
    else await rejections.add({ file, line, reason: verdict.rejected });
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  if (accepted === 0) {
    throw new SourceError(
      rejections.count > 0
        ? `Nothing could be accepted; ${rejections.path} says why.`
        : 'The source holds no resource of a type that is stored.',
    );
  }
  return { duplicates, skipped };
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
