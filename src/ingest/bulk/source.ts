import { HttpClient, type HttpOptions } from '../http/client.ts';
import { GivenUp } from '../http/faults.ts';
import { exportedTypes } from '../rest/statement.ts';
import { sideBySide } from '../side-by-side.ts';
import {
  type Item,
  type PartProgress,
  type Position,
  PositionExpired,
  type ReadOptions,
  type Source,
  SourceError,
  toPosition,
} from '../source.ts';
import { type FilePart, fileStart, readExportFile } from './download.ts';
import { itemsOf } from './items.ts';
import { askJob, deleteJob, type JobState, startExport } from './job.ts';
import { type ExportFile, type Manifest, readManifest } from './manifest.ts';
import { newProgress, type Progress, parseProgress } from './position.ts';

export interface BulkLimits {
  /** Between two questions how an export stands, where the server does not say; doubles from the first to the longest. */
  readonly firstPollMs: number;
  readonly longestPollMs: number;
  /** An export that takes longer is given up. */
  readonly longestExportMs: number;
}

const bulkLimits: BulkLimits = {
  firstPollMs: 1_000,
  longestPollMs: 60_000,
  longestExportMs: 24 * 3_600_000,
};

export interface BulkOptions extends HttpOptions {
  readonly bulkLimits?: Partial<BulkLimits>;
}

/** Files under way at a time. */
const maxDownloads = 4;

/**
 * All that a FHIR server exports of the stored types (https://hl7.org/fhir/uv/bulkdata/export.html), or what changed and
 * what was deleted since. The export is the server's work: an interrupted reading goes on with the same one while the
 * server has it. It is deleted there once it is read, and where it is of no use.
 *
 * @param options `base`: the server's base URL
 */
export function bulkSource(options: BulkOptions): Source {
  return new BulkSource(options);
}

class BulkSource implements Source {
  readonly name: string;
  readonly #client: HttpClient;
  readonly #limits: BulkLimits;
  /** The export that nobody needs any more. */
  #over: URL | undefined;

  constructor(options: BulkOptions) {
    this.name = `${options.base.href} ($export)`;
    this.#client = new HttpClient(options);
    this.#limits = { ...bulkLimits, ...options.bulkLimits };
  }

  async *read(options: ReadOptions): AsyncGenerator<Item> {
    const { from, signal } = options;
    const reading = new BulkReading(this.#client, this.#limits, options);
    using _ended = this.#client.endOn(signal);
    try {
      yield* from === undefined ? reading.anew() : reading.goOn(from);
      this.#over = reading.job;
    } catch (error) {
      if (signal.aborted) {
        yield* reading.mark();
        return;
      }
      // Another is begun instead, and nobody comes back to this one.
      if (error instanceof PositionExpired && reading.job !== undefined) {
        await deleteJob(this.#client, reading.job);
      }
      // A server that is not there has it still when it comes back.
      if (error instanceof SourceError && !(error instanceof GivenUp)) this.#over = reading.job;
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#over !== undefined) await deleteJob(this.#client, this.#over);
    await this.#client[Symbol.asyncDispose]();
  }
}

class BulkReading {
  readonly #client: HttpClient;
  readonly #limits: BulkLimits;
  readonly #options: ReadOptions;
  #progress: Progress | undefined;

  constructor(client: HttpClient, limits: BulkLimits, options: ReadOptions) {
    this.#client = client;
    this.#limits = limits;
    this.#options = options;
  }

  get job(): URL | undefined {
    return this.#progress && new URL(this.#progress.job);
  }

  *mark(): Generator<Item> {
    if (this.#progress !== undefined) yield { position: toPosition(this.#progress) };
  }

  async *anew(): AsyncGenerator<Item> {
    const types = await exportedTypes(this.#client);
    this.#progress = newProgress(await startExport(this.#client, types, this.#options.since));
    yield* this.mark();
    const state = await askJob(this.#client, this.job!);
    if (state.state === 'gone') throw new SourceError('the export: the server forgot it');
    yield* this.#finish(state);
  }

  /** @throws PositionExpired when the server has the export no more, or it is another one */
  async *goOn(from: Position): AsyncGenerator<Item> {
    const progress = parseProgress(from);
    if (progress === undefined) throw new PositionExpired();
    this.#progress = progress;
    if (progress.isEnd) {
      yield* this.#moment();
      return;
    }
    const state = await askJob(this.#client, this.job!);
    if (state.state === 'gone') throw new PositionExpired();
    yield* this.#finish(state);
  }

  async *#finish(first: Exclude<JobState, { state: 'gone' }>): AsyncGenerator<Item> {
    const { manifest: known, job } = this.#progress!;
    const manifest = yield* this.#wait(first);
    if (known === undefined) {
      this.#progress = { ...newProgress(new URL(job)), manifest: manifest.key, asOf: manifest.asOf };
    } else if (known !== manifest.key) throw new PositionExpired();
    yield* this.#moment();
    const { files } = manifest;
    const deletions = files.filter(({ kind }) => kind === 'deletions').length;
    const parts = new Parts(files, this.#progress!, this.#options.onProgress);
    // Without `since` nothing is there that could have been deleted.
    if (this.#options.since !== undefined) yield* this.#read(files, 0, deletions, parts);
    yield* this.#read(files, deletions, files.length, parts);
    this.#progress = { ...this.#progress!, open: {}, isEnd: true };
    yield* this.mark();
  }

  /** Until the export is there. */
  async *#wait(first: Exclude<JobState, { state: 'gone' }>): AsyncGenerator<Item, Manifest> {
    const { clock, retries } = this.#client;
    const { firstPollMs, longestPollMs, longestExportMs } = this.#limits;
    const end = clock.now() + longestExportMs;
    let state: JobState = first;
    for (
      let delayMs = firstPollMs;
      state.state === 'running';
      delayMs = Math.min(2 * delayMs, longestPollMs)
    ) {
      const { percent, retryAfterMs } = state;
      this.#tellExport(percent);
      // Each time: reading it may be ended before the first file is there.
      yield* this.mark();
      if (clock.now() >= end) {
        throw new SourceError(`the export: not ready after ${Math.round(longestExportMs / 3_600_000)} h`);
      }
      // What a server asks for, within reason; never without a pause.
      await retries.pause(Math.min(Math.max(retryAfterMs ?? delayMs, firstPollMs), 10 * longestPollMs));
      state = await askJob(this.#client, this.job!);
    }
    if (state.state === 'gone') throw new SourceError('the export: the server forgot it');
    this.#tellExport(100);
    return readManifest(state.manifest, state.url, this.#client);
  }

  #tellExport(percent: number | undefined): void {
    const total = percent === undefined ? undefined : 100;
    this.#options.onProgress({ part: 'export', unit: '%', done: percent ?? 0, total });
  }

  *#moment(): Generator<Item> {
    const asOf = this.#progress?.asOf;
    if (asOf !== undefined) yield { asOf };
  }

  /** The files from one place to another. */
  async *#read(files: readonly ExportFile[], start: number, end: number, parts: Parts): AsyncGenerator<Item> {
    const progress = this.#progress!;
    progress.begun = Math.max(progress.begun, start);
    const wanted = files.flatMap((file, place) => {
      const isDone = place < progress.begun && progress.open[place] === undefined;
      return place < start || place >= end || isDone ? [] : [{ file, place }];
    });
    const downloads = wanted.map(({ file, place }) =>
      withPlace(place, readExportFile(this.#client, file, progress.open[place] ?? fileStart)),
    );
    for await (const { place, part } of sideBySide(downloads, maxDownloads)) {
      yield* itemsOf(part, this.#client.at('').href, this.#options.blocks ?? false);
      // Files are begun in their order, but the first lines of a later one may come before those of an earlier one.
      for (; progress.begun <= place; progress.begun++) progress.open[progress.begun] ??= fileStart;
      if (part.read === undefined) delete progress.open[place];
      else progress.open[place] = part.place;
      parts.add(part);
      yield* this.mark();
    }
    progress.begun = Math.max(progress.begun, end);
  }
}

async function* withPlace(
  place: number,
  parts: AsyncGenerator<FilePart>,
): AsyncGenerator<{ readonly place: number; readonly part: FilePart }> {
  for await (const part of parts) yield { place, part };
}

/** Tells how much of each type is read. */
class Parts {
  readonly #done = new Map<string, number>();
  readonly #totals = new Map<string, number | undefined>();
  readonly #onProgress: (progress: PartProgress) => void;

  constructor(
    files: readonly ExportFile[],
    { begun, open }: Progress,
    onProgress: (progress: PartProgress) => void,
  ) {
    this.#onProgress = onProgress;
    for (const [place, { kind, type, count }] of files.entries()) {
      if (kind !== 'resources') continue;
      const done = place < begun ? (open[place]?.line ?? count ?? 0) : 0;
      this.#done.set(type, (this.#done.get(type) ?? 0) + done);
      const total = this.#totals.has(type) ? this.#totals.get(type) : 0;
      this.#totals.set(type, total === undefined || count === undefined ? undefined : total + count);
    }
    for (const type of this.#totals.keys()) this.#tell(type);
  }

  add({ file: { kind, type }, before, place }: FilePart): void {
    if (kind !== 'resources') return;
    this.#done.set(type, (this.#done.get(type) ?? 0) + place.line - before.line);
    this.#tell(type);
  }

  #tell(type: string): void {
    const done = this.#done.get(type) ?? 0;
    this.#onProgress({ part: type, unit: 'resources', done, total: this.#totals.get(type) });
  }
}
