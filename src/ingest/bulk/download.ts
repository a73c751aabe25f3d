import type { HttpAnswer, HttpClient } from '../http/client.ts';
import { Refused, Transient } from '../http/faults.ts';
import { type Line, type LinesBefore, maxLineBytes, readLines } from '../lines.ts';
import { SourceError } from '../source.ts';
import type { ExportFile } from './manifest.ts';

/** How far a file is read. Plain JSON. */
export interface FilePlace extends LinesBefore {
  /** Lines that were not blank. */
  readonly count: number;
  /** Of the very bytes that `offset` counts; undefined where the server cannot be asked for the rest of them. */
  readonly tag?: string | undefined;
}

export interface FilePart {
  readonly file: ExportFile;
  readonly lines: readonly Line[];
  /** Behind them. */
  readonly place: FilePlace;
  /** It was the last. */
  readonly isEnd: boolean;
}

export const fileStart: FilePlace = { line: 0, offset: 0, count: 0 };

/** What is given at a time: bounds how much is read ahead of what is dealt with. */
const maxLines = 100;
const maxChars = 1024 * 1024;
/** After so many a file is taken to end there. */
const maxBadEnds = 3;
/** A longer tag is not kept. */
const maxTagChars = 100;

/** How NDJSON is labelled, by servers and by the stores that files are put in. */
const ndjson =
  /^\s*(application\/(x-)?(fhir\+)?ndjson|application\/octet-stream|binary\/octet-stream|text\/plain)\s*(;|$)/i;

/**
 * The lines of a file. A connection that is cut is gone on with where it was, if the server tells parts of files by a
 * strong ETag, and else from the start, without what was given before.
 *
 * @throws SourceError when it cannot be read to its end, or ends before it should
 */
export async function* readExportFile(
  client: HttpClient,
  file: ExportFile,
  from: FilePlace = fileStart,
): AsyncGenerator<FilePart> {
  const download = new Download(client, file, from);
  for (let isEnd = false; !isEnd; ) {
    const part = await client.retrying({ what: file.name }, () => download.next());
    isEnd = part.isEnd;
    yield part;
  }
}

class Download {
  readonly #client: HttpClient;
  readonly #file: ExportFile;
  #place: FilePlace;
  #body: Body | undefined;
  /** In a row, without a line between them. */
  #badEnds = 0;

  constructor(client: HttpClient, file: ExportFile, from: FilePlace) {
    this.#client = client;
    this.#file = file;
    this.#place = from;
  }

  /** The next lines. After a failure it goes on behind those that were given. @throws Transient, SourceError */
  async next(): Promise<FilePart> {
    const lines: Line[] = [];
    let isEnd = false;
    let tag = this.#place.tag;
    try {
      this.#body ??= await this.#open();
      tag = this.#body.tag ?? tag;
      isEnd = await collect(this.#body, lines);
      if (isEnd) this.#checkEnd(this.#body, lines);
    } catch (error) {
      this.#body = undefined;
      // What came before it is good; the failure comes again, or does not.
      if (!(error instanceof Transient) || lines.length === 0) throw error;
      isEnd = false;
    }
    const last = lines.at(-1);
    if (last !== undefined) {
      const count = this.#place.count + lines.length;
      this.#place = { line: last.number, offset: last.end, count, tag };
      this.#badEnds = 0;
    }
    return { file: this.#file, lines, place: this.#place, isEnd };
  }

  async #open(): Promise<Body> {
    const { offset, tag, line } = this.#place;
    const part = offset > 0 && tag !== undefined;
    const answer = await this.#client
      .once({
        ...{ url: this.#file.url, what: this.#file.name, anonymous: this.#file.anonymous },
        headers: {
          accept: 'application/fhir+ndjson',
          ...(part && { range: `bytes=${offset}-`, 'if-range': tag, 'accept-encoding': 'identity' }),
        },
      })
      .catch(error => {
        // All of it was read before.
        if (part && error instanceof Refused && error.status === 416) return undefined;
        throw error;
      });
    if (answer === undefined) return new Body(empty(), { offset, line }, 0, tag);
    try {
      if (answer.status === 206) {
        const isAsked = answer.header('content-range')?.startsWith(`bytes ${offset}-`) && !isEncoded(answer);
        if (part && isAsked) return new Body(answer.body, { offset, line }, line, tag);
        this.#place = { ...this.#place, tag: undefined };
        throw new Transient('the answer is not the part that was asked for');
      }
      const type = answer.header('content-type');
      if (type !== undefined && !ndjson.test(type)) throw new SourceError('the answer is no NDJSON');
      return new Body(answer.body, { offset: 0, line: 0 }, line, tagOf(answer));
    } catch (error) {
      answer.discard();
      throw error;
    }
  }

  /** An end that is none looks like one, where nothing told how long the answer would be. */
  #checkEnd(body: Body, lines: Line[]): void {
    const last = lines.at(-1);
    if (last !== undefined && !body.endsInNewline && !isJson(last.text)) {
      lines.pop();
      throw this.#badEnd('it ends in the middle of a line', lines);
    }
    const { count = 0 } = this.#file;
    const had = this.#place.count + lines.length;
    if (had < count) throw this.#badEnd(`it ends after ${had} of ${count} resources`, lines);
  }

  /** What ends there again and again is no cut connection. */
  #badEnd(reason: string, lines: readonly Line[]): Transient | SourceError {
    this.#badEnds = lines.length > 0 ? 1 : this.#badEnds + 1;
    return this.#badEnds < maxBadEnds ? new Transient(reason) : new SourceError(reason);
  }
}

/** The lines of one answer, behind those that were given before. */
class Body {
  readonly tag: string | undefined;
  readonly skip: number;
  readonly lines: AsyncIterator<Line>;
  endsInNewline = true;

  constructor(chunks: AsyncIterable<Buffer>, before: LinesBefore, skip: number, tag: string | undefined) {
    this.tag = tag;
    this.skip = skip;
    this.lines = readLines(this.#watched(chunks), maxLineBytes, before);
  }

  async *#watched(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      if (chunk.length > 0) this.endsInNewline = chunk[chunk.length - 1] === 0x0a;
      yield chunk;
    }
  }
}

/** Puts the next lines into `lines`. Returns whether there are no more. @throws Transient, SourceError */
async function collect({ lines: source, skip }: Body, lines: Line[]): Promise<boolean> {
  for (let chars = 0; lines.length < maxLines && chars < maxChars; ) {
    const { done, value } = await source.next();
    if (done) return true;
    if (value.number <= skip) continue;
    lines.push(value);
    chars += value.text?.length ?? 0;
  }
  return false;
}

/** Only a strong one is of the bytes themselves, and only of those that are not packed do we count what comes. */
function tagOf(answer: HttpAnswer): string | undefined {
  const tag = answer.header('etag');
  const isOurs = tag !== undefined && /^"[\x21\x23-\x7e]*"$/.test(tag) && tag.length <= maxTagChars;
  return isOurs && !isEncoded(answer) ? tag : undefined;
}

function isEncoded(answer: HttpAnswer): boolean {
  return !/^\s*(identity)?\s*$/i.test(answer.header('content-encoding') ?? '');
}

function isJson(text: string | undefined): boolean {
  if (text === undefined) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function* empty(): AsyncGenerator<Buffer> {}
