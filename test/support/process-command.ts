import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../..');
export const mainPath = join(root, 'src/main.ts');
export const binPath = join(root, 'bin/fhir-graphql-gateway.js');

export interface Outcome {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What is run instead of `src/main.ts`. */
  readonly script?: string;
  /** The Node that runs it. */
  readonly node?: string;
  /** Piped in, whole; without it standard input is an open pipe. */
  readonly input?: string | Buffer;
}

/** A working directory of its own, in which commands run as real processes; nothing of it stays. */
export class CommandFolder implements AsyncDisposable {
  readonly path: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(path: string) {
    this.path = path;
  }

  static async open(): Promise<CommandFolder> {
    return new CommandFolder(await mkdtemp(join(tmpdir(), 'command-test-')));
  }

  /** Ends what still runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#running) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await rm(this.path, { recursive: true, force: true });
  }

  /** Starts a command; the store is `<folder>/store`, and no variable of the test's own changes what it does. */
  start(args: readonly string[], { env, script = mainPath, node, input }: CommandOptions = {}): ChildProcess {
    const { PATH, NODE_COMPILE_CACHE: compiled } = process.env;
    const child = spawn(node ?? process.execPath, [script, ...args], {
      cwd: this.path,
      env: {
        ...{ PATH, STORE_URL: 'sqlite:store', CONSOLE_DIR: 'off' },
        ...(compiled && { NODE_COMPILE_CACHE: compiled }),
        ...env,
      },
      stdio: 'pipe',
    });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    // A command may end without reading.
    child.stdin.on('error', () => undefined);
    if (input !== undefined) child.stdin.end(input);
    return child;
  }

  /** Runs a command to its end. */
  async run(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
    return outcome(this.start(args, { input: '', ...options }));
  }
}

/** What a command tells of its progress, every five seconds: only where the machine is busy it takes that long. */
const progress = /^(?:[\w-]+: .* \(\d+ %\)|ingest: \d+ resources .*)\n/gm;

export async function outcome(child: ChildProcess): Promise<Outcome> {
  const [[code, signal], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    text(child.stdout!),
    text(child.stderr!),
  ]);
  return { code, signal, stdout, stderr: stderr.replaceAll(progress, '') };
}
