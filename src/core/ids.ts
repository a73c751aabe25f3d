import { GatewayError } from './errors.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A checked tenant id. It becomes a file or collection name, hence its narrow alphabet. */
export type TenantId = Branded<'TenantId'>;

/** `Type/id` of a stored resource, for example `Patient/123`. */
export type ResourceKey = Branded<'ResourceKey'>;

const tenantIdPattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** https://hl7.org/fhir/R4/datatypes.html#id */
const fhirIdPattern = /^[A-Za-z0-9\-.]{1,64}$/;

/** @throws GatewayError BAD_TENANT; the message does not repeat the input, which may be anything. */
export function parseTenantId(raw: string): TenantId {
  if (!isTenantId(raw)) {
    throw new GatewayError(
      'BAD_TENANT',
      'A tenant id is 1 to 64 characters: lower-case letters, digits, "_" and "-", starting with a letter or digit.',
    );
  }
  return raw;
}

export function isTenantId(raw: string): raw is TenantId {
  return tenantIdPattern.test(raw);
}

/** True for a legal FHIR logical id. */
export function isFhirId(raw: unknown): raw is string {
  return typeof raw === 'string' && fhirIdPattern.test(raw);
}

/** The key of a resource whose type and id were checked already. */
export function resourceKey(type: string, id: string): ResourceKey {
  return `${type}/${id}` as ResourceKey;
}

export function splitKey(key: ResourceKey): { type: string; id: string } {
  const slash = key.indexOf('/');
  return { type: key.slice(0, slash), id: key.slice(slash + 1) };
}
