import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SignJWT } from 'jose';
import { asError } from '../../core/errors.ts';
import { isRecord } from '../../core/record.ts';
import { SourceError } from '../source.ts';
import type { HttpClient } from './client.ts';
import type { Credentials } from './credentials.ts';

export interface SmartSettings {
  readonly clientId: string;
  /** A private key: PEM, a JWK, or a JWKS whose first private key is taken. RSA, or EC on the curve P-384. */
  readonly keyFile: string;
  /** Which of the client's public keys it belongs to; undefined: as the JWK says. */
  readonly keyId: string | undefined;
  readonly scope: string;
  /** Undefined: as the server's `.well-known/smart-configuration` says. */
  readonly tokenUrl: string | undefined;
}

interface SigningKey {
  readonly key: KeyObject;
  readonly algorithm: 'RS384' | 'ES384';
  readonly id: string | undefined;
}

interface Token {
  readonly header: string;
  /** When another is asked for. */
  readonly endsMs: number;
}

/** An assertion is used at once. */
const assertionSeconds = 240;
/** A token is not used any more so long before it ends: a request may wait that long. */
const marginMs = 30_000;
const maxAnswerBytes = 1024 * 1024;

/** https://hl7.org/fhir/smart-app-launch/backend-services.html */
export class SmartCredentials implements Credentials {
  readonly #settings: SmartSettings;
  readonly #client: HttpClient;
  #token: Token | undefined;
  #asking: Promise<Token> | undefined;
  #means: Promise<{ url: URL; key: SigningKey }> | undefined;

  constructor(settings: SmartSettings, client: HttpClient) {
    this.#settings = settings;
    this.#client = client;
  }

  async header(): Promise<string> {
    if (this.#token === undefined || this.#client.clock.now() >= this.#token.endsMs) {
      // Once, for all who need it meanwhile.
      this.#asking ??= this.#fetch().finally(() => {
        this.#asking = undefined;
      });
      this.#token = await this.#asking;
    }
    return this.#token.header;
  }

  renew(refused: string): boolean {
    if (this.#token?.header === refused) this.#token = undefined;
    return true;
  }

  async #fetch(): Promise<Token> {
    this.#means ??= this.#prepare();
    const { url, key } = await this.#means.catch(error => {
      this.#means = undefined;
      throw error;
    });
    const { json } = await this.#client.json(
      {
        ...{ url, what: 'the token', method: 'POST', anonymous: true, anywhere: true },
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        // Each try with an assertion of its own: servers refuse one that they have seen.
        body: async () =>
          new URLSearchParams({
            grant_type: 'client_credentials',
            scope: this.#settings.scope,
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: await this.#assertion(url, key),
          }).toString(),
      },
      maxAnswerBytes,
    );
    const { access_token: token, expires_in: seconds } = isRecord(json) ? json : {};
    if (typeof token !== 'string' || !/^[\x21-\x7e]{1,16384}$/.test(token)) {
      throw new SourceError('the token: the answer holds none');
    }
    const lastsMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : 300_000;
    // Of a short life half is used, so that it is used at all.
    const endsMs = this.#client.clock.now() + Math.max(lastsMs - marginMs, lastsMs / 2);
    return { header: `Bearer ${token}`, endsMs };
  }

  async #prepare(): Promise<{ url: URL; key: SigningKey }> {
    const key = await readKey(this.#settings);
    return { key, url: await this.#findTokenUrl() };
  }

  async #findTokenUrl(): Promise<URL> {
    const given = this.#settings.tokenUrl;
    if (given !== undefined) return new URL(given);
    const { json } = await this.#client.json(
      {
        ...{ url: this.#client.at('.well-known/smart-configuration'), anonymous: true },
        ...{ what: '.well-known/smart-configuration', headers: { accept: 'application/json' } },
      },
      maxAnswerBytes,
    );
    const told = isRecord(json) ? json.token_endpoint : undefined;
    if (typeof told !== 'string' || !URL.canParse(told)) {
      throw new SourceError(
        '.well-known/smart-configuration names no token_endpoint; give FHIR_SMART_TOKEN_URL',
      );
    }
    return new URL(told);
  }

  async #assertion(url: URL, { key, algorithm, id }: SigningKey): Promise<string> {
    const seconds = Math.floor(this.#client.clock.now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(id !== undefined && { kid: id }) })
      .setIssuer(this.#settings.clientId)
      .setSubject(this.#settings.clientId)
      .setAudience(url.href)
      .setJti(randomUUID())
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + assertionSeconds)
      .sign(key);
  }
}

/** @throws SourceError, which names the file and nothing of its content */
async function readKey({ keyFile, keyId }: SmartSettings): Promise<SigningKey> {
  const text = await readFile(keyFile, 'utf8').catch(error => {
    const { code } = asError(error) as NodeJS.ErrnoException;
    throw new SourceError(`The key file ${keyFile} cannot be read (${code})`);
  });
  const { key, id } = parseKey(text) ?? {};
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = key ?? {};
  const algorithm =
    kind === 'rsa' ? 'RS384' : kind === 'ec' && details?.namedCurve === 'secp384r1' ? 'ES384' : undefined;
  if (key === undefined || algorithm === undefined) {
    throw new SourceError(`${keyFile}: expected a private key, RSA or EC P-384, as PEM, JWK or JWKS`);
  }
  return { key, algorithm, id: keyId ?? id };
}

function parseKey(text: string): { key: KeyObject; id: string | undefined } | undefined {
  try {
    if (!text.trimStart().startsWith('{')) return { key: createPrivateKey(text), id: undefined };
    const json = JSON.parse(text);
    const jwk = Array.isArray(json.keys)
      ? json.keys.find((each: { d?: unknown }) => each.d !== undefined)
      : json;
    return {
      key: createPrivateKey({ key: jwk, format: 'jwk' }),
      id: typeof jwk.kid === 'string' ? jwk.kid : undefined,
    };
  } catch {
    return undefined;
  }
}
