import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { freePort } from './free-port.ts';

export type Claims = Readonly<Record<string, unknown>>;

interface Pair {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  /** As it is published. */
  readonly jwk: JWK & { readonly kid: string };
}

/** An issuer of tokens that publishes its keys over HTTP on a loopback port, which stays the same while it is away. */
export class Issuer {
  /** The `iss` of its tokens. */
  readonly name = 'https://issuer.example';
  readonly audience = 'fhir-gateway';
  /** How often its keys were asked for while it was there. */
  fetches = 0;
  /** What it publishes, whether it signs with it or not. */
  keys: JWK[] = [];
  /** Signs tokens. */
  current!: Pair;
  readonly #clock: Clock;
  #server: Server | undefined;
  #port = 0;
  #answer: RequestListener | undefined;
  #made = 0;

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param clock by which its tokens are issued and expire */
  static async start(clock: Clock = systemClock): Promise<Issuer> {
    const issuer = new Issuer(clock);
    issuer.#port = await freePort();
    await issuer.rotate();
    await issuer.comeBack();
    return issuer;
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${this.#port}/jwks`;
  }

  /** For a gateway that believes it. */
  get env(): Record<string, string> {
    return {
      AUTH_MODE: 'jwt',
      AUTH_ISSUER: this.name,
      AUTH_AUDIENCE: this.audience,
      AUTH_JWKS_URL: this.jwksUrl,
    };
  }

  /** A token that lasts 10 minutes and may do everything for tenant `demo`. What is undefined is left out. */
  async token(claims: Claims = {}, header: Claims = {}): Promise<string> {
    const { alg, privateKey, jwk } = this.current;
    const seconds = Math.floor(this.#clock.now() / 1_000);
    const payload = {
      ...{ iss: this.name, aud: this.audience, sub: 'dr-jones', tenant: 'demo' },
      ...{ iat: seconds, exp: seconds + 600 },
      scope: 'user/*.cruds gateway/warm-up gateway/cool-down gateway/introspection',
      ...claims,
    };
    return new SignJWT(payload).setProtectedHeader({ alg, kid: jwk.kid, ...header }).sign(privateKey, {
      // Tests make up extensions.
      crit: { 'https://example.org/extension': true },
    });
  }

  /** `authorization` with such a token. */
  async headers(claims?: Claims): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await this.token(claims)}` };
  }

  /** Signs with a new key from now on, and publishes that one alone. */
  async rotate(alg = 'ES256'): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: `key-${++this.#made}`, alg, use: 'sig' };
    this.current = { alg, privateKey, jwk };
    this.keys = [jwk];
  }

  /** Answers in another way than with its keys, or, with undefined, as ever. */
  answerWith(answer: RequestListener | undefined): void {
    this.#answer = answer;
  }

  /** Takes no connections until it comes back. */
  async goDown(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, response) => {
      this.fetches++;
      if (this.#answer !== undefined) return this.#answer(request, response);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: this.keys }));
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as { port: number }).port;
    this.#server = server;
  }
}
