import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStore, fillStore, OwnGateway } from '../around/gateway.ts';
import { Redis } from '../around/redis.ts';
import type { CommonOptions } from './options.ts';

/** Partners ask by registered operations. */
const operations = join(import.meta.dirname, '../../../examples/operations');

/** One line to whoever waits. */
export type Say = (line: string) => void;

/** What a command has started and written on its way; all of it is ended and gone when it is disposed of. */
export class Session implements AsyncDisposable {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: Say;
  readonly #stack = new AsyncDisposableStack();

  private constructor(folder: string, signal: AbortSignal, say: Say) {
    this.folder = folder;
    this.signal = signal;
    this.say = say;
    this.#stack.defer(() => rm(folder, { recursive: true, force: true }));
  }

  static async open(signal: AbortSignal, say: Say): Promise<Session> {
    return new Session(await mkdtemp(join(tmpdir(), 'load-')), signal, say);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }

  defer(end: () => unknown): void {
    this.#stack.defer(async () => void (await end()));
  }

  /** @returns the folder of a store with sample data */
  async filledStore({ patients, seed }: Pick<CommonOptions, 'patients' | 'seed'>): Promise<string> {
    this.say(`writing sample data of ${patients} patients`);
    const store = join(this.folder, 'store');
    await fillStore(store, { patients, seed }, this.folder);
    return store;
  }

  /** @returns the folder of a store that is the same as the other */
  async copyOf(store: string, name: string): Promise<string> {
    const copy = join(this.folder, name);
    await copyStore(store, copy);
    return copy;
  }

  async redis(): Promise<Redis> {
    const redis = await Redis.start(this.folder);
    this.defer(() => redis.end());
    return redis;
  }

  /** @param env wins over what this process was given, which wins over what a load test wants */
  async gateway(
    store: string,
    { tenants, workers }: Pick<CommonOptions, 'tenants' | 'workers'>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<OwnGateway> {
    const {
      PERSISTED_OPERATIONS = operations,
      MAX_WARM_TENANTS = `${Math.max(100, tenants)}`,
      MAX_TENANTS = `${Math.max(1_000, tenants)}`,
    } = process.env;
    const gateway = await OwnGateway.start({
      ...{ store, folder: this.folder },
      env: { PERSISTED_OPERATIONS, MAX_WARM_TENANTS, MAX_TENANTS, WORKERS: `${workers}`, ...env },
    });
    this.defer(() => gateway.end());
    return gateway;
  }
}
