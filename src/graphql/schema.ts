import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { assembleSchema, type TypeResolvers } from './assembly.ts';
import { requireScope } from './directives/requires-scope.ts';
import { requireWarmTenant } from './directives/requires-warm-tenant.ts';
import { applyElementArguments } from './resolvers/elements.ts';
import { resolvers } from './resolvers/index.ts';

const schemaFolder = join(import.meta.dirname, '../../schema');

/** The SDL of schema/, every file below it. */
export function readTypeDefinitions(folder = schemaFolder): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.graphql'))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'));
}

/** The executable schema, with directives put into effect. Build it once per process. */
export function buildSchema(): GraphQLSchema {
  const resolvable = assembleSchema(readTypeDefinitions(), resolvers as readonly TypeResolvers[]);
  const schema = applyElementArguments(resolvable);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      requireWarmTenant(schema, field);
      // Who may not have an answer is told that first.
      requireScope(schema, field);
    }
  }
  return schema;
}
