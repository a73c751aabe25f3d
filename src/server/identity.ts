import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { GatewayError } from '../core/errors.ts';
import { parseTenantId, type TenantId } from '../core/ids.ts';
import type { Caller } from '../graphql/context.ts';
import { unrestricted } from '../services/permissions.ts';
import type { Partner, PartnerKeys } from './auth/partner.ts';
import { invalidToken, unauthenticated } from './auth/refusals.ts';
import type { Tokens } from './auth/tokens.ts';

const defaultTenant = 'demo';

export interface IdentityOptions extends Pick<Config, 'tenantsAllowed'> {
  /** Undefined: requests are not authenticated. */
  readonly tokens: Pick<Tokens, 'callerOf' | 'remembered' | 'holds'> | undefined;
  /** Undefined: there are none. */
  readonly partners: PartnerKeys | undefined;
}

type Request = Pick<IncomingMessage, 'headers' | 'rawHeaders'>;

/**
 * Who speaks, for which tenant: a partner by `x-api-key`, a user by a bearer token. Without authentication that is
 * anybody, for the tenant of the header `x-tenant-id`, else `demo`.
 * @throws GatewayError UNAUTHENTICATED, FORBIDDEN, BAD_TENANT, AUTH_UNAVAILABLE
 */
export async function identify(request: Request, options: IdentityOptions): Promise<Caller> {
  const said = callerOrToken(request, options);
  const caller = typeof said === 'string' ? await options.tokens!.callerOf(said) : said;
  return allowed(caller, request, options);
}

/** The same at once; undefined where a token has to be verified first. */
export function identifyNow(request: Request, options: IdentityOptions): Caller | undefined {
  const said = callerOrToken(request, options);
  const caller = typeof said === 'string' ? options.tokens!.remembered(said) : said;
  return caller && allowed(caller, request, options);
}

/**
 * Whether a request with the very headers by which `identifyNow` has found this caller comes from it as well. A partner is
 * to be found anew: its key may have been revoked.
 *
 * @param now milliseconds since 1970
 */
export function isStill(caller: Caller, { tokens }: IdentityOptions, now: number): boolean {
  return caller.kind === 'user' ? tokens?.holds(caller, now) === true : caller.kind === 'anonymous';
}

function allowed(caller: Caller, request: Request, { tenantsAllowed }: IdentityOptions): Caller {
  if (caller.kind === 'user') {
    const asked = tenantAskedFor(request);
    if (asked !== undefined && asked !== caller.tenant) {
      throw new GatewayError('FORBIDDEN', 'The token is for another tenant than x-tenant-id.');
    }
  }
  if (tenantsAllowed?.has(caller.tenant) === false) {
    throw new GatewayError('FORBIDDEN', 'This tenant may not use the gateway.');
  }
  return caller;
}

/** Who speaks, where no token says so; else the token. */
function callerOrToken(request: Request, { tokens, partners }: IdentityOptions): Caller | string {
  const { authorization } = request.headers;
  const apiKey = request.headers['x-api-key'];
  if (apiKey !== undefined) {
    if (authorization !== undefined) {
      throw unauthenticated('Send an API key or a token: one or the other.');
    }
    refuseRepeated(request, 'x-api-key');
    return partnerCaller(find(partners, String(apiKey)), tenantAskedFor(request));
  }
  if (tokens === undefined) {
    return {
      ...{ kind: 'anonymous', tenant: tenantAskedFor(request) ?? parseTenantId(defaultTenant) },
      ...{ reviewer: null, permissions: unrestricted },
    };
  }
  if (authorization === undefined) {
    throw unauthenticated('Say who you are: with a bearer token, or with an API key in x-api-key.');
  }
  refuseRepeated(request, 'authorization');
  return bearerToken(authorization);
}

function find(partners: PartnerKeys | undefined, apiKey: string): Partner {
  if (partners === undefined) throw unauthenticated('API keys are not accepted here.');
  return partners.find(apiKey);
}

/** Of partners as their file has them, so that each is made once a tenant. */
const partnerCallers = new WeakMap<Partner, Map<TenantId, Caller>>();

function partnerCaller(partner: Partner, asked: TenantId | undefined): Caller {
  const tenant = partnerTenant(partner, asked);
  let callers = partnerCallers.get(partner);
  if (callers === undefined) {
    callers = new Map();
    partnerCallers.set(partner, callers);
  }
  const known = callers.get(tenant);
  if (known !== undefined) return known;
  const made = makePartnerCaller(partner, tenant);
  callers.set(tenant, made);
  return made;
}

function makePartnerCaller({ id, permissions, operations, rateLimit }: Partner, tenant: TenantId): Caller {
  return {
    kind: 'partner',
    tenant,
    reviewer: `partner:${id}`,
    permissions,
    agent: { system: 'partners', name: id },
    partner: { id, operations, rateLimit },
  };
}

function partnerTenant({ tenants }: Partner, asked: TenantId | undefined): TenantId {
  const [only, ...others] = tenants;
  if (asked === undefined && only !== undefined && others.length === 0) return only;
  if (asked === undefined) {
    throw new GatewayError(
      'FORBIDDEN',
      'The API key is for several tenants: the header x-tenant-id must name one.',
    );
  }
  if (!tenants.includes(asked)) throw new GatewayError('FORBIDDEN', 'The API key is not for this tenant.');
  return asked;
}

/**
 * What `x-tenant-id` says; undefined without it. Node joins a repeated header with commas, which no tenant id has.
 * @throws GatewayError BAD_TENANT
 */
function tenantAskedFor({ headers }: Request): TenantId | undefined {
  const header = headers['x-tenant-id'];
  return header === undefined ? undefined : parseTenantId(String(header));
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
function bearerToken(authorization: string): string {
  const [, token] = /^bearer +([^ ]+)$/i.exec(authorization) ?? [];
  if (token === undefined)
    throw invalidToken('The header authorization must be the word Bearer and a token.');
  return token;
}

/** Of some headers that are given twice Node takes the first, where whatever stands before us may take the last. */
function refuseRepeated({ rawHeaders }: Request, name: string): void {
  let times = 0;
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const text = rawHeaders[place]!;
    if (text.length === name.length && text.toLowerCase() === name) times += 1;
  }
  if (times > 1) throw unauthenticated(`The header ${name} is given more than once.`);
}
