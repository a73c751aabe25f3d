import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../bench/contest/cases.ts';
import { drawChart } from '../../bench/contest/chart.ts';
import { Contest } from '../../bench/contest/contest.ts';
import { LoadGenerator } from '../../bench/contest/load.ts';
import { prepare, type World } from '../../bench/contest/servers.ts';
import { further } from '../support/long.ts';

// Medplum's engine is left out: its start alone takes as long as all of this. So is what needs more data than this.
const left = new Set([
  ...['apollo', 'off', 'fastifyGet', 'on'],
  ...further('yoga', 'mercurius', 'hit', 'introspecting', 'fastifyPost', 'httpGet', 'httpPost', 'bare'),
]);
const names = ['by-id', 'review', ...further('list', 'introspection', 'hit-list')];
const tried = cases
  .filter(({ name }) => names.includes(name))
  .map(each => ({ ...each, contestants: each.contestants.filter(name => left.has(name)) }));

let folder: string;
let world: World;
let load: LoadGenerator;
let contest: Contest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contest-test-'));
  // Nothing is timed, so nobody needs a core alone. Has every patient that is asked for.
  world = await prepare(folder, 1_345, { server: undefined, load: undefined });
  load = new LoadGenerator(undefined);
  contest = new Contest(world, load);
}, 60_000);

afterAll(async () => {
  await contest.stop();
  await Promise.all([load.stop(), world.issuer.goDown()]);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

// Floors are started behind these: they send what others have answered.
it.each(tried)('$name: the contestants start and answer alike', each => contest.compare(each), 60_000);

it.each(tried.filter(({ name }) => name !== 'introspection'))(
  '$name: the contestants stand load',
  async each => {
    const result = await contest.measure(each, {
      rounds: 1,
      seconds: 1,
      warmUpRequests: 10,
      warmUpSeconds: 1,
    });
    expect(result.scores.map(({ contestant }) => contestant)).toEqual(each.contestants);
    for (const { perSecond } of result.scores) expect(perSecond.median).toBeGreaterThan(0);
    expect(drawChart({ cases: [result] })).toMatch(/^<svg/);
  },
  60_000,
);

it('stops when a contestant answers otherwise', async () => {
  const [each] = tried.filter(({ name }) => name === 'by-id');
  const wrong = { ...each!.work, essence: () => Math.random() } as never;
  await expect(contest.compare({ ...each!, work: wrong })).rejects.toThrow('answers otherwise');
});
