import { spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A disk of a fixed size, in memory; only root may make one. */
export class SmallDisk {
  readonly path: string;
  readonly #unmount: () => void;

  private constructor(path: string, unmount: () => void) {
    this.path = path;
    this.#unmount = unmount;
  }

  /** Undefined where that is not allowed. */
  static async mount(path: string, megabytes: number): Promise<SmallDisk | undefined> {
    await mkdir(path);
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', path]);
    if (status !== 0) return undefined;
    // Its files may be open yet.
    const unmount = () => void spawnSync('umount', ['-l', path]);
    process.once('exit', unmount);
    return new SmallDisk(path, unmount);
  }

  get #filler(): string {
    return join(this.path, 'filler');
  }

  /** Leaves no room. */
  async fill(): Promise<void> {
    const file = await open(this.#filler, 'w');
    try {
      for (let size = 1024 * 1024; size >= 512; ) {
        const block = Buffer.alloc(size);
        try {
          const { bytesWritten } = await file.write(block);
          if (bytesWritten < size) size /= 2;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          size /= 2;
        }
      }
    } finally {
      await file.close();
    }
  }

  async empty(): Promise<void> {
    await rm(this.#filler, { force: true });
  }

  unmount(): void {
    process.off('exit', this.#unmount);
    this.#unmount();
  }
}
