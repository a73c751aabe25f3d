import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

export interface Rejection {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** The file of what was rejected, a JSON line each. Made at the first rejection; one of an earlier run goes. */
export class Rejections {
  readonly path: string;
  count = 0;
  #stream: WriteStream | undefined;

  constructor(path: string) {
    this.path = path;
  }

  async clear(): Promise<void> {
    await rm(this.path, { force: true });
  }

  async add(rejection: Rejection): Promise<void> {
    this.count += 1;
    this.#stream ??= createWriteStream(this.path);
    if (!this.#stream.write(`${JSON.stringify(rejection)}\n`)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    if (this.#stream === undefined) return;
    this.#stream.end();
    await finished(this.#stream);
  }
}
