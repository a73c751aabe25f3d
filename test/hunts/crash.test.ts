import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../../src/fhir/sample/random.ts';
import { CommandFolder } from '../support/process-command.ts';
import { seed } from '../support/seed.ts';
import { Hunt } from './crash/hunt.ts';
import { kills, phases } from './crash/kills.ts';
import { Masters } from './crash/masters.ts';
import { longPlans, type Plan, shortPlans } from './crash/plans.ts';
import { processesWith, whoStays } from './crash/processes.ts';
import { Tally } from './crash/tally.ts';

/**
 * kill -9, and worse, of `serve` with workers at random points of what tenants go through: nothing acknowledged is lost,
 * no tenant is stuck. HUNT_SEED repeats the plan, not its timing; HUNT_ROUNDS makes it longer; HUNT_REPORT shows what
 * was done.
 */
const { HUNT_ROUNDS, HUNT_REPORT, LONG } = process.env;
const rounds = Number(HUNT_ROUNDS ?? (LONG ? 200 : shortPlans.length));
/** Each over a folder of its own. */
const hunts = LONG ? 3 : 1;
const patients = LONG ? 600 : 200;

/** Who serves a connection, and who is whose child, is read from there. */
const runs = process.platform === 'linux';

const ending = new AbortController();
let commands: CommandFolder;
let masters: Masters;
beforeAll(async () => {
  if (!runs) return;
  commands = await CommandFolder.open();
  masters = await Masters.make(commands, patients);
}, 120_000);
afterAll(async () => {
  if (!runs) return;
  // A test that took too long goes on.
  ending.abort();
  const left = processesWith(commands.path);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  await whoStays(left, 5_000);
  await commands[Symbol.asyncDispose]();
}, 60_000);

test.skipIf(!runs)(
  'nothing acknowledged is lost and no tenant is stuck (needs Linux)',
  async () => {
    const tally = new Tally();
    const { signal } = ending;
    const begun = performance.now();
    const plans = rounds <= shortPlans.length ? shortPlans.values() : longPlans(new Random(seed, 'plans', 0));
    let next = 0;
    const problems: string[] = [];
    const run = async (name: string) => {
      const hunt = await Hunt.open({
        commands,
        masters,
        name,
        seed,
        tally,
        thorough: LONG !== undefined,
        signal,
      });
      while (next < rounds && problems.length === 0) {
        const number = next++;
        const found = await hunt.round(plans.next().value as Plan, number);
        problems.push(...found);
        if (found.length > 0 && HUNT_REPORT) console.log(hunt.log.slice(-150).join('\n'));
      }
      if (problems.length === 0) problems.push(...(await hunt.close()));
    };
    await Promise.all(Array.from({ length: hunts }, (_, number) => run(`store-${number}`)));
    tally.most('time, ms', performance.now() - begun);
    if (HUNT_REPORT) console.log(`HUNT_SEED=${seed} ${next} rounds`, JSON.stringify(tally, null, 1));
    expect(problems, `HUNT_SEED=${seed}`).toEqual([]);
    expectMuch(tally);
  },
  60_000 + 30_000 * rounds,
);

/** A hunt that finds nothing must have hit. */
function expectMuch(tally: Tally): void {
  expect(tally.of('reviews acknowledged')).toBeGreaterThan(10 * rounds);
  expect(tally.of('reads compared')).toBeGreaterThan(100 * rounds);
  expect(tally.sum('kill of ')).toBe(rounds);
  if (rounds < 100) return;
  for (const kill of kills) {
    if (kill !== 'long-stop') expect(tally.of(`kill of ${kill}`), kill).toBeGreaterThan(rounds / 40);
  }
  for (const phase of phases) expect(tally.of(`kill in ${phase}`), phase).toBeGreaterThan(rounds / 40);
  expect(tally.of('answers of survivors')).toBeGreaterThan(10 * rounds);
}
