import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { type IResolvers, MapperKind, mapSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
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
  const schema = makeExecutableSchema({
    typeDefs: readTypeDefinitions(),
    resolvers: resolvers as IResolvers[],
    // An interface's fields are resolved by the types that implement it.
    inheritResolversFromInterfaces: false,
    resolverValidationOptions: { requireResolversForResolveType: 'error' },
  });
  return mapSchema(applyElementArguments(schema), {
    // Who may not have an answer is told that first.
    [MapperKind.OBJECT_FIELD]: field => requireScope(schema, requireWarmTenant(schema, field)),
  });
}
