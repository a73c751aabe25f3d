import { HeaderMap } from '@apollo/server';
import { type DocumentNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import type { GatewayContext } from '../../../src/graphql/context.ts';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { startApollo } from '../../../src/server/apollo.ts';
import { Documents } from '../../../src/server/persisted/documents.ts';
import { RegisteredOperations } from '../../../src/server/persisted/registered.ts';
import { registerOperations } from '../../../src/server/persisted/registering.ts';

const schema = buildSchema();
const text = 'query One { tenant { id } }';
const entries = [{ id: 'one', text, name: undefined, type: undefined }];
const { operations } = registerOperations([{ name: 'm', file: 'm.json', entries }], schema);
const registered = new RegisteredOperations(operations);

test('Apollo executes the very document that was read at the start, and parses others once', async () => {
  const executed: DocumentNode[] = [];
  const apollo = await startApollo({
    schema,
    execute: async ({ document }) => {
      executed.push(document);
      return { data: {} };
    },
    logger: silentLogger,
    production: true,
    auth: { mode: 'none' },
    limits: 'enforce',
    metrics: createMetrics(),
    documents: new Documents(registered),
    automatic: undefined,
  });
  const send = (query: string) =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'POST',
        headers: new HeaderMap([['content-type', 'application/json']]),
        search: '',
        body: { query },
      },
      context: async () => ({}) as GatewayContext,
    });
  for (const query of [text, text, `${text} `, `${text} `]) await send(query);
  await apollo.stop();
  expect(executed).toHaveLength(4);
  const [first, second, third, fourth] = executed;
  // Nothing that is parsed is the same object twice, and nothing is validated that is not parsed.
  for (const document of [first, second]) expect(document).toBe(registered.find('one')!.document);
  expect(third).not.toBe(first);
  expect(fourth).toBe(third);
});

test('registered documents stay, however many others there are', async () => {
  const documents = new Documents(registered);
  const { hash, document } = registered.find('one')!;
  for (let place = 0; place < 30; place++) {
    const name = { kind: 'Name', value: 'x'.repeat(2 * 1024 * 1024) };
    await documents.set(`schema:${place}`, {
      ...document,
      definitions: [{ ...document.definitions[0], name }],
    } as DocumentNode);
  }
  expect(await documents.get(`schema:${hash}`)).toBe(document);
  expect([await documents.get('schema:0'), await documents.get('schema:29')]).toMatchObject([undefined, {}]);
});

/** How many of so many documents are still known when all have come. */
async function kept(count: number, textOf: (place: number) => string): Promise<number> {
  const documents = new Documents(registered);
  const names = Array.from({ length: count }, (_, place) => `schema:${place}`);
  for (const [place, name] of names.entries()) await documents.set(name, parse(textOf(place)));
  const found = await Promise.all(names.map(name => documents.get(name)));
  return found.filter(document => document !== undefined).length;
}

// A document holds the text that it was parsed from, and each token of it.
test('what stands in comments takes room too', async () => {
  expect(await kept(300, place => `{ a${place} } # ${'x'.repeat(95_000)}`)).toBeLessThan(165);
  expect(await kept(20, place => `{ a${place} }\n${'#\n'.repeat(45_000)}`)).toBeLessThan(10);
});

test('a thousand usual documents are kept', async () => {
  const textOf = (place: number) => `query Named${place} { patient(id: "1") { id name { family } } }`;
  expect(await kept(1_000, textOf)).toBe(1_000);
});
