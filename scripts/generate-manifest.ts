/**
 * Writes `examples/operations/manifest.json` from the documents beside it, in Apollo's format: ids are the SHA-256 of the
 * texts. The same documents give the same bytes, so a test can tell whether the file on disk is fresh.
 */
import { hash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, parse, print } from 'graphql';

const folder = fileURLToPath(new URL('../examples/operations/', import.meta.url));
export const manifestPath = `${folder}manifest.json`;

/** The manifest's text. */
export function generateManifest(): string {
  const operations = globSync('*.graphql', { cwd: folder }).sort().map(toOperation);
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;
}

function toOperation(file: string) {
  const document = parse(readFileSync(folder + file, 'utf8'));
  // As clients print documents: without comments.
  const body = print(document);
  const operation = document.definitions.find(node => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.name === undefined) throw new Error(`${file} holds no operation with a name`);
  return { id: hash('sha256', body), name: operation.name.value, type: operation.operation, body };
}

if (import.meta.main) writeFileSync(manifestPath, generateManifest());
