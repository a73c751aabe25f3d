import { toIso } from '../core/clock.ts';
import type { KeyEntry, PartnerEntry, PartnersDocument } from '../server/auth/partners-file.ts';
import { CommandError } from './failure.ts';
import { stateOf } from './partners-words.ts';

/** @throws CommandError when there is one of that id */
export function addPartner({ partners }: PartnersDocument, entry: PartnerEntry): void {
  if (partners.some(({ id }) => id === entry.id)) {
    throw new CommandError(
      `There is a partner ${entry.id} already; partners rotate ${entry.id} gives it another key.`,
    );
  }
  partners.push(entry);
}

/**
 * Adds a key. Those that work `now` (as all times here in milliseconds) do so until the grace is over, if not shorter.
 * @returns these
 * @throws CommandError
 */
export function rotateKeys(
  document: PartnersDocument,
  id: string,
  { entry, graceMs, now }: { readonly entry: KeyEntry; readonly graceMs: number; readonly now: number },
): readonly KeyEntry[] {
  const { keys } = findPartner(document, id);
  const active = keys.filter(key => stateOf(key, now) === 'active');
  for (const key of active) {
    const end = now + graceMs;
    if (key.expires === undefined || Date.parse(key.expires) > end) key.expires = toIso(end);
  }
  keys.push(entry);
  return active;
}

/**
 * Ends keys for good.
 * @param only the id of the only one that is meant; undefined: all
 * @returns those that were not revoked before
 * @throws CommandError
 */
export function revokeKeys(
  document: PartnersDocument,
  id: string,
  only: string | undefined,
  now: number,
): readonly KeyEntry[] {
  const meant = findPartner(document, id).keys.filter(key => only === undefined || key.id === only);
  if (only !== undefined && meant.length === 0) {
    throw new CommandError(`Partner ${id} has no key of that id; partners list tells which it has.`);
  }
  const open = meant.filter(key => key.revoked === undefined);
  for (const key of open) key.revoked = toIso(now);
  return open;
}

function findPartner({ partners }: PartnersDocument, id: string): PartnerEntry {
  const found = partners.find(partner => partner.id === id);
  if (found === undefined) throw new CommandError(`There is no partner ${id}.`);
  return found;
}
