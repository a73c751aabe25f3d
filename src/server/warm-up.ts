import type { FastifyInstance } from 'fastify';
import { toIso } from '../core/clock.ts';
import type { TypeCount } from '../services/workspace.ts';
import { coldError } from '../tenants/errors.ts';
import type { TenantStatus } from '../tenants/status.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { Audit } from './audit/audit.ts';
import { refuseForeignOrigins } from './csrf.ts';
import { badRequest, callerOf } from './requests.ts';
import { runTraced } from './tracing.ts';

/**
 * `POST /warm-up-tenant`: the mutation `warmUpTenant` for clients without GraphQL.
 *
 * @param origins whose pages may do it
 */
export function registerWarmUp(
  app: FastifyInstance,
  tenants: Tenants,
  origins: readonly string[],
  audit: Audit | undefined,
): void {
  app.post('/warm-up-tenant', { onRequest: refuseForeignOrigins(origins) }, async (request, reply) => {
    const { wait, refresh } = readOptions(request.body);
    const { tenant, permissions } = callerOf(request);
    permissions.requireRight('gateway/warm-up');
    const warmUp = runTraced(request, () => tenants.warmUp(tenant, { wait, refresh }));
    const status = await (audit?.execution(request, 'warmUpTenant', warmUp, refresh) ?? warmUp);
    if (status.state === 'COLD') throw coldError(status);
    if (status.state !== 'WARM') reply.code(202).header('retry-after', '1');
    const counts = await tenants.counts(tenant);
    return describe(
      status,
      counts?.filter(({ type }) => permissions.allows('search', type)),
    );
  });
}

/** As the GraphQL type `Tenant`. */
function describe({ id, state, progress, warmSince, coolsAt }: TenantStatus, counts?: readonly TypeCount[]) {
  return {
    id,
    state,
    progress,
    warmSince: warmSince === undefined ? null : toIso(warmSince),
    coolsAt: coolsAt === undefined ? null : toIso(coolsAt),
    counts: counts?.map(({ type, total }) => ({ resourceType: type, total })) ?? null,
  };
}

/** The body is optional: `{ "wait": true, "refresh": false }`. */
function readOptions(body: unknown): { wait: boolean; refresh: boolean } {
  if (body === undefined || body === null) return { wait: true, refresh: false };
  const { wait = true, refresh = false } = Object(body) as { wait?: unknown; refresh?: unknown };
  if (
    typeof body !== 'object' ||
    Array.isArray(body) ||
    typeof wait !== 'boolean' ||
    typeof refresh !== 'boolean'
  ) {
    throw badRequest('The body may hold "wait" and "refresh", each true or false.');
  }
  return { wait, refresh };
}
