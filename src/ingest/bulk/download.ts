import { countLines, type LineBlock, type LongLine, readBlocks } from '../blocks.ts';
import type { HttpAnswer, HttpClient } from '../http/client.ts';
import { Refused, Transient } from '../http/faults.ts';
import { type LinesBefore, newline } from '../lines.ts';
import { SourceError } from '../source.ts';
import type { ExportFile } from './manifest.ts';

/** How far a file is read. Plain JSON. */
export interface FilePlace extends LinesBefore {
  /** Of the very bytes that `offset` counts; undefined where the server cannot be asked for the rest of them. */
  readonly tag?: string | undefined;
}

export interface FilePart {
  readonly file: ExportFile;
  readonly before: LinesBefore;
  /** Whole lines, or a line that is not kept; undefined at the end. */
  readonly read: LineBlock | LongLine | undefined;
  /** Behind them. */
  readonly place: FilePlace;
}

export const fileStart: FilePlace = { line: 0, offset: 0 };

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
    isEnd = part.read === undefined;
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
    const before = this.#place;
    this.#body ??= await this.#open();
    const body = this.#body;
    const read = await this.#nextOf(body).catch(error => {
      this.#body = undefined;
      throw error;
    });
    if (read !== undefined) {
      this.#place = { ...read.next, tag: body.tag ?? before.tag };
      this.#badEnds = 0;
    }
    return { file: this.#file, before, read, place: this.#place };
  }

  async #nextOf(body: Body): Promise<FilePart['read']> {
    const { done, value } = await body.blocks.next();
    const isCut = body.failure !== undefined;
    if (!done && 'bytes' in value) {
      // Only the last has no end; what is not JSON there is half a line, and not a wrong one.
      if (value.bytes.at(-1) === newline || (!isCut && isJson(value.bytes))) return value;
      const whole = this.#wholeLines(value.bytes);
      if (whole === undefined) throw body.failure ?? this.#badEnd('it ends in the middle of a line');
      this.#body = undefined;
      return whole;
    }
    if (isCut) throw body.failure;
    if (!done) return value;
    const { count = 0 } = this.#file;
    const { line } = this.#place;
    if (line < count) throw this.#badEnd(`it ends after ${line} of ${count} resources`);
    return undefined;
  }

  #wholeLines(bytes: LineBlock['bytes']): LineBlock | undefined {
    const length = bytes.lastIndexOf(newline) + 1;
    if (length === 0) return undefined;
    const whole = bytes.slice(0, length);
    const { offset, line } = this.#place;
    return { bytes: whole, next: { offset: offset + length, line: line + countLines(whole) } };
  }

  /** What ends there again and again is no cut connection. */
  #badEnd(reason: string): Transient | SourceError {
    this.#badEnds += 1;
    return this.#badEnds < maxBadEnds ? new Transient(reason) : new SourceError(reason);
  }

  async #open(): Promise<Body> {
    const { offset, tag } = this.#place;
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
    if (answer === undefined) return new Body(nothing(), this.#place, 0, tag);
    try {
      if (answer.status === 206) {
        const isAsked = answer.header('content-range')?.startsWith(`bytes ${offset}-`) && !isEncoded(answer);
        if (part && isAsked) return new Body(answer.body, this.#place, 0, tag);
        this.#place = { ...this.#place, tag: undefined };
        throw new Transient('the answer is not the part that was asked for');
      }
      const type = answer.header('content-type');
      if (type !== undefined && !ndjson.test(type)) throw new SourceError('the answer is no NDJSON');
      return new Body(answer.body, this.#place, offset, tagOf(answer));
    } catch (error) {
      answer.discard();
      throw error;
    }
  }
}

/** What one answer has behind the lines that were given before. */
class Body {
  readonly tag: string | undefined;
  readonly blocks: AsyncIterator<LineBlock | LongLine>;
  /** Why it ended before its end. */
  failure: Transient | undefined;

  /** @param skip so many bytes stand in it before what is wanted */
  constructor(chunks: AsyncIterable<Buffer>, before: LinesBefore, skip: number, tag: string | undefined) {
    this.tag = tag;
    this.blocks = readBlocks(this.#behind(chunks, skip), before);
  }

  /** Ends where it is cut: what came before is good. */
  async *#behind(chunks: AsyncIterable<Buffer>, skip: number): AsyncGenerator<Buffer> {
    let left = skip;
    try {
      for await (const chunk of chunks) {
        if (chunk.length > left) yield chunk.subarray(left);
        left = Math.max(0, left - chunk.length);
      }
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      this.failure = error;
    }
  }
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

/** Whether its last line is. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes.subarray(bytes.lastIndexOf(newline) + 1)).toString());
    return true;
  } catch {
    return false;
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}
