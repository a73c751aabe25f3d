import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { patientIds, practitionerIds, reviewableTypes, type Type } from './content.ts';
import { type Trouble, troubles } from './outages.ts';
import { byId, byReview, byStatus, progress, type Question, reverse, several } from './questions.ts';
import type { Exchange, TenantUnderTest, World } from './world.ts';

export type Command = fc.AsyncCommand<object, World>;

const tenants = fc.constantFrom(0, 1, 2);
const replicas = fc.constantFrom(0, 1);
const types = fc.constantFrom(...reviewableTypes);
const ids: Readonly<Record<Type, readonly string[]>> = {
  Encounter: ['e0', 'e1', 'e2', 'e3', 'e-even', 'nobody'],
  Patient: [...patientIds.slice(0, 2), 'p-odd'],
  Practitioner: [...practitionerIds.slice(0, 1), 'd-even'],
};
const keys = types.chain(type => fc.constantFrom(...ids[type].map(id => `${type}/${id}`)));

const questions: fc.Arbitrary<Question> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(keys, fc.boolean()).map(([key, review]) => keyed(key, review)) },
  { weight: 4, arbitrary: fc.tuple(types, fc.boolean(), fc.boolean()).map(args => byReview(...args)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('finished', 'planned'), fc.boolean()).map(args => byStatus(...args)),
  },
  { weight: 2, arbitrary: fc.constantFrom(undefined, true, false).map(reverse) },
  { weight: 1, arbitrary: fc.constant(progress) },
  { weight: 1, arbitrary: fc.constantFrom(...ids.Patient).map(several) },
);

function keyed(key: string, withReview: boolean): Question {
  const [type, id] = key.split('/') as [Type, string];
  return byId(type, id, withReview);
}

/** @param run given the tenant of that place */
function command(
  name: string,
  place: number,
  run: (world: World, tenant: TenantUnderTest) => Promise<unknown>,
): Command {
  return {
    check: () => true,
    run: async (_, world) => {
      await run(world, world.tenants[place]!);
    },
    toString: () => `${name} of ${place}`,
  };
}

const read = fc.tuple(tenants, replicas, questions, fc.boolean()).map(([place, replica, question, twice]) =>
  command(`${question.name} at ${replica}`, place, async (world, tenant) => {
    world.judge(await world.ask(tenant, replica, question));
    if (twice) world.judge(await world.ask(tenant, replica, question));
  }),
);

const someKeys = fc.uniqueArray(keys, { minLength: 1, maxLength: 3 });

const review = fc
  .tuple(tenants, replicas, someKeys, fc.boolean())
  .map(([place, replica, reviewed, isReviewed]) =>
    command(`review ${isReviewed} of ${reviewed} at ${replica}`, place, (world, tenant) =>
      world.review(tenant, replica, reviewed, isReviewed),
    ),
  );

/** Reads of both replicas beside one write, some of them of the same. */
const together = fc
  .record({
    place: tenants,
    replica: replicas,
    asked: fc.array(fc.tuple(replicas, questions, fc.integer({ min: 1, max: 3 })), {
      minLength: 2,
      maxLength: 6,
    }),
    write: fc.oneof({ weight: 6, arbitrary: someKeys }, { weight: 1, arbitrary: fc.constant(undefined) }),
    isReviewed: fc.boolean(),
  })
  .map(({ place, replica, asked, write, isReviewed }) =>
    command(`${write ? 'review' : 'refresh'} beside reads`, place, async (world, tenant) => {
      const asking = asked.flatMap(([at, question, times]) =>
        Array.from({ length: times }, () => world.ask(tenant, at, question)),
      );
      const wasWarm = tenant.isWarm;
      const writing = write
        ? world.review(tenant, replica, write, isReviewed)
        : world.refresh(tenant, replica);
      const askAgain = () => asked.map(([at, question]) => world.ask(tenant, at, question));
      // Some that were asked before are still on their way when the write is acknowledged.
      const after = writing.then(() => Promise.all(askAgain()));
      const exchanges = (await Promise.all([Promise.all([...asking, ...askAgain()]), after])).flat();
      for (const exchange of exchanges) world.judge(exchange, !wasWarm || write === undefined);
    }),
  );

const refresh = fc
  .tuple(tenants, replicas)
  .map(([place, replica]) => command('refresh', place, (world, tenant) => world.refresh(tenant, replica)));

const warmth = fc.tuple(tenants, replicas, replicas, questions).map(([place, cools, warms, question]) =>
  command(`cool-down at ${cools}, warm-up at ${warms}`, place, async (world, tenant) => {
    await world.cool(tenant, cools);
    for (const at of world.replicas.keys()) world.judge(await world.ask(tenant, at, question));
    await world.warm(tenant, warms);
  }),
);

const second = 1_000;
const step = fc
  .constantFrom(4, 10, 11, 31, 400, 900, 7_200)
  .map(seconds => command(`${seconds} s later`, 0, world => world.step(seconds * second)));

const flush = fc
  .tuple(tenants, fc.boolean())
  .map(([place, all]) =>
    command(all ? 'flush' : 'flush of one', place, (world, tenant) => world.flush(all ? undefined : tenant)),
  );

const modes = fc
  .tuple(fc.constantFrom('resources' as const, 'off' as const), tenants, questions)
  .map(([mode, place, question]) =>
    command(`caches ${mode} and on`, place, async (world, tenant) => {
      await world.order(mode);
      for (const at of world.replicas.keys()) world.judge(await world.ask(tenant, at, question));
      await world.order('on');
    }),
  );

const trouble = fc.constantFrom(...troubles).map(what => command(what, 0, world => world.trouble(what)));

const recovery = fc.boolean().map(isWaitedFor =>
  command('recovery', 0, async world => {
    if (isWaitedFor) await world.recover();
    else await world.redis.end();
  }),
);

/** The other replica has an answer in its cache; then a review, perhaps with Redis away, and the answer again until it is right. */
const following = fc
  .record({
    ...{ place: tenants, replica: replicas, type: types, isConfirmed: fc.boolean() },
    // Whoever has waited for long looks less often whether it is over.
    overAfterMs: fc.constantFrom(null, null, null, null, 0, 0, 2_500),
    what: fc.option(fc.constantFrom('deaf' as const, 'mute' as const, ...troubles), { freq: 2 }),
  })
  .map(drawn =>
    command(`review followed at the other ${JSON.stringify(drawn)}`, drawn.place, world =>
      follow(world, drawn),
    ),
  );

interface Following {
  readonly place: number;
  readonly replica: number;
  readonly type: Type;
  /** One replica alone is without Redis while the review is written: the other one, or the one that writes. */
  readonly what: Trouble | 'deaf' | 'mute' | null;
  /** Whether both are confirmed at first. */
  readonly isConfirmed: boolean;
  /** The trouble is over, after at least that long, and the other replica has noticed, when the review is written. */
  readonly overAfterMs?: number | null;
}

/** Milliseconds from the acknowledgement until the other replica, which had another answer cached, showed it. */
export async function follow(world: World, options: Following): Promise<number> {
  const { place, replica, type, what, isConfirmed, overAfterMs = null } = options;
  const tenant = world.tenants[place]!;
  const other = 1 - replica;
  const key = `${type}/${ids[type][0]}`;
  const isReviewed = !tenant.history.now.reviews.has(key);
  const question = byReview(type, isReviewed, false);
  if (isConfirmed) await world.recover();
  const prime = async (at: number) => {
    let primed: Exchange | undefined;
    for (let times = 0; times < 3 && primed?.answer.source !== 'hit'; times++) {
      primed = await world.ask(tenant, at, question);
      world.judge(primed);
    }
    return primed?.answer.source;
  };
  await prime(replica);
  let primed = await prime(other);
  const isOneSided = what === 'deaf' || what === 'mute';
  if (isOneSided) {
    world.note(`Redis: ${what}`);
    world.redis.beginFor(what === 'deaf' ? other : replica);
    world.tally.add(`Redis: ${what}`);
  } else if (what !== null) await world.trouble(what);
  if (what !== null && !isOneSided && overAfterMs !== null) {
    await delay(overAfterMs);
    await world.untilUnconfirmed(other, what);
    await world.redis.end();
    await world.untilConfirmed(other);
    primed = await prime(other);
  }
  await world.review(tenant, replica, [key], isReviewed);
  const { acknowledged, state } = tenant.history.lastWrite;
  const own = world.ask(tenant, replica, question);
  // What is not told yet, nobody can know.
  let exchange = await world.ask(tenant, what === 'mute' ? replica : other, question);
  world.judge(await own);
  if (isOneSided) {
    world.judge(exchange);
    await world.redis.end();
    for (const at of world.replicas.keys()) await world.untilConfirmed(at);
    exchange = await world.ask(tenant, other, question);
  }
  for (; ; exchange = await world.ask(tenant, other, question)) {
    world.judge(exchange);
    const isNew = question
      .facts(exchange.answer.data)
      .every(({ said, of }) => JSON.stringify(said) === JSON.stringify(of(state)));
    if (isNew) {
      const took = exchange.ended - acknowledged;
      world.tally.most(
        `followed, ${what ?? 'no trouble'}${what && overAfterMs !== null ? ' any more' : ''}, ms`,
        took,
      );
      world.tally.add(`followed from ${primed}`);
      return took;
    }
    await delay(1);
  }
}

export const commands = (maxCommands: number) =>
  fc.commands<object, World, false>(
    [
      fc.oneof(
        { weight: 24, arbitrary: read },
        { weight: 8, arbitrary: review },
        { weight: 8, arbitrary: together },
        { weight: 8, arbitrary: following },
        { weight: 2, arbitrary: refresh },
        { weight: 1, arbitrary: warmth },
        { weight: 4, arbitrary: step },
        { weight: 1, arbitrary: flush },
        { weight: 1, arbitrary: modes },
        { weight: 3, arbitrary: trouble },
        { weight: 2, arbitrary: recovery },
      ),
    ],
    { maxCommands, size: 'max' },
  );
