import { parseTenantId } from '../../src/core/ids.ts';
import { hashOf, newApiKey, writeApiKey } from '../../src/server/auth/api-key.ts';
import type { KeyEntry, PartnerEntry } from '../../src/server/auth/partners-file.ts';

/** A partner as it stands in the file. */
export function partnerEntry({
  tenants = ['acme-east', 'acme-west'],
  ...given
}: Partial<Omit<PartnerEntry, 'tenants'>> & { readonly tenants?: readonly string[] } = {}): PartnerEntry {
  return {
    id: 'acme',
    tenants: tenants.map(parseTenantId),
    operations: ['acme'],
    scopes: ['system/*.rs'],
    keys: [],
    ...given,
  };
}

/** A new key: as it stands in the file, and as its partner sends it. */
export function newKey(given: Partial<KeyEntry> = {}): { entry: KeyEntry; apiKey: string } {
  const key = newApiKey();
  const entry = { id: key.id, sha256: hashOf(key.secret).toString('hex'), created: '2026-01-01T00:00:00Z' };
  return { entry: { ...entry, ...given }, apiKey: writeApiKey(key) };
}

export function fileOf(...partners: readonly unknown[]): string {
  return JSON.stringify({ partners });
}
