import { systemClock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import { isPartnerScope } from '../server/auth/partner-scope.ts';
import { addPartner } from './partners-edits.ts';
import { editPartners, type FileOption, makeKey } from './partners-session.ts';
import { tellNewKey } from './partners-words.ts';

export interface AddOptions extends FileOption {
  readonly tenants: readonly TenantId[];
  readonly scopes: readonly string[];
  readonly operations: readonly string[];
  readonly name?: string;
  readonly rateLimit?: number;
  /** Milliseconds since 1970. */
  readonly expires?: number;
  readonly json: boolean;
}

/**
 * `partners add <id>`.
 * @param refuse bad usage: what a scope grants is known only when the types are loaded
 */
export async function runAdd(
  id: string,
  { tenants, scopes, operations, name, rateLimit, expires, json, ...option }: AddOptions,
  refuse: (message: string) => never,
): Promise<void> {
  const wrong = scopes.length === 0 ? '' : scopes.find(scope => !isPartnerScope(scope));
  if (wrong !== undefined) {
    refuse(
      `option '--scopes <scopes>': expected scopes that a partner can have (of stored types or the gateway, not of one patient, not narrowed), not ${JSON.stringify(wrong)}`,
    );
  }
  const { entry, apiKey } = makeKey(systemClock.now(), expires);
  await editPartners(option, document =>
    addPartner(document, {
      id,
      ...(name !== undefined && { name }),
      tenants: [...tenants],
      operations: [...operations],
      scopes: [...scopes],
      ...(rateLimit !== undefined && { rateLimit }),
      keys: [entry],
    }),
  );
  tellNewKey({ partner: id, apiKey, entry }, json);
}
