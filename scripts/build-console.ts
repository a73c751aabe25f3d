/**
 * Builds `examples/review-console` where it has not been built, or not of what is there now: installs its packages, writes
 * `dist/`. `npm run console` and the browser tests begin with it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const app = join(root, 'examples/review-console');

/** What it is made of. */
const sources = [
  'schema/**/*.graphql',
  'examples/review-console/{src,public}/**',
  'examples/review-console/*',
];

/** Whether its packages are installed, as its lock file has them. */
export function hasPackages(): boolean {
  const installed = join(app, 'node_modules/.package-lock.json');
  return existsSync(installed) && changed(installed) >= changed(join(app, 'package-lock.json'));
}

export function isBuilt(): boolean {
  const page = join(app, 'dist/public/index.html');
  if (!existsSync(page) || !existsSync(join(app, 'dist/operations/console.json'))) return false;
  const built = changed(page);
  return globSync(sources, { cwd: root, exclude: file => /(^|\/)(gql|dist|node_modules)(\/|$)/.test(file) })
    .map(file => join(root, file))
    .every(file => statSync(file).isDirectory() || changed(file) <= built);
}

/** @throws Error when a command fails; what it said is on standard output. */
export function buildConsole(say: (text: string) => void = () => undefined): void {
  if (hasPackages() && isBuilt() && !existsSync(building)) return;
  oneAtATime(() => {
    if (!hasPackages()) {
      say('Installing the packages of the review console …');
      npm('development', 'ci', '--no-audit', '--no-fund');
    }
    if (isBuilt()) return;
    say('Building the review console …');
    npm('production', 'run', 'build');
  });
}

/** There while somebody builds: tests that run side by side all begin with it. */
const building = join(app, '.building');
/** Whoever has built for so long was ended meanwhile. */
const longestBuildMs = 5 * 60_000;

function oneAtATime(run: () => void): void {
  while (!begun()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    run();
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

function begun(): boolean {
  try {
    mkdirSync(building);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const since = statSync(building, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - since > longestBuildMs) rmSync(building, { recursive: true, force: true });
  return false;
}

function changed(file: string): number {
  return statSync(file).mtimeMs;
}

/** Whatever it is called from: tests have a NODE_ENV of their own. */
function npm(mode: 'development' | 'production', ...words: readonly string[]): void {
  const { status, error } = spawnSync('npm', words, {
    // On the Node that runs this: the one in the path may be older than Vite wants.
    env: {
      ...process.env,
      NODE_ENV: mode,
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    },
    ...{ cwd: app, shell: process.platform === 'win32' },
    // Standard output is for what is wrong as well: what goes well is short.
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`npm ${words.join(' ')} ended with ${status} in ${app}`);
}

if (import.meta.main) buildConsole(text => process.stdout.write(`${text}\n`));
