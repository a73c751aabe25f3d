import type { HttpClient } from '../http/client.ts';
import { about, Refused, TooLarge } from '../http/faults.ts';
import { SourceError } from '../source.ts';
import { Endless } from './endless.ts';
import { newerThan, newestOf } from './order.ts';
import { readPage, type SearchPage } from './page.ts';

const mebibyte = 1024 * 1024;
/** Larger pages are not read. */
const maxPageBytes = 32 * mebibyte;
/**
 * Resources a page, until the server refuses, or fills too many bytes of the first page with them; at last as many as it
 * likes. A few pages are in memory at a time, and take several times their bytes there.
 */
const pageSizes = [
  { count: 500, maxBytes: 4 * mebibyte },
  { count: 100, maxBytes: 8 * mebibyte },
  { count: 20, maxBytes: maxPageBytes },
  { count: undefined, maxBytes: maxPageBytes },
] as const;
/** A search whose links end begins anew, so often. */
const maxRestarts = 3;
/** What servers answer to a parameter or a page size they do not have. */
const notLikeThis: readonly number[] = [400, 413, 414, 422, 501];
/** What they answer to a link that has ended. */
const ended: readonly number[] = [400, 404, 410];

/** A page that is still to be read, and what must be known for it. Plain JSON. */
export interface PagePosition {
  /** May hold whatever the server likes, a token too: never to be told. */
  readonly url: string;
  /** Its number, from 1. */
  readonly page: number;
  /** Resources of the pages before. */
  readonly seen: number;
  /** How many the server told of at first. */
  readonly total?: number | undefined;
  /** The latest `meta.lastUpdated` of the first page, as long as nothing newer stands on another. */
  readonly newest?: string | undefined;
  /** Only what is newer counts: these are pages of what changed since the first. */
  readonly after?: string | undefined;
}

export interface TypePage {
  readonly type: string;
  /** From 1; again from 1 when the search began anew. */
  readonly number: number;
  readonly found: SearchPage['found'];
  /** So far, these included. */
  readonly seen: number;
  /** Of the whole search, as far as the server tells. */
  readonly total: number | undefined;
  /** What is left to read; undefined: nothing. */
  readonly next: PagePosition | undefined;
  /** What is wrong with the search as a whole, at its end. */
  readonly problem?: string;
}

/** How a search is asked for: servers need not know more than the type. */
interface Way {
  /** The newest first, and how many there are. */
  readonly ordered: boolean;
  /** Place in `pageSizes`. */
  readonly size: number;
}

/** The server does not search like this. */
class NotLikeThis extends Error {
  readonly refusal: SourceError;
  constructor(refusal: SourceError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** The server forgot the search while it was read: what is left of it cannot be had. */
class LinkEnded extends SourceError {}

/**
 * All resources of a type, page by page.
 *
 * The newest come first: what changes meanwhile moves to the front, so that of a server that pages by counting, a later
 * page repeats some and misses none. What moved there is asked for at the end.
 *
 * @param since only what changed since then: an instant
 * @param from where an earlier run was; begins anew when the server has forgotten it
 * @throws SourceError when the search cannot be read to its end
 */
export async function* searchType(
  client: HttpClient,
  type: string,
  since?: string,
  from?: PagePosition,
): AsyncGenerator<TypePage> {
  let way: Way = { ordered: true, size: 0 };
  let position = from;
  for (let restarts = 0; ; ) {
    try {
      const changed = since === undefined ? undefined : `ge${since}`;
      const start = { url: searchUrl(client, type, way, changed), page: 1, seen: 0 };
      yield* readPages(client, type, way, position ?? start);
      return;
    } catch (error) {
      const other = anotherWay(way, error);
      if (other !== undefined) way = other;
      else if (error instanceof NotLikeThis) throw error.refusal;
      else if (!(error instanceof LinkEnded) || ++restarts > maxRestarts) throw error;
      position = undefined;
    }
  }
}

/** @param changed a condition on `_lastUpdated`, such as `ge2024-01-01` */
function searchUrl(client: HttpClient, type: string, { ordered, size }: Way, changed?: string): string {
  const url = client.at(type);
  const { count } = pageSizes[size]!;
  if (changed !== undefined) url.searchParams.set('_lastUpdated', changed);
  if (count !== undefined) url.searchParams.set('_count', String(count));
  if (ordered) {
    url.searchParams.set('_sort', '-_lastUpdated');
    url.searchParams.set('_total', 'accurate');
  }
  return url.href;
}

function anotherWay(way: Way, error: unknown): Way | undefined {
  if (error instanceof NotLikeThis && way.ordered) return { ...way, ordered: false };
  const isSize = error instanceof NotLikeThis || error instanceof TooLarge;
  return isSize && way.size < pageSizes.length - 1 ? { ...way, size: way.size + 1 } : undefined;
}

async function* readPages(
  client: HttpClient,
  type: string,
  way: Way,
  first: PagePosition,
): AsyncGenerator<TypePage> {
  let endless = new Endless();
  for (let at: PagePosition | undefined = first; at !== undefined; ) {
    const what = `page ${at.page} of ${type}`;
    endless.checkUrl(what, at.url);
    // Later ones are like the first, and nothing is begun anew for a resource that is longer than others.
    const maxBytes = at.page === 1 ? pageSizes[way.size]!.maxBytes : maxPageBytes;
    const page = await fetchPage(client, type, what, at, maxBytes);
    if (page === undefined) return;
    endless.checkPage(what, page);
    const { after } = at as PagePosition;
    const found = after === undefined ? page.found : newerThan(after, page.found);
    const here: PagePosition = {
      ...at,
      seen: at.seen + found.length,
      total: at.total ?? page.total,
      newest: at.page === 1 ? newestOf(page.found) : stillNewest(at.newest, page.found),
    };
    const linked = linkedPage(type, page, here);
    const isEnd = linked === undefined && after === undefined;
    let next = linked;
    if (isEnd) next = laterChanges(client, type, way, here);
    else if (after !== undefined && found.length === 0) next = undefined;
    if (isEnd) endless = new Endless();
    const { seen, total } = here;
    yield { type, number: at.page, found, seen, total, next, ...(isEnd && shortfall(here)) };
    at = next;
  }
}

/** Nothing on a later page is newer than the first, or the server gives them in another order. */
function stillNewest(newest: string | undefined, found: SearchPage['found']): string | undefined {
  return newest === undefined || newerThan(newest, found).length > 0 ? undefined : newest;
}

function linkedPage(type: string, page: FetchedPage, here: PagePosition): PagePosition | undefined {
  if (page.next === undefined) return undefined;
  if (!URL.canParse(page.next, page.url)) {
    throw new SourceError(`page ${here.page} of ${type}: its next link is no URL`);
  }
  return { ...here, url: new URL(page.next, page.url).href, page: here.page + 1 };
}

/**
 * What changed since the first page was made. Where nothing on a page of it is newer, the server does not know the
 * parameter and would give everything again.
 */
function laterChanges(
  client: HttpClient,
  type: string,
  way: Way,
  { newest, ...here }: PagePosition,
): PagePosition | undefined {
  if (newest === undefined) return undefined;
  return { ...here, url: searchUrl(client, type, way, `gt${newest}`), page: here.page + 1, after: newest };
}

/** Servers cut long answers short without a word. */
function shortfall({ total, seen }: PagePosition): { readonly problem?: string } {
  return total !== undefined && total > seen
    ? { problem: `the server counts ${total} and gave ${seen}` }
    : {};
}

interface FetchedPage extends SearchPage {
  /** Where it came from at last: its links may be relative to that. */
  readonly url: URL;
}

/** Undefined: the server does not tell what changed meanwhile. */
async function fetchPage(
  client: HttpClient,
  type: string,
  what: string,
  { url, page, after }: PagePosition,
  maxBytes: number,
): Promise<FetchedPage | undefined> {
  try {
    const { answer, json } = await client.json({ url: new URL(url), what }, maxBytes);
    return { ...readNamed(what, json, type, client.at('').href), url: answer.url };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (page === 1 && notLikeThis.includes(error.status)) throw new NotLikeThis(error);
    if (page === 1 || !ended.includes(error.status)) throw error;
    if (after !== undefined) return undefined;
    throw new LinkEnded(error.message);
  }
}

function readNamed(what: string, json: unknown, type: string, base: string): SearchPage {
  try {
    return readPage(json, type, base);
  } catch (error) {
    throw about(what, error);
  }
}
