import { systemClock } from '../core/clock.ts';
import { rotateKeys } from './partners-edits.ts';
import { editPartners, type FileOption, makeKey } from './partners-session.ts';
import { hint, tellNewKey } from './partners-words.ts';

const usualGraceMs = 7 * 24 * 60 * 60 * 1000;

export interface RotateOptions extends FileOption {
  /** Milliseconds since 1970. */
  readonly expires?: number;
  /** Milliseconds. */
  readonly grace?: number;
  readonly json: boolean;
}

/** `partners rotate <id>`: another key; those before it end after a while. */
export async function runRotate(
  id: string,
  { expires, grace: graceMs = usualGraceMs, json, ...option }: RotateOptions,
): Promise<void> {
  const now = systemClock.now();
  const { entry, apiKey } = makeKey(now, expires);
  const ending = await editPartners(option, document => rotateKeys(document, id, { entry, graceMs, now }));
  tellNewKey({ partner: id, apiKey, entry }, json);
  for (const key of ending) hint(`Key ${key.id} expires at ${key.expires}.`);
}
