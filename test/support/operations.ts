import { hash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const sha256 = (text: string) => hash('sha256', text);

/** An operation of a manifest in Apollo's format. */
export function entryOf(body: string, changes: object = {}) {
  const [, type = 'query', name] = /^(query|mutation) (\w+)/.exec(body) ?? [];
  return { id: sha256(body), ...(name && { name }), type, body, ...changes };
}

export function manifestOf(...operations: readonly (string | object)[]) {
  return {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: operations.map(each => (typeof each === 'string' ? entryOf(each) : each)),
  };
}

/** Manifests in a folder of their own, by name. */
export class ManifestFolder implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async with(manifests: Readonly<Record<string, object | string>>): Promise<ManifestFolder> {
    const folder = new ManifestFolder(await mkdtemp(join(tmpdir(), 'manifests-test-')));
    for (const [name, manifest] of Object.entries(manifests)) await folder.write(name, manifest);
    return folder;
  }

  /** As JSON, unless it is text. */
  async write(name: string, manifest: object | string): Promise<string> {
    const file = join(this.path, `${name}.json`);
    await writeFile(file, typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
    return file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}
