import { toIso } from '../core/clock.ts';
import type { KeyEntry } from '../server/auth/partners-file.ts';
import { counted, say } from './output.ts';

export type KeyState = 'active' | 'expired' | 'revoked';

export function stateOf({ expires, revoked }: KeyEntry, now: number): KeyState {
  if (revoked !== undefined) return 'revoked';
  return expires !== undefined && Date.parse(expires) <= now ? 'expired' : 'active';
}

/** `in 89 days`: of one unit, rounded. */
export function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const [count, unit]: [number, string] =
    minutes >= 48 * 60
      ? [Math.round(minutes / (24 * 60)), 'day']
      : minutes >= 120
        ? [Math.round(minutes / 60), 'hour']
        : [minutes, 'minute'];
  return `in ${counted(count, unit)}`;
}

export interface NewKey {
  readonly partner: string;
  readonly apiKey: string;
  readonly entry: KeyEntry;
}

/** The key alone goes to standard output, so that it can be passed on unseen. */
export function tellNewKey({ partner, apiKey, entry }: NewKey, json: boolean): void {
  const { id, created, expires = null } = entry;
  say(json ? JSON.stringify({ partner, keyId: id, key: apiKey, created, expires }, null, 2) : apiKey);
  const end = entry.expires === undefined ? '' : ` It expires at ${toIso(Date.parse(entry.expires))}.`;
  hint(`This is key ${id} of partner ${partner}. It is shown only once: only its hash is kept.${end}`);
}

/** For people, beside what a command delivers. */
export function hint(line: string): void {
  process.stderr.write(`${line}\n`);
}
