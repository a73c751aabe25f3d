import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../../test/support/free-port.ts';
import { findProgram, StartError, Started } from './processes.ts';

export const redisProgram = findProgram('redis-server');

const startSeconds = 15;

/** A Redis that keeps nothing, on a loopback port that stays the same when it is killed and started again. */
export class Redis {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  #process: Started | undefined;

  private constructor(port: number, folder: string) {
    this.#port = port;
    this.#folder = folder;
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** @param folder for its log */
  static async start(folder: string): Promise<Redis> {
    const redis = new Redis(await freePort(), folder);
    await redis.start();
    return redis;
  }

  async start(): Promise<void> {
    if (redisProgram === undefined) throw new StartError('There is no redis-server in the path.');
    const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', this.#folder];
    const log = join(this.#folder, 'redis.log');
    this.#process = new Started('redis-server', [redisProgram, '--port', `${this.#port}`, ...options], {
      log,
    });
    await this.#process.until(() => accepts(this.#port), startSeconds);
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.#process?.end(signal);
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
