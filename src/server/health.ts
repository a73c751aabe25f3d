import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { Performance } from '../metrics/performance.ts';
import type { CacheReport } from '../services/cache-report.ts';
import { shortage } from '../tenants/resources.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { Admission } from './admission.ts';
import type { Audit } from './audit/audit.ts';
import type { PartnersStatus } from './auth/partners.ts';

export interface HealthOptions {
  readonly admission: Admission;
  /** Resolves when the store answers. */
  readonly pingStore: () => Promise<void>;
  /** How the parts of the store answer; undefined where it is one piece. */
  readonly diagnoseStore: () => Promise<Readonly<Record<string, unknown>> | undefined>;
  readonly tenants: Tenants;
  readonly metrics: Metrics;
  readonly performance: Performance;
  readonly reportCaches: () => CacheReport;
  /** Undefined where there are no partners. */
  readonly reportPartners: () => PartnersStatus | undefined;
  readonly audit: Audit | undefined;
}

/** Routes for whoever runs the gateway; they answer whatever its state. */
export function registerHealth(app: FastifyInstance, options: HealthOptions): void {
  const { admission, pingStore, diagnoseStore, tenants, metrics, performance, reportCaches, audit } = options;

  const storeAnswers = (): Promise<boolean> =>
    pingStore().then(
      () => true,
      () => false,
    );
  const reasonOfStore = (answers: boolean) => (answers ? undefined : 'The store does not answer.');

  /** None where the store does not tell. */
  const activeTenants = () => tenants.active().catch(() => []);

  const live = async () => ({ status: 'ok' });
  const ready = async (_: unknown, reply: FastifyReply) => {
    const reason = admission.reason ?? reasonOfStore(await storeAnswers());
    if (reason === undefined) return { status: 'ready' };
    return reply.code(503).header('retry-after', '5').send({ status: 'not ready', reason });
  };

  app.get('/health/live', live);
  app.get('/hello', live);
  app.get('/health/ready', ready);
  app.get('/all-good', ready);

  app.get('/health', async () => {
    const [answers, services] = await Promise.all([storeAnswers(), diagnoseStore().catch(() => undefined)]);
    const reason = admission.reason ?? reasonOfStore(answers);
    const report = performance.report();
    const states = Object.groupBy(answers ? await activeTenants() : [], tenant => tenant.state);
    const usage = tenants.resources.usage();
    const { mode, bytes, redis, busConfirmed } = reportCaches();
    const shortOf = shortage(usage);
    const partners = options.reportPartners();
    const trouble = audit?.trouble;
    const isWell = report.healthy && shortOf === undefined && partners?.ok !== false && trouble === undefined;
    return {
      status: reason !== undefined ? 'unavailable' : isWell ? 'ok' : 'degraded',
      ...(reason !== undefined && { reason }),
      store: { answers, ...(services && { services }) },
      cache: { mode, bytes, redis, busConfirmed },
      resources: { ...usage, ...(shortOf !== undefined && { shortOf }) },
      performance: report,
      ...(partners && { partners }),
      ...(trouble !== undefined && { audit: { reason: trouble } }),
      tenants: Object.fromEntries(
        Object.entries(states).map(([state, list]) => [state.toLowerCase(), list.length]),
      ),
    };
  });

  app.get('/metrics', async (_, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

/** Paths that answer before the gateway is ready and while it drains. */
export const alwaysAnswered: ReadonlySet<string> = new Set([
  '/health/live',
  '/hello',
  '/health/ready',
  '/all-good',
  '/health',
  '/metrics',
  '/stats',
]);

/** Paths for whose answers nobody has to say who he is. */
export const forAnybody: ReadonlySet<string> = new Set(['/', '/fhir/metadata']);
