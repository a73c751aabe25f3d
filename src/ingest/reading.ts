import type { Clock } from '../core/clock.ts';
import { isFhirId, type ResourceKey, resourceKey } from '../core/ids.ts';
import { isRecord } from '../core/record.ts';
import { findDefinition } from '../fhir/registry.ts';
import type { Resource } from '../fhir/types.ts';
import type { MasterWriter } from '../store/port.ts';
import type { Rules } from './accept.ts';
import type { BlockFindings } from './read-block.ts';
import type { Rejections, RejectionsState } from './rejections.ts';
import type { Block, Candidate, PartProgress, Position, Source } from './source.ts';

/** Resources that are written to the store at a time. */
const batchSize = 500;
/** Fewer when they are large: bounds memory whatever a source holds. */
const batchChars = 8 * 1024 * 1024;

/** R4 has fewer; a hostile source may have as many as it likes. */
const maxSkippedTypes = 200;
/** The rest of them. */
const otherTypes = 'others';

/** What was taken from a source so far. */
export interface Taken {
  /** Resources accepted. */
  accepted: number;
  /** Of those: which took the place of an earlier one of the same key. */
  duplicates: number;
  /** Deletions told by the source. */
  deleted: number;
  /** Types that a resource was accepted of. */
  readonly types: string[];
  /** Whether the source told that it did not give everything. */
  isShort?: boolean;
  /** Resources of types that are not stored, by type. */
  readonly skipped: Record<string, number>;
  /** See Moment. */
  asOf?: string;
}

/** What a checkpoint keeps, besides the resources. */
interface Checkpoint {
  readonly position: Position;
  readonly taken: Taken;
  readonly rejections: RejectionsState;
}

export interface ReadingOptions {
  readonly source: Source;
  readonly rules: Rules;
  readonly rejections: Rejections;
  readonly clock: Clock;
  readonly since: string | undefined;
  readonly signal: AbortSignal;
  readonly checkpointEveryMs: number;
  readonly onProgress: (progress: IngestProgress) => void;
}

export type IngestProgress =
  | PartProgress
  /** Resources taken, those of an earlier run included. */
  | { readonly taken: number }
  /** All is read: what is left is the store's. */
  | { readonly finishing: true };

/** The reading was ended by whoever asked for it. */
export class Interrupted extends Error {
  /** @param isKept whether the next run goes on from there; undefined: nothing was begun, and all is as it was */
  constructor(isKept: boolean | undefined) {
    const kept = isKept
      ? 'The same command goes on from here.'
      : 'Nothing was kept: the same command begins anew.';
    super(isKept === undefined ? 'Interrupted before it began.' : `Interrupted. ${kept}`);
    this.name = 'Interrupted';
  }
}

interface BlockUnderWay extends Omit<Block, 'block'> {
  readonly written: Promise<{ readonly written: number; readonly findings: unknown }>;
}

/** Brings what a source holds to a writer, and knows how far it is. */
export class Reading {
  readonly taken: Taken;
  readonly #writer: MasterWriter;
  readonly #options: ReadingOptions;
  readonly #from: Position | undefined;
  readonly #acceptedBefore: number;
  #isKept: boolean;
  #keptAt: number;
  /** The position that was passed last, while nothing came after it that is not kept. */
  #passed: { readonly position: Position } | undefined;
  #batch: Resource[] = [];
  #chars = 0;
  #deletions: ResourceKey[] = [];
  /** In their order. */
  readonly #blocks: BlockUnderWay[] = [];

  private constructor(writer: MasterWriter, options: ReadingOptions, from: Checkpoint | undefined) {
    this.#writer = writer;
    this.#options = options;
    this.#from = from?.position;
    this.#isKept = from !== undefined;
    this.#keptAt = options.clock.now();
    this.taken = from?.taken ?? { accepted: 0, duplicates: 0, deleted: 0, types: [], skipped: {} };
    this.#acceptedBefore = this.taken.accepted;
  }

  /** Undefined when the writer's build cannot be gone on with. */
  static async begin(writer: MasterWriter, options: ReadingOptions): Promise<Reading | undefined> {
    const { rejections } = options;
    if (writer.resumed === undefined) return new Reading(writer, options, undefined);
    const checkpoint = parseCheckpoint(writer.resumed);
    if (checkpoint === undefined || !(await rejections.resume(checkpoint.rejections))) return undefined;
    return new Reading(writer, options, checkpoint);
  }

  /** Whether the next run goes on where this one got to. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Resources taken over from an earlier run. */
  get isResumed(): boolean {
    return this.#from !== undefined;
  }

  /** Resources accepted in this run. */
  get takenNow(): number {
    return this.taken.accepted - this.#acceptedBefore;
  }

  /** To the end. @throws Interrupted, SourceError, and what the store throws */
  async run(): Promise<void> {
    const { source, rejections, since, signal, onProgress } = this.#options;
    if (!this.isResumed) await rejections.clear();
    onProgress({ taken: this.taken.accepted });
    const blocks = this.#writer.blocks !== undefined;
    const items = source.read({ from: this.#from, since, onProgress, signal, blocks });
    try {
      for await (const item of items) {
        if ('position' in item) await this.#pass(item.position);
        else if ('asOf' in item) this.taken.asOf ??= item.asOf;
        else {
          this.#passed = undefined;
          if ('block' in item) await this.#takeBlock(item);
          else if ('content' in item) await this.#take(item);
          else await this.#delete(item.deleted);
        }
      }
    } catch (error) {
      await this.#keep().catch(() => undefined);
      throw signal.aborted ? new Interrupted(this.#isKept) : error;
    }
    if (signal.aborted) {
      // It may have ended for that reason.
      await this.#keep();
      throw new Interrupted(this.#isKept);
    }
    await this.#settleBlocks(0);
    await this.#flush();
    await this.#flushDeletions();
  }

  /** Of a block the store has others read: only so many are under way. */
  async #takeBlock({ block, ...place }: Block): Promise<void> {
    await this.#flush();
    await this.#flushDeletions();
    const blocks = this.#writer.blocks!;
    const written = blocks.write(block);
    // Of several that fail the first is told.
    written.catch(() => undefined);
    this.#blocks.push({ ...place, written });
    await this.#settleBlocks(blocks.room - 1);
  }

  /** Until only so many are left. What they have found is told in their order. */
  async #settleBlocks(left: number): Promise<void> {
    while (this.#blocks.length > left) {
      const { file, linesBefore, written } = this.#blocks.shift()!;
      const result = await written;
      const { types, skipped, rejected } = result.findings as BlockFindings;
      for (const type of types) this.#found(type);
      for (const [type, count] of Object.entries(skipped)) this.#skip(type, count);
      for (const { line, ...fault } of rejected) {
        await this.#options.rejections.add({ file, line: linesBefore + line, ...fault });
      }
      this.taken.accepted += result.written;
      this.#options.onProgress({ taken: this.taken.accepted });
    }
  }

  async #take({ file, line, content, chars = 0 }: Candidate): Promise<void> {
    const { rules, rejections } = this.#options;
    await this.#settleBlocks(0);
    const verdict =
      'problem' in content ? { rejected: { reason: content.problem } } : rules.accept(content.json);
    if ('resource' in verdict) {
      if (this.#deletions.length > 0) await this.#flushDeletions();
      this.#found(verdict.resource.resourceType);
      this.#batch.push(verdict.resource);
      this.#chars += chars;
      if (this.#batch.length >= batchSize || this.#chars >= batchChars) await this.#flush();
    } else if ('skipped' in verdict) this.#skip(verdict.skipped, 1);
    else await rejections.add({ file, line, ...verdict.rejected });
    if ('problem' in content && content.isLoss) this.taken.isShort = true;
  }

  #found(type: string): void {
    if (!this.taken.types.includes(type)) this.taken.types.push(type);
  }

  #skip(type: string, count: number): void {
    const { skipped } = this.taken;
    const name = type in skipped || Object.keys(skipped).length < maxSkippedTypes ? type : otherTypes;
    skipped[name] = (skipped[name] ?? 0) + count;
  }

  async #delete({ type, id }: { readonly type: string; readonly id: string }): Promise<void> {
    // What is read whole has it not, and so it is gone.
    const isMeant = this.#options.since !== undefined && findDefinition(type) !== undefined && isFhirId(id);
    if (!isMeant) return;
    if (this.#batch.length > 0) await this.#flush();
    this.#deletions.push(resourceKey(type, id));
    if (this.#deletions.length >= batchSize) await this.#flushDeletions();
  }

  async #pass(position: Position): Promise<void> {
    const { signal, clock, checkpointEveryMs } = this.#options;
    this.#passed = { position };
    if (signal.aborted || clock.now() >= this.#keptAt + checkpointEveryMs) await this.#keep();
    if (signal.aborted) throw new Interrupted(this.#isKept);
  }

  /** Makes a checkpoint, unless something came since the last position. */
  async #keep(): Promise<void> {
    if (this.#passed === undefined) return;
    const { clock, rejections } = this.#options;
    const { position } = this.#passed;
    this.#passed = undefined;
    await this.#settleBlocks(0);
    await this.#flush();
    await this.#flushDeletions();
    // The list first: it may be longer than a checkpoint says, but not shorter.
    const state = await rejections.sync();
    const checkpoint: Checkpoint = { position, taken: this.taken, rejections: state };
    await this.#writer.checkpoint(JSON.stringify(checkpoint));
    this.#isKept = true;
    this.#keptAt = clock.now();
  }

  async #flush(): Promise<void> {
    if (this.#batch.length === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    this.#chars = 0;
    this.taken.duplicates += await this.#writer.write(batch);
    this.taken.accepted += batch.length;
    this.#options.onProgress({ taken: this.taken.accepted });
  }

  async #flushDeletions(): Promise<void> {
    if (this.#deletions.length === 0) return;
    const keys = this.#deletions;
    this.#deletions = [];
    await this.#writer.delete(keys);
    this.taken.deleted += keys.length;
  }
}

/** Undefined where it is not one of ours. */
function parseCheckpoint(mark: string): Checkpoint | undefined {
  try {
    const value: unknown = JSON.parse(mark);
    return isRecord(value) && 'position' in value ? (value as unknown as Checkpoint) : undefined;
  } catch {
    return undefined;
  }
}
