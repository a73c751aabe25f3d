import { createHash } from 'node:crypto';
import { SourceError } from '../source.ts';
import type { SearchPage } from './page.ts';

/** Without one resource, in a row. */
const maxEmptyPages = 100;

/** Watches for a server whose pages never end. */
export class Endless {
  /** As hashes: a link may be long. */
  readonly #urls = new Set<string>();
  #emptyPages = 0;
  #ids = '';

  /** @throws SourceError before a page is asked for again */
  checkUrl(what: string, url: string): void {
    const hash = createHash('sha256').update(url).digest('base64');
    if (this.#urls.has(hash)) throw new SourceError(`${what}: the server leads back to a page that was read`);
    this.#urls.add(hash);
  }

  /** @throws SourceError for a page that brings nothing new */
  checkPage(what: string, { found }: SearchPage): void {
    this.#emptyPages = found.length === 0 ? this.#emptyPages + 1 : 0;
    if (this.#emptyPages > maxEmptyPages)
      throw new SourceError(`${what}: nothing but empty pages, and no end of them`);
    const ids = found.map(resource => String(resource?.id)).join();
    if (ids === this.#ids && ids !== '') throw new SourceError(`${what}: the same as the page before`);
    this.#ids = ids;
  }
}
