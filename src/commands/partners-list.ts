import { systemClock } from '../core/clock.ts';
import type { KeyEntry, PartnerEntry } from '../server/auth/partners-file.ts';
import { say } from './output.ts';
import { type FileOption, readPartners } from './partners-session.ts';
import { inWords, stateOf } from './partners-words.ts';

export interface ListOptions extends FileOption {
  readonly json: boolean;
}

/** `partners list`: never a hash, which is nobody's business. */
export async function runList({ json, ...option }: ListOptions): Promise<void> {
  const { partners } = await readPartners(option);
  const now = systemClock.now();
  if (json)
    say(
      JSON.stringify(
        partners.map(partner => toJson(partner, now)),
        null,
        2,
      ),
    );
  else if (partners.length === 0) say('There are no partners.');
  else for (const partner of partners) for (const line of lines(partner, now)) say(line);
}

function lines({ id, name, keys, ...terms }: PartnerEntry, now: number): string[] {
  const facts = [
    ['tenants', terms.tenants.join(', ')],
    ['operations', terms.operations.join(', ')],
    ['scopes', terms.scopes.join(' ')],
    ...(terms.rateLimit === undefined ? [] : [['rate limit', `${terms.rateLimit} requests a second`]]),
    ...(keys.length === 0
      ? [['keys', 'none']]
      : keys.map((key, place) => [place === 0 ? 'keys' : '', `${key.id}  ${stateInWords(key, now)}`])),
  ];
  return [
    name === undefined ? id : `${id} (${name})`,
    ...facts.map(([what, value]) => `  ${what!.padEnd(10)}  ${value}`),
  ];
}

function stateInWords(key: KeyEntry, now: number): string {
  const state = stateOf(key, now);
  if (state === 'revoked') return `revoked at ${key.revoked}`;
  if (state === 'expired') return `expired at ${key.expires}`;
  if (key.expires === undefined) return 'active';
  return `active, expires ${inWords(Date.parse(key.expires) - now)} (${key.expires})`;
}

function toJson({ name, rateLimit, keys, ...partner }: PartnerEntry, now: number): object {
  return {
    ...partner,
    name: name ?? null,
    rateLimit: rateLimit ?? null,
    keys: keys.map(({ id, created, expires, revoked }) => ({
      id,
      state: stateOf({ id, created, expires, revoked, sha256: '' }, now),
      created,
      expires: expires ?? null,
      revoked: revoked ?? null,
    })),
  };
}
