import { keep, kept } from '../ui/kept';

/** Names of tenants alone: nothing of what they hold is kept. */
const chosenKey = 'console.tenant';
const recentKey = 'console.tenants';
const most = 6;

/** As the gateway has it. */
export const tenantPattern = '[a-z0-9][a-z0-9_\\-]{0,63}';

/** Each tab works on its own tenant. */
export function chosenTenant(): string | undefined {
  return kept('sessionStorage', chosenKey);
}

export function recentTenants(): readonly string[] {
  try {
    const list: unknown = JSON.parse(kept('localStorage', recentKey) ?? '[]');
    if (Array.isArray(list)) return list.filter(one => new RegExp(`^${tenantPattern}$`).test(one));
  } catch {
    // Somebody else has written there.
  }
  return [];
}

export function rememberTenant(tenant: string): void {
  keep('sessionStorage', chosenKey, tenant);
  const list = [tenant, ...recentTenants().filter(one => one !== tenant)];
  keep('localStorage', recentKey, JSON.stringify(list.slice(0, most)));
}
