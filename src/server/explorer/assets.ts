import { fork } from 'node:child_process';
import type { Encoding } from '../encodings.ts';
import type { MadeAsset } from './assets-process.ts';

/** Every file of the explorer's page, and its type. */
export const assetTypes: Readonly<Record<string, string>> = {
  'bar.js': 'text/javascript; charset=utf-8',
  'editors.js': 'text/javascript; charset=utf-8',
  'explorer.css': 'text/css; charset=utf-8',
  'explorer.js': 'text/javascript; charset=utf-8',
  'gateway.js': 'text/javascript; charset=utf-8',
  'graphiql.css': 'text/css; charset=utf-8',
  'graphiql.js': 'text/javascript; charset=utf-8',
  'storage.js': 'text/javascript; charset=utf-8',
  // Monaco's workers, by the labels that it asks for them with.
  'worker-editorWorkerService.js': 'text/javascript; charset=utf-8',
  'worker-graphql.js': 'text/javascript; charset=utf-8',
  'worker-json.js': 'text/javascript; charset=utf-8',
};

export interface Asset {
  readonly type: string;
  /** Strong, of these very bytes. */
  readonly etag: string;
  /** Compressed. */
  readonly body: Buffer;
}

/**
 * The explorer's files, compressed. Nothing of them is in memory before somebody opens the explorer; then 1.8 MB are, for
 * each encoding that is asked for. The 9 MB that they are made of are read and compressed by a process of their own, which ends:
 * a thread would leave 30 MB of memory behind.
 */
export class Assets {
  readonly #made = new Map<Encoding, Promise<ReadonlyMap<string, Asset>>>();

  /** @throws when the package that brings GraphiQL cannot be read; the next call tries again */
  async get(name: string, encoding: Encoding): Promise<Asset | undefined> {
    let made = this.#made.get(encoding);
    if (made === undefined) {
      made = make(encoding);
      this.#made.set(encoding, made);
      made.catch(() => this.#made.delete(encoding));
    }
    return (await made).get(name);
  }
}

async function make(encoding: Encoding): Promise<ReadonlyMap<string, Asset>> {
  const child = fork(new URL('./assets-process.ts', import.meta.url), [encoding], {
    serialization: 'advanced',
    // It has no need of what the gateway knows, passwords among it.
    env: {},
  });
  const made = await new Promise<readonly MadeAsset[]>((resolve, reject) => {
    child.once('message', message => resolve(message as readonly MadeAsset[]));
    child.once('error', reject);
    // Comes behind all messages, which the end of a process need not.
    child.once('disconnect', () => reject(new Error('The files of the explorer could not be made')));
  });
  return new Map(
    made.map(({ name, hash, body }) => [
      name,
      { type: assetTypes[name]!, etag: `"${hash}-${encoding}"`, body: Buffer.from(body) },
    ]),
  );
}
