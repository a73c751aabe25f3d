/**
 * Keeps `test/graphql/public-schema.graphql`, the schema that clients rely on: takes over what cannot break them, and stops
 * at what could, unless it is told to accept that.
 *
 *   node scripts/schema-snapshot.ts [--accept]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  buildSchema as buildSchemaOf,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import { buildSchema } from '../src/graphql/schema.ts';

export const snapshotPath = fileURLToPath(new URL('../test/graphql/public-schema.graphql', import.meta.url));

/** The schema as clients see it, in the order of names, without descriptions: those break nobody. */
export function snapshotOf(schema: GraphQLSchema): string {
  const document = parse(printSchema(lexicographicSortSchema(schema)), { noLocation: true });
  const bare = visit(document, {
    enter: node => ('description' in node ? { ...node, description: undefined } : undefined),
  });
  return `# Made by scripts/schema-snapshot.ts: npm run codegen. Do not edit.\n${print(bare)}\n`;
}

/** What could break a client of `before` that meets `after`, in words, in the order of places. */
export async function breakingChanges(before: string, after: string): Promise<readonly string[]> {
  const changes = await diff(buildSchemaOf(before), buildSchemaOf(after));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path = '', message }) => `${path}: ${message}`)
    .sort();
}

if (import.meta.main) {
  const current = snapshotOf(buildSchema());
  const breaking = await breakingChanges(readFileSync(snapshotPath, 'utf8'), current);
  if (breaking.length > 0 && !process.argv.includes('--accept')) {
    process.stderr.write(
      `These changes of the schema can break clients:\n\n${breaking.map(each => `  ${each}\n`).join('')}
Deprecate instead, as docs/schema.md says; or accept them with npm run schema:accept, and say why in the commit.\n`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(snapshotPath, current);
  }
}
