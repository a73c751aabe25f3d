import { expect } from 'vitest';
import type { TestGateway } from './gateway.ts';

/** All ids of a list in its order, page by page. */
export async function listIds(
  gateway: TestGateway,
  field: string,
  args: { filter?: string; orderBy?: string; pageSize?: number } = {},
) {
  const given = [args.filter && `filter: ${args.filter}`, args.orderBy && `orderBy: ${args.orderBy}`].filter(
    Boolean,
  );
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await gateway.query(
      `query ($after: String) { ${field}(first: ${args.pageSize ?? 500}, after: $after, ${given.join(', ')}) {
        count edges { node { id } } pageInfo { hasNextPage endCursor }
      } }`,
      { variables: { after } },
    );
    expect(errors).toEqual([]);
    const { edges, pageInfo, count } = data[field];
    ids.push(...edges.map((edge: { node: { id: string } }) => edge.node.id));
    ({ endCursor: after, hasNextPage: more } = pageInfo);
    if (!more) expect(count).toBe(ids.length);
  }
  return ids;
}
