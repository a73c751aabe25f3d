import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CacheMode } from '../../../src/cache/caches.ts';
import { parseTenantId } from '../../../src/core/ids.ts';
import { writeStatus } from '../../../src/ingest/status.ts';
import { orderFlush, orderMode } from '../../../src/services/cache-control.ts';
import type { Store } from '../../../src/store/port.ts';
import { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { threads } from '../../support/store-sqlite.ts';
import { Tally } from '../crash/tally.ts';
import { resourcesOf, strangersIn, tenantIds } from './content.ts';
import { type Asking, History, itemsOf, type State } from './history.ts';
import { lasting, Outages, type Trouble } from './outages.ts';
import type { Question } from './questions.ts';
import { Replica, type ReplicaAnswer, SteppedClock, type StoreHabits, withHabits } from './replicas.ts';

export interface TenantUnderTest {
  readonly id: string;
  readonly place: number;
  readonly history: History;
  isWarm: boolean;
}

/** A question that was answered, and not judged yet. */
export interface Exchange extends Asking {
  readonly tenant: TenantUnderTest;
  readonly question: Question;
  readonly answer: ReplicaAnswer;
}

/**
 * `exact`: the store tells of every review, so nobody may be behind. `bus`: it does not, and the other replica may be
 * behind for as long as it trusts a heartbeat, and one heartbeat more.
 */
export type Setting = 'exact' | 'bus';

export const boundMs: Readonly<Record<Setting, number>> = { exact: 0, bus: 700 };

/** A tenant's idle time is no matter here. */
const env = { TENANT_IDLE_MS: String(2 ** 31 - 1), CACHE_TENANT_MEMORY_MB: '1' };

const keptLines = 80;

/** Two gateways over one store and one Redis, and what is to be true of their answers. */
export class World {
  readonly tally = new Tally();
  readonly log: string[] = [];
  readonly clock: SteppedClock;
  readonly redis: Outages;
  /** Of the store. */
  readonly habits: StoreHabits;
  readonly replicas: readonly Replica[];
  readonly tenants: readonly TenantUnderTest[];
  readonly #folder: string;
  readonly #store: Store;

  readonly #setting: Setting;

  private constructor(
    setting: Setting,
    parts: Pick<World, 'clock' | 'redis' | 'habits' | 'replicas'> & { folder: string; store: Store },
  ) {
    ({ clock: this.clock, redis: this.redis, habits: this.habits, replicas: this.replicas } = parts);
    this.#setting = setting;
    this.#folder = parts.folder;
    this.#store = parts.store;
    this.tenants = tenantIds.map((id, place) => {
      const history = new History(place, boundMs[setting]);
      return { id, place, history, isWarm: false };
    });
  }

  static async open(setting: Setting): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'cache-model-'));
    const clock = new SteppedClock();
    const redis = await Outages.start();
    const store = new SqliteStore(folder, clock, { runner: threads });
    await writeMaster(store, 0, 0);
    const startedAt = new Date(clock.now()).toISOString();
    await writeStatus(store.system, { ready: true, source: 'model', startedAt, message: 'complete' });
    const habits: StoreHabits = { hasLog: setting === 'exact', heldShare: 0.3 };
    const wrap = (opened: Store) => withHabits(opened, habits);
    const start = (number: number) =>
      Replica.start(folder, { clock, wrap, env: { ...env, REDIS_URL: redis.url(number) } });
    const replicas = await Promise.all([start(0), start(1)]);
    const world = new World(setting, { clock, redis, habits, replicas, folder, store });
    for (const tenant of world.tenants) {
      await writeMaster(store, tenant.place, 0);
      await world.warm(tenant, 0);
    }
    return world;
  }

  async close(): Promise<void> {
    await Promise.all(this.replicas.map(replica => replica.stop()));
    await this.#store.close();
    await this.redis.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  note(what: string): void {
    this.log.push(`${performance.now().toFixed(1)} ${what}`);
    if (this.log.length > 2 * keptLines) this.log.splice(0, keptLines);
  }

  async ask(tenant: TenantUnderTest, replica: number, question: Question): Promise<Exchange> {
    const begun = performance.now();
    const answer = await this.replicas[replica]!.ask(tenant.id, question.query, question.variables);
    const exchange = { tenant, replica, question, answer, begun, ended: performance.now() };
    this.note(`${tenant.id} at ${replica}: ${question.name} -> ${answer.source} ${answer.text}`);
    return exchange;
  }

  /** @param mayBeCold the tenant was refreshed or cooled meanwhile */
  judge({ tenant, question, answer, ...asking }: Exchange, mayBeCold = !tenant.isWarm): void {
    this.tally.add(`answers: ${answer.source}`);
    const strangers = strangersIn(answer.text, tenant.place);
    if (strangers.length > 0)
      throw new Error(`${tenant.id} was shown what is ${strangers}'s: ${answer.text}`);
    if (mayBeCold && answer.errors[0]?.extensions?.code === 'TENANT_COLD') return;
    if (!tenant.isWarm) throw new Error(`${tenant.id} is cold, and was answered: ${answer.text}`);
    if (answer.status !== 200 || answer.errors.length > 0)
      throw new Error(`A request failed: ${answer.status} ${answer.text}`);
    for (const fact of question.facts(answer.data)) {
      this.tally.add('facts');
      const wrong = tenant.history.judge(fact, asking);
      if (wrong !== undefined)
        throw new Error(`${tenant.id} at ${asking.replica}, ${question.name} (${answer.source}): ${wrong}`);
    }
  }

  /** @param keys `Type/id`; those that are not there stay as they are */
  async review(
    tenant: TenantUnderTest,
    replica: number,
    keys: readonly string[],
    reviewed: boolean,
  ): Promise<void> {
    const { history } = tenant;
    const before = history.now;
    const end = history.begin(replica);
    const inputs = keys.map(key => {
      const [type = '', id] = key.split('/');
      return { resourceType: type.toUpperCase(), id, reviewed };
    });
    const { data, text } = await this.replicas[replica]!.ask(
      tenant.id,
      'mutation ($inputs: [ReviewInput!]!) { reviewMany(inputs: $inputs) { resource { reviewed reviewTime } error { code } } }',
      { inputs },
    );
    this.note(`${tenant.id} at ${replica}: review ${reviewed} of ${keys} -> ${text}`);
    if (!tenant.isWarm) {
      if (data?.reviewMany != null) throw new Error(`${tenant.id} is cold, and was reviewed: ${text}`);
      end(before);
      return;
    }
    const reviews = new Map(before.reviews);
    for (const [index, key] of keys.entries()) {
      const { resource, error } = data.reviewMany[index];
      const isThere = itemsOf(before).has(key);
      if (isThere !== (error === null)) throw new Error(`${key} is ${isThere ? '' : 'not '}there: ${text}`);
      if (!isThere) continue;
      if (resource.reviewed !== reviewed) throw new Error(`${key} was not reviewed: ${text}`);
      if (!reviewed) reviews.delete(key);
      else if (!reviews.has(key)) reviews.set(key, resource.reviewTime);
      else if (reviews.get(key) !== resource.reviewTime) throw new Error(`${key} was reviewed anew: ${text}`);
    }
    end({ ...before, reviews });
    this.tally.add('reviews');
  }

  /** Master becomes the tenant's next version, and the tenant equal to it. */
  async refresh(tenant: TenantUnderTest, replica: number): Promise<void> {
    const before = tenant.history.now;
    const version = before.version + 1;
    const end = tenant.history.begin('all');
    await writeMaster(this.#store, tenant.place, version);
    await this.#changeWarmth(tenant, replica, 'warmUpTenant(refresh: true)', 'WARM');
    tenant.isWarm = true;
    const after: State = { ...before, version };
    const kept = [...before.reviews].filter(
      ([key]) => itemsOf(after).get(key)?.mark === itemsOf(before).get(key)?.mark,
    );
    end({ ...after, reviews: new Map(kept) });
    this.tally.add('refreshes');
  }

  async cool(tenant: TenantUnderTest, replica: number): Promise<void> {
    await this.#changeWarmth(tenant, replica, 'coolDownTenant', 'COLD');
    tenant.isWarm = false;
  }

  async warm(tenant: TenantUnderTest, replica: number): Promise<void> {
    await this.#changeWarmth(tenant, replica, 'warmUpTenant', 'WARM');
    tenant.isWarm = true;
  }

  /** Both gateways are told to look, which they do by themselves four times a second. */
  async #changeWarmth(
    tenant: TenantUnderTest,
    replica: number,
    field: string,
    expected: string,
  ): Promise<void> {
    const changing = this.replicas[replica]!.ask(tenant.id, `mutation { changed: ${field} { state } }`);
    let isDone = false;
    const looking = (async () => {
      for (; !isDone; await delay(5)) await this.look();
    })();
    const { data, text } = await changing.finally(() => {
      isDone = true;
    });
    await looking;
    this.note(`${tenant.id} at ${replica}: ${field} -> ${text}`);
    if (data?.changed?.state !== expected) throw new Error(`${field} of ${tenant.id}: ${text}`);
    this.tally.add(field);
  }

  async look(): Promise<void> {
    await Promise.all(this.replicas.map(({ gateway }) => gateway.tenants.look()));
  }

  /** Marks of who has what open age as well, and are renewed before anybody looks at them. */
  async step(ms: number): Promise<void> {
    this.note(`the clock goes on by ${ms} ms`);
    this.clock.step(ms);
    await this.look();
    this.tally.add('steps of the clock');
  }

  async order(mode: CacheMode): Promise<void> {
    await orderMode(this.#store.system, mode);
    for (const replica of this.replicas) while ((await replica.health()).mode !== mode) await delay(10);
    this.note(`caches are ${mode}`);
    this.tally.add(`caches ${mode}`);
  }

  async flush(tenant: TenantUnderTest | undefined): Promise<void> {
    await orderFlush(this.#store.system, tenant && parseTenantId(tenant.id));
    this.note(`flush of ${tenant?.id ?? 'all'}`);
    this.tally.add('flushes');
  }

  async trouble(what: Trouble): Promise<void> {
    this.note(`Redis: ${what}`);
    await this.redis.begin(what);
    this.tally.add(`Redis: ${what}`);
  }

  /** Redis is there, and both gateways know it. */
  async recover(): Promise<void> {
    await this.redis.end();
    for (const replica of this.replicas.keys()) await this.untilConfirmed(replica);
    this.note('Redis is there');
  }

  /** The replica uses Redis again, and hears of what others write where that matters. */
  async untilConfirmed(replica: number): Promise<void> {
    for (;;) {
      const { redis, busConfirmed } = await this.replicas[replica]!.health();
      if (redis.state === 'connected' && (busConfirmed || this.#setting === 'exact')) break;
      await delay(2);
    }
    this.note(`${replica} is confirmed`);
  }

  /** The replica has noticed a trouble, of those that last until they are ended. */
  async untilUnconfirmed(replica: number, what: Trouble): Promise<void> {
    if (!lasting.includes(what)) return;
    while ((await this.replicas[replica]!.health()).redis.state === 'connected') await delay(2);
  }

  /** What the store itself holds is what was acknowledged. */
  async compare(): Promise<void> {
    for (const { id, history } of this.tenants) {
      const collection = await this.#store.openTenant(parseTenantId(id), { snapshot: true });
      try {
        const stored = await collection.counts();
        const reviewed = stored.reduce((sum, row) => sum + row.reviewed, 0);
        if (reviewed !== history.now.reviews.size)
          throw new Error(`${id} has ${reviewed} reviews, not ${history.now.reviews.size}`);
      } finally {
        await collection.close();
      }
    }
  }
}

async function writeMaster(store: Store, place: number, version: number): Promise<void> {
  const writer = await store.replaceMaster({ name: 'test', from: 'empty' });
  await writer.write(resourcesOf(place, version));
  await writer.commit();
}
