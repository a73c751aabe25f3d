import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import {
  ApolloServerPluginLandingPageLocalDefault,
  ApolloServerPluginLandingPageProductionDefault,
} from '@apollo/server/plugin/landingPage/default';
import { GraphQLError, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { Config } from '../config.ts';
import type { Logger } from '../core/log.ts';
import type { Tracing } from '../core/span.ts';
import type { GatewayContext } from '../graphql/context.ts';
import type { Execute } from '../graphql/executor.ts';
import { refuseCostlyValidation } from '../graphql/limits/before-validation.ts';
import { maxValidationErrors } from '../graphql/limits/errors.ts';
import { parseOptions } from '../graphql/limits/reading.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { csrfHeaders } from './csrf.ts';
import { errorFormat } from './error-format.ts';
import { firstDocument, firstVariables } from './first-document.ts';
import { introspectionByRight } from './introspection.ts';
import { useLimits } from './limits.ts';
import type { AutomaticQueries } from './persisted/automatic.ts';
import type { Documents } from './persisted/documents.ts';
import { usePhases } from './phases.ts';
import { tracePhases } from './tracing.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
  readonly logger: Logger;
  readonly production: boolean;
  readonly auth: Pick<Config['auth'], 'mode'>;
  readonly limits: Config['limits'];
  readonly metrics: Metrics;
  /** Undefined: nothing is traced. */
  readonly tracing?: Tracing | undefined;
  readonly documents: Documents;
  /** Undefined: clients may not register texts on the way. */
  readonly automatic: AutomaticQueries | undefined;
}

/**
 * Apollo parses, validates and speaks GraphQL over HTTP; execution is ours, through Apollo's gateway hook.
 * Batching stays off: batched operations would share one context, and so their loaders.
 */
export async function startApollo(options: ApolloOptions): Promise<ApolloServer<GatewayContext>> {
  const { schema, execute, logger, production, limits, metrics, documents, automatic } = options;
  const apollo = new ApolloServer<GatewayContext>({
    gateway: gatewayOver(schema, execute),
    // In production that depends on who asks: see introspectionByRight.
    introspection: true,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: { requestHeaders: [...csrfHeaders] },
    validationRules: [...validationRules],
    // Apollo hides suggestions anyway: this way nobody has to look for them.
    validationOptions: { maxErrors: maxValidationErrors, hideSuggestions: production },
    parseOptions,
    documentStore: documents,
    persistedQueries: automatic === undefined ? false : { cache: automatic },
    formatError: errorFormat(logger),
    nodeEnv: production ? 'production' : 'development',
    logger: apolloLogger(logger),
    plugins: [
      // It wraps every field: lists would be 3 to 4 times slower.
      ApolloServerPluginCacheControlDisabled(),
      // It would be loaded, with a library for its format, to find that there is nothing for it to do.
      ApolloServerPluginInlineTraceDisabled(),
      landingPage(options),
      usePhases(metrics),
      useLimits({ schema, limits, logger, metrics }),
      ...(production ? [introspectionByRight()] : []),
      ...(options.tracing === undefined ? [] : [tracePhases()]),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Apollo's landing page, as it comes. */
export async function renderLandingPage(apollo: ApolloServer<GatewayContext>): Promise<string> {
  const { body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'GET',
      headers: new HeaderMap([['accept', 'text/html']]),
      search: '',
      body: undefined,
    },
    context: () => Promise.reject(new Error('A landing page needs no context')),
  });
  return body.kind === 'complete' ? body.string : '';
}

type Gateway = NonNullable<ConstructorParameters<typeof ApolloServer<GatewayContext>>[0]['gateway']>;

function gatewayOver(schema: GraphQLSchema, execute: Execute): Gateway {
  let announce: Parameters<Gateway['onSchemaLoadOrUpdate']>[0] = () => {};
  return {
    onSchemaLoadOrUpdate(callback) {
      announce = callback;
      return () => {};
    },
    async load() {
      announce({ apiSchema: schema, coreSupergraphSdl: '' });
      return {
        executor: ({ document, request, context }) =>
          execute({
            document,
            // As it was asked for: Apollo's own is null for a name that the document does not have, and the
            // operation that has another name must not be done instead.
            operationName: request.operationName,
            variables: request.variables,
            context: context as unknown as GatewayContext,
          }),
      };
    },
    async stop() {},
  };
}

/** graphql-js finds out only while executing that a schema has no subscriptions. */
const knownOperationTypes: ValidationRule = context => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`There are no ${node.operation} operations.`, { nodes: node }));
  },
});

/** Beside those of GraphQL's specification. */
export const validationRules: readonly ValidationRule[] = [knownOperationTypes, refuseCostlyValidation];

function landingPage({ production, auth }: Pick<ApolloOptions, 'production' | 'auth'>): ApolloServerPlugin {
  // Only so that Apollo knows which requests are a browser's: what it gets is makeLandingPage's.
  if (production) return ApolloServerPluginLandingPageProductionDefault({ footer: false });
  return ApolloServerPluginLandingPageLocalDefault({
    footer: false,
    document: firstDocument,
    variables: firstVariables,
    headers: auth.mode === 'none' ? { 'x-tenant-id': 'demo' } : { authorization: 'Bearer ' },
    embed: { runTelemetry: false, endpointIsEditable: true },
  });
}

/** Apollo logs text, which may quote a request: it is kept out of the log but at the finest level. */
function apolloLogger(logger: Logger) {
  const log = (level: 'debug' | 'warn' | 'error') => (message?: unknown) =>
    message instanceof Error
      ? logger[level]({ err: message }, 'from Apollo Server')
      : logger.debug({ text: String(message) }, 'from Apollo Server');
  return { debug: log('debug'), info: log('debug'), warn: log('warn'), error: log('error') };
}
