import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasProc, withChildren } from '../../bench/load/around/proc.ts';
import type { LoadReport } from '../../bench/load/report-type.ts';
import { smallSample, startTestGateway } from '../support/gateway.ts';
import { further, longTest } from '../support/long.ts';
import { sampleReport } from './sample-report.ts';

const main = join(import.meta.dirname, '../../bench/load/main.ts');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-command-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs in a folder for everything temporary, so that what is left behind is seen. */
function start(args: readonly string[]) {
  const { PATH, NODE_COMPILE_CACHE: compiled } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { PATH, TMPDIR: folder, ...(compiled && { NODE_COMPILE_CACHE: compiled }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]).then(([[code], stdout, stderr]) => ({ code, stdout, stderr }));
  return { child, ended };
}

const run = (...args: string[]) => start(args).ended;
const small = ['--users', '8', '--tenants', '2', '--ramp', '0', '--think', '100', '--patients', '20'];
const report = async (name: string) =>
  JSON.parse(await readFile(join(folder, 'out', `${name}.json`), 'utf8')) as LoadReport;

describe('bad usage ends with 2 and one line', () => {
  test.each([
    ['--users', '0'],
    ['--url', 'http://user:word@localhost:4000'],
    ['--unheard-of'],
    ['faults', '--seconds', '5'],
    ...further(
      ['--users', 'many'],
      ['--seconds', '1e3'],
      ['--url', 'localhost:4000'],
      ['--url', 'http://localhost:4000/graphql'],
      ['--rate', '-1'],
      ['--name', ' '],
      ['soak', '--percent', '101'],
      ['--baseline', 'none.json', '--url', 'http://127.0.0.1:9'],
    ),
  ])('%s %s', async (...args) => {
    const { code, stdout, stderr } = await run(...args.filter(arg => arg !== undefined));
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });

  test('a report of another format is told before anything is run', async () => {
    await writeFile(join(folder, 'old.json'), JSON.stringify({ ...sampleReport(), format: 0 }));
    const { code, stdout, stderr } = await run('--baseline', 'old.json');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^--baseline old\.json: not a load report of format 1 .*\n$/);
  });
});

test('a gateway that is not there ends with 1 and words', async () => {
  const { code, stderr } = await run('--url', 'http://127.0.0.1:9', '--seconds', '1', '--out', 'out');
  expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
  expect(await readdir(folder)).toEqual([]);
});

test('a run against a gateway of its own: both reports, charts, and nothing is left behind', async () => {
  const { child, ended } = start([...small, '--seconds', '3', '--out', 'out', '--name', 'one', '--svg']);
  const seen = new Set<number>();
  if (hasProc) {
    await vi.waitFor(() => expect(withChildren([child.pid!]).length).toBeGreaterThan(1), { timeout: 20_000 });
    const watch = setInterval(() => {
      for (const pid of withChildren([child.pid!])) seen.add(pid);
    }, 50);
    await ended;
    clearInterval(watch);
  }
  const { code, stdout, stderr } = await ended;
  expect(stderr).toBe('');
  const one = await report('one');
  expect([code, one.failures, one.reviews.lost]).toEqual([0, [], 0]);
  expect(one.totals.requests).toBeGreaterThan(20);
  expect(one.totals.checked).toBeGreaterThan(20);
  expect(one.totals.hitRate).toBeGreaterThan(0);
  expect(one.timeline.length).toBeGreaterThan(1);
  const [point] = one.timeline.slice(-1);
  for (const figure of ['cpu', 'memoryBytes', 'heapBytes', 'handles', 'storeCalls', 'warmTenants'] as const)
    expect([figure, point![figure] ?? -1]).toEqual([figure, expect.any(Number)]);
  if (hasProc) expect(point!.memoryBytes).toBeGreaterThan(50_000_000);
  expect(stdout).toContain('wrote out/one.html');
  // The machine is told of, not named.
  const written = await readFile(join(folder, 'out', 'one.html'), 'utf8');
  expect(written).not.toContain(folder);
  expect(await readdir(folder)).toEqual(['out']);
  expect(await readdir(join(folder, 'out'))).toEqual(expect.arrayContaining(['one-latency.svg', 'one.json']));
  for (const pid of seen) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
}, 60_000);

longTest(
  'Ctrl-C ends a run early with a report, compared with an earlier one; a gateway that was there goes on',
  async () => {
    await writeFile(join(folder, 'before.json'), JSON.stringify(sampleReport({ name: 'last week' })));
    const gateway = await startTestGateway({ source: smallSample });
    try {
      const { child, ended } = start([
        ...small,
        '--seconds',
        '600',
        '--out',
        'out',
        '--url',
        gateway.gateway.url,
        '--baseline',
        'before.json',
      ]);
      let said = '';
      child.stdout.on('data', chunk => (said += chunk));
      await vi.waitFor(() => expect(said).toContain('users'), { timeout: 25_000 });
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      expect([code, stderr]).toEqual([0, 'ending; once more to end without a report\n']);
      const { totals, timeline } = await report('load');
      expect(totals.requests).toBeGreaterThanOrEqual(0);
      expect(await readFile(join(folder, 'out', 'load.html'), 'utf8')).toContain('“last week” is of');
      expect(timeline.at(-1)!.at).toBeLessThan(60);
      expect((await gateway.fetch('/health/live')).status).toBe(200);
    } finally {
      await gateway.stop();
    }
  },
  60_000,
);
