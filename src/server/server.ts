import type { Server } from 'node:https';
import { type FastifyInstance, type FastifyServerOptions, fastify } from 'fastify';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/log.ts';
import type { Tracing } from '../core/span.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Audit } from './audit/audit.ts';
import { answerClientErrors, fastifyBounds, registerBounds, serverBounds, tlsBounds } from './bounds.ts';
import { registerCors } from './cors.ts';
import { withPlainDollar } from './fhir.ts';
import { noSchemas } from './no-schemas.ts';
import { registerContext, requestId, sendUnreadable } from './requests.ts';
import { apiHeaders } from './security-headers.ts';
import { followRenewal, readCertificate, secureOptions } from './tls.ts';
import { registerTracing } from './tracing.ts';

export interface ServerOptions {
  readonly config: Pick<Config, 'corsOrigins' | 'tls' | 'warmUpWaitMs'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Undefined when it is off. */
  readonly audit: Audit | undefined;
  /** Undefined where errors are not counted: operators' are nobody's. */
  readonly metrics: Metrics | undefined;
  /** Undefined: nothing is traced. */
  readonly tracing: Tracing | undefined;
}

/**
 * The server without any route: what holds for whatever is asked, also before it is known who asks.
 * @throws ConfigError about the files of TLS
 */
export async function createServer({
  config,
  clock,
  logger,
  audit,
  metrics,
  tracing,
}: ServerOptions): Promise<FastifyInstance> {
  const { tls: files, corsOrigins, warmUpWaitMs } = config;
  const certificate = files && readCertificate(files);
  const headers = await apiHeaders({ tls: certificate !== undefined });
  const options: FastifyServerOptions = {
    logger: false,
    ...noSchemas,
    rewriteUrl: ({ url = '/' }) => withPlainDollar(url),
    routerOptions: { querystringParser: parseSearch },
    genReqId: raw => requestId(raw.headers),
    ...fastifyBounds(warmUpWaitMs),
    // Requests have been drained by then: what is left has not even arrived whole.
    forceCloseConnections: true,
    return503OnClosing: true,
    clientErrorHandler: answerClientErrors(headers),
    frameworkErrors: (_error, _request, reply) => sendUnreadable(reply.headers(headers)),
  };
  const app: FastifyInstance = fastify({
    ...options,
    ...(certificate
      ? { https: { ...serverBounds, ...tlsBounds, ...secureOptions(certificate) } }
      : { http: serverBounds }),
  });
  if (files !== undefined && certificate !== undefined) {
    const stop = followRenewal(app.server as Server, files, certificate, { clock, logger });
    app.addHook('onClose', async () => stop());
  }
  registerContext(app, { logger, audit, metrics });
  registerTracing(app, tracing);
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers);
    done();
  });
  await registerCors(app, corsOrigins);
  registerBounds(app);
  return app;
}

/**
 * As Apollo reads it. Fastify's own parser leaves what is wrongly encoded as it stands: what is looked at before Apollo
 * has its turn would be another document.
 */
function parseSearch(text: string): Record<string, string | string[]> {
  const parsed: Record<string, string | string[]> = Object.create(null);
  if (text === '') return parsed;
  const { searchParams } = new URL(`?${text}`, 'http://localhost');
  for (const name of searchParams.keys()) {
    const values = searchParams.getAll(name);
    parsed[name] = values.length === 1 ? values[0]! : values;
  }
  return parsed;
}
