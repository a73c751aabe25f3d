import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../core/process.ts';
import { CommandError } from './failure.ts';

/** Patient data is for whoever exports it. */
const folderMode = 0o700;
const fileMode = 0o600;

/** `<name>.<process id>-<random>.exporting`: not yet whole, and no name that an ingest would read. */
const unfinished = /[.](\d+)-[0-9a-f]{8}[.]exporting$/;

/** Files that get their names all at the end; until then nothing looks whole. */
export class ExportFolder implements AsyncDisposable {
  readonly path: string;
  readonly #finished: { readonly temporary: string; readonly name: string }[] = [];

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes the folder when it is missing, and removes what a killed export has left in it.
   * @param names the files that will be there
   * @throws CommandError when there is something of that name already that may not be replaced
   */
  static async open(path: string, names: readonly string[], force: boolean): Promise<ExportFolder> {
    await mkdir(path, { recursive: true, mode: folderMode });
    for (const name of names) await expectFree(join(path, name), force);
    for (const name of await readdir(path)) {
      const [, pid] = unfinished.exec(name) ?? [];
      if (pid !== undefined && !isOfOther(Number(pid))) await rm(join(path, name));
    }
    return new ExportFolder(path);
  }

  /** Writes a file, which is on disk when it resolves. */
  async write(name: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
    const temporary = join(this.path, `${name}.${process.pid}-${randomUUID().slice(0, 8)}.exporting`);
    // Before it is made, so that it is removed whatever happens.
    this.#finished.push({ temporary, name: join(this.path, name) });
    await using file = await open(temporary, 'wx', fileMode);
    await fill(file);
    await file.sync();
  }

  async publish(): Promise<void> {
    for (const { temporary, name } of this.#finished) await rename(temporary, name);
    await using folder = await open(this.path, 'r');
    await folder.sync();
  }

  /** Removes what was not published. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const { temporary } of this.#finished) await rm(temporary, { force: true });
  }
}

async function expectFree(path: string, force: boolean): Promise<void> {
  const found = await stat(path).catch(error =>
    error.code === 'ENOENT' ? undefined : Promise.reject(error),
  );
  if (found === undefined || (found.isFile() && (force || found.size === 0))) return;
  throw new CommandError(
    found.isFile() ? `${path} is there already; --force replaces it.` : `${path} is there and is no file.`,
  );
}

/** This process has just begun: a file of its id is of an earlier life of a container. */
function isOfOther(pid: number): boolean {
  return pid !== process.pid && isRunning(pid);
}
