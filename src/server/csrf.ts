import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { GatewayError } from '../core/errors.ts';

/**
 * Headers that a page of another site cannot send unless the browser has asked first (a preflight): who sends one is
 * no such page. https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf
 */
export const csrfHeaders = [
  'x-apollo-operation-name',
  'apollo-require-preflight',
  'authorization',
  'x-api-key',
] as const;

/** Whether Apollo's CSRF prevention lets a GET with these headers pass. */
export function isProvenSafe(headers: IncomingHttpHeaders): boolean {
  return csrfHeaders.some(name => (headers[name]?.length ?? 0) > 0);
}

/**
 * Takes away what a browser adds by itself, also to what a page of another site sends: a password for this host that
 * it was once told (Basic, Digest), or the user's login to the network (Negotiate). To be called once it is known who speaks.
 */
export function dropAmbientCredentials(headers: IncomingHttpHeaders): void {
  if (hasAmbientCredentials(headers)) delete headers.authorization;
}

/** Whether there is something of the kind. */
export function hasAmbientCredentials({ authorization }: IncomingHttpHeaders): boolean {
  return authorization !== undefined && !/^bearer /i.test(authorization);
}

/**
 * Keeps pages of other sites from doing things here through somebody's browser; those of trusted origins may. Only
 * browsers send `Origin`.
 *
 * @returns a hook that throws GatewayError FORBIDDEN
 */
export function refuseForeignOrigins(trusted: readonly string[]) {
  return async (request: FastifyRequest): Promise<void> => {
    const { origin } = request.headers;
    if (origin !== undefined && !trusted.includes(origin) && !isOwn(origin, request)) throw foreign();
  };
}

/**
 * The same for a GET, which a page can have sent without `Origin`: a link to here, or an image. Browsers tell of it
 * in another way; an address typed in is `none`.
 *
 * @returns a hook that throws GatewayError FORBIDDEN
 */
export function refuseForeignPages(trusted: readonly string[]) {
  const refuseForeignOrigin = refuseForeignOrigins(trusted);
  return async (request: FastifyRequest): Promise<void> => {
    await refuseForeignOrigin(request);
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (origin !== undefined && trusted.includes(origin)) return;
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign();
  };
}

/** Before a proxy that does TLS this process does not know the scheme that browsers see. */
function isOwn(origin: string, { headers, protocol }: FastifyRequest): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, protocol: scheme } = new URL(origin);
  return host === headers.host && (protocol !== 'https' || scheme === 'https:');
}

function foreign(): GatewayError {
  return new GatewayError('FORBIDDEN', 'Pages of other origins may not do this.');
}
