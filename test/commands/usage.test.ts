import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { binPath, CommandFolder, outcome } from '../support/process-command.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

const stackFrame = /^\s+at /m;

describe('help', () => {
  test.each([
    [[], /serve[\s\S]*ingest[\s\S]*sample/],
    [['serve'], /--sample-if-empty/],
    [['ingest'], /<source\.\.\.>[\s\S]*--refresh[\s\S]*--rejected/],
    [['sample'], /--patients[\s\S]*--seed[\s\S]*--out/],
  ])('%j --help', async (command, expected) => {
    const { code, stdout, stderr } = await folder.run([...command, '--help']);
    expect(stdout).toMatch(expected);
    expect([code, stderr]).toEqual([0, '']);
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe('bad usage exits 2 with a word on what and where to look', () => {
  test.each([
    ['no command', [], /Usage:/],
    ['an unknown command', ['sreve'], /unknown command 'sreve'[\s\S]*--help/],
    ['an unknown option', ['serve', '--prot', '1'], /unknown option '--prot'[\s\S]*--help/],
    ['a source too few', ['ingest'], /missing required argument 'source'/],
    ['an argument too many', ['serve', 'here'], /too many arguments/],
    ['no folder to write to', ['sample'], /required option '--out <folder>'/],
    [
      'a count that is none',
      ['sample', '--out', 'x', '--patients', '1e3'],
      /expected a whole number from 1 to/,
    ],
    [
      'more patients than there can be',
      ['sample', '--out', 'x', '--patients', '50000001'],
      /from 1 to 50000000/,
    ],
    ['a seed of more than 32 bits', ['sample', '--out', 'x', '--seed', '4294967296'], /from 0 to 4294967295/],
  ])('%s', async (_, args, expected) => {
    const { code, stdout, stderr } = await folder.run(args);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(stackFrame);
    expect([code, stdout]).toEqual([2, '']);
    expect(await readdir(folder.path)).toEqual([]);
  });
});

test.each(['serve', 'ingest'])('%s with a wrong environment: a line a variable, exit 2', async command => {
  const env = { PORT: 'x', HOST: '0.0.0.0', STORE_URL: 'redis://u:s3cret@h', LOG_LEVEL: 'loud' };
  const { code, stdout, stderr } = await folder.run(
    [command, ...(command === 'ingest' ? ['x.ndjson'] : [])],
    { env },
  );
  expect(stderr.split('\n')).toEqual([
    'PORT="x": expected a whole number from 0 to 65535',
    'STORE_URL="redis://***@h": expected sqlite:<folder>, or couchbase://host/bucket (couchbases:// for TLS)',
    'LOG_LEVEL="loud": expected one of fatal, error, warn, info, debug, trace, silent',
    expect.stringMatching(/^HOST="0\.0\.0\.0": expected a loopback address/),
    '',
  ]);
  expect([code, stdout]).toEqual([2, '']);
});

describe('sample', () => {
  test('writes the same files for the same options, which it counts', async () => {
    const [one, two, other] = await Promise.all(
      ['1', '1', '2'].map((seed, place) =>
        folder.run(['sample', '--patients', '20', '--seed', seed, '--out', `s${place}/deep`]),
      ),
    );
    expect([one!.code, two!.code, other!.code]).toEqual([0, 0, 0]);
    const names = ['Encounter', 'Location', 'Organization', 'Patient', 'Practitioner'];
    const read = async (place: number) => {
      const path = join(folder.path, `s${place}/deep`);
      expect((await readdir(path)).sort()).toEqual(names.map(name => `${name}.ndjson`));
      return Promise.all(names.map(name => readFile(join(path, `${name}.ndjson`), 'utf8')));
    };
    const files = await read(0);
    expect(await read(1)).toEqual(files);
    expect(await read(2)).not.toEqual(files);
    expect(one!.stdout).toContain('Wrote to s0/deep\n');
    for (const [place, name] of names.entries()) {
      const count = files[place]!.split('\n').length - 1;
      expect(one!.stdout).toMatch(new RegExp(`^  ${name}\\.ndjson +${count}$`, 'm'));
    }
  });

  test('a folder that cannot be made: one line, exit 1', async () => {
    const { code, stdout, stderr } = await folder.run(['sample', '--out', join(import.meta.filename, 'x')]);
    expect(stderr).toMatch(/^Cannot mkdir .*usage\.test\.ts\/x: ENOTDIR\n$/);
    expect([code, stdout]).toEqual([1, '']);
  });
});

test('output that nobody reads is no failure', async () => {
  const child = folder.start(['sample', '--out', 'x', '--patients', '1']);
  child.stdout!.destroy();
  const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr!)]);
  expect([code, stderr]).toEqual([0, '']);
});

describe('the installed command', () => {
  test('runs on this Node', async () => {
    const { code, stdout } = await folder.run(['--help'], { script: binPath });
    expect([code, stdout.split(' ')[1]]).toEqual([0, 'fhir-graphql-gateway']);
  });

  const old = ['/usr/bin/node', '/usr/local/bin/node'].find(path => {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return stdout !== null && /^v(18|20|22)\./.test(stdout);
  });
  test.skipIf(old === undefined)(
    'on an older Node runs the one beside the project, exit code and signals included',
    async () => {
      const options = { script: binPath, node: old! };
      expect((await folder.run(['sreve'], options)).code).toBe(2);
      const child = folder.start(['serve'], { ...options, env: { PORT: '0' } });
      child.stdout!.once('data', () => child.kill('SIGTERM'));
      const { code, stdout } = await outcome(child);
      expect(stdout).toContain('shutting down');
      expect(code).toBe(0);
    },
  );
});
