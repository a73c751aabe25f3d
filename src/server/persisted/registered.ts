import { hash } from 'node:crypto';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { PartnerTerms } from '../../graphql/context.ts';

/** An operation that was registered before the gateway started; its document is valid. */
export interface RegisteredOperation {
  /** The first of its ids, without `sha256:`. */
  readonly id: string;
  /** SHA-256 of the text; see `sha256`. */
  readonly hash: string;
  readonly name: string | undefined;
  readonly type: OperationDefinitionNode['operation'];
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Names of those that it declares. */
  readonly variables: ReadonlySet<string>;
  /** The name of a variable that, with these values, does not belong into a URL. */
  readonly sensitiveIn: (variables: Readonly<Record<string, unknown>>) => string | undefined;
  /** Fields of its answer by estimate, with the defaults of its variables: what a caller gives may make it more. */
  readonly cost: number;
  /** Levels of fields. */
  readonly depth: number;
  /** Without `sha256:`. */
  readonly ids: ReadonlySet<string>;
  /** Names of the manifests that hold it. */
  readonly manifests: ReadonlySet<string>;
}

/** The operations that can be called by id. */
export class RegisteredOperations {
  readonly all: readonly RegisteredOperation[];
  readonly #byId = new Map<string, RegisteredOperation>();
  readonly #byHash = new Map<string, RegisteredOperation>();

  constructor(all: readonly RegisteredOperation[]) {
    this.all = all;
    for (const operation of all) {
      this.#byHash.set(operation.hash, operation);
      for (const id of operation.ids) this.#byId.set(id, operation);
    }
  }

  /** By an id, or by the SHA-256 of the text; with or without `sha256:`. */
  find(id: string): RegisteredOperation | undefined {
    const plain = plainId(id);
    return this.#byId.get(plain) ?? this.#byHash.get(plain);
  }

  /** @param hash see `sha256` */
  withHash(hash: string): RegisteredOperation | undefined {
    return this.#byHash.get(hash);
  }
}

/** Whether the partner may call it: granted by an id, or with a manifest. */
export function isGranted(
  { ids, hash: ofText, manifests }: RegisteredOperation,
  { operations }: PartnerTerms,
): boolean {
  if (operations === undefined) return true;
  const has = (name: string) => operations.has(name) || operations.has(`sha256:${name}`);
  return has(ofText) || ids.values().some(has) || manifests.values().some(name => operations.has(name));
}

/** An id as it is looked up. A hash is the same in both cases, and with its algorithm before it. */
export function plainId(id: string): string {
  const plain = id.startsWith('sha256:') ? id.slice('sha256:'.length) : id;
  return /^[0-9A-F]{64}$/i.test(plain) ? plain.toLowerCase() : plain;
}

/** Hexadecimal, in lower case, as Apollo's protocol has it. */
export function sha256(text: string): string {
  return hash('sha256', text);
}
