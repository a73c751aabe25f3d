import { isRecord } from '../../core/record.ts';
import { HttpClient, type HttpOptions } from '../http/client.ts';
import { sideBySide } from '../side-by-side.ts';
import {
  type Item,
  type Position,
  PositionExpired,
  type ReadOptions,
  type Source,
  SourceError,
  toPosition,
} from '../source.ts';
import { type PagePosition, searchType, type TypePage } from './search.ts';
import { readStatement } from './statement.ts';

/** Searches under way at a time. */
const maxSearches = 4;
/** By how much a refresh looks further back than the last run began: clocks of a server's parts differ, transactions last. */
const overlapMs = 5 * 60_000;
/** A longer link is not kept: the type begins anew instead. */
const maxKeptUrlChars = 1500;

/** How far a reading got: when it began by the server's clock, if that is known, and what is left of each type. */
interface Progress {
  readonly asOf?: string | undefined;
  readonly types: Record<string, PagePosition | 'done'>;
}

/**
 * A FHIR server, searched type by type (https://hl7.org/fhir/R4/http.html#search). A search cannot tell what was deleted:
 * that is found by reading everything.
 *
 * @param options `base` as `fhirBase` gives it
 */
export function restSource(options: HttpOptions): Source {
  const client = new HttpClient(options);
  return {
    name: options.base.href,
    async *read({ from, since, onProgress, signal }: ReadOptions): AsyncGenerator<Item> {
      using _ended = client.endOn(signal);
      try {
        yield* readServer(client, from, since, onProgress);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    close: () => client[Symbol.asyncDispose](),
  };
}

async function* readServer(
  client: HttpClient,
  from: Position | undefined,
  since: string | undefined,
  onProgress: ReadOptions['onProgress'],
): AsyncGenerator<Item> {
  const { types, time } = await readStatement(client);
  const progress = from === undefined ? { asOf: time, types: {} } : parseProgress(from);
  const { asOf } = progress;
  if (asOf !== undefined) yield { asOf };
  const bound = since === undefined ? undefined : new Date(Date.parse(since) - overlapMs).toISOString();
  const searches = types.flatMap(type => {
    const at = progress.types[type];
    if (at === 'done') return [];
    onProgress({ part: type, unit: 'resources', done: at?.seen ?? 0, total: at?.total });
    return [searchType(client, type, bound, at)];
  });
  for await (const page of sideBySide(searches, maxSearches)) {
    yield* itemsOf(page);
    const { type, seen, total, next } = page;
    onProgress({ part: type, unit: 'resources', done: seen, total });
    if (next === undefined) progress.types[type] = 'done';
    else if (next.url.length <= maxKeptUrlChars) progress.types[type] = next;
    else delete progress.types[type];
    yield { position: toPosition(progress) };
  }
}

/**
 * The base URL of a server, without what does not belong to it.
 * @throws SourceError for what is none; the text is not repeated when it may hold a password
 */
export function fhirBase(text: string): URL {
  if (!URL.canParse(text)) throw new SourceError('The URL of the FHIR server is none');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new SourceError('The URL of the FHIR server: expected https:// or http://');
  }
  if (url.username !== '' || url.password !== '') {
    throw new SourceError(
      'The URL of the FHIR server holds a name or password: use FHIR_BASIC_USER and FHIR_BASIC_PASSWORD',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new SourceError(
      `The URL of the FHIR server: expected its base, such as ${url.origin}/fhir, without "?" and "#"`,
    );
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

function* itemsOf({ type, number, found, problem }: TypePage): Generator<Item> {
  const file = `${type}, page ${number}`;
  for (const [place, json] of found.entries()) {
    const content = json === undefined ? { problem: 'an entry without a resource' } : { json };
    yield { file, line: place + 1, content };
  }
  if (problem !== undefined) yield { file, line: found.length, content: { problem, isLoss: true } };
}

/** @throws PositionExpired for one of another form than this source gives out: it is that of another version of it */
function parseProgress(position: Position): Progress {
  const { asOf, types } = isRecord(position) ? position : {};
  const isOurs =
    (asOf === undefined || typeof asOf === 'string') &&
    isRecord(types) &&
    Object.values(types).every(at => at === 'done' || isPagePosition(at));
  if (!isOurs) throw new PositionExpired();
  return { asOf, types: { ...types } as Progress['types'] };
}

function isPagePosition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { url, page, seen } = value;
  return typeof url === 'string' && URL.canParse(url) && typeof page === 'number' && typeof seen === 'number';
}
