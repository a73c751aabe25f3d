import { systemClock } from '../core/clock.ts';
import { say } from './output.ts';
import { revokeKeys } from './partners-edits.ts';
import { editPartners, type FileOption } from './partners-session.ts';

export interface RevokeOptions extends FileOption {
  /** The id of the only key that is meant. */
  readonly key?: string;
}

/** `partners revoke <id>`. */
export async function runRevoke(id: string, { key, ...option }: RevokeOptions): Promise<void> {
  const revoked = await editPartners(option, document => revokeKeys(document, id, key, systemClock.now()));
  for (const entry of revoked)
    say(`Key ${entry.id} of partner ${id} is revoked: gateways refuse it within 2 s`);
  if (revoked.length > 0) return;
  say(key === undefined ? `Partner ${id} has no key that is not revoked` : `Key ${key} was revoked before`);
}
