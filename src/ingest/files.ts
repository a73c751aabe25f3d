import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError } from '../core/errors.ts';
import { readBundle } from './bundle.ts';
import { type Line, readLines } from './lines.ts';
import { type Candidate, type Source, SourceError } from './source.ts';

/** A Bundle is parsed whole; larger data comes as NDJSON. */
const maxBundleBytes = 256 * 1024 * 1024;

/** FHIR NDJSON is packed to a tenth or twentieth; a bomb unpacks to 1,000 times its size. */
const maxUnpacking = 200;
/** Up to here an archive may unpack as it likes. */
const unpackedFreeBytes = 64 * 1024 * 1024;

interface SourceFile {
  readonly path: string;
  readonly bytes: number;
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
  const fromInput = inputs > 0;
  return {
    name: paths.map(path => (path === '-' ? 'standard input' : resolve(path))).join(', '),
    total: fromInput ? undefined : files.reduce((sum, file) => sum + file.bytes, 0),
    async *read(onProgress) {
      let done = 0;
      for (const { path, bytes } of files) {
        const before = done;
        if (path === '-') yield* readInput(standardInput);
        else yield* readFileAt(path, bytes, read => onProgress(before + read));
        done = before + bytes;
        onProgress(done);
      }
    },
  };
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
  onProgress: (bytes: number) => void,
): AsyncGenerator<Candidate> {
  const name = basename(path);
  try {
    if (path.endsWith('.json')) yield* await readBundleFile(path, name, bytes);
    else yield* fromLines(name, readLines(openLines(path, onProgress)));
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* readInput(input: AsyncIterable<Buffer>): AsyncGenerator<Candidate> {
  try {
    yield* fromLines('standard input', readLines(input));
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

async function readBundleFile(path: string, name: string, bytes: number): Promise<Iterable<Candidate>> {
  if (bytes > maxBundleBytes) {
    throw new SourceError(`${path} is larger than ${maxBundleBytes} bytes; bring it as NDJSON`);
  }
  const content = parseBytes(await readFile(path));
  return 'json' in content ? readBundle(name, content.json) : [{ file: name, line: 1, content }];
}

function openLines(path: string, onProgress: (bytes: number) => void): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  let read = 0;
  file.on('data', chunk => {
    read += chunk.length;
    onProgress(read);
  });
  if (!path.endsWith('.gz')) return file;
  // An error of either end arrives where the lines are read.
  return unlessBomb(
    path,
    pipeline(file, createGunzip(), () => undefined),
    () => read,
  );
}

/** Gives up on an archive that holds next to nothing many times over. @throws SourceError */
async function* unlessBomb(
  path: string,
  chunks: AsyncIterable<Buffer>,
  packedBytes: () => number,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > unpackedFreeBytes && bytes > maxUnpacking * packedBytes()) {
      throw new SourceError(
        `${path} unpacks to more than ${maxUnpacking} times its size: that is no FHIR data`,
      );
    }
    yield chunk;
  }
}

async function* fromLines(file: string, lines: AsyncIterable<Line>): AsyncGenerator<Candidate> {
  for await (const { number, text, problem } of lines) {
    if (text === undefined) yield { file, line: number, content: { problem: problem ?? '' } };
    else yield { file, line: number, content: parse(text), chars: text.length };
  }
}

function parseBytes(bytes: Buffer): Candidate['content'] {
  try {
    // The decoder drops a byte order mark by itself.
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { problem: 'not UTF-8' };
  }
}

function parse(text: string): Candidate['content'] {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { problem: 'not JSON' };
  }
}
