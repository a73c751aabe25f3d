import { createPublicKey } from 'node:crypto';
import type { JSONWebKeySet, JWK } from 'jose';
import type { Clock } from '../../core/clock.ts';
import { currentSpan } from '../../core/context.ts';

const timeoutMs = 5_000;
const maxBytes = 256 * 1024;
/** As jose asks of keys of the kind. */
const minRsaBits = 2_048;

/** What an operator may be told in a line of the log. */
class KeySetFault extends Error {}

/**
 * Fetches a JWK Set and checks it. What comes back has the keys that signatures can be checked with, at least one.
 * @throws Error, for `reasonOf`
 */
export async function fetchKeySet(url: string, clock: Clock, closing: AbortSignal): Promise<JSONWebKeySet> {
  const late = new AbortController();
  const cancel = clock.after(timeoutMs, () =>
    late.abort(new KeySetFault(`no answer within ${timeoutMs / 1_000} s`)),
  );
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/jwk-set+json, application/json', ...currentSpan()?.headers },
      // Whoever the issuer sends us to is not the one that was configured.
      redirect: 'manual',
      signal: AbortSignal.any([late.signal, closing]),
    });
    return parse(await readBody(response));
  } finally {
    cancel();
  }
}

/** Why keys could not be fetched; quotes nothing of what was received. */
export function reasonOf(error: unknown): string {
  if (error instanceof KeySetFault) return error.message;
  const { cause, name } = Object(error) as { cause?: { code?: unknown }; name?: unknown };
  return String(cause?.code ?? name);
}

async function readBody({ status, body }: Response): Promise<string> {
  if (status !== 200) {
    await body?.cancel();
    throw new KeySetFault(`an answer with status ${status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new KeySetFault(`an answer of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): JSONWebKeySet {
  const keys = keysIn(text).filter(isUsable);
  // To believe it would refuse everybody; an issuer that has no key any more can be shut out by AUTH_ISSUER alone.
  if (keys.length === 0) throw new KeySetFault('an answer without a usable key');
  return { keys };
}

function keysIn(text: string): readonly unknown[] {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    throw new KeySetFault('an answer that is not JSON');
  }
  const { keys } = Object(set) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new KeySetFault('an answer that is not a JWK Set');
  return keys;
}

/** A public key of a kind that signs. A private one that got into the set is nobody's secret any more. */
function isUsable(key: unknown): key is JWK {
  const { kty, d } = Object(key) as JWK;
  if (d !== undefined || !['RSA', 'EC', 'OKP'].includes(kty as string)) return false;
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as JWK, format: 'jwk' });
    return kty !== 'RSA' || (asymmetricKeyDetails?.modulusLength ?? 0) >= minRsaBits;
  } catch {
    return false;
  }
}
