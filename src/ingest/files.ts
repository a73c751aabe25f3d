import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { addAbortSignal, pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError } from '../core/errors.ts';
import { readBlocks } from './blocks.ts';
import { maxBundleBytes, readBundleFile } from './bundle-file.ts';
import { candidateOf } from './content.ts';
import { type LinesBefore, maxLineBytes, readLines } from './lines.ts';
import { type Block, type Candidate, type Item, type Source, SourceError } from './source.ts';
import { unlessBomb } from './unpacking.ts';

const chunkBytes = 256 * 1024;

/** Read between two positions. */
const positionEveryBytes = 256 * 1024;

interface SourceFile {
  readonly path: string;
  readonly bytes: number;
}

/** How far the files are read: those before `file`, and of that so many bytes (unpacked) and lines. */
interface FilesPosition {
  readonly file: number;
  readonly offset: number;
  readonly line: number;
}

/**
 * Files, and folders of files: `.ndjson`, `.ndjson.gz` and `.json` (a Bundle or a single resource); `-` is
 * NDJSON from standard input.
 *
 * @param output a file that the ingest writes: left out of folders, and refused as a source
 * @throws SourceError when one is missing, of another kind, or nothing to read
 */
export async function filesSource(
  paths: readonly string[],
  standardInput: AsyncIterable<Buffer>,
  output?: string,
): Promise<Source> {
  const written = output === undefined ? undefined : await finalPath(output);
  const files: SourceFile[] = [];
  for (const path of paths) {
    files.push(...(path === '-' ? [{ path, bytes: 0 }] : await filesAt(path, written)));
  }
  const inputs = paths.filter(path => path === '-').length;
  if (inputs > 1) throw new SourceError('Standard input can be read once only');
  const watched = new Map<string, string>();
  const isKnown = files.every(({ path }) => path !== '-' && !path.endsWith('.gz'));
  return {
    bytes: isKnown ? files.reduce((sum, { bytes }) => sum + bytes, 0) : undefined,
    name: paths.map(path => (path === '-' ? 'standard input' : resolve(path))).join(', '),
    version: async () => (inputs > 0 ? undefined : versionOf(files, watched)),
    async *read({ from, onProgress, signal, blocks = false }) {
      const begin = (from as unknown as FilesPosition | undefined) ?? { file: 0, offset: 0, line: 0 };
      const tell = ({ path, bytes: total }: SourceFile, done: number) => {
        if (path !== '-') onProgress({ part: basename(path), unit: 'bytes', done, total });
      };
      for (const file of files) tell(file, 0);
      for (const [file, { path, bytes }] of files.entries()) {
        if (path === '-') yield* readInput(standardInput, signal, blocks);
        else if (file >= begin.file) {
          const start = file === begin.file ? begin : { offset: 0, line: 0 };
          const onRead = (done: number) => tell({ path, bytes }, done);
          yield* withPositions(file, readFileAt(path, bytes, start, onRead, blocks), inputs === 0);
          await expectUnchanged(path, watched);
        }
        tell({ path, bytes }, bytes);
        // Not of those before the beginning: that would be to go back.
        if (inputs === 0 && file >= begin.file) yield { position: { file: file + 1, offset: 0, line: 0 } };
      }
    },
  };
}

/** What a file reader gives, and where the next line begins. */
interface Read {
  readonly item: Candidate | Block;
  /** Undefined where it is one piece, which is read from its beginning. */
  readonly next?: LinesBefore;
}

async function* withPositions(
  file: number,
  reads: AsyncIterable<Read>,
  isResumable: boolean,
): AsyncGenerator<Item> {
  let passed = 0;
  for await (const { item, next } of reads) {
    yield item;
    if (!isResumable || next === undefined || next.offset < passed + positionEveryBytes) continue;
    passed = next.offset;
    yield { position: { file, ...next } };
  }
}

/** A hash of names and contents. What the files look like from outside is put into `watched`. */
async function versionOf(files: readonly SourceFile[], watched: Map<string, string>): Promise<string> {
  const all = createHash('sha256');
  for (const { path } of files) {
    try {
      watched.set(path, await looksOf(path));
      const one = createHash('sha256');
      for await (const chunk of chunksOf(path)) one.update(chunk);
      all.update(`${JSON.stringify(basename(path))} ${one.digest('hex')}\n`);
    } catch (error) {
      throw unreadable(path, error);
    }
  }
  return `sha256 ${all.digest('hex')}`;
}

/** Each stands where the one before stood: a stream would leave as much as the file has to be collected. */
async function* chunksOf(path: string, start = 0): AsyncGenerator<Buffer> {
  await using file = await open(path, 'r');
  const memory = Buffer.allocUnsafe(chunkBytes);
  for (let position = start; ; ) {
    const { bytesRead } = await file.read(memory, 0, memory.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield memory.subarray(0, bytesRead);
  }
}

async function looksOf(path: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return [ino, size, mtimeNs].join(' ');
}

/** What was read may be a part of one and a part of another. @throws SourceError */
async function expectUnchanged(path: string, watched: ReadonlyMap<string, string>): Promise<void> {
  const known = watched.get(path);
  if (known === undefined || (await looksOf(path).catch(() => undefined)) === known) return;
  throw new SourceError(`${path} was changed while it was read; start again`);
}

const readable = /\.(ndjson|ndjson\.gz|json)$/;

async function filesAt(path: string, written: string | undefined): Promise<SourceFile[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new SourceError(`There is no file or folder ${path}`);
  if (!found.isDirectory()) {
    if (!readable.test(path)) throw new SourceError(`${path}: expected .ndjson, .ndjson.gz or .json`);
    if ((await finalPath(path)) === written) {
      throw new SourceError(`${path} cannot be a source: rejected lines are listed there`);
    }
    return [{ path, bytes: found.size }];
  }
  const names = await readdir(path).catch(error => {
    throw new SourceError(`${path} cannot be read (${(asError(error) as NodeJS.ErrnoException).code})`);
  });
  const files: SourceFile[] = [];
  for (const name of names.filter(name => readable.test(name)).sort()) {
    const inner = join(path, name);
    // Follows links: mounted volumes are full of them.
    const file = await stat(inner).catch(() => undefined);
    if (file === undefined) throw new SourceError(`${inner} is a link that leads nowhere`);
    if (file.isFile() && (await finalPath(inner)) !== written) files.push({ path: inner, bytes: file.size });
  }
  if (files.length === 0) throw new SourceError(`${path} holds no .ndjson, .ndjson.gz or .json file`);
  return files;
}

/** The path behind all links, of a file that may not be there yet. */
async function finalPath(path: string): Promise<string> {
  const folder = await realpath(dirname(path)).catch(() => resolve(dirname(path)));
  return realpath(path).catch(() => join(folder, basename(path)));
}

async function* readFileAt(
  path: string,
  bytes: number,
  start: LinesBefore,
  onProgress: (bytes: number) => void,
  blocks: boolean,
): AsyncGenerator<Read> {
  const name = basename(path);
  try {
    if (path.endsWith('.json')) {
      if (bytes > maxBundleBytes) {
        throw new SourceError(`${path} is larger than ${maxBundleBytes} bytes; bring it as NDJSON`);
      }
      // It is read twice, and told of as it is taken.
      let pass = 0;
      const chunks = () => (++pass === 1 ? chunksOf(path) : counted(chunksOf(path), 0, onProgress));
      for await (const item of readBundleFile(name, chunks)) yield { item };
    } else if (blocks && !path.endsWith('.gz')) {
      yield* fromChunks(name, counted(chunksOf(path, start.offset), start.offset, onProgress), start, true);
    } else yield* fromChunks(name, openLines(path, start, onProgress), start, blocks);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* readInput(
  input: AsyncIterable<Buffer>,
  signal: AbortSignal,
  blocks: boolean,
): AsyncGenerator<Candidate | Block> {
  // It may be waited for without end.
  if (input instanceof Readable) addAbortSignal(signal, input);
  const start = { offset: 0, line: 0 };
  try {
    for await (const { item } of fromChunks('standard input', input, start, blocks)) yield item;
  } catch (error) {
    throw unreadable('Standard input', error);
  }
}

/** A cut or broken archive, a disk that fails: what came before it is no whole source. */
function unreadable(what: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const { code, message } = asError(error) as NodeJS.ErrnoException;
  return new SourceError(`${what} cannot be read to its end (${code ?? message})`);
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  start: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let read = start;
  for await (const chunk of chunks) {
    read += chunk.length;
    onRead(read);
    yield chunk;
  }
}

function openLines(
  path: string,
  { offset }: LinesBefore,
  onProgress: (bytes: number) => void,
): AsyncIterable<Buffer> {
  const isPacked = path.endsWith('.gz');
  const first = isPacked ? 0 : offset;
  const file = createReadStream(path, { highWaterMark: chunkBytes, start: first });
  let read = first;
  file.on('data', chunk => {
    read += chunk.length;
    onProgress(read);
  });
  if (!isPacked) return file;
  // An error of either end arrives where the lines are read.
  const unpacked = unlessBomb(
    path,
    pipeline(file, createGunzip(), () => undefined),
    () => read,
  );
  return skipping(unpacked, offset);
}

/** What was read before is unpacked again. */
async function* skipping(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** Lines of NDJSON, one by one or in blocks. */
async function* fromChunks(
  file: string,
  chunks: AsyncIterable<Buffer>,
  start: LinesBefore,
  blocks: boolean,
): AsyncGenerator<Read> {
  if (!blocks) {
    for await (const each of readLines(chunks, maxLineBytes, start)) {
      yield { item: candidateOf(file, each), next: { offset: each.end, line: each.number } };
    }
    return;
  }
  let linesBefore = start.line;
  for await (const { next, ...read } of readBlocks(chunks, start)) {
    if ('bytes' in read) yield { item: { file, linesBefore, block: read.bytes }, next };
    else yield { item: { file, line: next.line, content: { problem: read.problem } }, next };
    linesBefore = next.line;
  }
}
