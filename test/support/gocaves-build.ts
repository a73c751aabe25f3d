import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  access,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const sources = join(import.meta.dirname, 'gocaves');
const added = join(sources, '_added');
const library = 'github.com/couchbaselabs/gocaves';

/**
 * What is changed in the library as it is compiled, by file: it listens on every interface, it keeps the history of
 * every document, and it was published without the file that holds its error maps.
 */
const patches: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'mock/mockimpl/servers/memdserver.go': [
    ['net.Listen("tcp", listenAddr)', 'Listen("kv")'],
    ['fmt.Sprintf(":%d"', 'fmt.Sprintf("127.0.0.1:%d"'],
  ],
  'mock/mockimpl/servers/httpserver.go': [
    ['net.Listen("tcp", listenAddr)', 'Listen(s.name)'],
    ['fmt.Sprintf(":%d"', 'fmt.Sprintf("127.0.0.1:%d"'],
  ],
  'mock/mockdb/vbucket.go': [['s.documents = append(s.documents, newDoc)', 's.keepLatestLocked(newDoc)']],
};
const additions: Readonly<Record<string, string>> = {
  'mock/mockimpl/servers/listen.go': 'listen.go',
  'mock/mockdb/keep.go': 'keep.go',
};

/**
 * The path of the server's program, built if these sources were not built before on this machine. Several processes
 * may ask at once: each that finds none builds its own, and the last to be ready leaves its.
 *
 * @throws Error where Go is missing, or the build fails
 */
export async function buildCaves(): Promise<string> {
  const go = await goVersion();
  const hash = createHash('sha256')
    .update(go)
    .update(await readFile(import.meta.filename));
  for (const folder of [sources, added]) {
    for (const name of (await readdir(folder)).sort()) {
      if (/\.(go|mod|sum)$/.test(name)) hash.update(name).update(await readFile(join(folder, name)));
    }
  }
  const folder = join(tmpdir(), `gocaves-${process.getuid?.() ?? 'all'}`);
  const program = join(folder, hash.digest('hex').slice(0, 24));
  if (await exists(program)) return program;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(join(folder, 'build-'));
  try {
    const built = join(work, 'gocaves');
    await goIn('mod', 'download');
    const { Dir: published } = JSON.parse(await goIn('list', '-m', '-json', library)) as { Dir: string };
    const modfile = await writeLibrary(published, work);
    await goIn('build', '-trimpath', '-buildvcs=false', `-modfile=${modfile}`, '-o', built, '.');
    await rename(built, program);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return program;
}

/** @throws Error where there is none */
export async function goVersion(): Promise<string> {
  try {
    return (await run('go', ['env', 'GOVERSION'], { cwd: tmpdir() })).stdout.trim();
  } catch {
    throw new Error(
      'the Couchbase test server needs Go 1.19 or later in the path (apt-get install golang-go)',
    );
  }
}

async function goIn(...args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    GOFLAGS: '-mod=readonly',
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
    GOWORK: 'off',
  };
  const { stdout } = await run('go', args, { cwd: sources, env, maxBuffer: 1 << 24 });
  return stdout;
}

/** Copies the library and changes the copy; answers a go.mod by which the program is compiled with it. */
async function writeLibrary(published: string, work: string): Promise<string> {
  const copy = join(work, 'library');
  for (const part of ['go.mod', 'mock', 'contrib'])
    await cp(join(published, part), join(copy, part), { recursive: true });
  // The module cache is read-only, and its folders' modes were copied too.
  for (const folder of ['', ...(await readdir(copy, { recursive: true }))])
    await chmod(join(copy, folder), 0o700);
  for (const [path, changes] of Object.entries(patches)) {
    let text = await readFile(join(copy, path), 'utf8');
    for (const [from, to] of changes) {
      if (text.split(from).length !== 2)
        throw new Error(`gocaves: ${path} has not one place that reads ${from}`);
      text = text.replace(from, () => to);
    }
    await writeFile(join(copy, path), text);
  }
  for (const [path, file] of Object.entries(additions)) await cp(join(added, file), join(copy, path));
  await writeFile(join(copy, 'mock/data/gobindata.go'), await errorMaps(join(copy, 'mock/data')));
  const modfile = join(work, 'go.mod');
  await writeFile(
    modfile,
    `${await readFile(join(sources, 'go.mod'), 'utf8')}\nreplace ${library} => ${copy}\n`,
  );
  await cp(join(sources, 'go.sum'), join(work, 'go.sum'));
  return modfile;
}

/** A string of JSON is a string of Go. */
async function errorMaps(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter(name => name.endsWith('.json'));
  const entries = files.map(async name => {
    const text = JSON.stringify(JSON.parse(await readFile(join(folder, name), 'utf8')));
    return `\t${JSON.stringify(basename(name))}: ${JSON.stringify(text)},\n`;
  });
  return `package data

import "os"

var files = map[string]string{
${(await Promise.all(entries)).join('')}}

func Asset(name string) ([]byte, error) {
	text, found := files[name]
	if !found {
		return nil, os.ErrNotExist
	}
	return []byte(text), nil
}
`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
