import { hash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Authentication } from '../../config.ts';
import type { Clock } from '../../core/clock.ts';
import { GatewayError } from '../../core/errors.ts';
import { parseTenantId, type TenantId } from '../../core/ids.ts';
import type { Surroundings } from '../../core/surroundings.ts';
import type { Caller } from '../../graphql/context.ts';
import { grantedBy } from '../../services/scopes.ts';
import { KeySet } from './key-set.ts';
import { invalidToken } from './refusals.ts';

/** Signed with a private key. With a secret one, whoever can check a token could make one. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
const maxLength = 8_192;
const clockSkewSeconds = 30;
const rememberMs = 60_000;
const maxRemembered = 10_000;

/** The compact form, https://www.rfc-editor.org/rfc/rfc7515#section-7.1. */
const compact = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** No control or formatting characters, and nothing that could be taken for a partner. */
const sayableName = /^(?!\s*(?i:partner)\s*:)(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u;

type TokenRules = Extract<Authentication, { mode: 'jwt' }>;

interface Remembered {
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Of the keys that it was verified with. */
  readonly version: number;
}

/** Tells by bearer tokens who sends requests. */
export class Tokens {
  readonly #rules: TokenRules;
  readonly #keys: KeySet;
  readonly #clock: Clock;
  /** By a hash of the token: whoever reads this memory gets none. */
  readonly #remembered = new LRUCache<string, Remembered>({ max: maxRemembered });
  /** The same by whom they told of. */
  readonly #byCaller = new WeakMap<Caller, Remembered>();

  private constructor(rules: TokenRules, keys: KeySet, clock: Clock) {
    this.#rules = rules;
    this.#keys = keys;
    this.#clock = clock;
  }

  /** The issuer's keys are fetched meanwhile. */
  static open(rules: TokenRules, { clock, ...surroundings }: Surroundings): Tokens {
    const keys = new KeySet({ url: rules.jwksUrl, clock, ...surroundings });
    void keys.refresh();
    return new Tokens(rules, keys, clock);
  }

  close(): void {
    this.#keys.close();
  }

  /**
   * @param token a JWT, https://www.rfc-editor.org/rfc/rfc9068 without its `typ`, which many issuers do not set
   * @throws GatewayError UNAUTHENTICATED, AUTH_UNAVAILABLE; FORBIDDEN and BAD_TENANT for a token that holds
   */
  async callerOf(token: string): Promise<Caller> {
    if (token.length > maxLength) throw invalidToken('The token is too long.');
    const name = nameOf(token);
    const { version } = this.#keys;
    const found = this.#find(name);
    if (found !== undefined) return found;
    const claims = await this.#verify(token);
    const caller = this.#read(claims);
    const until = Math.min(this.#clock.now() + rememberMs, claims.exp! * 1_000);
    const remembered = { caller, until, version };
    this.#remembered.set(name, remembered);
    this.#byCaller.set(caller, remembered);
    return caller;
  }

  /** The same at once, of a token that was verified a moment ago. */
  remembered(token: string): Caller | undefined {
    return token.length > maxLength ? undefined : this.#find(nameOf(token));
  }

  /** Whether the token that told of this caller, the very object, would tell of it now as well. @param now as the clock has it */
  holds(caller: Caller, now: number): boolean {
    return this.#isValid(this.#byCaller.get(caller), now);
  }

  #find(name: string): Caller | undefined {
    const found = this.#remembered.get(name);
    return this.#isValid(found) ? found.caller : undefined;
  }

  #isValid(found: Remembered | undefined, now = this.#clock.now()): found is Remembered {
    return found !== undefined && found.version === this.#keys.version && now < found.until;
  }

  async #verify(token: string): Promise<JWTPayload> {
    if (!compact.test(token)) throw invalidToken(notReadable);
    const { issuer, audience } = this.#rules;
    try {
      const { payload } = await jwtVerify(token, header => this.#keys.find(header), {
        ...{ algorithms, issuer, audience, requiredClaims: ['exp'] },
        ...{ clockTolerance: clockSkewSeconds, currentDate: new Date(this.#clock.now()) },
      });
      return payload;
    } catch (error) {
      throw error instanceof errors.JOSEError ? invalidToken(faultOf(error)) : error;
    }
  }

  #read(claims: JWTPayload): Caller {
    const { issuer, tenantClaim } = this.#rules;
    const reviewer = [claims.fhirUser, claims.sub].find(isSayable);
    if (reviewer === undefined) throw invalidToken('The token does not say who sends it.');
    return {
      kind: 'user',
      tenant: tenantOf(claims[tenantClaim]),
      reviewer,
      permissions: grantedBy([...scopesOf(claims.scope), ...scopesOf(claims.scp)]),
      agent: { system: issuer, name: reviewer },
    };
  }
}

function nameOf(token: string): string {
  return hash('sha256', token, 'base64');
}

const notReadable = 'The token cannot be read.';

/** In words that quote nothing of it. */
function faultOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return faultsOfClaims[error.claim] ?? notReadable;
  return faults[error.code] ?? notReadable;
}

const faultsOfClaims: Readonly<Record<string, string>> = {
  exp: 'The token does not say when it expires.',
  nbf: 'The token is not valid yet.',
  iss: 'The token is of another issuer.',
  aud: 'The token was not issued for this gateway.',
};

const faults: Readonly<Record<string, string>> = {
  [errors.JWSSignatureVerificationFailed.code]: 'The signature of the token does not hold.',
  [errors.JOSEAlgNotAllowed.code]: 'The token is signed in a way that is not accepted.',
  [errors.JWKSNoMatchingKey.code]: 'The token is signed with a key that its issuer does not publish.',
  [errors.JWKSMultipleMatchingKeys.code]: 'The token does not say which key it is signed with.',
};

function isSayable(name: unknown): name is string {
  return typeof name === 'string' && sayableName.test(name);
}

function tenantOf(claim: unknown): TenantId {
  const names = Array.isArray(claim) ? claim : [claim];
  if (names.length > 1)
    throw new GatewayError('FORBIDDEN', 'The token names several tenants; tokens name one.');
  const [name] = names;
  if (typeof name !== 'string') throw new GatewayError('FORBIDDEN', 'The token names no tenant.');
  return parseTenantId(name);
}

/** A list, or text with spaces between, https://www.rfc-editor.org/rfc/rfc8693#section-4.2. */
function scopesOf(claim: unknown): readonly string[] {
  const texts = Array.isArray(claim) ? claim : [claim];
  return texts.flatMap(text => (typeof text === 'string' ? text.split(' ') : []));
}
