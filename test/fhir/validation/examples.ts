import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Resource } from '../../../src/fhir/types.ts';
import { checkFully } from '../../../src/fhir/validation/full.ts';

const folder = dirname(fileURLToPath(import.meta.resolve('hl7.fhir.r4.examples/package.json')));

/** Names of the files of official examples that begin so; not the indexes that lie beside them. */
export function exampleNames(prefix = ''): string[] {
  return readdirSync(folder).filter(name => /^[A-Z].*\.json$/.test(name) && name.startsWith(prefix));
}

export function readExample(name: string): Resource {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

export function checkFull(value: unknown): string[] {
  return checkFully(value as Resource).map(({ path, reason }) => `${path} ${reason}`);
}
