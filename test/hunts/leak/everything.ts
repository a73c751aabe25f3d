import { expect } from 'vitest';
import { definitions } from '../../../src/fhir/registry.ts';
import type { Hunt } from './hunt.ts';
import { versionOf } from './marks.ts';
import { graphqlRequest } from './operation.ts';
import { type HuntTenant, ofType, type World } from './world.ts';

interface Listed {
  readonly id: string;
  readonly meta: { readonly versionId: string };
  readonly reviewed?: boolean;
}

/** Reads all that a tenant has, and compares it with what it was given and with what it has reviewed. */
export async function everythingOf(tenant: HuntTenant, hunt: Hunt, { master }: World): Promise<void> {
  await hunt.warm(tenant);
  const fields = definitions.map(({ type, reviewable }) => {
    const state = reviewable ? '__typename reviewed reviewTime' : '';
    return `${type}: ${type}List { id meta { versionId } ${state} }`;
  });
  const sent = {
    query: `{ ${fields.join(' ')} reviewProgress { resourceType total reviewed } }`,
    variables: {},
  };
  const { answer } = await hunt.ask(
    ({ random }) => ({ kind: 'everything', tenant, request: graphqlRequest(sent, tenant.id, random) }),
    tenant,
  );
  const { data } = JSON.parse(answer.body) as { data: Record<string, readonly Listed[]> };
  // A refresh makes all of it master's, or none.
  const { id: first } = tenant;
  const holders = tenant.loose ? [tenant, master] : [tenant];
  const is = holders.map(({ mark, resources }) =>
    definitions.map(({ type }) =>
      ofType(resources, type)
        .map(({ id }) => `${type}/${id} ${versionOf(mark)}`)
        .sort(),
    ),
  );
  const seen = definitions.map(({ type }) =>
    data[type]!.map(({ id, meta }) => `${type}/${id} ${meta.versionId}`).sort(),
  );
  expect(is, first).toContainEqual(seen);
  const progress = definitions
    .filter(({ reviewable }) => reviewable)
    .map(({ type }) => {
      const all = data[type]!;
      const reviewed = all.filter(resource => resource.reviewed).length;
      return { resourceType: type.toUpperCase(), total: all.length, reviewed };
    });
  expect(data.reviewProgress, first).toEqual(progress);
}
