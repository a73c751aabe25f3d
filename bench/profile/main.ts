/**
 * Where the gateway's time goes in a case of the benchmarks: `npm run profile -- <case> [--as off|resources|registered|on] [--seconds 8]`.
 * Cases: those of `npm run bench`, and `start`. Writes bench/results/profile-<case>.html, a flame graph, and the .cpuprofile beside it, for
 * the browser's developer tools.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { byText } from '../contest/asking.ts';
import { cases } from '../contest/cases.ts';
import { type Contestant, type ContestantName, contestants, gateways } from '../contest/contestants.ts';
import { LoadGenerator } from '../contest/load.ts';
import { chooseCores } from '../contest/processes.ts';
import { prepare, type Server, startGateway, stopServer, type World } from '../contest/servers.ts';
import { type Data, deepOffset, step, stepSize } from '../contest/work.ts';
import { type CpuProfile, callTree, topFunctions, topParts } from './cpu-profile.ts';
import { flameGraph } from './flame-graph.ts';

const patients = 1_545;
const shown = 25;
const root = join(import.meta.dirname, '../..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { as: { type: 'string' }, seconds: { type: 'string', default: '8' } },
});
const [name = ''] = positionals;
const chosen = cases.find(each => each.name === name);
if (chosen === undefined && name !== 'start') {
  process.stderr.write(`Which case? ${[...cases.map(each => each.name), 'start'].join(', ')}\n`);
  process.exit(2);
}
const possible = (chosen?.contestants ?? ['on']).filter(each => contestants[each].server in gateways);
const as = (values.as ?? possible.find(each => each === 'resources') ?? possible[0]) as ContestantName;
if (!possible.includes(as)) {
  process.stderr.write(`--as is one of ${possible.join(', ')}\n`);
  process.exit(2);
}
const contestant: Contestant = contestants[as];

const cores = chooseCores();
const folder = await mkdtemp(join(tmpdir(), 'profile-'));
const load = new LoadGenerator(cores.load);
try {
  const world = await prepare(folder, patients, cores);
  const profiles = join(folder, 'profiles');
  const begun = now();
  const server = await startGateway(world, {
    ...gateways[contestant.server as keyof typeof gateways],
    ...(name === 'start' && { tenants: [] }),
    node: ['--cpu-prof', `--cpu-prof-dir=${profiles}`],
  });
  let span = { from: begun, until: now() };
  let rate = '';
  if (chosen !== undefined) {
    const requests = await contestant.requests(await workFor(server, world), world);
    const { connections, share } = chosen;
    const given = { url: server.url, requests, connections, share };
    await load.run({ ...given, seconds: 3 });
    const from = now();
    const { perSecond, failed } = await load.run({ ...given, seconds: Number(values.seconds) });
    if (failed > 0) throw new Error(`${failed} requests failed`);
    span = { from, until: now() };
    rate = `${Math.round(perSecond)} requests a second while it was watched; `;
  }
  await stopServer(server);
  await world.issuer.goDown();
  const files = await readdir(profiles);
  const file = join(profiles, files[0]!);
  const profile: CpuProfile = JSON.parse(await readFile(file, 'utf8'));
  const tree = callTree(profile, span.from, span.until);
  const target = join(root, 'bench/results');
  await mkdir(target, { recursive: true });
  await cp(file, join(target, `profile-${name}.cpuprofile`));
  await writeFile(join(target, `profile-${name}.html`), flameGraph(`${name}, ${contestant.title}`, tree));
  const share = (us: number) => `${((us / tree.totalUs) * 100).toFixed(1)} %`;
  const parts = topParts(tree, shown).map(([part, us]) => `| ${part} | ${share(us)} |`);
  const functions = topFunctions(tree, shown).map(
    ({ name, place, selfUs }) => `| ${name} | ${place} | ${share(selfUs)} |`,
  );
  process.stdout.write(
    `${[
      `${rate}${Math.round(tree.totalUs / 1_000)} ms of the processor; bench/results/profile-${name}.html`,
      ...['', '| part | itself |', '|---|---|', ...parts],
      ...['', '| function | where | itself |', '|---|---|---|', ...functions],
    ].join('\n')}\n`,
  );
} finally {
  await load.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** µs of the clock that profiles have. */
function now(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

async function workFor({ url }: Server, world: World) {
  const { work } = chosen!;
  if (typeof work !== 'function') return work;
  const { headers = {} } = (await contestant.requests(work(''), world))[0] ?? {};
  let after: string | null = null;
  for (let offset = 0; offset < deepOffset; offset += stepSize) {
    const [request] = byText({ query: step, variables: [{ after }] }, headers);
    const answer = await fetch(url + request!.path, { ...request!, body: request!.body! });
    const { data } = (await answer.json()) as { data: Data };
    after = data.encounters.pageInfo.endCursor;
  }
  return work(after!);
}
