import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileName, summary } from '../../bench/load/commands/output.ts';
import { standaloneSvg, thin } from '../../bench/load/report/chart.ts';
import { chartsOf } from '../../bench/load/report/charts.ts';
import { baselinePage, reportPage } from '../../bench/load/report/page.ts';
import { readReport } from '../../bench/load/report/read.ts';
import { judge } from '../../bench/load/report/statistics.ts';
import type { LoadReport } from '../../bench/load/report-type.ts';
import { sampleReport } from './sample-report.ts';

const hostile = `<script>alert("1")</script>'"><img src=x onerror=alert(2)>&amp;${'\u0000\u001b[31m'}`;

function full(name = 'everything on'): LoadReport {
  const report = sampleReport({ name, points: 240, seconds: 5 });
  const steps = [{ seconds: 15, asked: 20, served: 20, p99Ms: 9, failures: 0 }];
  return {
    ...report,
    events: [{ at: 40, what: `${name} begins` }],
    failures: [{ action: name, reason: name, count: 3, firstAt: 1, lastAt: 2 }],
    soak: { capacity: 400, steps, verdicts: judge(report) },
    faults: [
      {
        ...{ name, what: name, sign: name, from: 40, to: 60, shownAfter: 3, wellAfter: 2 },
        ...{ alerts: [{ name, pendingAfter: 5, firingAfter: 12 }], failures: [{ reason: name, count: 2 }] },
      },
    ],
  };
}

/** Every element that is opened is closed, in the right order; void ones of HTML are not. */
function expectWellFormed(text: string): void {
  const open: string[] = [];
  const voids = new Set(['meta', 'br', 'img', 'link', 'input', 'hr']);
  expect(
    text.replace(/<!doctype html>|<\/?[a-z][a-z0-9]*(\s+[a-zA-Z_:-]+(="[^"<]*")?)*\s*\/?>/gi, ''),
  ).not.toMatch(/[<]/);
  for (const [tag, slash, name] of text.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>/g)) {
    if (voids.has(name!) || tag.endsWith('/>')) continue;
    if (slash === '') open.push(name!);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
}

/** What is put in is escaped, so that whatever looks like a tag is one. */
function tagsOf(text: string): readonly string[] {
  return text.match(/<[a-z][^>]*>/gi) ?? [];
}

describe.each([
  ['a report', () => reportPage(full(hostile), full(`${hostile} before`))],
  ['baselines', () => baselinePage(hostile, [full(hostile), full(hostile), full('other')])],
])('the page of %s', (_, write) => {
  const text = write();

  test('is well-formed, and shows hostile names as text', () => {
    expectWellFormed(text);
    expect(text).not.toMatch(/<script|<img/i);
    for (const tag of tagsOf(text)) expect(tag).not.toMatch(/\son\w+=/i);
    expect(text).toContain('&lt;script&gt;');
    expect(/[^\P{Cc}\n]/u.test(text)).toBe(false);
  });

  test('asks nobody for anything, and runs nothing', () => {
    for (const tag of tagsOf(text))
      expect(tag).not.toMatch(/\s(src|href|xlink:href|action|data|poster|srcset)\s*=/i);
    expect(text).not.toMatch(/url\((?!#)|@import|<(iframe|object|embed|link|base|form)\b/i);
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(new Set(text.match(/https?:\/\/[^"\s]*/g))).toEqual(new Set(['http://www.w3.org/2000/svg']));
  });

  test('is small', () => expect(text.length).toBeLessThan(300_000));
});

test('a chart as a file follows light and dark, and holds no style of the library', () => {
  const charts = chartsOf([full(hostile)]);
  expect(charts.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['throughput', 'latency', 'cpu', 'memory', 'hit-rate', 'warm-tenants']),
  );
  for (const chart of charts) {
    const text = standaloneSvg(chart);
    expectWellFormed(text);
    expect(text).toContain('prefers-color-scheme:dark');
    expect(text).toContain('stroke="var(--s1)"');
    expect(text).not.toMatch(/#0102|rgb\(1,2|<script|zr\d+-cls/);
  }
});

test('figures that nobody knows have no chart, and a dash on the page', () => {
  const report = sampleReport();
  const timeline = report.timeline.map(({ at, users, rate, failures, p50Ms, p95Ms, p99Ms, ownCpu }) => ({
    ...{ at, users, rate, failures, p50Ms, p95Ms, p99Ms, ownCpu },
  }));
  const blind = { ...report, timeline };
  expect(chartsOf([blind]).map(({ id }) => id)).toEqual([
    'throughput',
    'latency',
    'failures',
    'cpu',
    'users',
  ]);
  expect(reportPage(blind)).toContain('<dd>–</dd>');
  expectWellFormed(reportPage({ ...blind, timeline: [] }));
});

test('many points are thinned without losing the peaks', () => {
  const points = Array.from({ length: 10_000 }, (_, at) => [at, at === 4_321 ? 99 : 1] as const);
  const thinned = thin(points, 'max');
  expect(thinned.length).toBeLessThanOrEqual(240);
  expect(Math.max(...thinned.map(([, value]) => value))).toBe(99);
  expect(thinned.at(-1)![0]).toBe(9_999);
});

test('a terminal is not steered by what a server says', () => {
  const words = summary(full(`code ${'\u001b'}[2J`));
  expect(words).not.toMatch(/[^\P{Cc}\n]/u);
});

test('names of files are made of letters and digits', () => {
  expect(fileName('everything on, Redis')).toBe('everything-on-redis');
  expect(fileName('../../etc')).toBe('etc');
  expect(fileName('…')).toBe('report');
});

describe('an earlier report', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'load-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const write = async (content: unknown) => {
    const path = join(folder, 'report.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  test('is read as it was written', async () => {
    const report = full();
    expect(await readReport(await write(report))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test.each([
    ['of another format', { ...sampleReport(), format: 2 }, /not a load report of format 1 \(format/],
    ['without totals', { ...sampleReport(), totals: undefined }, /not a load report of format 1 \(totals/],
    ['with words for figures', { ...sampleReport(), timeline: [{ at: 'x' }] }, /\(timeline\.0/],
    ['that is no JSON', '<html>', /not a load report/],
    ['that is empty', '', /not a load report/],
  ])('%s is refused with one line', async (_, content, message) => {
    const refused = readReport(await write(content));
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow(/\n/);
  });

  test('that is not there is refused', async () => {
    await expect(readReport(join(folder, 'none.json'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});
