import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, Kind, visit } from 'graphql';
import type { GatewayContext } from '../graphql/context.ts';
import type { Permissions } from '../services/permissions.ts';

/**
 * Keeps the schema from callers without the right to see it. Not by Apollo's own switch, which is one for all callers:
 * a document is validated once and then known, whoever sends it.
 */
export function introspectionByRight(): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, contextValue }) {
          if (maySeeSchema(document, contextValue.permissions)) return;
          throw new GraphQLError('Introspection needs the scope gateway/introspection.', {
            extensions: {
              // As Apollo's own refusal, which tools know.
              code: 'GRAPHQL_VALIDATION_FAILED',
              validationErrorCode: 'INTROSPECTION_DISABLED',
              http: { status: 400 },
            },
          });
        },
      };
    },
  };
}

/** Whether the document asks for nothing of the schema that the caller may not see. */
export function maySeeSchema(document: DocumentNode, permissions: Permissions): boolean {
  return !asksForSchema(document) || permissions.has('gateway/introspection');
}

const known = new WeakMap<DocumentNode, boolean>();

function asksForSchema(document: DocumentNode): boolean {
  let asks = known.get(document);
  if (asks !== undefined) return asks;
  asks = false;
  visit(document, {
    [Kind.FIELD](node) {
      const { value } = node.name;
      if (value === '__schema' || value === '__type') asks = true;
    },
  });
  known.set(document, asks);
  return asks;
}
