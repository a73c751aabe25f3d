import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import type { GraphQLAnswer, TestGateway } from '../support/gateway.ts';
import { manifestOf, sha256 } from '../support/operations.ts';
import { newKey, partnerEntry } from '../support/partners.ts';
import { startPartnersGateway } from '../support/partners-gateway.ts';
import { codesOf, permissionCases, rights } from './permission-cases.ts';

/** The matrix of permissions.test.ts for identities without a token: partners, and anybody where nobody is asked. */
const cases = permissionCases(buildSchema());

const partners = [
  { id: 'reader', scopes: ['system/*.rs'], granted: rights('rs') },
  {
    id: 'reviewer',
    scopes: ['system/Encounter.rus', 'system/Patient.r'],
    granted: [...rights('rus', ['Encounter']), 'Patient.r'],
  },
  {
    id: 'operator',
    scopes: ['gateway/warm-up', 'gateway/cool-down'],
    granted: ['gateway/warm-up', 'gateway/cool-down'],
  },
  {
    id: 'everything',
    scopes: ['system/*.cruds', 'gateway/warm-up', 'gateway/cool-down'],
    granted: [...rights('rus'), 'gateway/warm-up', 'gateway/cool-down'],
  },
].map(partner => ({ ...partner, key: newKey() }));

let gateway: TestGateway;
beforeAll(async () => {
  const documents = [...new Set(cases.map(({ document }) => document))];
  const entries = partners.map(({ id, scopes, key }) =>
    partnerEntry({ id, tenants: ['demo'], operations: ['*'], scopes, keys: [key.entry] }),
  );
  gateway = await startPartnersGateway(entries, { all: manifestOf(...documents) });
});
afterAll(() => gateway.stop());

async function byId(document: string, apiKey: string): Promise<Pick<GraphQLAnswer, 'data' | 'errors'>> {
  const response = await gateway.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({ documentId: `sha256:${sha256(document)}` }),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<GraphQLAnswer>;
  return { data, errors };
}

describe('what each partner may do, and nothing else', () => {
  test.each(partners)('$id', async ({ granted, key }) => {
    for (const { name, document, needs } of cases) {
      const may = needs.every(need => granted.includes(need));
      expect([name, codesOf(await byId(document, key.apiKey))]).toEqual([name, may ? [] : ['FORBIDDEN']]);
      if (may && name === 'Mutation.coolDownTenant') await gateway.warm('demo');
    }
  });
});

test('where nobody is asked who he is, everybody may do everything', async () => {
  for (const { name, document } of cases) {
    expect([name, codesOf(await gateway.query(document))]).toEqual([name, []]);
    if (name === 'Mutation.coolDownTenant') await gateway.warm('demo');
  }
});
