import { type Clock, toIso } from '../core/clock.ts';
import {
  CollectionMissing,
  type MasterBuild,
  type MasterWriter,
  type RefreshSummary,
  type Store,
  type TypeChanges,
} from '../store/port.ts';
import { type Rules, structureRules } from './accept.ts';
import { type IngestProgress, Interrupted, Reading, type Taken } from './reading.ts';
import type { Rejections } from './rejections.ts';
import { isSample } from './sample.ts';
import { PositionExpired, type Source, SourceError } from './source.ts';
import { forgetStatus, type IngestionStatus, readStatus, writeStatus } from './status.ts';

/** So much is read twice after a crash; a checkpoint costs some milliseconds. */
const defaultCheckpointEveryMs = 5_000;

export interface IngestSummary {
  readonly source: string;
  /** Nothing was done: master comes from this source already. */
  readonly alreadyDone: boolean;
  /** Whether an earlier run was gone on with. */
  readonly resumed: boolean;
  /** Resources in master, by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** Against the master before, a row a stored resource type. */
  readonly changes: readonly TypeChanges[];
  /** Resources that took the place of an earlier one of the same key within the source. */
  readonly duplicates: number;
  /** Resources of types that are not stored, by type. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly rejected: number;
  /** Of those, by type, where that is known. */
  readonly rejectedByType: Readonly<Record<string, number>>;
  /** Resources accepted in this run. */
  readonly taken: number;
  /** Of this run. */
  readonly durationMs: number;
}

export interface IngestOptions {
  readonly store: Store;
  readonly source: Source;
  readonly clock: Clock;
  readonly rejections: Rejections;
  /** Ingest again from the same source, of which as little as can be; `ready` stays on meanwhile. */
  readonly refresh: boolean;
  /** With `refresh`: read all of the source, whatever has changed, so that what it has no longer goes. */
  readonly prune?: boolean;
  /** With `refresh`: what looks as if the source had lost something goes all the same. */
  readonly allowLoss?: boolean;
  /** A rejection fails the run. */
  readonly strict?: boolean;
  /** The structural checks unless said otherwise. */
  readonly rules?: Rules;
  /** Ends the run when it is aborted; the next goes on from there, if the source can. */
  readonly signal?: AbortSignal;
  readonly checkpointEveryMs?: number;
  readonly onProgress: (progress: IngestProgress) => void;
}

/** What is read, by which rules. */
interface Plan {
  readonly version: string | undefined;
  /** Undefined: everything. */
  readonly since: string | undefined;
  readonly rules: Rules;
}

/**
 * Fills master from a source, all at once or not at all: until it is whole, what was there before stays. Goes on
 * where an earlier run of the same source, version and rules was interrupted, and ends as that would have.
 * @throws SourceError when master holds another source, the source cannot be read, or nothing could be accepted
 * @throws IngestLocked, Interrupted
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const { store, source, refresh, prune = false, rules = structureRules, signal } = options;
  const status = await readStatus(store.system);
  const early = nothingToDo(options, status);
  if (early !== undefined) return early;
  const version = await source.version?.();
  if (signal?.aborted) throw new Interrupted(undefined);
  const isKnown = status?.ready === true && status.source === source.name && status.rules === rules.name;
  const known = refresh && !prune && isKnown ? status : undefined;
  if (known?.version !== undefined && known.version === version && (await hasMaster(store))) {
    return nothingChanged(known);
  }
  for (let since = known?.asOf; ; ) {
    try {
      return await attempt(options, { version, since, rules });
    } catch (error) {
      if (error instanceof CollectionMissing && since !== undefined) since = undefined;
      else if (!(error instanceof PositionExpired)) throw error;
    }
  }
}

/** A summary when master comes from this source already. @throws SourceError when it comes from another */
function nothingToDo(
  { source, refresh }: IngestOptions,
  status: IngestionStatus | undefined,
): IngestSummary | undefined {
  if (!status?.ready) return undefined;
  if (status.source === source.name) {
    return refresh ? undefined : { ...nothingChanged(status), alreadyDone: true };
  }
  if (isSample(status.source)) return undefined;
  throw new SourceError(
    `The master data comes from ${status.source} already. To start over with another source, use an empty STORE_URL.`,
  );
}

function nothingChanged({ source, counts = {}, rejected = 0 }: IngestionStatus): IngestSummary {
  return {
    ...{ source, alreadyDone: false, resumed: false, counts, changes: allUnchanged(counts) },
    ...{ duplicates: 0, skipped: {}, rejected, rejectedByType: {}, taken: 0, durationMs: 0 },
  };
}

function allUnchanged(counts: IngestSummary['counts']): readonly TypeChanges[] {
  return Object.entries(counts).map(([type, unchanged]) => ({
    ...{ type, added: 0, changed: 0, deleted: 0, unchanged },
  }));
}

/** Whether there is one that this gateway can read. */
async function hasMaster(store: Store): Promise<boolean> {
  try {
    await (await store.openMaster()).close();
    return true;
  } catch {
    return false;
  }
}

type Built = Pick<IngestSummary, 'counts' | 'changes'>;

/** @throws PositionExpired, then the next attempt begins anew; CollectionMissing, then changes alone are not enough */
async function attempt(options: IngestOptions, plan: Plan): Promise<IngestSummary> {
  const { store, source, clock, rejections } = options;
  const startedMs = clock.now();
  const started = { source: source.name, startedAt: toIso(startedMs) };
  const { writer, reading } = await begin(options, plan);
  const before = await readStatus(store.system);
  let built: Built;
  try {
    // Once more, now that nobody else changes it: another ingest may have ended just before.
    const late = nothingToDo(options, before);
    if (late !== undefined) {
      await writer.leave();
      return late;
    }
    if (!(options.refresh && before?.ready)) {
      await writeStatus(store.system, { ready: false, ...started, message: 'ingesting' });
    }
    await reading.run();
    built = await finish(writer, reading, options, plan, before);
  } catch (error) {
    // The first error is the one to tell.
    await giveUp(writer, reading, options, { before, started, error }).catch(() => undefined);
    throw error;
  }
  const completedMs = clock.now();
  const { taken } = reading;
  // What was not given is asked for again.
  const asOf = taken.isShort ? (plan.since ?? taken.asOf) : (taken.asOf ?? plan.since);
  await writeStatus(store.system, {
    ...{ ready: true, ...started, completedAt: toIso(completedMs), message: 'complete' },
    ...{ counts: built.counts, rejected: rejections.count, rules: plan.rules.name },
    changes: sumOf(built.changes),
    ...(plan.version !== undefined && { version: plan.version }),
    ...(asOf !== undefined && { asOf }),
  });
  return {
    ...{ source: source.name, alreadyDone: false, resumed: reading.isResumed, ...built },
    ...{ duplicates: taken.duplicates, skipped: taken.skipped },
    ...{ rejected: rejections.count, rejectedByType: rejections.byType },
    ...{ taken: reading.takenNow, durationMs: completedMs - startedMs },
  };
}

/** Takes the lock, and goes on with what an earlier run of the same plan left. */
async function begin(
  { store, source, clock, rejections, signal, checkpointEveryMs, onProgress }: IngestOptions,
  { version, since, rules }: Plan,
): Promise<{ readonly writer: MasterWriter; readonly reading: Reading }> {
  const build: MasterBuild = {
    name: JSON.stringify([source.name, version ?? null, since ?? null, rules.name]),
    from: since === undefined ? 'empty' : 'current',
    reader: rules.reader,
    blockBytes: source.bytes,
  };
  const settings = {
    ...{ source, rules, rejections, clock, since, onProgress },
    signal: signal ?? new AbortController().signal,
    checkpointEveryMs: checkpointEveryMs ?? defaultCheckpointEveryMs,
  };
  for (;;) {
    const writer = await store.replaceMaster(build);
    try {
      const reading = await Reading.begin(writer, settings);
      if (reading !== undefined) return { writer, reading };
      await writer.abort();
    } catch (error) {
      await writer.leave().catch(() => undefined);
      throw error;
    }
  }
}

/** Makes what was read the master. */
async function finish(
  writer: MasterWriter,
  { taken }: Reading,
  options: IngestOptions,
  { since }: Plan,
  before: IngestionStatus | undefined,
): Promise<Built> {
  const { rejections, strict = false, onProgress } = options;
  await rejections.close();
  if (strict && rejections.count > 0) {
    throw new NotAccepted(
      `${rejections.count} rejected; ${rejections.path} says why. Nothing was ingested, because of --strict.`,
    );
  }
  if (since === undefined && taken.accepted === 0) {
    throw new NotAccepted(
      rejections.count > 0
        ? `Nothing could be accepted; ${rejections.path} says why.`
        : 'The source holds no resource of a type that is stored.',
    );
  }
  if (since === undefined) expectNoLoss(taken, options, before);
  if (taken.accepted === 0 && taken.deleted === 0 && before?.counts !== undefined) {
    // The same master again would make every tenant look for what has changed.
    await writer.abort();
    return { counts: before.counts, changes: allUnchanged(before.counts) };
  }
  onProgress({ finishing: true });
  const { counts, changes, replaced } = await writer.commit();
  taken.duplicates += replaced;
  return { counts: Object.fromEntries(counts.map(({ type, total }) => [type, total])), changes };
}

/**
 * Of a source that is read whole, what it does not give goes from master: a right that was taken away, a file that was not
 * mounted or an answer cut short would empty it.
 * @throws NotAccepted
 */
function expectNoLoss(
  { types, isShort = false }: Taken,
  { rejections, source, allowLoss = false }: IngestOptions,
  before: IngestionStatus | undefined,
): void {
  if (allowLoss || !before?.ready || before.source !== source.name) return;
  if (isShort) {
    throw new NotAccepted(
      `The source did not give all that it has; ${rejections.path} says of what. Master stays as it was, unless --allow-loss is given.`,
    );
  }
  const emptied = Object.entries(before.counts ?? {}).filter(
    ([type, count]) => count > 0 && !types.includes(type),
  );
  if (emptied.length === 0) return;
  const lost = emptied.map(([type, count]) => `${type} (${count} in master)`).join(', ');
  throw new NotAccepted(
    `The source has no ${lost} any more. Master stays as it was, unless --allow-loss is given.`,
  );
}

/** The source was read, and will not do however often it is. */
class NotAccepted extends SourceError {}

/** The master there was is still there, and so is its status. What was read is kept for the next run where that helps. */
async function giveUp(
  writer: MasterWriter,
  reading: Reading,
  { store, rejections }: IngestOptions,
  {
    before,
    started,
    error,
  }: {
    readonly before: IngestionStatus | undefined;
    readonly started: Pick<IngestionStatus, 'source' | 'startedAt'>;
    readonly error: unknown;
  },
): Promise<void> {
  const isKept = reading.isKept && !(error instanceof NotAccepted || error instanceof PositionExpired);
  await rejections.close().catch(() => undefined);
  const restored = async () => {
    if (before?.ready) await writeStatus(store.system, before);
    else if (isKept) await writeStatus(store.system, { ready: false, ...started, message: 'interrupted' });
    else if (before === undefined) await forgetStatus(store.system);
    else await writeStatus(store.system, before);
  };
  const isRestored = await restored().then(
    () => true,
    () => false,
  );
  await (isKept ? writer.leave() : writer.abort());
  // What was built may have taken the room that it needs.
  if (!isRestored) await restored();
}

function sumOf(changes: readonly TypeChanges[]): RefreshSummary {
  const sum = (of: keyof RefreshSummary) => changes.reduce((total, row) => total + row[of], 0);
  return {
    added: sum('added'),
    changed: sum('changed'),
    deleted: sum('deleted'),
    unchanged: sum('unchanged'),
  };
}
