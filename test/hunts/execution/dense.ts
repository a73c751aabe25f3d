import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';

/** What the gateway's schema has little of: places that may not be null, below one another; lists of lists; unions. */
const sdl = /* GraphQL */ `
  directive @flatten on FIELD
  directive @first on FIELD
  directive @singleton on FIELD
  directive @slice(path: String!) on FIELD
  enum Color { RED GREEN }
  scalar Wide
  input Inner { a: Int! = 3, b: [Color!] = [RED], c: Inner, wide: Wide }
  interface Named { id: ID!, name: String!, next: Named, sure: Node! }
  union Any = Node | Leaf
  type Leaf implements Named { id: ID!, name: String!, next: Named, sure: Node!, color: Color, use: String }
  type Node implements Named {
    id: ID!
    name: String!
    use: String
    next: Named
    sure: Node!
    late: Node
    lateSure: Node!
    any: Any
    anySure: Any!
    list: [Node!]!
    lateList: [Node!]
    loose: [Node]
    names: [Named!]!
    grid: [[Int!]!]
    nodes: [[Node!]]!
    color(is: Color! = RED): Color!
    number(of: Int! = 1, inner: Inner = { a: 2 }, list: [Inner!]): Int!
    number2: Int
    ratio: Float!
    flag: Boolean!
    wide(value: Wide): Wide
  }
  type Query { node: Node, nodeSure: Node!, named(id: ID!): Named, all(first: Int! = 2): [Any!]! }
`;

interface Made {
  readonly [name: string]: unknown;
}

/** Every object has all of them, without end. */
function make(id: number): Made {
  const lazy: Record<string, () => unknown> = {
    next: () => make(id + 1),
    sure: () => make(id + 2),
    any: () => make(id + 1),
    anySure: () => make(id + 1),
    list: () => [make(id), make(id + 1)],
    loose: () => [make(id), null, make(id + 1)],
    names: () => [make(id), make(id + 1)],
    nodes: () => [[make(id)], [make(id), make(id + 2)]],
  };
  const made = {
    ...{ id, name: `n${id}`, use: id % 2 ? 'usual' : 'old', number2: id, ratio: id / 2, flag: id % 2 === 0 },
    grid: [[id, 1], [2]],
  };
  return Object.defineProperties(
    made,
    Object.fromEntries(Object.entries(lazy).map(([name, get]) => [name, { get, enumerable: false }])),
  );
}

const typeOf = ({ id }: Made) => (Number(id) % 3 === 2 ? 'Leaf' : 'Node');

export function denseSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: sdl,
    resolvers: {
      Named: { __resolveType: typeOf },
      Any: { __resolveType: typeOf },
      Leaf: { color: async () => 'RED' },
      Node: {
        late: async ({ id }: { id: number }) => make(id + 1),
        lateSure: async ({ id }: { id: number }) => make(id + 3),
        lateList: async ({ id }: { id: number }) => [make(id), Promise.resolve(make(id + 1))],
        color: (_: unknown, { is }: { is: string }) => is,
        number: (_: unknown, args: object) => JSON.stringify(args).length,
        wide: (_: unknown, { value }: { value: unknown }) => value,
      },
      Query: {
        node: () => make(0),
        nodeSure: async () => make(1),
        named: (_: unknown, { id }: { id: string }) => make(id.length),
        all: (_: unknown, { first }: { first: number }) => Array.from({ length: first }, (_, id) => make(id)),
      },
    },
  });
}
