import { hash, randomBytes } from 'node:crypto';

/**
 * `fgw_<key id>_<secret>`. Neither part can hold a `_`, so there is one way only to read a key; the word in front lets
 * scanners for secrets recognise one that has strayed.
 */
const apiKeyPattern = /^fgw_([a-z0-9]{8,32})_([0-9a-f]{64})$/;
const longestApiKey = 'fgw_'.length + 32 + '_'.length + 64;

export const keyIdPattern = /^[a-z0-9]{8,32}$/;

const keyIdBytes = 6;
const secretBytes = 32;

export interface ApiKey {
  /** Says which key it is; no secret. */
  readonly id: string;
  /** 256 random bits, in hexadecimal. */
  readonly secret: string;
}

export function newApiKey(): ApiKey {
  return { id: randomBytes(keyIdBytes).toString('hex'), secret: randomBytes(secretBytes).toString('hex') };
}

export function writeApiKey({ id, secret }: ApiKey): string {
  return `fgw_${id}_${secret}`;
}

/** Undefined: it is none. */
export function readApiKey(text: string): ApiKey | undefined {
  if (text.length > longestApiKey) return undefined;
  const [, id, secret] = apiKeyPattern.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/**
 * SHA-256 of the secret's text. A slow hash makes guessing dear where secrets come out of people's heads; 256 random bits
 * cannot be guessed at any speed, and a slow hash would be paid for by every request, of whoever sends one.
 */
export function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
