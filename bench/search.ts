/**
 * How the time of a search grows with the size of the store: the same searches of two masters, 50 results each.
 * `node bench/search.ts <small folder> <large folder> [--slowest]`, both ingested before. Every kind of condition alone
 * and in pairs, in every order of the type's. Half of the pairs take both values from one resource, so that there is
 * something to find; the others from two, of which often none has both. `--slowest` tells which searches are in the
 * slowest tenth. Takes some minutes.
 */
import { parseArgs } from 'node:util';
import { quantile } from './contest/statistics.ts';
import { mixtures } from './search/kinds.ts';
import { measureStores, type Taken } from './search/store.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    slowest: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});
const [small, large] = positionals;
if (small === undefined || large === undefined) throw new Error('Which two folders?');

const rounds = values.quick ? { alone: 12, pair: 2 } : { alone: 48, pair: 8 };
const taken = await measureStores([small, large], rounds);

say('| searches | number | p50 | p95 | p99, small and large | ratio of p95 |\n|---|---|---|---|---|---|');
for (const [type] of mixtures) {
  for (const set of ['alone', 'pairs of one', 'pairs of two', 'pairs', ''] as const) {
    tell(`${type}, ${set || 'all'}`, search => search.type === type && search.origin.startsWith(set));
  }
}
tell('alone', ({ origin }) => origin === 'alone');
tell('pairs', ({ origin }) => origin !== 'alone');
tell('all', () => true);
if (values.slowest) for (const [type] of mixtures) tellSlowest(type);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(name: string, which: (search: Taken) => boolean): void {
  const some = taken.filter(which);
  const times = [0, 1].map(place => some.map(({ ms }) => ms[place]!));
  const at = (share: number) => times.map(one => quantile(one, share).toFixed(2)).join(' → ');
  const ratio = quantile(times[1]!, 0.95) / quantile(times[0]!, 0.95);
  say(`| ${name} | ${some.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${ratio.toFixed(1)} |`);
}

/** Of the slowest tenth of the large store's searches: what they ask for, how many they are, how long they take. */
function tellSlowest(type: string): void {
  const ofType = taken.filter(search => search.type === type);
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
    say(`${some.length} × ${mean} ms  ${name}  (${worst!.texts.at(-1)!.join('&')}: ${last(worst!).toFixed(1)})`);
  }
}
