import type { FastifyInstance, FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import type { Overview } from './overview.ts';

/** `GET /health`, `/metrics` and `/stats`, for whoever runs the gateway; they answer whatever its state. */
export function registerOperators(app: FastifyInstance, overview: () => Overview): void {
  app.get('/health', () => overview().health());
  app.get('/stats', () => overview().stats());
  app.get('/metrics', async (_, reply) => {
    const text = await overview()
      .metrics()
      .catch(() => undefined);
    // Prometheus takes it for a scrape that failed, which it was, and asks again.
    if (text === undefined) return reply.code(503).type('text/plain').send('# These cannot be had now.\n');
    return reply.header('content-type', Registry.PROMETHEUS_CONTENT_TYPE).send(text);
  });
}

/**
 * Probes for whoever balances load or starts processes anew: `/health/live` and `/health/ready`, with their aliases.
 *
 * @param notReady in words, why no requests are taken; undefined when they are
 */
export function registerProbes(app: FastifyInstance, notReady: () => Promise<string | undefined>): void {
  const live = async () => ({ status: 'ok' });
  const ready = async (_: unknown, reply: FastifyReply) => {
    const reason = await notReady();
    if (reason === undefined) return { status: 'ready' };
    return reply.code(503).header('retry-after', '5').send({ status: 'not ready', reason });
  };
  app.get('/health/live', live);
  app.get('/hello', live);
  app.get('/health/ready', ready);
  app.get('/all-good', ready);
}
