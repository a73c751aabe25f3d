import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError } from '../core/errors.ts';
import { readBundle } from './bundle.ts';
import { type Line, readLines } from './lines.ts';
import { type Candidate, type Source, SourceError } from './source.ts';

/** A Bundle is parsed whole; larger data comes as NDJSON. */
const maxBundleBytes = 256 * 1024 * 1024;

interface SourceFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Files, and folders of files: `.ndjson`, `.ndjson.gz` and `.json` (a Bundle or a single resource); `-` is
 * NDJSON from standard input.
 * @throws SourceError when one is missing, of another kind, or nothing to read
 */
export async function filesSource(
  paths: readonly string[],
  standardInput: AsyncIterable<Buffer>,
): Promise<Source> {
  const files: SourceFile[] = [];
  for (const path of paths) files.push(...(path === '-' ? [{ path, bytes: 0 }] : await filesAt(path)));
  const fromInput = paths.includes('-');
  return {
    name: paths.map(path => (path === '-' ? 'standard input' : resolve(path))).join(', '),
    total: fromInput ? undefined : files.reduce((sum, file) => sum + file.bytes, 0),
    async *read(onProgress) {
      let done = 0;
      for (const { path, bytes } of files) {
        const before = done;
        if (path === '-') yield* fromLines('standard input', readLines(standardInput));
        else yield* readFileAt(path, bytes, read => onProgress(before + read));
        done = before + bytes;
        onProgress(done);
      }
    },
  };
}

const readable = /\.(ndjson|ndjson\.gz|json)$/;

async function filesAt(path: string): Promise<SourceFile[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new SourceError(`There is no file or folder ${path}`);
  if (!found.isDirectory()) {
    if (!readable.test(path)) throw new SourceError(`${path}: expected .ndjson, .ndjson.gz or .json`);
    return [{ path, bytes: found.size }];
  }
  const entries = await readdir(path, { withFileTypes: true }).catch(error => {
    throw new SourceError(`${path} cannot be read (${(asError(error) as NodeJS.ErrnoException).code})`);
  });
  const names = entries.filter(entry => entry.isFile() && readable.test(entry.name)).map(entry => entry.name);
  if (names.length === 0) throw new SourceError(`${path} holds no .ndjson, .ndjson.gz or .json file`);
  return (await Promise.all(names.sort().map(name => filesAt(join(path, name))))).flat();
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
    if (error instanceof SourceError) throw error;
    // A cut or broken archive, a disk that fails: what came before it is no whole source.
    const { code, message } = asError(error) as NodeJS.ErrnoException;
    throw new SourceError(`${path} cannot be read to its end (${code ?? message})`);
  }
}

async function readBundleFile(path: string, name: string, bytes: number): Promise<Iterable<Candidate>> {
  if (bytes > maxBundleBytes) {
    throw new SourceError(`${path} is larger than ${maxBundleBytes} bytes; bring it as NDJSON`);
  }
  const text = await readFile(path, 'utf8');
  try {
    return readBundle(name, JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return [{ file: name, line: 1, content: { problem: 'not JSON' } }];
  }
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
  return pipeline(file, createGunzip(), () => undefined);
}

async function* fromLines(file: string, lines: AsyncIterable<Line>): AsyncGenerator<Candidate> {
  for await (const { number, text, problem } of lines) {
    yield { file, line: number, content: text === undefined ? { problem: problem ?? '' } : parse(text) };
  }
}

function parse(text: string): Candidate['content'] {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { problem: 'not JSON' };
  }
}
