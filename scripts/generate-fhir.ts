/**
 * Writes what follows from the official R4 definitions: the SDL of `schema/fhir/` and the table of the structural
 * check. The same definitions give the same bytes, so a test can tell whether the files on disk are fresh.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModel } from './fhir/definitions.ts';
import { renderSchema } from './fhir/sdl.ts';
import { renderTable } from './fhir/table.ts';

/** The resource types that the gateway spells out. */
export const RESOURCE_TYPES = ['Patient', 'Encounter', 'Practitioner', 'Organization', 'Location'] as const;

const root = new URL('../', import.meta.url);
const schemaDirectory = 'schema/fhir/';

/** The content of every generated file, by path from the repository's root. */
export function generate(): Map<string, string> {
  const model = loadModel(RESOURCE_TYPES);
  const files = new Map([['src/fhir/generated/structure.ts', renderTable(model)]]);
  for (const [name, content] of renderSchema(model)) files.set(`${schemaDirectory}${name}`, content);
  return files;
}

function write(files: Map<string, string>): void {
  for (const [path, content] of files) {
    const target = fileURLToPath(new URL(path, root));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  // A type taken off the list must not live on as a file.
  for (const name of readdirSync(new URL(schemaDirectory, root))) {
    if (!files.has(schemaDirectory + name)) rmSync(new URL(schemaDirectory + name, root));
  }
}

if (import.meta.main) write(generate());
