import { GatewayError } from '../../core/errors.ts';
import { grantedBy } from '../../services/scopes.ts';

/** False for scopes that are refused (of one patient, narrowed by a query) or grant nothing. */
export function isPartnerScope(scope: string): boolean {
  try {
    return grantedBy([scope]).names.length > 0;
  } catch (error) {
    if (error instanceof GatewayError) return false;
    throw error;
  }
}
