import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import { seed } from '../support/seed.ts';
import { Client } from './leak/client.ts';
import { CursorPool } from './leak/cursors.ts';
import { everythingOf } from './leak/everything.ts';
import { type HuntedGateway, huntedHere, huntedProcess } from './leak/gateways.ts';
import { Hunt } from './leak/hunt.ts';
import { ReviewModel } from './leak/reviews.ts';
import { Selections } from './leak/selections.ts';
import { World } from './leak/world.ts';

/**
 * HUNT_SEED repeats a hunt as far as the order of answers allows; HUNT_OPERATIONS makes it longer; HUNT_WORKERS hunts
 * against `serve` with as many workers instead of a gateway in this process; HUNT_REPORT shows what was done.
 */
const { HUNT_OPERATIONS, HUNT_WORKERS, HUNT_REPORT, LONG } = process.env;
const operations = Number(HUNT_OPERATIONS ?? (LONG ? 100_000 : 1_500));
const inFlight = 32;
const limits = { MAX_WARM_TENANTS: '100', MAX_TENANTS: '1000' };

const world = new World(seed);
let gateway: HuntedGateway;
beforeAll(async () => {
  gateway =
    HUNT_WORKERS === undefined
      ? await huntedHere(world, limits)
      : await huntedProcess(world, { ...limits, WORKERS: HUNT_WORKERS });
}, 60_000);
afterAll(() => gateway.stop());

test('each copy has marks of its own tenant, and of no other', () => {
  for (const { mark, resources } of world.tenants) {
    for (const resource of resources) {
      expect([...world.marks.find(JSON.stringify(resource))].map(({ owner }) => owner)).toEqual([mark.owner]);
    }
  }
});

test('no answer shows anything of another tenant', async () => {
  const scene = {
    world,
    selections: new Selections(buildSchema(), world),
    cursors: new CursorPool(),
    reviews: new ReviewModel(),
  };
  const client = new Client(gateway.url, inFlight);
  const hunt = new Hunt({ scene, client, seed, operations, inFlight });
  try {
    for (const tenant of world.tenants) if (!tenant.refreshes) await hunt.warm(tenant);
    await hunt.run();
    expect(hunt.problems, `HUNT_SEED=${seed}`).toEqual([]);
    // Now that nothing else happens, what each tenant has must be all of its own.
    for (const tenant of world.tenants) await everythingOf(tenant, hunt, world);
    expect(hunt.problems, `HUNT_SEED=${seed}`).toEqual([]);
  } finally {
    client.close();
  }
  if (HUNT_REPORT) console.log(JSON.stringify({ ...Object.fromEntries(hunt.tallies), total: hunt.total }));
  const { log } = gateway;
  expect(log.length).toBeGreaterThan(operations / 2);
  expect(log.filter(line => world.marks.find(line).size > 0)).toEqual([]);
  expectMuch(hunt);
}, 900_000);

/** Share of a kind's operations whose answers showed a mark of the tenant's own. */
const ownMarks = {
  byId: 0.5,
  list: 0.4,
  question: 0.75,
  references: 0.7,
  directives: 0.7,
  several: 0.6,
  review: 0.4,
  reviewMany: 0.5,
  cursorOwn: 0.4,
};

/** Share of a kind's operations that met what was expected of them. */
const met = {
  byId: { present: 0.5, absent: 0.1 },
  foreignSearch: { absent: 0.5, present: 0.1 },
  cursorOwn: { accepted: 0.7 },
  cursorSwapped: { refused: 0.7 },
  cursorForged: { refused: 0.7 },
};

/** That share of so many, less what luck takes from few: three standard deviations. */
const mostly = (sent: number, share: number) => sent * share - 3 * Math.sqrt(sent * share * (1 - share));

/** A hunt that finds nothing must have looked. */
function expectMuch(hunt: Hunt): void {
  for (const [kind, share] of Object.entries(ownMarks)) {
    const { sent, ownMark } = hunt.tally(kind);
    expect(ownMark, kind).toBeGreaterThan(mostly(sent, share));
  }
  for (const [kind, shares] of Object.entries(met)) {
    const tally = hunt.tally(kind);
    for (const [what, share] of Object.entries(shares)) {
      expect(tally.met[what], `${kind} ${what}`).toBeGreaterThan(mostly(tally.sent, share));
    }
  }
  for (const [kind, { sent }] of hunt.tallies) {
    if (kind !== 'everything') expect(sent, kind).toBeGreaterThan(operations / 500);
  }
  const { sent, abandoned, pipelined, reviewsSeen, codes } = hunt.total;
  expect(sent).toBeGreaterThanOrEqual(operations);
  expect(abandoned).toBeGreaterThan(operations / 200);
  expect(pipelined).toBeGreaterThan(operations / 200);
  expect(reviewsSeen).toBeGreaterThan(operations / 20);
  // Where tenants are found cold, they were cooled down.
  expect(codes.TENANT_COLD).toBeGreaterThan(operations / 200);
  for (const code of ['STORE_UNAVAILABLE', 'WARM_UP_FAILED', 'TENANT_LIMIT']) {
    // Of several processes one may find another one busy with the same tenant.
    if (HUNT_WORKERS === undefined) expect(codes[code], code).toBeUndefined();
  }
}
