import { HeaderMap } from '@apollo/server';
import { expect, test } from 'vitest';
import type { Logger } from '../../src/core/log.ts';
import type { GatewayContext } from '../../src/graphql/context.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { startApollo } from '../../src/server/apollo.ts';
import { Documents } from '../../src/server/persisted/documents.ts';
import { RegisteredOperations } from '../../src/server/persisted/registered.ts';

test('what goes wrong within Apollo has an id that the log has, and says nothing else', async () => {
  const logged: { fields: { errorId?: string; err?: Error }; message: string }[] = [];
  const keep = (fields: object, message: string) => void logged.push({ fields, message });
  const logger: Logger = { debug: () => undefined, info: keep, warn: keep, error: keep };
  const apollo = await startApollo({
    schema: buildSchema(),
    execute: () => Promise.reject(new Error('a secret')),
    logger,
    production: false,
    auth: { mode: 'none' },
    limits: 'enforce',
    metrics: createMetrics(),
    documents: new Documents(new RegisteredOperations([])),
    automatic: undefined,
  });
  const { status, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([['content-type', 'application/json']]),
      search: '',
      body: { query: '{ tenant { id } }' },
    },
    context: async () => ({}) as GatewayContext,
  });
  await apollo.stop();
  const text = body.kind === 'complete' ? body.string : '';
  const [error] = JSON.parse(text).errors;
  expect([status, error.message, error.extensions.code]).toEqual([
    500,
    'Internal server error.',
    'INTERNAL_SERVER_ERROR',
  ]);
  expect(text).not.toContain('secret');
  const entry = logged.find(({ fields }) => fields.errorId === error.extensions.id);
  expect(entry?.fields.err?.message).toBe('a secret');
});
