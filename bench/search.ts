/**
 * How the time of a search grows with the size of the store: the same searches of a small and of a large one, 50 results
 * each. Every kind of condition alone and in pairs, in every order of the type's. Half of the pairs take both values from
 * one resource, so that there is something to find; the others from two, of which often none has both.
 *
 *     node bench/search.ts <small folder> <large folder> [--slowest] [--http] [--docs] [--quick]
 *
 * Both ingested before; `--http` makes a tenant's copy in each. `--slowest` tells which searches are in the slowest
 * tenth. `--docs` writes what docs/bench.md shows. Takes some minutes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, machineLine } from './contest/machine.ts';
import { chooseCores } from './contest/processes.ts';
import { putBetweenMarkers, searchMarkers } from './contest/report.ts';
import { quantile } from './contest/statistics.ts';
import { type Asked, Gateway, measureGateways } from './search/http.ts';
import { mixtures } from './search/kinds.ts';
import { limit, makeSearchesOf, measureStores, type Taken } from './search/store.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ slowest: { type: 'boolean', default: false }, http: { type: 'boolean', default: false } },
    ...{ docs: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  },
});
const [small, large] = positionals;
if (small === undefined || large === undefined) throw new Error('Which two folders?');
const folders = [small, large];
/** Processes that want a core, over the last minute: with more, a clock tells of them rather than of the gateway. */
const quietLoad = 2.5;

const lines: string[] = [];
const taken = await measureStores(folders, values.quick ? { alone: 12, pair: 2 } : { alone: 48, pair: 8 });
const cores = chooseCores();
const sizes = taken.sizes.map(size => size.toLocaleString('en'));
say(
  `${machineLine(describeMachine(cores))}. ${sizes.join(' and ')} encounters; ${new Date().toISOString().slice(0, 10)}.`,
);
say(`
**The store alone**, ms of processor time

| searches | number | p50 | p95 | p99 | ratio of p95 |
|---|---|---|---|---|---|`);
for (const [type] of mixtures) {
  for (const set of ['alone', 'pairs of one', 'pairs of two', 'pairs'] as const) {
    const isOfSet = (search: Taken) => search.type === type && search.origin.startsWith(set);
    tell(`${type}, ${set}`, timesOf(isOfSet));
    // What finds less in the small store has less to read there, at any size.
    const isFull = (search: Taken) => search.found.every(results => results === limit);
    const full = timesOf(search => isOfSet(search) && isFull(search));
    if (full[0]!.length >= 100) tell(`${type}, ${set}, ${limit} found in both`, full);
  }
}
tell(
  'all',
  timesOf(() => true),
);
if (values.http || values.docs) {
  const asked = (await askGateways()).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const rows = Map.groupBy(asked, ({ name }) => name);
  const isQuiet = loadavg()[0]! < quietLoad;
  for (const [title, figure] of [
    ['ms of the gateway’s processor', 'cpuMs'] as const,
    ...(isQuiet ? [['ms until the answer was there', 'ms'] as const] : []),
  ]) {
    say(`
**Over HTTP**, \`CACHE=off\`, one request after another, ${title}

| requests | number | p50 | p95 | p99 | ratio of p95 |
|---|---|---|---|---|---|`);
    for (const [name, asked] of rows) {
      const times = folders.map((_, place) => asked.map(one => one[figure][place]!));
      tell(name, times);
    }
  }
  if (!isQuiet) say('\nThe machine had other work: how long answers took is left out.');
}
if (values.slowest) for (const [type] of mixtures) tellSlowest(type);
if (values.docs) {
  const path = join(import.meta.dirname, '../docs/bench.md');
  const report = putBetweenMarkers(await readFile(path, 'utf8'), lines.join('\n'), searchMarkers);
  await writeFile(path, report);
}

async function askGateways(): Promise<Asked[]> {
  const gateways = [];
  try {
    for (const folder of folders) gateways.push(await Gateway.start(folder));
    const searches = await makeSearchesOf(
      folders,
      values.quick ? { alone: 4, pair: 1 } : { alone: 12, pair: 2 },
    );
    return await measureGateways(gateways, searches);
  } finally {
    await Promise.all(gateways.map(gateway => gateway.stop()));
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
  lines.push(line);
}

/** What searches took of each of the stores. */
function timesOf(which: (search: Taken) => boolean): readonly (readonly number[])[] {
  const some = taken.searches.filter(which);
  return folders.map((_, place) => some.map(({ ms }) => ms[place]!));
}

function tell(name: string, times: readonly (readonly number[])[]): void {
  const at = (share: number) => times.map(one => quantile(one, share).toFixed(2)).join(' → ');
  const ratio = quantile(times[1]!, 0.95) / quantile(times[0]!, 0.95);
  say(`| ${name} | ${times[0]!.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${ratio.toFixed(1)} |`);
}

/** Of the slowest tenth of the large store's searches: what they ask for, how many they are, how long they take. */
function tellSlowest(type: string): void {
  const ofType = taken.searches.filter(search => search.type === type);
  const last = ({ ms }: Taken) => ms.at(-1)!;
  const least = quantile(ofType.map(last), 0.9);
  const groups = Map.groupBy(
    ofType.filter(search => last(search) >= least),
    ({ origin, kinds, order }) => `${origin}: ${kinds}, by ${order}`,
  );
  const sum = (some: readonly Taken[]) => some.reduce((all, search) => all + last(search), 0);
  say(`\n${type}: slower than ${least.toFixed(2)} ms`);
  for (const [name, some] of [...groups].sort(([, a], [, b]) => sum(b) - sum(a))) {
    const [worst] = some.toSorted((a, b) => last(b) - last(a));
    const mean = (sum(some) / some.length).toFixed(1);
    say(
      `${some.length} × ${mean} ms  ${name}  (${worst!.texts.at(-1)!.join('&')}: ${last(worst!).toFixed(1)})`,
    );
  }
}
