/**
 * How fast NDJSON files get into SQLite, beside a plain loop that parses each line and inserts its text.
 *
 *     node bench/ingest.ts [--resources 10000,100000,1000000] [--rounds 3] [--folder <folder>] [--docs]
 *
 * Every size is measured once, and again while there is time: the whole takes some five minutes at most.
 *
 * Each ingest is a process of its own and makes a store of its own; the two take turns. Writes bench/results/ingest.json; with
 * --docs also docs/bench/ingest.json and the figures of docs/bench.md.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { writeSample } from '../src/fhir/sample/index.ts';
import { describeMachine } from './contest/machine.ts';
import type { Outcome } from './ingest/contestant.ts';
import { describe, type IngestReport, type SizeReport } from './ingest/report.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    resources: { type: 'string', default: '10000,100000,1000000' },
    rounds: { type: 'string', default: '3' },
    folder: { type: 'string', default: tmpdir() },
    docs: { type: 'boolean', default: false },
  },
});

/** Of the sample: a patient comes with encounters, and so on. */
const resourcesPerPatient = 7.25;

/** Behind that, no further round begins. */
const moreRoundsMs = 120_000;

const folder = await mkdtemp(join(values.folder, 'bench-ingest-'));
try {
  const sizes: SizeReport[] = [];
  for (const size of values.resources.split(',').map(Number)) {
    sizes.push(await measure(size, size > 500_000 ? 1 : Number(values.rounds)));
  }
  const machine = describeMachine({ server: undefined, load: undefined });
  const report: IngestReport = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    load: loadavg()[0]!,
    sizes,
  };
  process.stdout.write(`${describe(report)}\n`);
  for (const target of ['bench/results', ...(values.docs ? ['docs/bench'] : [])]) {
    await mkdir(join(root, target), { recursive: true });
    await writeFile(join(root, target, 'ingest.json'), `${JSON.stringify(report, undefined, 1)}\n`);
  }
  if (values.docs) {
    const path = join(root, 'docs/bench.md');
    const [before, rest] = (await readFile(path, 'utf8')).split('<!-- figures of bench/ingest.ts -->\n');
    const after = rest?.split('<!-- end of figures of ingest -->')[1];
    if (after === undefined) throw new Error('docs/bench.md has no place for the figures');
    const figures = `<!-- figures of bench/ingest.ts -->\n\n${describe(report)}\n<!-- end of figures of ingest -->`;
    await writeFile(path, `${before}${figures}${after}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(resources: number, rounds: number): Promise<SizeReport> {
  const data = join(folder, 'data');
  await rm(data, { recursive: true, force: true });
  const patients = Math.ceil(resources / resourcesPerPatient);
  await writeSample(data, { patients, seed: 1 });
  let bytes = 0;
  for (const name of await readdir(data)) bytes += (await stat(join(data, name))).size;
  const outcomes = { plain: [] as Outcome[], gateway: [] as Outcome[] };
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && performance.now() > moreRoundsMs) break;
    for (const who of round % 2 === 0 ? (['plain', 'gateway'] as const) : (['gateway', 'plain'] as const)) {
      const made = join(folder, who);
      const { stdout } = await run(
        process.execPath,
        [join(import.meta.dirname, 'ingest/contestant.ts'), who, data, made],
        { maxBuffer: 2 ** 20 },
      );
      await rm(made, { recursive: true, force: true });
      outcomes[who].push(JSON.parse(stdout));
      process.stderr.write(`${resources} ${who} ${stdout}`);
    }
  }
  await rm(data, { recursive: true, force: true });
  return { resources: outcomes.gateway[0]!.resources, bytes, ...outcomes };
}
