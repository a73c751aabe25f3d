import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawChart } from '../../bench/contest/chart.ts';
import { addTo, describe, headline, putBetweenMarkers, type Report } from '../../bench/contest/report.ts';

const machine = { processor: 'p', cores: 2, memoryGb: 4, system: 's', node: 'v1', pinned: true };
const caseOf = (name: string, title: string) => ({ name, title, scores: [] });
const aimOf = (name: string, reached: string) => ({
  ...{ case: name, text: 't', aim: 'a', reached },
  ...{ byProcessor: null, met: true },
});
function report(at: string, names: readonly string[]): Report {
  return {
    ...{ at, machine, gain: 2, timing: { rounds: 1, seconds: 1, warmUpRequests: 1, warmUpSeconds: 1 } },
    encounters: 1,
    cases: names.filter(name => name !== 'memory').map(name => caseOf(name, at)),
    aims: names.flatMap(name => [aimOf(name, `${at} one`), aimOf(name, `${at} two`)]),
  };
}

test('cases that were measured again stand in their old places; the others stay, and it is told of when they are', () => {
  const both = addTo(report('first', ['by-id', 'list', 'memory']), report('again', ['list']));
  expect(both.cases).toEqual([caseOf('by-id', 'first'), caseOf('list', 'again')]);
  expect(both.aims.map(({ case: name, reached }) => `${name} ${reached}`)).toEqual([
    ...['by-id first one', 'by-id first two', 'list again one', 'list again two'],
    ...['memory first one', 'memory first two'],
  ]);
  expect(both.earlier).toEqual({ at: 'first', cases: ['by-id', 'memory'] });
  expect(both.at).toBe('again');
});

test('a run of all cases leaves nothing of another', () => {
  const run = report('again', ['by-id', 'list']);
  expect(addTo(report('first', ['list', 'by-id']), run)).toBe(run);
});

test('a case that was never measured before is added', () => {
  const both = addTo(report('first', ['by-id']), report('again', ['crowd']));
  expect(both.cases).toEqual([caseOf('by-id', 'first'), caseOf('crowd', 'again')]);
  expect(both.aims.map(({ case: name }) => name)).toEqual(['by-id', 'by-id', 'crowd', 'crowd']);
});

test.each([
  ['README.md', headline],
  ['docs/bench.md', describe],
])('%s tells what docs/bench/contest.json holds', async (name, tell) => {
  const read = (path: string) => readFile(join(import.meta.dirname, '../..', path), 'utf8');
  const kept: Report = JSON.parse(await read('docs/bench/contest.json'));
  const text = await read(name);
  expect(putBetweenMarkers(text, tell(kept))).toBe(text);
});

test('the chart shows the cases asked for first, and any others where those were not measured', async () => {
  const path = join(import.meta.dirname, '../../docs/bench/contest.json');
  const { cases }: Report = JSON.parse(await readFile(path, 'utf8'));
  const titlesIn = (names: readonly string[]) => {
    const chart = drawChart({ cases: cases.filter(({ name }) => names.includes(name)) });
    return cases.filter(({ title }) => chart.includes(`${title}, requests/s`)).map(({ name }) => name);
  };
  expect(titlesIn(['by-id', 'list', 'review'])).toEqual(['by-id', 'list']);
  expect(titlesIn(['review', 'introspection'])).toEqual(['introspection', 'review']);
});
