import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/clock.ts';
import { InTurn } from '../../../src/core/in-turn.ts';
import { sampleResources, sampleTypes } from '../../../src/fhir/sample/index.ts';
import type { Resource } from '../../../src/fhir/types.ts';
import { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { ingestInto, listSource } from '../../support/gateway.ts';
import type { CommandFolder } from '../../support/process-command.ts';
import { contentOf } from './files.ts';
import type { Reviewed } from './model.ts';

export const versions = ['a', 'b'] as const;
export type Version = (typeof versions)[number];

/** Every how many-th resource is another in the second version, is missing from the first, or from the second. */
const changedEvery = 5;
const addedEvery = 23;
const goneEvery = 29;

const otherOf = (version: Version): Version => (version === 'a' ? 'b' : 'a');

/** Two versions of one source, each ingested, and what distinguishes them. */
export class Masters {
  readonly #commands: CommandFolder;
  readonly #source: string;
  readonly #lines: Readonly<Record<Version, string>>;
  readonly #hashes: Readonly<Record<Version, string>>;
  /** In both versions. */
  readonly shared: readonly (Reviewed & { readonly changes: boolean })[];
  /** Ingests share the source. */
  readonly #ingests = new InTurn();

  private constructor(
    commands: CommandFolder,
    source: string,
    made: Pick<Masters, 'shared'> & { lines: Record<Version, string>; hashes: Record<Version, string> },
  ) {
    this.#commands = commands;
    this.#source = source;
    this.#lines = made.lines;
    this.#hashes = made.hashes;
    this.shared = made.shared;
  }

  static async make(commands: CommandFolder, patients: number): Promise<Masters> {
    const resources = sampleTypes.flatMap(type => [...sampleResources(type, { patients, seed: 5 })]);
    const kept = (number: number, every: number) => number % every !== every - 1;
    const a = resources.filter((_, number) => kept(number, addedEvery));
    const b = resources.map(changed).filter((_, number) => kept(number, goneEvery));
    const lines = { a: linesOf(a), b: linesOf(b) };
    const shared = resources.flatMap(({ resourceType: type, id }, number) =>
      kept(number, addedEvery) && kept(number, goneEvery) && reviewable.has(type)
        ? [{ type, id, changes: isChanged(number) }]
        : [],
    );
    const source = join(commands.path, 'source');
    await mkdir(source);
    await writeFile(join(source, 'all.ndjson'), lines.a);
    const hashes = { a: '', b: '' };
    for (const [version, list] of [['a', a] as const, ['b', b] as const]) {
      const folder = join(commands.path, version);
      const store = new SqliteStore(folder, systemClock);
      // As the command names the folder, so that this can ingest the next version.
      await ingestInto(store, listSource(list, source), folder, systemClock);
      await store.close();
      hashes[version] = contentOf(join(folder, 'master.db'));
    }
    return new Masters(commands, source, { lines, hashes, shared });
  }

  /** A store's folder that nobody has used yet. */
  async newStore(folder: string): Promise<MasterOf> {
    await mkdir(folder);
    for (const name of ['master.db', 'system.db']) {
      await copyFile(join(this.#commands.path, 'a', name), join(folder, name));
    }
    return new MasterOf(this, folder);
  }

  /** Undefined when it is neither. */
  versionOf(content: string): Version | undefined {
    return versions.find(version => this.#hashes[version] === content);
  }

  /** Puts the file of a version in the place of the one that is there, as an ingest does in the end. */
  async publish(version: Version, folder: string): Promise<void> {
    await copyFile(join(this.#commands.path, version, 'master.db'), join(folder, 'next'));
    await rename(join(folder, 'next'), join(folder, 'master.db'));
  }

  /** The command, from the source as that version has it. */
  ingest(version: Version, folder: string): Promise<void> {
    return this.#ingests.run(async () => {
      await writeFile(join(this.#source, 'all.ndjson'), this.#lines[version]);
      const { code, stderr } = await this.#commands.run(['ingest', this.#source, '--refresh'], {
        env: { STORE_URL: `sqlite:${folder}` },
      });
      if (code !== 0) throw new Error(stderr);
    });
  }
}

/** The master of one store. */
export class MasterOf {
  readonly #masters: Masters;
  readonly #folder: string;
  #current: Version = 'a';
  #coming: Version | undefined;

  constructor(masters: Masters, folder: string) {
    this.#masters = masters;
    this.#folder = folder;
  }

  get current(): Version {
    return this.#current;
  }

  /** Whoever copies now copies one of these. */
  get possible(): Version[] {
    return this.#coming === undefined ? [this.#current] : [this.#current, this.#coming];
  }

  /** `before`: told what comes, before anybody can see it. */
  async change(before: (to: Version) => void, { ingest }: { readonly ingest: boolean }): Promise<void> {
    if (this.#coming !== undefined) return;
    const to = otherOf(this.#current);
    this.#coming = to;
    before(to);
    if (ingest) await this.#masters.ingest(to, this.#folder);
    else await this.#masters.publish(to, this.#folder);
    this.#current = to;
    this.#coming = undefined;
  }
}

const reviewable: ReadonlySet<string> = new Set(['Patient', 'Encounter', 'Practitioner']);

function isChanged(number: number): boolean {
  return number % changedEvery === 0;
}

function changed(resource: Resource, number: number): Resource {
  if (!isChanged(number)) return resource;
  return { ...resource, language: 'de', meta: { versionId: '2', lastUpdated: '2026-01-02T03:04:05Z' } };
}

function linesOf(resources: readonly Resource[]): string {
  return resources.map(resource => `${JSON.stringify(resource)}\n`).join('');
}
