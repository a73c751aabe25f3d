import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { resourceKey } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { filesSource } from '../../src/ingest/files.ts';
import { type IngestOptions, type IngestSummary, ingest } from '../../src/ingest/ingest.ts';
import { type Rejection, Rejections } from '../../src/ingest/rejections.ts';
import type { Candidate, ReadOptions, Source } from '../../src/ingest/source.ts';
import { type IngestionStatus, readStatus } from '../../src/ingest/status.ts';
import type { MasterWriter, Store } from '../../src/store/port.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { ManualClock } from '../support/clock.ts';

/** An empty store and a folder for sources, both gone afterwards. */
export class Workbench implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly folder: string;
  readonly store: SqliteStore;
  readonly rejectedPath: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.store = new SqliteStore(join(folder, 'store'), this.clock);
    this.rejectedPath = join(folder, 'rejected.ndjson');
  }

  static async open(): Promise<Workbench> {
    return new Workbench(await mkdtemp(join(tmpdir(), 'ingest-test-')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Makes a source file. */
  async file(name: string, content: string | Buffer): Promise<string> {
    await writeFile(this.path(name), content);
    return this.path(name);
  }

  async ingest(source: Source, options: Partial<IngestOptions> = {}): Promise<IngestSummary> {
    return ingest({
      store: this.store,
      source,
      clock: this.clock,
      rejections: new Rejections(this.rejectedPath),
      refresh: false,
      onProgress: () => undefined,
      ...options,
    });
  }

  /** Ingests files and tells what was rejected, as `file:line reason`. */
  async ingestFiles(...paths: string[]): Promise<IngestSummary & { reasons: string[] }> {
    const summary = await this.ingest(await filesSource(paths, Readable.from([]), this.rejectedPath));
    return { ...summary, reasons: await this.reasons() };
  }

  async reasons(): Promise<string[]> {
    const text = await readFile(this.rejectedPath, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Rejection)
      .map(
        ({ file, line, path, reason }) => `${file}:${line} ${path === undefined ? '' : `${path}: `}${reason}`,
      );
  }

  status(): Promise<IngestionStatus | undefined> {
    return readStatus(this.store.system);
  }

  /** The content of master by key; undefined where there is none. */
  async master(...keys: string[]): Promise<(Resource | undefined)[]> {
    const collection = await this.store.openMaster();
    try {
      const found = await collection.get(
        keys.map(key => {
          const [type, id] = key.split('/');
          return resourceKey(type!, id!);
        }),
      );
      return found.map(stored => stored?.resource);
    } finally {
      await collection.close();
    }
  }
}

export function patient(id: string, more: object = {}): Resource {
  return { resourceType: 'Patient', id, ...more };
}

export function encounter(id: string, more: object = {}): Resource {
  return { resourceType: 'Encounter', id, status: 'finished', class: { code: 'AMB' }, ...more };
}

export function lines(...entries: readonly unknown[]): string {
  return entries.map(entry => `${typeof entry === 'string' ? entry : JSON.stringify(entry)}\n`).join('');
}

export function bundle(type: string, ...entry: readonly unknown[]): string {
  return JSON.stringify({ resourceType: 'Bundle', type, entry });
}

/** Everything, without anybody looking. */
export const wholly: ReadOptions = {
  ...{ from: undefined, since: undefined, onProgress: () => undefined },
  signal: new AbortController().signal,
};

/** What a source gives, without positions. */
export async function* candidatesOf(source: Source, options = wholly): AsyncGenerator<Candidate> {
  for await (const item of source.read(options)) if ('content' in item) yield item;
}

/** A source in memory; what `before` throws or waits for happens ahead of each entry. */
export function listSource(
  name: string,
  entries: readonly unknown[],
  before: (place: number) => void | Promise<void> = () => undefined,
): Source {
  return {
    name,
    async *read(): AsyncGenerator<Candidate> {
      for (const [place, json] of entries.entries()) {
        await before(place);
        yield { file: name, line: place + 1, content: { json } };
      }
    },
  };
}

/** The real store, whose writers do some things another way. */
export function withWriter(store: Store, change: (writer: MasterWriter) => Partial<MasterWriter>): Store {
  return wrap(store, {
    replaceMaster: async build => {
      const writer = await store.replaceMaster(build);
      return wrap(writer, change(writer));
    },
  });
}

export function wrap<Target extends object>(target: Target, change: Partial<Target>): Target {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(name in change ? change : target, name);
      return typeof value === 'function' && !(name in change) ? value.bind(target) : value;
    },
  });
}
