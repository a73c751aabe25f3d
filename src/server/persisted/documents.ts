import type { DocumentNode, Token } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RegisteredOperations } from './registered.ts';

/** As Apollo's own. */
const maxBytes = 30 * 1024 * 1024;
const hashLength = 64;
/** A token holds its neighbours, and the parser counts no comments. */
const tokenBytes = 120;

/**
 * Documents that were parsed and validated, for Apollo, which asks by a name that ends in the SHA-256 of the text: the
 * registered ones for ever, of others those used last. Documents are the same for every tenant, and tell nobody anything:
 * to find one its text must be sent.
 */
export class Documents {
  readonly #registered: RegisteredOperations;
  readonly #others = new LRUCache<string, DocumentNode>({
    maxSize: maxBytes,
    sizeCalculation: bytesOf,
    dispose: (document, name) => this.#forgetText(document, name),
  });
  /** By text, which a document holds anyway: to look one up by it takes no hash. */
  readonly #names = new Map<string, string>();

  constructor(registered: RegisteredOperations) {
    this.#registered = registered;
  }

  async get(name: string): Promise<DocumentNode | undefined> {
    return this.#registered.withHash(name.slice(-hashLength))?.document ?? this.#others.get(name);
  }

  /** The document of a text, if it was parsed and validated; of those that are not registered. */
  withText(text: string): DocumentNode | undefined {
    const name = this.#names.get(text);
    return name === undefined ? undefined : this.#others.get(name);
  }

  async set(name: string, document: DocumentNode): Promise<void> {
    this.#others.set(name, document);
    if (this.#others.has(name)) this.#names.set(textOf(document), name);
  }

  async delete(name: string): Promise<boolean> {
    return this.#others.delete(name);
  }

  #forgetText(document: DocumentNode, name: string): void {
    const text = textOf(document);
    if (this.#names.get(text) === name) this.#names.delete(text);
  }
}

function textOf(document: DocumentNode): string {
  return document.loc!.source.body;
}

/** With what a document holds on to beside its nodes: its text, and every token of it, comments too. */
function bytesOf(document: DocumentNode): number {
  const { source, startToken } = document.loc!;
  let tokens = 0;
  for (let token: Token | null = startToken; token !== null; token = token.next) tokens += 1;
  return Buffer.byteLength(JSON.stringify(document)) + 2 * source.body.length + tokenBytes * tokens;
}
