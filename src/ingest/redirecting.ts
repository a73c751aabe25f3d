import { isRecord } from '../core/record.ts';
import { referencedKey } from '../fhir/references.ts';

/**
 * Changes references in place, contained resources and extensions included; without recursion, since a hostile source
 * may nest deeply.
 *
 * @param target what a reference becomes; undefined: it stays
 */
export function redirectReferences(
  resource: Readonly<Record<string, unknown>>,
  target: (reference: string) => string | undefined,
): void {
  const open: object[] = [resource];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const inner of Object.values(value)) {
      if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
    const { reference } = value as { reference?: unknown };
    const found = typeof reference === 'string' ? target(reference) : undefined;
    if (found !== undefined) (value as { reference: string }).reference = found;
  }
}

/**
 * The base URL, with a `/` at its end, of the server that an entry's `fullUrl` says its resource is on
 * (https://hl7.org/fhir/R4/bundle.html#references); undefined where it says none, such as `urn:uuid:…`.
 */
export function baseOf(fullUrl: unknown, resource: unknown): string | undefined {
  if (typeof fullUrl !== 'string' || !/^https?:/i.test(fullUrl) || !isRecord(resource)) return undefined;
  const end = `/${resource.resourceType}/${resource.id}`;
  return fullUrl.endsWith(end) ? fullUrl.slice(0, 1 - end.length) : undefined;
}

/** `Type/id`, with its version if it has one, of a reference below that base URL; else undefined. */
export function relativeTo(base: string | undefined, reference: string): string | undefined {
  if (base === undefined || !reference.startsWith(base)) return undefined;
  const rest = reference.slice(base.length);
  return referencedKey({ reference: rest }) === undefined ? undefined : rest;
}
