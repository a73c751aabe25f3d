import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../src/fhir/sample/random.ts';
import type { TenantModel } from './model.ts';
import { isRunning, ownerOf, writerOf } from './processes.ts';
import type { Records } from './records.ts';
import type { Session } from './session.ts';

export const kills = [
  'worker',
  'twice',
  'parent',
  'all',
  'term',
  'term-worker',
  'stop',
  'long-stop',
] as const;
export type Kill = (typeof kills)[number];

/** Those after which the gateway has to be started anew. */
export const endsAll: ReadonlySet<Kill> = new Set(['parent', 'all', 'term']);

export const phases = ['copy', 'refresh', 'warm-up', 'cool-down', 'review', 'idle'] as const;
export type Phase = (typeof phases)[number];

const stopMs = 3_000;
/** Longer than a claim is valid without a sign of life. */
const longStopMs = 12_500;
/** How long a phase is waited for that may be over already. */
const waitMs = 1_500;
/** About as long as each lasts. */
const spanMs: Readonly<Record<Phase, number>> = {
  copy: 60,
  refresh: 120,
  'warm-up': 300,
  'cool-down': 200,
  review: 100,
  idle: 50,
};

export class Executioner {
  readonly #session: Session;
  readonly #records: Records;
  readonly #folder: string;
  readonly #random: Random;

  constructor(
    session: Session,
    { records, folder, random }: { records: Records; folder: string; random: Random },
  ) {
    this.#session = session;
    this.#records = records;
    this.#folder = folder;
    this.#random = random;
  }

  /** Which phases the process is in. */
  phasesOf(pid: number): Phase[] {
    const found = new Set<Phase>();
    for (const { tenant, state, pid: by } of this.#records.claims()) {
      if (by !== pid) continue;
      if (state === 'COOLING') found.add('cool-down');
      else found.add(this.#stepOf(tenant, pid));
    }
    if ((this.#session.reviewing.get(pid) ?? 0) > 0) found.add('review');
    return [...found];
  }

  /** Waits until a process is in the phase with that tenant, then some time of it. Resolves to that process. */
  async await(phase: Phase, model: TenantModel): Promise<number | undefined> {
    const random = this.#random;
    let pid: number | undefined;
    if (phase !== 'idle' && phase !== 'review') {
      for (const end = performance.now() + waitMs; performance.now() < end; await delay(1)) {
        pid = this.#processIn(phase, model.id);
        if (pid !== undefined) break;
      }
    }
    await delay(random.next() * spanMs[phase]);
    return pid;
  }

  /** Resolves when whoever should end was told so; those that are stopped go on again by then. */
  async execute(kill: Kill, victim: number): Promise<void> {
    const { serving, doomed } = this.#session;
    const { pid: parent } = serving;
    this.#session.draining = kill === 'term' || kill === 'term-worker' || kill === 'parent';
    if (kill === 'stop' || kill === 'long-stop') {
      this.#session.stopped = victim;
      process.kill(victim, 'SIGSTOP');
      await delay(kill === 'stop' ? stopMs : longStopMs);
      process.kill(victim, 'SIGCONT');
      return;
    }
    this.#session.killed = true;
    const workers = serving.processes();
    for (const pid of endsAll.has(kill) ? [parent, ...workers] : [victim]) doomed.add(pid);
    if (kill === 'term') return signal(parent, 'SIGTERM');
    if (kill === 'parent') return signal(parent, 'SIGKILL');
    if (kill === 'term-worker') return signal(victim, 'SIGTERM');
    // The parent first, or it would begin to replace them.
    if (kill === 'all') {
      for (const pid of new Set([parent, ...workers])) signal(pid, 'SIGKILL');
      return;
    }
    signal(victim, 'SIGKILL');
    if (kill === 'twice') await this.#killNext(workers);
  }

  /** The one that takes its place, at any moment of its start or its first work. */
  async #killNext(before: readonly number[]): Promise<void> {
    const { serving, doomed } = this.#session;
    for (const end = performance.now() + 5_000; performance.now() < end; await delay(5)) {
      const next = serving.processes().find(pid => !before.includes(pid));
      if (next === undefined) continue;
      await delay(this.#random.next() * 2_000);
      doomed.add(next);
      if (isRunning(next)) signal(next, 'SIGKILL');
      return;
    }
    this.#session.problems.push('a killed worker was not replaced');
  }

  #processIn(phase: Phase, tenant: string): number | undefined {
    const claims = this.#records.claims().filter(claim => claim.tenant === tenant);
    for (const { state, pid } of claims) {
      if (pid === undefined) continue;
      if (phase === 'cool-down' ? state === 'COOLING' : state === 'WARMING') {
        if (phase === 'cool-down' || phase === 'warm-up' || this.#stepOf(tenant, pid) === phase) return pid;
      }
    }
    return undefined;
  }

  #stepOf(tenant: string, pid: number): Phase {
    const path = join(this.#folder, 'tenants', `${tenant}.db`);
    if (ownerOf(`${path}.lock`) === pid) return 'copy';
    return writerOf(path) === pid ? 'refresh' : 'warm-up';
  }
}

/** It may have ended by itself. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
