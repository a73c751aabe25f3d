import { type FileHandle, open, rm } from 'node:fs/promises';
import { asError } from '../core/errors.ts';
import { SourceError } from './source.ts';

/** Written at a time; a source may be one long list of faults. */
const bufferChars = 64 * 1024;

export interface Rejection {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/**
 * The file of what was rejected, a JSON line each. Made at the first rejection; one of an earlier run goes.
 * All methods throw SourceError when the file cannot be written.
 */
export class Rejections {
  readonly path: string;
  count = 0;
  #buffer = '';
  #file: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  async clear(): Promise<void> {
    await this.#orSay(() => rm(this.path, { force: true }));
  }

  async add(rejection: Rejection): Promise<void> {
    this.count += 1;
    this.#buffer += `${JSON.stringify(rejection)}\n`;
    // At once for the first, so that a file that cannot be written is known early.
    if (this.#file === undefined || this.#buffer.length >= bufferChars) await this.#flush();
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
    const text = this.#buffer;
    this.#buffer = '';
    await this.#orSay(async () => {
      this.#file ??= await open(this.path, 'w');
      await this.#file.appendFile(text);
    });
  }

  async #orSay(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      const { code, message } = asError(error) as NodeJS.ErrnoException;
      throw new SourceError(`${this.path} cannot be written (${code ?? message})`);
    }
  }
}
