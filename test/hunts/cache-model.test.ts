import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRedis } from '../support/redis.ts';
import { seed } from '../support/seed.ts';
import { commands, follow } from './cache-model/commands.ts';
import { reviewableTypes } from './cache-model/content.ts';
import { type Setting, World } from './cache-model/world.ts';

/**
 * Two gateways over one store, asked and written to at random while Redis comes and goes, against a model of what is
 * stored. HUNT_SEED repeats the plan, not its timing; HUNT_ROUNDS makes it longer; HUNT_REPORT shows what was done.
 */
const { HUNT_ROUNDS, HUNT_REPORT, LONG } = process.env;
const rounds = Number(HUNT_ROUNDS ?? (LONG ? 300 : 6));
/** No round begins after that long. Most of it is waiting for both gateways to come back to Redis. */
const huntMs = LONG ? 330_000 : 1_500;
const maxCommands = LONG ? 40 : 16;
const follows = LONG ? 200 : 20;

const settings: readonly Setting[] = ['exact', 'bus'];
/** Whoever has found something ends the hunt for all. */
let isOver = false;
const worlds = new Map<Setting, World>();

describe.skipIf(noRedis)('two gateways (needs redis-server)', () => {
  beforeAll(async () => {
    for (const setting of settings) worlds.set(setting, await World.open(setting));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(worlds.values().map(world => world.close()));
  }, 60_000);

  test.concurrent.each(settings)(
    'never serve what they may not serve any more: %s',
    async setting => {
      const world = worlds.get(setting)!;
      const end = performance.now() + huntMs;
      let done = 0;
      // The first rounds are drawn small, and in a short hunt there may be one alone: it is to do something.
      const enough = commands(maxCommands).filter(drawn => [...drawn].length >= maxCommands / 2);
      const property = fc.asyncProperty(enough, async drawn => {
        if (isOver || performance.now() > end) return;
        world.note('---');
        await world.recover();
        await fc.asyncModelRun(() => ({ model: {}, real: world }), drawn);
        await world.compare();
        done += 1;
      });
      try {
        // To shrink what depends on timing leads nowhere.
        await fc.assert(property, { seed, numRuns: rounds, endOnFailure: true });
      } catch (error) {
        isOver = true;
        throw new Error(`HUNT_SEED=${seed}, round ${done}\n${world.log.slice(-60).join('\n')}`, {
          cause: error,
        });
      } finally {
        if (HUNT_REPORT)
          process.stdout.write(`${setting} HUNT_SEED=${seed} ${done} ${JSON.stringify(world.tally)}\n`);
      }
      expectMuch(world, done);
    },
    3_600_000,
  );

  test.each(settings)('follow one another within milliseconds: %s', async setting => {
    const world = worlds.get(setting)!;
    world.habits.heldShare = 0;
    const delays: number[] = [];
    for (let number = 0; number < follows; number++) {
      const type = reviewableTypes[number % reviewableTypes.length]!;
      const drawn = { place: number % 3, replica: number % 2, type, what: null, isConfirmed: true };
      delays.push(await follow(world, drawn));
    }
    delays.sort((one, other) => one - other);
    const at = (share: number) => delays[Math.floor(share * (delays.length - 1))]!;
    const figures = { median: at(0.5), p99: at(0.99), most: at(1), of: delays.length };
    if (HUNT_REPORT) process.stdout.write(`${setting}, ms: ${JSON.stringify(figures)}\n`);
    // Ten are aimed at, on a machine that does nothing else.
    expect(figures.median).toBeLessThan(250);
  });
});

/** A hunt that finds nothing must have hit. Short ones are as luck has it. */
function expectMuch({ tally }: World, done: number): void {
  expect(tally.of('facts')).toBeGreaterThanOrEqual((LONG ? 3 : 2) * maxCommands * done);
  expect(tally.of('reviews')).toBeGreaterThanOrEqual(done);
  if (LONG) expect(tally.of('answers: hit')).toBeGreaterThan(0.1 * tally.sum('answers: '));
}
