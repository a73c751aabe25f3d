/**
 * Writes what follows from the official R4 definitions and the stored types: the SDL of `schema/fhir/`, the tables of
 * the checks at ingest, the search parameters and the list of types. The same definitions give the same bytes, so a
 * test can tell whether the files on disk are fresh.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allResourceTypes, loadModel } from './fhir/definitions.ts';
import { renderSchema } from './fhir/sdl.ts';
import { loadSearchParameters, renderSearchParameters } from './fhir/search-parameters.ts';
import { renderFullTable, renderTable } from './fhir/table.ts';
import { loadTypes, renderRegistry } from './fhir/types.ts';
import { ValueSets } from './fhir/value-sets.ts';

const types = await loadTypes();
const reviewable = new Set(
  types.flatMap(({ definition }) => (definition.reviewable ? [definition.type] : [])),
);

const sensitive = new Map(
  types.map(({ definition }) => [definition.type, new Set(['identifier', ...(definition.sensitive ?? [])])]),
);

/** The resource types that the gateway stores and spells out: the folders of `src/fhir/` that define one. */
export const RESOURCE_TYPES: readonly string[] = types.map(({ definition }) => definition.type);

const root = new URL('../', import.meta.url);
const schemaDirectory = 'schema/fhir/';

/** The content of every generated file, by path from the repository's root. */
export function generate(): Map<string, string> {
  const model = loadModel(RESOURCE_TYPES);
  const valueSets = new ValueSets();
  const parameters = loadSearchParameters(RESOURCE_TYPES, model, valueSets);
  const files = new Map([
    ['src/fhir/generated/structure.ts', renderTable(model, valueSets)],
    ['src/fhir/generated/r4.json', renderFullTable(loadModel(allResourceTypes()), valueSets)],
    ['src/fhir/generated/search-parameters.ts', renderSearchParameters(parameters)],
    ['src/fhir/generated/registry.ts', renderRegistry(types)],
  ]);
  for (const [name, content] of renderSchema(model, { parameters, reviewable, sensitive })) {
    files.set(`${schemaDirectory}${name}`, content);
  }
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
