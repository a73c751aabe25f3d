import { makeExecutableSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, printSchema } from 'graphql';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { type Encounter, idOf, practitionersOf, type Records } from './records.ts';

interface ListArguments {
  readonly first: number;
  readonly after?: string | null;
  readonly filter?: {
    readonly status?: readonly string[];
    readonly class?: readonly string[];
    readonly practitioner?: readonly string[];
  } | null;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

/**
 * The gateway's schema, type by type, answered from memory: what a general GraphQL server does at best. Resolvers give values and
 * no promises wherever they can, since that is faster, and do only what the benchmarks ask for.
 */
export function peerSchema({ patients, practitioners, encounters, byPractitioner }: Records): GraphQLSchema {
  const list = ({ first, after, filter, orderBy }: ListArguments) => {
    const [practitioner] = filter?.practitioner ?? [];
    const lists = practitioner === undefined ? encounters : byPractitioner.get(practitioner)!;
    const all = orderBy?.direction === 'ASC' ? lists.earliestFirst : lists.latestFirst;
    const found: { cursor: string; node: Encounter }[] = [];
    let place = after == null ? 0 : Number(after) + 1;
    for (; found.length < first && place < all.length; place++) {
      const node = all[place]!;
      if (filter?.status !== undefined && !filter.status.includes(node.status)) continue;
      if (filter?.class !== undefined && !filter.class.includes(node.class.code!)) continue;
      found.push({ cursor: String(place), node });
    }
    const endCursor = found.at(-1)?.cursor ?? null;
    return { edges: found, pageInfo: { endCursor, hasNextPage: place < all.length } };
  };
  return makeExecutableSchema({
    typeDefs: printSchema(buildSchema()),
    resolvers: {
      Query: {
        patient: (_: unknown, { id }: { id: string }) => patients.get(id) ?? null,
        encounters: (_: unknown, args: ListArguments) => list(args),
      },
      Encounter: {
        reviewed: () => false,
        patient: ({ subject }: Encounter) => patients.get(idOf(subject.reference)) ?? null,
        practitioners: (encounter: Encounter) =>
          practitionersOf(encounter).flatMap(id => practitioners.get(id) ?? []),
      },
    },
    resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
  });
}
