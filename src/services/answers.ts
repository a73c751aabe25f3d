import { type Domain, digest, localKey, permissionScope, type Scope } from '../cache/keys.ts';
import { type ProfileName, shorter } from '../cache/profiles.ts';
import { resourcesOf, type Tag } from '../cache/tags.ts';
import type { ResourceKey, TenantId } from '../core/ids.ts';
import type { Collection } from '../store/port.ts';
import type { Lease } from '../tenants/tenant.ts';
import type { Caching, Step } from './caching.ts';
import type { Footprint } from './footprint.ts';

/** Everything that an answer depends on besides the tenant and its data. */
export interface Question {
  /** The document and which of its operations; see `operationOf`. */
  readonly operation: string;
  /** JSON, as it was sent. */
  readonly variables: string;
  /** The media types that the client takes. */
  readonly accept: string;
  /** What the caller may do, by name. The same callers give the same array. */
  readonly rights: readonly string[];
}

/** A whole answer as it is sent. */
export interface Answer {
  readonly body: string;
  readonly contentType: string;
  /** The operation's name, for the log. */
  readonly operation: string | undefined;
}

/** An answer as it is kept: the same object each time it is found, until it is made anew. */
export interface KeptAnswer extends Answer {
  readonly profile: ProfileName;
  readonly tags: readonly Tag[];
  /** Whether it depends on review states. */
  readonly reviewed: boolean;
}

/** A question that is being answered. */
export interface Asked {
  /** Keeps its answer, if that may be kept. */
  keep(answer: Answer, footprint: Footprint): void;
}

const domain: Domain = 'answer';

/** Operations of which is known what becomes of their answers. */
const maxKnown = 10_000;

/** `unshared`: kept in this process alone. `unkept`: not kept at all. */
type Fate = 'unshared' | 'unkept';

/** Whole answers, found again by their questions. Only for operations that passed every check but those of GraphQL. */
export class Answers {
  readonly #caching: Caching;
  /** By tenant and operation: what is not worth a look-up, or a round trip. No tenant's questions tell on another's. */
  readonly #fates = new Map<string, Fate>();

  constructor(caching: Caching) {
    this.#caching = caching;
  }

  /** Whether there are answers now. */
  get areKept(): boolean {
    return this.#caching.mode === 'on';
  }

  /** Whether there can be an answer at all. */
  mayFind(tenant: TenantId, { operation }: Pick<Question, 'operation'>): boolean {
    if (this.#caching.mode !== 'on') return false;
    return this.#fates.size === 0 || this.#fates.get(fateKey(tenant, operation)) !== 'unkept';
  }

  /**
   * The answer, or how to keep it when it has been made; undefined when answers are not cached now. What is kept was
   * read after this was called.
   */
  async find({ tenant, collection }: Lease, question: Question): Promise<KeptAnswer | Asked | undefined> {
    const cache = this.#caching.mode === 'on' ? this.#caching.cacheOf(tenant, collection) : undefined;
    if (cache === undefined) return undefined;
    const confirmation = await this.#caching.confirm(cache, collection);
    const { operation } = question;
    const scope = scopeOf(question);
    const parts = partsOf(question);
    const shareable = this.#caching.shares && !this.#fates.has(fateKey(tenant, operation));
    const answer = await cache.find<KeptAnswer>({ domain, scope, shareable, bytes }, parts, kept => kept);
    if (answer !== undefined && !(answer.reviewed && confirmation === 'unknown')) return answer;
    const began = cache.begin();
    return {
      keep: (made, footprint) => {
        const { reviewed } = footprint;
        if (footprint.fate !== undefined) this.#learn(fateKey(tenant, operation), footprint.fate);
        if (!footprint.keepable || (reviewed && confirmation === 'unknown')) return;
        // What the bus does not tell, because the writer cannot reach it, must not be served for long.
        const isTold = reviewed && confirmation === 'bus';
        const profile = isTold ? shorter(footprint.profile, 'realtime') : footprint.profile;
        const { tags } = footprint;
        const kept: KeptAnswer = { ...made, profile, tags, reviewed };
        cache.put({ domain, scope, profile, shareable: !reviewed, bytes }, parts, kept, tags, began);
      },
    };
  }

  /**
   * What `find` would find in this process, of an open collection; it counts when it is `given`. Undefined: `find` is to
   * be asked.
   *
   * @param place that of the question, see `placeOf`
   * @param step that has begun when the question had been asked
   */
  findHere(
    tenant: TenantId,
    collection: Collection,
    question: Pick<Question, 'operation'>,
    place: string,
    step: Step,
  ): KeptAnswer | undefined {
    if (!this.mayFind(tenant, question)) return undefined;
    const cache = this.#caching.cacheOf(tenant, collection);
    if (cache === undefined) return undefined;
    const confirmation = this.#caching.confirmNow(cache, collection, step);
    const found = cache.fresh(place, step.now)?.value as KeptAnswer | undefined;
    return found?.reviewed && confirmation === 'unknown' ? undefined : found;
  }

  /** Counts the look-up by which an answer was found here. */
  given(tenant: TenantId, collection: Collection): void {
    this.#caching.cacheOf(tenant, collection)?.hit(domain);
  }

  #learn(key: string, fate: Fate): void {
    if (this.#fates.size >= maxKnown) this.#fates.clear();
    this.#fates.set(key, fate);
  }
}

/** The resources that an answer was made of; see `Footprint`. */
export function resourcesIn({ tags }: KeptAnswer): readonly ResourceKey[] {
  return resourcesOf(tags);
}

/** Where the answer to a question lies among those of a tenant, for `Answers.findHere`. */
export function placeOf(question: Question): string {
  return localKey({ domain, scope: scopeOf(question), parts: partsOf(question) });
}

function partsOf({ operation, variables, accept }: Question): readonly string[] {
  return [operation, variables, accept];
}

function fateKey(tenant: TenantId, operation: string): string {
  return `${tenant} ${operation}`;
}

/** Names a document, as it was sent, with the operation that is asked for. */
export function operationOf(document: string, name: string | null): string {
  return digest(JSON.stringify([document, name]));
}

const scopes = new WeakMap<readonly string[], Scope>();

function scopeOf({ rights }: Question): Scope {
  const known = scopes.get(rights);
  if (known !== undefined) return known;
  const scope = permissionScope({ rights });
  scopes.set(rights, scope);
  return scope;
}

/** With the audit log's words for it. */
const bytesATag = 128;

/** The headers that an answer is sent with, and the audit log's words around it. */
const bytesBeside = 1_300;
/** A text with such a sign takes two bytes for each. */
const wide = /[\u0100-\uffff]/;

/** Bodies that are longer are kept as bytes beside their text, so that they are sent as they lie. */
export const longestText = 4 * 1024;

function bytes({ body, operation = '', tags }: KeptAnswer): number {
  const text = body.length * (wide.test(body) ? 2 : 1);
  const sent = body.length > longestText ? Buffer.byteLength(body) : 0;
  return text + sent + bytesBeside + operation.length + bytesATag * tags.length;
}
