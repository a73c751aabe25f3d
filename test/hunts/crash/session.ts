import { type Answer, Client, hung, isLost, type Outcome, orphaned } from './client.ts';
import type { MasterOf } from './masters.ts';
import type { ReviewedResource, TenantModel } from './model.ts';
import { serverOf } from './processes.ts';
import type { Serving } from './serving.ts';
import type { Tally } from './tally.ts';

/** What an operation may be refused with while processes are killed. */
const refusals = new Set(['TENANT_COLD', 'TENANT_BUSY', 'WARM_UP_FAILED', 'STORE_UNAVAILABLE']);
/** An answer that took longer may have been given up on before all was done. */
const surelyDoneMs = 20_000;
/** A connection that a living process is about to take is taken by then. */
const orphanedMs = 1_500;

/** A client, and the process that it is connected to; undefined: whoever takes its next connection. */
export interface Caller {
  client: Client;
  pid: number | undefined;
}

/** The operations of one round, with what they must come to. */
export class Session {
  readonly serving: Serving;
  readonly master: MasterOf;
  readonly tally: Tally;
  readonly problems: string[] = [];
  /** Processes that end in this round, from when on that is so. */
  readonly doomed = new Set<number>();
  /** From the kill on: connections may go to a process that is gone. */
  killed = false;
  /** The process that is stopped for a while. */
  stopped: number | undefined;
  /** Whether those that end may say so before. */
  draining = false;
  /** The processes that have reviews under way, as often as they have. */
  readonly reviewing = new Map<number | undefined, number>();
  /** Requests on new connections, by when they began. */
  readonly #waiting = new Map<Client, number>();

  constructor(options: { readonly serving: Serving; readonly master: MasterOf; readonly tally: Tally }) {
    this.serving = options.serving;
    this.master = options.master;
    this.tally = options.tally;
  }

  fresh(): Caller {
    return { client: new Client(this.serving.url, { keepAlive: false }), pid: undefined };
  }

  /** A connection to one of the processes that go on; a new one for each request when there is none. */
  async caller(): Promise<Caller> {
    const caller = this.serving.runs ? await this.serving.connectAny() : undefined;
    if (caller !== undefined && !this.doomed.has(caller.pid)) return caller;
    caller?.client.close();
    return this.fresh();
  }

  /**
   * Ends requests whose connections are in the parent's hands alone, long after a worker should have them. None should
   * be: the kernel hands them to the workers, and a parent that did so would lose those of a worker that dies.
   */
  giveUpOrphans(): void {
    const { serving } = this;
    const serverPort = Number(new URL(serving.url).port);
    for (const [client, begun] of this.#waiting) {
      const { port: clientPort } = client;
      if (performance.now() - begun < orphanedMs || clientPort === undefined) continue;
      const has = (pids: readonly number[]) => serverOf({ clientPort, serverPort }, pids) !== undefined;
      if (!has(serving.processes()) && has([serving.pid])) client.abort(orphaned);
    }
  }

  /** Resolves to whether it was answered WARM. */
  async warmUp(
    caller: Caller,
    model: TenantModel,
    { wait, refresh, rest = false }: { wait: boolean; refresh: boolean; rest?: boolean },
  ): Promise<boolean> {
    const taking = model.beginWarmUp(refresh, this.master.possible);
    const query = `mutation { warmUpTenant(wait: ${wait}, refresh: ${refresh}) { state progress counts { total } } }`;
    const outcome = await this.#send(caller, ({ client }) =>
      rest ? client.post('/warm-up-tenant', { wait, refresh }, model.id) : client.graphql(model.id, query),
    );
    const answer = this.#judge(caller, outcome, `${rest ? 'REST ' : ''}warm-up of ${model.id}`);
    const told = rest ? answer?.body : answer?.body.data?.warmUpTenant;
    const warm = told?.state === 'WARM';
    if (warm && wait && taking !== undefined && outcome.ms < surelyDoneMs) model.endWarmUp(taking);
    if (warm) this.tally.add(refresh ? 'refreshed' : 'warmed');
    return warm;
  }

  async coolDown(caller: Caller, model: TenantModel): Promise<string | undefined> {
    const outcome = await this.#ask(caller, model, 'mutation { coolDownTenant { state } }');
    const answer = this.#judge(caller, outcome, `cool-down of ${model.id}`);
    const state = answer?.body.data?.coolDownTenant?.state;
    if (state === 'COLD') this.tally.add('cooled');
    return state;
  }

  async poll(caller: Caller, model: TenantModel): Promise<string | undefined> {
    const outcome = await this.#ask(caller, model, '{ tenant { state progress } }');
    const answer = this.#judge(caller, outcome, `state of ${model.id}`);
    const isStopped = caller.pid === undefined || caller.pid === this.stopped;
    this.tally.most(`longest poll${isStopped ? '' : ' of one that runs'}, ms`, outcome.ms);
    return answer?.body.data?.tenant.state;
  }

  /** Marks several resources reviewed or unreviewed, in one request; with one of them it is another mutation. */
  async review(caller: Caller, model: TenantModel, resources: readonly ReviewedResource[], wanted: boolean) {
    const inputs = resources.map(
      ({ type, id }) => `{resourceType: ${type.toUpperCase()}, id: "${id}", reviewed: ${wanted}}`,
    );
    const many = inputs.length > 1;
    const writes = resources.map(resource => model.beginWrite(resource, wanted));
    const query = many
      ? `mutation { reviewMany(inputs: [${inputs}]) { resource { reviewed reviewTime } error { code } } }`
      : `mutation { review(input: ${inputs[0]}) { reviewed reviewTime } }`;
    this.#count(caller.pid, 1);
    const outcome = await this.#ask(caller, model, query);
    this.#count(caller.pid, -1);
    const answer = this.#judge(caller, outcome, `review in ${model.id}`);
    const results = many
      ? answer?.body.data?.reviewMany
      : answer?.body.data?.review && [{ resource: answer.body.data.review }];
    const cold = answer?.codes.every(code => code === 'TENANT_COLD' || code === 'NOT_READY');
    for (const [place, write] of writes.entries()) {
      const found = results?.[place];
      if (found?.resource) {
        const problem = model.acknowledge(write, found.resource);
        if (problem !== undefined) this.problems.push(problem);
        this.tally.add('reviews acknowledged');
      } else if (found?.error) {
        this.problems.push(`${model.id}: ${write.resource.id} was refused with ${found.error.code}`);
        model.lose(write);
      } else if (cold) model.refuse(write);
      else {
        model.lose(write);
        this.tally.add('reviews unknown');
      }
    }
    return answer;
  }

  /** Reads what nobody writes, and compares it with what is known. Resolves to whether it was there to be read. */
  async read(caller: Caller, model: TenantModel, resources: readonly ReviewedResource[]): Promise<boolean> {
    const known = resources.map(({ touched, busy }) => (busy ? -1 : touched));
    const fields = resources.map(
      ({ type, id }, place) => `r${place}: ${type.toLowerCase()}(id: "${id}") { id reviewed reviewTime }`,
    );
    const allowedBefore = resources.map(({ states }) => states);
    const outcome = await this.#ask(caller, model, `{ ${fields.join(' ')} }`);
    const answer = this.#judge(caller, outcome, `read in ${model.id}`);
    if (answer === undefined || answer.codes.length > 0) return false;
    for (const [place, resource] of resources.entries()) {
      const found = answer.body.data[`r${place}`];
      const time = found?.reviewTime ? Date.parse(found.reviewTime) : null;
      if (found === null) this.problems.push(`${model.id}: ${resource.id} is not there`);
      if (resource.touched !== known[place] || resource.states !== allowedBefore[place]) continue;
      this.tally.add('reads compared');
      if (!model.allows(resource, time) || found?.reviewed !== (time !== null)) {
        const states = JSON.stringify(resource.states);
        this.problems.push(
          `${model.id}: ${resource.id} reads ${JSON.stringify(found)}, not one of ${states}`,
        );
      }
    }
    return true;
  }

  #ask(caller: Caller, { id }: TenantModel, query: string): Promise<Outcome> {
    return this.#send(caller, ({ client }) => client.graphql(id, query));
  }

  async #send(caller: Caller, send: (caller: Caller) => Promise<Outcome>): Promise<Outcome> {
    if (caller.pid === undefined) this.#waiting.set(caller.client, performance.now());
    const outcome = await send(caller);
    this.#waiting.delete(caller.client);
    return outcome;
  }

  #count(pid: number | undefined, by: number): void {
    this.reviewing.set(pid, (this.reviewing.get(pid) ?? 0) + by);
  }

  /** The answer; undefined when none came, which must have a reason. */
  #judge({ pid }: Caller, outcome: Outcome, what: string): Answer | undefined {
    if (isLost(outcome)) {
      const excused = pid === undefined ? this.killed : this.doomed.has(pid);
      const survives = pid !== undefined && !excused;
      this.tally.add(`lost: ${outcome.lost}${pid === undefined ? ' on a new connection' : ''}`);
      if (!excused || outcome.lost === hung || outcome.lost === orphaned) {
        this.problems.push(
          `${what}: ${outcome.lost} after ${Math.round(outcome.ms)} ms ${survives ? 'from a survivor' : ''}`,
        );
      }
      return undefined;
    }
    if (pid !== undefined && this.killed && !this.doomed.has(pid)) this.tally.add('answers of survivors');
    for (const [place, code] of outcome.codes.entries()) {
      this.tally.add(`code ${code}`);
      const message = outcome.messages[place];
      if (code === 'STORE_UNAVAILABLE' || code === 'WARM_UP_FAILED') this.tally.add(`message ${message}`);
      if (refusals.has(code) || (code === 'NOT_READY' && this.draining)) continue;
      this.problems.push(`${what}: ${code} ${message}`);
    }
    return outcome;
  }
}
