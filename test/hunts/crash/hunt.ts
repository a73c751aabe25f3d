import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../../src/fhir/sample/random.ts';
import type { CommandFolder } from '../../support/process-command.ts';
import { checkTenant } from './checks.ts';
import { filesOf } from './files.ts';
import { Executioner, endsAll, type Kill } from './kills.ts';
import type { MasterOf, Masters } from './masters.ts';
import { ReviewedResource, TenantModel } from './model.ts';
import type { Plan } from './plans.ts';
import { processesWith, whoStays } from './processes.ts';
import { Records } from './records.ts';
import { Serving } from './serving.ts';
import { Session } from './session.ts';
import type { Tally } from './tally.ts';
import { Traffic } from './traffic.ts';

export interface HuntOptions {
  readonly commands: CommandFolder;
  readonly masters: Masters;
  readonly name: string;
  readonly seed: number;
  readonly tally: Tally;
  /** Also with other numbers of workers, and with the ingest command in the midst of it all. */
  readonly thorough: boolean;
  /** Nothing is started any more once it is aborted. */
  readonly signal: AbortSignal;
}

const keptTenants = ['kept-1', 'kept-2'];
/** Its copy is made anew in every round. */
const freshTenant = 'fresh';
const reviewedEach = 48;

const usualWorkers = 2;
const workers = [1, 2, 2, 2, 2, 2, 3];

/** A parent's workers have noticed its end and drained by then. */
const endedMs = 12_000;
const unstuckMs = 15_000;

/** One gateway after another over one folder, killed in each round. */
export class Hunt {
  readonly #options: HuntOptions;
  readonly #folder: string;
  readonly #master: MasterOf;
  readonly #models: readonly TenantModel[];
  #serving: Serving | undefined;
  #records: Records | undefined;

  private constructor(options: HuntOptions, folder: string, master: MasterOf) {
    this.#options = options;
    this.#folder = folder;
    this.#master = master;
    const random = new Random(options.seed, 'resources', 0);
    const { shared } = options.masters;
    this.#models = [...keptTenants, freshTenant].map(id => {
      const chosen = new Set(Array.from({ length: reviewedEach }, () => random.pick(shared)));
      return new TenantModel(
        id,
        [...chosen].map(resource => new ReviewedResource(resource, resource.changes)),
      );
    });
  }

  static async open(options: HuntOptions): Promise<Hunt> {
    const folder = join(options.commands.path, options.name);
    return new Hunt(options, folder, await options.masters.newStore(folder));
  }

  /** Resolves to what was wrong. */
  async round(plan: Plan, number: number): Promise<string[]> {
    const { seed, tally, thorough } = this.#options;
    const random = new Random(seed, 'round', number);
    const serving = await this.#serve(usualWorkers);
    const records = this.#records!;
    const kill = possible(plan.kill, serving.count);
    const target = this.#target(plan, random);
    const logged = serving.log.length;
    const session = new Session({ serving, master: this.#master, tally });
    const executioner = new Executioner(session, { records, folder: this.#folder, random });
    await this.#prepare(plan, target, random);

    const traffic = new Traffic({
      ...{ session, models: this.#models, master: this.#master, seed, round: number },
      spared: plan.aim === 'review' || plan.aim === 'idle' ? undefined : target.id,
    });
    traffic.start();
    await delay(random.int(250, 600));
    const changing = random.chance(0.25)
      ? this.#changeMaster(thorough && random.chance(0.25))
      : Promise.resolve();
    if (plan.aim === 'idle') await traffic.stop();
    const acting = this.#act(plan, target, session, random);
    const found = await executioner.await(plan.aim, target);
    const processes = serving.processes();
    const victim =
      found !== undefined && processes.includes(found) && random.chance(0.8) ? found : random.pick(processes);
    const hit = new Set((endsAll.has(kill) ? processes : [victim]).flatMap(pid => executioner.phasesOf(pid)));
    for (const phase of hit.size > 0 ? hit : ['idle']) {
      tally.add(`kill in ${phase}`);
      tally.add(`${kill} in ${phase}`);
    }
    tally.add(`kill of ${kill}`);
    tally.add(`kill with ${serving.count} workers`);
    await executioner.execute(kill, victim);
    const ending = this.#expectEnds(kill, session, victim, processes);
    await delay(random.int(200, 500));
    const timer = setInterval(() => session.giveUpOrphans(), 250);
    await Promise.all([traffic.stop(), acting, changing, ending]);
    clearInterval(timer);
    if (kill !== 'long-stop' && serving.log.slice(logged).some(line => /had to take/.test(line))) {
      session.problems.push('a process that lives was taken for dead');
    }
    session.killed = false;
    session.draining = false;
    await this.#check(session, random, number);
    const told = [...new Set(session.problems)];
    if (told.length === 0) return [];
    return [`round ${number}: ${kill} in ${[...hit]}, aimed at ${plan.aim} of ${target.id}`, ...told];
  }

  /** The end of it all: nothing is left. Resolves to what was wrong. */
  async close(): Promise<string[]> {
    const problems: string[] = [];
    const serving = await this.#serve(usualWorkers);
    const session = new Session({ serving, master: this.#master, tally: this.#options.tally });
    for (const model of this.#models) {
      const state = await session.coolDown(session.fresh(), model);
      if (state !== 'COLD') problems.push(`${model.id} is ${state} in the end`);
    }
    problems.push(...session.problems, ...this.#records!.marks().map(mark => `${mark} was left`));
    this.#records!.close();
    process.kill(serving.pid, 'SIGTERM');
    const [code] = await serving.ended;
    if (code !== 0) problems.push(`the gateway ended with ${code}`);
    const expected = ['ingest.lock', 'master.db', 'system.db', 'tenants'];
    for (const { id } of this.#models) expected.push(`tenants/${id}.db`, `tenants/${id}.db.lock`);
    const strange = filesOf(this.#folder).filter(name => !expected.includes(name));
    if (strange.length > 0) problems.push(`${strange} left in the end`);
    problems.push(...processesWith(this.#folder).map(pid => `process ${pid} was left`));
    return problems;
  }

  /** What the gateway has logged but requests, for whoever looks for a fault. */
  get log(): string[] {
    return (this.#serving?.log ?? []).filter(line => !line.includes('"msg":"request"'));
  }

  async #serve(workers: number): Promise<Serving> {
    this.#options.signal.throwIfAborted();
    if (this.#serving?.runs) return this.#serving;
    this.#records?.close();
    const { commands } = this.#options;
    const env = { STORE_URL: `sqlite:${this.#folder}` };
    const begun = performance.now();
    this.#serving = await Serving.start({ commands, env, workers });
    this.#options.tally.most('start, ms', performance.now() - begun);
    this.#records = new Records(this.#folder);
    return this.#serving;
  }

  #target({ aim }: Plan, random: Random): TenantModel {
    const [fresh, ...kept] = this.#models.toReversed();
    return aim === 'copy' ? fresh! : random.pick(kept);
  }

  async #changeMaster(ingest: boolean): Promise<void> {
    this.#options.tally.add(ingest ? 'masters ingested' : 'masters published');
    await this.#master.change(to => this.#models.forEach(model => void model.masterChanges(to)), { ingest });
  }

  async #prepare({ aim }: Plan, target: TenantModel, random: Random): Promise<void> {
    const isEqual = target.versions.has(this.#master.current);
    if (aim === 'refresh' ? isEqual : random.chance(0.3)) await this.#changeMaster(false);
  }

  /** Brings the tenant into the phase that is aimed at. */
  async #act({ aim }: Plan, target: TenantModel, session: Session, random: Random): Promise<void> {
    const caller = session.fresh();
    const wait = random.chance(0.5);
    if (aim === 'warm-up') await session.coolDown(caller, target);
    if (aim === 'cool-down') {
      await session.warmUp(caller, target, { wait: true, refresh: false });
      await session.coolDown(caller, target);
    } else if (aim === 'copy' || aim === 'refresh' || aim === 'warm-up') {
      await session.warmUp(caller, target, { wait, refresh: aim === 'refresh' });
    }
  }

  async #expectEnds(
    kill: Kill,
    { serving, problems }: Session,
    victim: number,
    processes: readonly number[],
  ): Promise<void> {
    const { tally } = this.#options;
    const begun = performance.now();
    const ends = endsAll.has(kill) ? [serving.pid, ...serving.seen, ...processes] : [];
    const isWorkers = kill === 'worker' || kill === 'twice' || kill === 'term-worker';
    const left = await whoStays(isWorkers ? [victim] : ends, endedMs);
    if (left.length > 0) problems.push(`${left} did not end after ${kill}`);
    tally.most(`end after ${kill}, ms`, performance.now() - begun);
    if (kill !== 'term') return;
    const [code, signal] = await serving.ended;
    if (code !== 0) problems.push(`the gateway ended with ${code ?? signal} after SIGTERM`);
  }

  async #check(during: Session, random: Random, number: number): Promise<void> {
    const { masters, tally, thorough } = this.#options;
    const serving = await this.#serve(thorough ? random.pick(workers) : usualWorkers);
    const session = new Session({ serving, master: this.#master, tally });
    const end = performance.now() + unstuckMs;
    const clients = await serving.complete(unstuckMs);
    if (clients === undefined) during.problems.push(`not all of ${serving.count} processes serve`);
    else {
      const dropped = number % 4 === 3 ? undefined : freshTenant;
      const options = { masters, records: this.#records!, folder: this.#folder, random, end, clients };
      await Promise.all(this.#models.map(model => checkTenant(model, { ...options, session, dropped })));
      for (const client of clients) client.close();
    }
    during.problems.push(...session.problems);
  }
}

/** A process without workers ends as a whole. */
function possible(kill: Kill, workers: number): Kill {
  return workers === 1 && !kill.endsWith('stop') && kill !== 'term' ? 'all' : kill;
}
