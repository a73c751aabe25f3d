import { hash, timingSafeEqual } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { type Clock, toIso } from '../../core/clock.ts';
import { asError } from '../../core/errors.ts';
import type { Surroundings } from '../../core/surroundings.ts';
import { grantedBy } from '../../services/scopes.ts';
import { hashOf, readApiKey } from './api-key.ts';
import type { Partner, PartnerKeys } from './partner.ts';
import { allOperations } from './partner-names.ts';
import { type PartnerEntry, PartnersFileError, parsePartners, readPartnersFile } from './partners-file.ts';
import { unauthenticated } from './refusals.ts';

/** A file written to again within a tick of its file system's clock bears the same time. */
const restlessMs = 2_000;

/** Compared with where there is no key of that id, so that both take equally long. */
const noHash = Buffer.alloc(32);

interface Key {
  readonly hash: Buffer;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly revoked: boolean;
  readonly partner: Partner;
}

/** The file of partners as it is used. */
interface Loaded {
  readonly keys: ReadonlyMap<string, Key>;
  readonly partners: number;
  readonly at: number;
}

export interface PartnersStatus {
  /** False while the file cannot be used as it is; what it said before holds. */
  readonly ok: boolean;
  /** How many there are. */
  readonly partners: number;
  /** When what holds was read. ISO 8601. */
  readonly loadedAt: string;
}

export interface PartnersOptions extends Surroundings {
  readonly path: string;
}

/** The partners of a file, which is followed: whoever owns this calls `look` every now and then. */
export class Partners implements PartnerKeys {
  readonly #options: PartnersOptions;
  #loaded: Loaded;
  /** Of what was read last, in order or not; undefined when it could not be read. */
  #digest: string | undefined;
  /** How the file looked when nothing had been written to it for a while. */
  #settled: string | undefined;
  /** What is wrong with it now. */
  #trouble: string | undefined;
  #looking = false;

  private constructor(options: PartnersOptions, content: Buffer) {
    this.#options = options;
    this.#loaded = load(content, options.clock);
    this.#digest = digestOf(content);
  }

  /** @throws PartnersFileError */
  static async open(options: PartnersOptions): Promise<Partners> {
    return new Partners(options, await readPartnersFile(options.path));
  }

  get status(): PartnersStatus {
    const { partners, at } = this.#loaded;
    return { ok: this.#trouble === undefined, partners, loadedAt: toIso(at) };
  }

  /**
   * The partner whose key this is.
   * @throws GatewayError UNAUTHENTICATED. Whether a key of that id exists is told to those only who have its secret
   */
  find(apiKey: string): Partner {
    const given = readApiKey(apiKey);
    const key = given && this.#loaded.keys.get(given.id);
    const isRight = given && timingSafeEqual(hashOf(given.secret), key?.hash ?? noHash);
    if (key === undefined || !isRight) throw unauthenticated('This API key is not valid.');
    if (key.revoked) throw unauthenticated('This API key was revoked.');
    if (key.expiresAt <= this.#options.clock.now()) throw unauthenticated('This API key has expired.');
    return key.partner;
  }

  /** Takes over what has changed in the file, when that is in order. Never rejects. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#follow();
    } catch (error) {
      this.#digest = undefined;
      this.#settled = undefined;
      this.#refuse(wordsFor(error));
    } finally {
      this.#looking = false;
    }
  }

  async #follow(): Promise<void> {
    const { path, clock, logger } = this.#options;
    // Through symbolic links: a volume of Kubernetes changes by another target.
    const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(path, { bigint: true });
    const look = [dev, ino, size, mtimeNs, ctimeNs].join();
    if (look === this.#settled) return;
    const content = await readPartnersFile(path);
    this.#settled = clock.now() - Number(ctimeMs) > restlessMs ? look : undefined;
    const digest = digestOf(content);
    if (digest === this.#digest) return;
    this.#digest = digest;
    try {
      this.#loaded = load(content, clock);
    } catch (error) {
      this.#trouble = undefined;
      this.#refuse(wordsFor(error));
      return;
    }
    this.#trouble = undefined;
    logger.info({ file: path, partners: this.#loaded.partners }, 'the file of partners has changed');
  }

  /** Told once, however often it is looked at. */
  #refuse(wrong: string): void {
    if (wrong === this.#trouble) return;
    this.#trouble = wrong;
    const { path, logger } = this.#options;
    logger.warn({ file: path, wrong }, 'the file of partners is refused; what it said before holds');
  }
}

function load(content: Buffer, clock: Clock): Loaded {
  const { partners } = parsePartners(content);
  const keys = partners.flatMap(entry => {
    const partner = toPartner(entry);
    return entry.keys.map(({ id, sha256, expires, revoked }): [string, Key] => [
      id,
      {
        hash: Buffer.from(sha256, 'hex'),
        expiresAt: expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires),
        // Whenever that was: the clock of whoever revoked it may be ahead of ours.
        revoked: revoked !== undefined,
        partner,
      },
    ]);
  });
  return { keys: new Map(keys), partners: partners.length, at: clock.now() };
}

function toPartner({ id, tenants, operations, scopes, rateLimit }: PartnerEntry): Partner {
  return Object.freeze({
    id,
    tenants: Object.freeze([...new Set(tenants)]),
    permissions: grantedBy(scopes),
    operations: operations.includes(allOperations) ? undefined : new Set(operations),
    rateLimit,
  });
}

function digestOf(content: Buffer): string {
  return hash('sha256', content, 'base64');
}

function wordsFor(error: unknown): string {
  if (error instanceof PartnersFileError) return error.message;
  const { code, name } = asError(error) as NodeJS.ErrnoException;
  return `expected a file that can be read (${code ?? name})`;
}
