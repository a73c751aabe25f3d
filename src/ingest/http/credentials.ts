import type { HttpClient } from './client.ts';
import { SmartCredentials, type SmartSettings } from './smart.ts';

/** How a FHIR server is told who asks. */
export type CredentialSettings =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | ({ readonly kind: 'smart' } & SmartSettings);

export interface Credentials {
  /** The value of `Authorization`. @throws Transient, SourceError when none can be had */
  header(): Promise<string>;
  /** Told that a value was refused. Whether the next may be another one. */
  renew(refused: string): boolean;
}

export function openCredentials(settings: CredentialSettings, client: HttpClient): Credentials {
  if (settings.kind === 'smart') return new SmartCredentials(settings, client);
  const value =
    settings.kind === 'bearer'
      ? `Bearer ${settings.token}`
      : `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString('base64')}`;
  return { header: async () => value, renew: () => false };
}
