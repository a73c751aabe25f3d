import { type FileHandle, open, rm } from 'node:fs/promises';
import { asError } from '../core/errors.ts';
import type { Fault } from './accept.ts';
import { SourceError } from './source.ts';

/** Written at a time; a source may be one long list of faults. */
const bufferChars = 64 * 1024;

export interface Rejection extends Fault {
  readonly file: string;
  readonly line: number;
}

/** How far the list is, to be gone on with. */
export interface RejectionsState {
  readonly count: number;
  /** By resource type, of those that have one. */
  readonly byType: Readonly<Record<string, number>>;
  /** Length of the file. */
  readonly bytes: number;
}

/**
 * The file of what was rejected, a JSON line each. Made at the first rejection; one of an earlier run goes.
 * All methods throw SourceError when the file cannot be read or written.
 */
export class Rejections {
  readonly path: string;
  #count = 0;
  #byType = new Map<string, number>();
  #bytes = 0;
  #buffer = '';
  #file: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get count(): number {
    return this.#count;
  }

  get byType(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#byType);
  }

  /** Begins anew. */
  async clear(): Promise<void> {
    await this.close();
    this.#count = 0;
    this.#byType = new Map();
    this.#bytes = 0;
    await this.#orSay(() => rm(this.path, { force: true }));
  }

  /** Goes on behind what is known; what came after it is cut off. False when that much is not there. */
  async resume({ count, byType, bytes }: RejectionsState): Promise<boolean> {
    if (bytes === 0) {
      await this.clear();
      return true;
    }
    return this.#orSay(async () => {
      const file = await open(this.path, 'r+').catch(error =>
        error.code === 'ENOENT' ? undefined : Promise.reject(error),
      );
      if (file === undefined || (await file.stat()).size < bytes) {
        await file?.close();
        return false;
      }
      await file.truncate(bytes);
      await file.close();
      this.#file = await open(this.path, 'a');
      [this.#count, this.#byType, this.#bytes] = [count, new Map(Object.entries(byType)), bytes];
      return true;
    });
  }

  async add({ file, line, resource, path, reason }: Rejection): Promise<void> {
    this.#count += 1;
    const type = /^[A-Z][A-Za-z]*(?=[/.])/.exec(resource ?? path ?? '')?.[0];
    if (type !== undefined) this.#byType.set(type, (this.#byType.get(type) ?? 0) + 1);
    this.#buffer += `${JSON.stringify({ file, line, resource, path, reason })}\n`;
    // At once for the first, so that a file that cannot be written is known early.
    if (this.#file === undefined || this.#buffer.length >= bufferChars) await this.#flush();
  }

  /** Makes durable what was added. */
  async sync(): Promise<RejectionsState> {
    if (this.#buffer !== '') await this.#flush();
    await this.#orSay(async () => this.#file?.datasync());
    return { count: this.#count, byType: this.byType, bytes: this.#bytes };
  }

  async close(): Promise<void> {
    try {
      if (this.#buffer !== '') await this.#flush();
    } finally {
      await this.#file?.close();
      this.#file = undefined;
    }
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#buffer);
    this.#buffer = '';
    await this.#orSay(async () => {
      this.#file ??= await open(this.path, 'a');
      await this.#file.appendFile(bytes);
    });
    this.#bytes += bytes.length;
  }

  async #orSay<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      const { code, message } = asError(error) as NodeJS.ErrnoException;
      throw new SourceError(`${this.path} cannot be written (${code ?? message})`);
    }
  }
}
