import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../test/support/free-port.ts';
import { withChildren } from './proc.ts';
import { StartError, Started } from './processes.ts';

const main = join(import.meta.dirname, '../../../src/main.ts');

const startSeconds = 60;
const ingestSeconds = 600;

/** Of master: as many patients, and what belongs to them (about eight resources each). */
export interface Data {
  readonly patients: number;
  readonly seed: number;
}

/** Writes sample data and ingests it into the store of that folder. @param folder for what is written on the way */
export async function fillStore(store: string, { patients, seed }: Data, folder: string): Promise<void> {
  const data = join(folder, 'sample');
  await run(['sample', '--patients', `${patients}`, '--seed', `${seed}`, '--out', data], store, folder);
  await run(['ingest', data], store, folder);
}

/** The same store again, for a gateway that nobody else has written through. */
export async function copyStore(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true });
}

async function run(args: readonly string[], store: string, folder: string): Promise<void> {
  const log = join(folder, `${args[0]}.log`);
  const command = new Started(args[0]!, [process.execPath, main, ...args], {
    ...{ log, cwd: folder, env: { ...process.env, STORE_URL: `sqlite:${store}` } },
  });
  await command.until(async () => command.ended, ingestSeconds);
  if (command.child.exitCode !== 0)
    throw new StartError(`${args[0]} of the sample data ended with ${command.child.exitCode}.`);
}

export interface GatewayOptions {
  /** Folder of its SQLite files. */
  readonly store: string;
  /** For its log. */
  readonly folder: string;
  /** Beside what this process has been given; these win. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A gateway on a loopback port that stays the same when it is ended and started again. */
export class OwnGateway {
  readonly url: string;
  readonly #options: GatewayOptions;
  readonly #port: number;
  #process: Started | undefined;

  private constructor(port: number, options: GatewayOptions) {
    this.#port = port;
    this.#options = options;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(options: GatewayOptions): Promise<OwnGateway> {
    const gateway = new OwnGateway(await freePort(), options);
    try {
      await gateway.start();
    } catch (error) {
      await gateway.end('SIGKILL');
      throw error;
    }
    return gateway;
  }

  /** Resolves when it is ready. @throws StartError with the last line of its log */
  async start(): Promise<void> {
    const { store, folder, env } = this.#options;
    this.#process = new Started('The gateway', [process.execPath, main, 'serve'], {
      log: join(folder, 'gateway.log'),
      cwd: folder,
      env: {
        LOG_LEVEL: 'warn',
        ...process.env,
        ...env,
        ...{ HOST: '127.0.0.1', PORT: `${this.#port}`, OPS_PORT: '', STORE_URL: `sqlite:${store}` },
      },
    });
    await this.#process.until(async () => (await fetch(`${this.url}/health/ready`)).ok, startSeconds);
  }

  /** The parent's id: with workers, those are its children. */
  get pid(): number {
    return this.#process!.pid;
  }

  /** Ids of the processes that serve: the workers, or the one process itself. */
  get serving(): readonly number[] {
    const children = withChildren([this.pid]).slice(1);
    return children.length === 0 ? [this.pid] : children;
  }

  /** @returns whether it ended by itself in time */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<boolean> {
    return (await this.#process?.end(signal)) ?? true;
  }
}
