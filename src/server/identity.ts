import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config.ts';
import { GatewayError } from '../core/errors.ts';
import { parseTenantId } from '../core/ids.ts';
import type { Caller } from '../graphql/context.ts';
import { unrestricted } from '../services/permissions.ts';

const defaultTenant = 'demo';

/**
 * Who speaks, for which tenant. Without authentication that is the header `x-tenant-id`, else `demo`.
 * @throws GatewayError BAD_TENANT, FORBIDDEN
 */
export function identify(headers: IncomingHttpHeaders, config: Pick<Config, 'tenantsAllowed'>): Caller {
  const header = headers['x-tenant-id'];
  // Node joins a repeated header with commas, which no tenant id has.
  const tenant = parseTenantId(Array.isArray(header) ? header.join() : (header ?? defaultTenant));
  if (config.tenantsAllowed?.has(tenant) === false) {
    throw new GatewayError('FORBIDDEN', 'This tenant may not use the gateway.');
  }
  return { kind: 'anonymous', tenant, reviewer: null, permissions: unrestricted };
}
