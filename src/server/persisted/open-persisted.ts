import type { GraphQLSchema } from 'graphql';
import type { Config } from '../../config.ts';
import { AutomaticQueries } from './automatic.ts';
import { Documents } from './documents.ts';
import { PersistedOperations, type PersistedOptions } from './persisted.ts';
import { loadRegistered } from './registering.ts';

/**
 * What the configuration registers, and what Apollo has to know of it.
 *
 * @param another a further folder of manifests
 * @throws ConfigError
 */
export function openPersisted(
  config: Pick<Config, 'persisted' | 'limits'>,
  schema: GraphQLSchema,
  surroundings: Pick<PersistedOptions, 'logger' | 'metrics'>,
  another?: string,
) {
  const { mode } = config.persisted;
  const registered = loadRegistered(config, schema, surroundings.logger, another);
  const automatic = new AutomaticQueries();
  return {
    registered,
    persisted: new PersistedOperations({ mode, registered, automatic, ...surroundings }),
    documents: new Documents(registered),
    // Nobody may register anything else: not even what came so far would be kept.
    automatic: mode === 'off' || mode === 'log' ? automatic : undefined,
  };
}
