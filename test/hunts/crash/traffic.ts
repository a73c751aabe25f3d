import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../../src/fhir/sample/random.ts';
import type { MasterOf } from './masters.ts';
import type { ReviewedResource, TenantModel } from './model.ts';
import type { Caller, Session } from './session.ts';

export interface TrafficOptions {
  readonly session: Session;
  readonly models: readonly TenantModel[];
  readonly master: MasterOf;
  readonly seed: number;
  readonly round: number;
  /** The tenant that is left to whoever aims at it. */
  readonly spared: string | undefined;
}

/** Whoever finds a tenant cold mostly warms it up. */
const warmingShare = 0.3;
const reviewersEach = 2;
/** Between two requests of a client. */
const longestPauseMs = 30;

/** Clients of all tenants side by side: reviewers, readers, and one that warms up, refreshes and cools down. */
export class Traffic {
  readonly #options: TrafficOptions;
  #stopping = false;
  #clients: Promise<unknown> = Promise.resolve();
  #number = 0;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  start(): void {
    const { models, session } = this.#options;
    const clients: Promise<void>[] = [];
    for (const model of models) {
      for (let number = 0; number < reviewersEach; number++) {
        const share = model.resources.filter((_, place) => place % reviewersEach === number);
        const step = (caller: Caller, random: Random) => this.#review(caller, model, share, random);
        clients.push(this.#client(step, number === 0));
      }
      clients.push(this.#client((caller, random) => this.#read(caller, model, random), false));
    }
    // One to each process, so that it shows whether that goes on.
    for (let number = 0; number < session.serving.count; number++) {
      const step = (caller: Caller, random: Random) => this.#read(caller, random.pick(models), random);
      clients.push(this.#client(step, true, number));
    }
    clients.push(this.#client((caller, random) => this.#drive(caller, random), false));
    this.#clients = Promise.all(clients);
  }

  /** Resolves when every request has come to an end. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#clients;
  }

  /** `place`: which of the processes; undefined: any. */
  async #client(
    step: (caller: Caller, random: Random) => Promise<unknown>,
    keepAlive: boolean,
    place?: number,
  ): Promise<void> {
    const { session, seed, round } = this.#options;
    this.#number += 1;
    const random = new Random(seed, 'client', round, this.#number);
    const pid = place === undefined ? undefined : session.serving.processes()[place];
    let caller = session.fresh();
    if (keepAlive) {
      const client = pid === undefined ? undefined : await session.serving.connect(pid);
      caller = client === undefined ? await session.caller() : { client, pid };
    }
    while (!this.#stopping) {
      await step(caller, random);
      await delay(random.int(0, longestPauseMs));
      const gone = caller.pid !== undefined && session.doomed.has(caller.pid);
      if (!gone && (!keepAlive || caller.pid !== undefined)) continue;
      // It asks the next one; while there is none it has nothing to do.
      caller.client.close();
      if (!session.serving.runs || session.draining) break;
      caller = await session.caller();
      if (caller.pid === undefined) await delay(50);
    }
    caller.client.close();
  }

  async #review(
    caller: Caller,
    model: TenantModel,
    share: readonly ReviewedResource[],
    random: Random,
  ): Promise<void> {
    const { session } = this.#options;
    const count = random.chance(0.7) ? 1 : random.int(2, 5);
    const chosen = new Set(Array.from({ length: count }, () => random.pick(share)));
    const answer = await session.review(caller, model, [...chosen], random.chance(0.65));
    if (answer?.codes.includes('TENANT_COLD')) await this.#foundCold(caller, model, random);
    else if (answer === undefined && !session.serving.runs) await delay(50);
  }

  async #read(caller: Caller, model: TenantModel, random: Random): Promise<void> {
    const { session } = this.#options;
    const there = random.chance(0.3)
      ? (await session.poll(caller, model)) !== 'COLD'
      : await session.read(
          caller,
          model,
          Array.from({ length: 3 }, () => random.pick(model.resources)),
        );
    if (!there) await this.#foundCold(caller, model, random);
  }

  async #foundCold(caller: Caller, model: TenantModel, random: Random): Promise<void> {
    const { session, spared } = this.#options;
    if (model.id !== spared && random.chance(warmingShare)) {
      await session.warmUp(caller, model, { wait: random.chance(0.7), refresh: false });
    } else await delay(random.int(10, 60));
  }

  async #drive(caller: Caller, random: Random): Promise<void> {
    const { session, models, spared } = this.#options;
    const model = random.pick(models.filter(({ id }) => id !== spared));
    const wait = random.chance(0.6);
    const refresh = random.chance(0.4);
    if (random.chance(0.25)) await session.coolDown(caller, model);
    else await session.warmUp(caller, model, { wait, refresh, rest: random.chance(0.4) });
    await delay(random.int(20, 200));
  }
}
