import { type Config, ConfigError, explain } from '../../config.ts';
import type { Surroundings } from '../../core/surroundings.ts';
import { createServer } from '../server.ts';
import type { Overview } from './overview.ts';
import { registerOperators, registerProbes } from './routes.ts';

/** Prometheus, a probe and some people need a few; one that is idle costs some 20 kB and an open file. */
const maxConnections = 200;

export interface OperatorsListener {
  /** Where it listens. */
  readonly url: string;
  /** Ends it at once, whatever is on its way. */
  close(): Promise<void>;
}

export interface OperatorsListenerOptions extends Surroundings {
  readonly config: Pick<Config, 'host' | 'tls'> & { readonly opsPort: number };
  /** Asked for anew with every request. */
  readonly overview: () => Overview;
  readonly notReady: () => Promise<string | undefined>;
}

/**
 * Listens on `OPS_PORT` of `HOST` for operators alone, by TLS where the gateway does: what they are told names tenants.
 * Bounded as the gateway's own listener is.
 *
 * @throws ConfigError when it cannot listen there
 */
export async function listenForOperators(options: OperatorsListenerOptions): Promise<OperatorsListener> {
  const { config, clock, logger, overview, notReady } = options;
  const app = await createServer({
    config: { tls: config.tls, corsOrigins: [], warmUpWaitMs: 0 },
    ...{ clock, logger, audit: undefined, metrics: undefined, tracing: undefined },
  });
  app.server.maxConnections = maxConnections;
  registerProbes(app, notReady);
  registerOperators(app, overview);
  try {
    const url = await app.listen({ host: config.host, port: config.opsPort });
    logger.info({}, `metrics, stats and health are on ${url}`);
    return { url, close: () => app.close() };
  } catch (error) {
    await app.close();
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      explain('OPS_PORT', String(config.opsPort), `a port of HOST that can be listened on (${code})`),
    ]);
  }
}
