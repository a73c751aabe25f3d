import { Random } from '../../../src/fhir/sample/random.ts';
import { type Exchange, Judge } from './checks.ts';
import type { Client, HttpRequest } from './client.ts';
import { hostile } from './hostile.ts';
import { type Drawing, drawing, type Operation, type Scene } from './operation.ts';
import { reads } from './reads.ts';
import type { HuntTenant } from './world.ts';
import { warmUp, writes } from './writes.ts';

export interface HuntOptions {
  readonly scene: Scene;
  readonly client: Client;
  readonly seed: number;
  readonly operations: number;
  readonly inFlight: number;
}

/** What happened, by kind of operation. */
export interface Tally {
  sent: number;
  abandoned: number;
  pipelined: number;
  /** Answers that showed a mark of the tenant's own. */
  ownMark: number;
  /** Expectations that were met. */
  readonly met: Record<string, number>;
  readonly codes: Record<string, number>;
}

/** How often each kind comes. */
const weights: readonly (readonly [(drawing: Drawing) => Operation, number])[] = [
  [reads.byId, 14],
  [reads.list, 20],
  [reads.references, 6],
  [reads.directives, 4],
  [reads.question, 8],
  [reads.progress, 3],
  [reads.several, 9],
  [writes.review, 10],
  [writes.reviewMany, 4],
  [writes.warmUp, 2],
  [writes.coolDown, 2],
  [hostile.cursorOwn, 6],
  [hostile.cursorSwapped, 5],
  [hostile.cursorMutated, 2],
  [hostile.cursorForged, 3],
  [hostile.foreignSearch, 6],
  [hostile.malformed, 2],
  [hostile.wrongTenant, 1.5],
  [hostile.unknownTenant, 1],
  [hostile.persisted, 1],
  [hostile.operators, 1],
];

const abandonedShare = 0.02;
const pipelinedShare = 0.01;
/** Whoever finds a tenant cold mostly warms it up. */
const warmingShare = 0.8;
/** Enough to see what is wrong. */
const maxProblems = 5;

/** Sends operations of all tenants side by side, each drawn from the seed and its number. */
export class Hunt {
  readonly problems: string[] = [];
  readonly #options: HuntOptions;
  readonly #judge: Judge;
  readonly #tallies = new Map<string, Tally>();
  #next = 0;

  constructor(options: HuntOptions) {
    this.#options = options;
    this.#judge = new Judge(options.scene, new Random(options.seed, 'judge', 0));
  }

  tally(kind: string): Tally {
    const tally = this.#tallies.get(kind) ?? {
      sent: 0,
      abandoned: 0,
      pipelined: 0,
      ownMark: 0,
      met: {},
      codes: {},
    };
    this.#tallies.set(kind, tally);
    return tally;
  }

  /** By kind. */
  get tallies(): ReadonlyMap<string, Tally> {
    return this.#tallies;
  }

  /** Those of all kinds together. */
  get total(): Pick<Tally, 'sent' | 'abandoned' | 'pipelined' | 'codes'> & { readonly reviewsSeen: number } {
    const all = [...this.#tallies.values()];
    const sum = (of: (tally: Tally) => number) => all.reduce((total, tally) => total + of(tally), 0);
    const codes = new Set(all.flatMap(tally => Object.keys(tally.codes)));
    return {
      sent: sum(tally => tally.sent),
      abandoned: sum(tally => tally.abandoned),
      pipelined: sum(tally => tally.pipelined),
      codes: Object.fromEntries([...codes].map(code => [code, sum(tally => tally.codes[code] ?? 0)])),
      reviewsSeen: this.#judge.reviewsSeen,
    };
  }

  async run(): Promise<void> {
    const { inFlight } = this.#options;
    await Promise.all(Array.from({ length: inFlight }, () => this.#client()));
  }

  /** Sends one operation and waits for its answer, whatever it is. */
  async ask(make: (drawing: Drawing) => Operation, tenant: HuntTenant): Promise<Exchange> {
    const operation = make(this.#drawing(tenant, this.#random()));
    const exchange = await this.#exchange(operation, this.#number());
    if (exchange === undefined) throw new Error('Nobody has abandoned it');
    return exchange;
  }

  /** Warms a tenant up and waits for it. */
  async warm(tenant: HuntTenant): Promise<void> {
    await this.ask(drawn => warmUp(drawn, { wait: true }), tenant);
  }

  async #client(): Promise<void> {
    const { scene, operations } = this.#options;
    while (this.#next < operations && this.problems.length < maxProblems) {
      const random = this.#random();
      if (random.chance(pipelinedShare)) {
        await this.#pipeline(random);
        continue;
      }
      const tenant = random.pick(scene.world.tenants);
      const operation = this.#draw(tenant, random);
      const abandonAfterMs = random.chance(abandonedShare) ? random.int(0, 8) : undefined;
      const exchange = await this.#exchange(operation, this.#number(), abandonAfterMs);
      const cold = exchange?.answer.body.includes('"TENANT_COLD"') && operation.tenant !== undefined;
      if (cold && random.chance(warmingShare)) await this.warm(tenant);
    }
  }

  #number(): number {
    this.#next += 1;
    return this.#next;
  }

  #random(): Random {
    return new Random(this.#options.seed, 'operation', this.#next);
  }

  #drawing(tenant: HuntTenant, random: Random): Drawing {
    return drawing(this.#options.scene, tenant, random);
  }

  #draw(tenant: HuntTenant, random: Random): Operation {
    const [make] = random.weighted(weights, ([, weight]) => weight);
    return make(this.#drawing(tenant, random));
  }

  /** Undefined when it was abandoned. */
  async #exchange(
    operation: Operation,
    number: number,
    abandonAfterMs?: number,
  ): Promise<Exchange | undefined> {
    const requestId = `hunt-${number}`;
    const begun = performance.now();
    operation.sending?.();
    const answer = await this.#options.client.send(withId(operation.request, requestId), abandonAfterMs);
    const tally = this.tally(operation.kind);
    tally.sent += 1;
    if (answer === undefined) {
      tally.abandoned += 1;
      this.#judge.abandoned(operation);
      return undefined;
    }
    return this.#note({ operation, requestId, answer, begun, ended: performance.now() });
  }

  /** Several tenants' operations on one connection, one behind another; some clients leave after the first answer. */
  async #pipeline(random: Random): Promise<void> {
    const { scene, client } = this.#options;
    const operations = Array.from({ length: random.int(2, 4) }, () =>
      this.#draw(random.pick(scene.world.tenants), random),
    );
    const requestIds = operations.map(() => `hunt-${this.#number()}`);
    const begun = performance.now();
    for (const { sending } of operations) sending?.();
    const answers = await client.pipeline(
      operations.map(({ request }, place) => withId(request, requestIds[place]!)),
      random.chance(0.3) ? 1 : operations.length,
    );
    for (const [place, operation] of operations.entries()) {
      const tally = this.tally(operation.kind);
      tally.sent += 1;
      tally.pipelined += 1;
      const answer = answers[place];
      if (answer === undefined) {
        tally.abandoned += 1;
        this.#judge.abandoned(operation);
      } else {
        this.#note({ operation, requestId: requestIds[place]!, answer, begun, ended: performance.now() });
      }
    }
  }

  #note(exchange: Exchange): Exchange {
    const { operation, answer, requestId } = exchange;
    const { problems, ownMark, codes, met } = this.#judge.judge(exchange);
    const tally = this.tally(operation.kind);
    if (ownMark) tally.ownMark += 1;
    for (const what of met) tally.met[what] = (tally.met[what] ?? 0) + 1;
    for (const code of new Set(codes)) tally.codes[code] = (tally.codes[code] ?? 0) + 1;
    if (problems.length > 0) {
      const { method, path, headers, body = '' } = operation.request;
      const asked = [`${method} ${path}`, ...headers.map(header => header.join(': ')), body].join('\n');
      this.problems.push(
        `${requestId} (${operation.kind} of ${operation.tenant?.id}): ${problems.join('; ')}\n${asked}\n` +
          `-> ${answer.status}\n${answer.head}\n${answer.body.slice(0, 3_000)}`,
      );
    }
    return exchange;
  }
}

function withId(request: HttpRequest, id: string): HttpRequest {
  return { ...request, headers: [...request.headers, ['x-request-id', id]] };
}
