import { writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { ask, byText } from './asking.ts';
import type { Case } from './cases.ts';
import {
  answersFile,
  type Contestant,
  type ContestantName,
  contestants,
  type ServerName,
  servers,
} from './contestants.ts';
import type { HttpRequest, LoadGenerator, LoadResult } from './load.ts';
import { cpuSeconds } from './processes.ts';
import type { Server, World } from './servers.ts';
import { stopServer } from './servers.ts';
import { type Measured, measured, ratio } from './statistics.ts';
import { deepOffset, step, stepSize, type Work } from './work.ts';

export interface Timing {
  readonly rounds: number;
  /** Each contestant's share of a round. */
  readonly seconds: number;
  /** Requests that are not counted, before the first round: as many for each, whatever their speed. */
  readonly warmUpRequests: number;
  /** How long those may take: then the slowest have had enough. */
  readonly warmUpSeconds: number;
}

/** What one contestant reached in one case. */
export interface Score {
  readonly contestant: ContestantName;
  readonly title: string;
  readonly perSecond: Measured;
  /** By the case's first contestant. */
  readonly ratio: number;
  /** Every round's requests a second, in the order of the rounds. */
  readonly rounds: readonly number[];
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Time of the processor that the server used for a request; null where the system does not tell. */
  readonly cpuUs: number | null;
  readonly bytes: number;
}

export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly scores: readonly Score[];
}

/** Seconds after which whoever has answered nothing at all is not waited for. */
const longestRound = 30;

/** The servers of a run, each started when it is first needed, and left running: one that nobody asks costs nothing. */
export class Contest {
  readonly #world: World;
  readonly #load: LoadGenerator;
  readonly #servers = new Map<ServerName, Promise<Server>>();
  readonly #answers: Record<string, string> = {};
  readonly #cursors = new Map<ServerName, string>();

  constructor(world: World, load: LoadGenerator) {
    this.#world = world;
    this.#load = load;
  }

  async server(name: ServerName): Promise<Server> {
    let server = this.#servers.get(name);
    if (server === undefined) {
      server = servers[name](this.#world);
      this.#servers.set(name, server);
    }
    return server;
  }

  /** Ends the processes that are not to be used any more. */
  async stop(): Promise<void> {
    const all = await Promise.allSettled(this.#servers.values());
    this.#servers.clear();
    await Promise.all(all.map(each => (each.status === 'fulfilled' ? stopServer(each.value) : undefined)));
  }

  /**
   * Compares the answers of a case's contestants, all of them, to every request.
   * @throws Error naming the first that answers otherwise
   */
  async compare(each: Case): Promise<void> {
    let first: { title: string; essences: readonly unknown[] } | undefined;
    for (const name of each.contestants) {
      const contestant: Contestant = contestants[name];
      if (contestant.essence === undefined) continue;
      const { work, requests, url } = await this.#prepared(each, contestant);
      if (work.name === 'review') continue;
      const essences: unknown[] = [];
      for (const [place, request] of requests.entries()) {
        const text = await ask(url, request);
        if (place === 0 && name !== 'medplum') this.#answers[work.name] = text;
        const { data, errors } = JSON.parse(text);
        if (errors !== undefined)
          throw new Error(`${contestant.title}: ${JSON.stringify(errors).slice(0, 500)}`);
        essences.push(contestant.essence(work)(data));
      }
      first ??= { title: contestant.title, essences };
      const wrong = essences.findIndex(
        (essence, place) => !isDeepStrictEqual(essence, first!.essences[place]),
      );
      if (wrong !== -1) {
        const [one, other] = [first.essences[wrong], essences[wrong]].map(essence => JSON.stringify(essence));
        const at = [...one!].findIndex((letter, place) => letter !== other![place]);
        const near = (text: string) => text.slice(Math.max(0, at - 100), at + 200);
        throw new Error(
          `${each.title}: ${contestant.title} answers otherwise than ${first.title}:\n${near(one!)}\n${near(other!)}`,
        );
      }
    }
    await writeFile(answersFile(this.#world), JSON.stringify(this.#answers));
  }

  /** @throws Error when a request fails under load */
  async measure(each: Case, { rounds, seconds, warmUpRequests, warmUpSeconds }: Timing): Promise<CaseResult> {
    const all = new Map<ContestantName, { perSecond: number; result: LoadResult; cpuUs: number }[]>();
    for (let round = -1; round < rounds; round++) {
      // Whoever comes behind another finds the machine as that one left it: the next round it is the other way about.
      const order = round % 2 === 0 ? each.contestants : each.contestants.toReversed();
      for (const name of order) {
        if (round < 0) {
          await this.#once(each, name, warmUpSeconds, warmUpRequests);
          all.set(name, []);
        } else all.get(name)!.push(await this.#answered(each, name, seconds));
      }
    }
    const base = all.get(each.contestants[0]!)!.map(({ perSecond }) => perSecond);
    return {
      ...{ name: each.name, title: each.title },
      scores: each.contestants.map(name => {
        const scored = all.get(name)!;
        const of = (figure: (result: LoadResult) => number) =>
          measured(scored.map(({ result }) => figure(result))).median;
        const perSecond = scored.map(one => one.perSecond);
        const cpuUs = measured(scored.map(one => one.cpuUs)).median;
        return {
          ...{ contestant: name, title: contestants[name].title, perSecond: measured(perSecond) },
          ...{ ratio: ratio(perSecond, base), rounds: perSecond },
          ...{ p50Ms: of(({ p50Ms }) => p50Ms), p99Ms: of(({ p99Ms }) => p99Ms) },
          ...{
            cpuUs: Number.isFinite(cpuUs) ? cpuUs : null,
            bytes: Math.round(of(({ bytesEach }) => bytesEach)),
          },
        };
      }),
    };
  }

  /** A round in which nothing was answered tells nothing: it is longer then. */
  async #answered(each: Case, name: ContestantName, seconds: number) {
    for (let longer = seconds; ; longer *= 2) {
      const scored = await this.#once(each, name, longer);
      if (scored.result.requests > 0) return scored;
      if (longer > longestRound) throw new Error(`${each.title}: ${contestants[name].title} answers nothing`);
    }
  }

  async #once(each: Case, name: ContestantName, seconds: number, atMost?: number) {
    const contestant: Contestant = contestants[name];
    const { server, requests, url } = await this.#prepared(each, contestant);
    const { connections, share } = each;
    const pid = server.child.process.pid!;
    const before = cpuSeconds(pid) ?? Number.NaN;
    const result =
      (await contestant.run?.(server, seconds)) ??
      (await this.#load.run({ url, requests, connections, seconds, share, ...(atMost && { atMost }) }));
    const used = (cpuSeconds(pid) ?? Number.NaN) - before;
    if (result.failed > 0)
      throw new Error(`${each.title}: ${contestant.title} failed ${result.failed} requests`);
    return { perSecond: result.perSecond, result, cpuUs: (used / result.requests) * 1_000_000 };
  }

  async #prepared(each: Case, contestant: Contestant) {
    const server = await this.server(contestant.server);
    const work = typeof each.work === 'function' ? each.work(await this.#cursor(contestant)) : each.work;
    const requests: readonly HttpRequest[] = await contestant.requests(work satisfies Work, this.#world);
    return { server, url: server.url, work, requests };
  }

  /** Pages to where the deep page begins. Medplum's engine pages by offset. */
  async #cursor({ server: name }: Contestant): Promise<string> {
    if (name === 'medplum') return '';
    const known = this.#cursors.get(name);
    if (known !== undefined) return known;
    const { url } = await this.server(name);
    let after: string | null = null;
    for (let offset = 0; offset < deepOffset; offset += stepSize) {
      const [request] = byText({ query: step, variables: [{ after }] });
      after = JSON.parse(await ask(url, request!)).data.encounters.pageInfo.endCursor;
    }
    this.#cursors.set(name, after!);
    return after!;
  }
}
