/**
 * The gateway beside what one would use instead: docs/bench.md.
 *
 *     npm run bench -- [quick] [--cases by-id,list] [--docs] [--folder <folder>]
 *
 * Writes bench/results/contest.json and contest.svg; with --docs also what docs/ shows, where the cases that were not
 * measured stay as they were.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judge, type Reached } from './aims.ts';
import { cases } from './cases.ts';
import { drawChart } from './chart.ts';
import { type CaseResult, Contest, type Timing } from './contest.ts';
import { measureCrowd } from './crowd.ts';
import { measureGain } from './gain.ts';
import { LoadGenerator } from './load.ts';
import { describeMachine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { chooseCores } from './processes.ts';
import { addTo, caseTable, describe, headline, putBetweenMarkers, type Report } from './report.ts';
import { prepare } from './servers.ts';

const timings = {
  full: { rounds: 5, seconds: 4, warmUpRequests: 8_000, warmUpSeconds: 8 },
  quick: { rounds: 2, seconds: 0.5, warmUpRequests: 800, warmUpSeconds: 1 },
} satisfies Record<string, Timing>;
/** Gives 10,002 encounters. */
const patients = 1_545;
const encounters = 10_002;

const root = join(import.meta.dirname, '../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: [...cases.map(({ name }) => name), 'crowd', 'memory'].join() },
    docs: { type: 'boolean', default: false },
    folder: { type: 'string', default: tmpdir() },
  },
});
const quick = positionals.includes('quick');
const timing = quick ? timings.quick : timings.full;
const wanted = new Set(values.cases.split(','));

const say = (line: string) => process.stdout.write(`${line}\n`);

const cores = chooseCores();
const machine = describeMachine(cores);
const gain = await measureGain();
const at = new Date().toISOString();
const folder = await mkdtemp(join(values.folder, 'bench-'));
const load = new LoadGenerator(cores.load);
const world = await prepare(folder, patients, cores);
const contest = new Contest(world, load);
const results: CaseResult[] = [];
const others: Reached[] = [];
try {
  const chosen = cases.filter(({ name }) => wanted.has(name));
  // All answers first: a contestant that answers otherwise must not be found at the end.
  for (const each of chosen) await contest.compare(each);
  say(`The answers of all contestants are equal.\n`);
  for (const each of chosen) {
    const result = await contest.measure(each, timing);
    results.push(result);
    say(`${caseTable(result).join('\n')}\n`);
  }
  // What was kept must not have become wrong under load.
  for (const each of chosen) await contest.compare(each);
  if (wanted.has('crowd')) others.push(await measureCrowd(contest, load, timing));
  await contest.stop();
  if (wanted.has('memory')) others.push(await measureMemory(world, load, quick));
} finally {
  await contest.stop();
  await Promise.all([load.stop(), world.issuer.goDown()]);
  await rm(folder, { recursive: true, force: true });
}

const measured: Report = {
  ...{ at, machine, gain, timing, encounters },
  cases: results,
  aims: [...judge(results), ...others],
};
say(describe({ ...measured, cases: [] }));
const docs = join(root, 'docs/bench/contest.json');
const report = values.docs ? addTo(JSON.parse(await readFile(docs, 'utf8')), measured) : measured;
const kept = {
  'contest.json': `${JSON.stringify(report, undefined, 1)}\n`,
  'contest.svg': drawChart(report),
};
for (const target of ['bench/results', ...(values.docs ? ['docs/bench'] : [])]) {
  await mkdir(join(root, target), { recursive: true });
  for (const [name, text] of Object.entries(kept)) await writeFile(join(root, target, name), text);
}
if (values.docs) {
  for (const [name, text] of [
    ['docs/bench.md', describe(report)],
    ['README.md', headline(report)],
  ] as const) {
    const path = join(root, name);
    await writeFile(path, putBetweenMarkers(await readFile(path, 'utf8'), text));
  }
}
