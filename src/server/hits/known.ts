import { LRUCache } from 'lru-cache';
import type { Caller } from '../../graphql/context.ts';
import { placeOf, type Question } from '../../services/answers.ts';
import { isGranted, type RegisteredOperation } from '../persisted/registered.ts';

const maxUrls = 10_000;
/** Of all URLs together, with what they mean. */
const maxBytes = 16 * 1024 * 1024;
/** Of one URL: ways to ask for it, which are as many as clients take media types. */
const maxWays = 4;
/** What an entry takes besides its texts, about. */
const overheadBytes = 1_000;

/** What a URL asks for, of a client that takes these media types. It tells nothing of who may ask, nor of any answer. */
class Way {
  readonly operation: RegisteredOperation;
  readonly question: Omit<Question, 'rights'>;
  /** Partners are let ask for less. */
  readonly forPartners: boolean;
  /** Of whom it was asked last. */
  #rights: readonly string[] | undefined;
  #place = '';
  #grants: unknown = this;

  constructor(
    operation: RegisteredOperation,
    { operation: name, variables, accept }: Question,
    forPartners: boolean,
  ) {
    this.operation = operation;
    this.question = { operation: name, variables, accept };
    this.forPartners = forPartners;
  }

  /** Where the answer for these rights lies among those of a tenant. */
  placeFor(rights: readonly string[]): string {
    if (rights !== this.#rights) {
      this.#place = placeOf({ ...this.question, rights });
      this.#rights = rights;
    }
    return this.#place;
  }

  /** Whether the caller may call the operation at all. */
  isFor({ kind, partner }: Caller): boolean {
    if (kind !== 'partner') return !this.forPartners;
    if (!this.forPartners || partner === undefined) return false;
    if (partner.operations !== this.#grants) {
      if (!isGranted(this.operation, partner)) return false;
      this.#grants = partner.operations;
    }
    return true;
  }
}

export type { Way };

/**
 * What URLs of registered operations ask for, as the long way has found out. A URL means the same for as long as the
 * process lives; which tenant is asked, and whether there is an answer, is no part of it.
 */
export class KnownUrls {
  readonly #ways = new LRUCache<string, readonly Way[]>({
    ...{ max: maxUrls, maxSize: maxBytes },
    sizeCalculation: (ways, url) => 2 * url.length + ways.reduce((sum, way) => sum + bytesOf(way), 0),
  });

  /** The ways to ask for it that are known. */
  find(url: string): readonly Way[] | undefined {
    return this.#ways.get(url);
  }

  learn(url: string, operation: RegisteredOperation, question: Question, caller: Caller): void {
    const ways = this.find(url) ?? [];
    if (wayFor(ways, question.accept, caller) !== undefined) return;
    const way = new Way(operation, question, caller.kind === 'partner');
    this.#ways.set(url, [way, ...ways].slice(0, maxWays));
  }
}

/** Of these the one by which the caller, who takes these media types, may ask. */
export function wayFor(ways: readonly Way[], accept: string, caller: Caller): Way | undefined {
  for (const way of ways) if (way.question.accept === accept && way.isFor(caller)) return way;
  return undefined;
}

function bytesOf({ question: { operation, variables, accept } }: Way): number {
  return overheadBytes + 2 * (operation.length + variables.length + accept.length);
}
