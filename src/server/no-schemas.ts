import type { FastifyServerOptions } from 'fastify';

const none = (): never => {
  throw new Error('Routes have no schemas');
};

/**
 * For Fastify: no route has a JSON schema. It would load its compilers of schemas all the same: a hundred modules and
 * 1.5 MB, for every process.
 */
export const noSchemas = {
  schemaController: { compilersFactory: { buildValidator: none, buildSerializer: none } },
} satisfies FastifyServerOptions;
