import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../src/fhir/sample/random.ts';
import type { Client } from './client.ts';
import { contentOf, damageOf, filesOf, reviewsIn } from './files.ts';
import type { Masters } from './masters.ts';
import type { ReviewedResource, TenantModel } from './model.ts';
import type { Records } from './records.ts';
import type { Session } from './session.ts';

export interface CheckOptions {
  readonly session: Session;
  readonly masters: Masters;
  readonly records: Records;
  readonly folder: string;
  readonly random: Random;
  /** When nothing may be stuck any more, on the clock of `performance.now()`. */
  readonly end: number;
  /** A connection to each process. */
  readonly clients: readonly Client[];
  /** Whose copy goes, so that it is made again. */
  readonly dropped: string | undefined;
}

const fieldsAtOnce = 40;

/** What must hold after a kill, of one tenant: it is not stuck, and has all that was acknowledged. */
export async function checkTenant(model: TenantModel, options: CheckOptions): Promise<void> {
  const { session, clients, random, end } = options;
  const begun = performance.now();
  const callers = clients.map(client => ({ client, pid: undefined }));
  const anyone = () => random.pick(callers);
  const until = async (what: string, met: () => Promise<boolean>): Promise<boolean> => {
    for (;;) {
      if (await met()) return true;
      if (performance.now() >= end) break;
      await delay(25);
    }
    const claims = JSON.stringify(options.records.claims());
    session.problems.push(`${model.id} is stuck: not ${what}; claims ${claims}`);
    return false;
  };
  const still = async (): Promise<boolean> => {
    const state = await session.poll(anyone(), model);
    return state === 'COLD' || state === 'WARM';
  };
  const warm = async () => session.warmUp(anyone(), model, { wait: true, refresh: false });
  const readable = async () => {
    for (const caller of callers) {
      for (let from = 0; from < model.resources.length; from += fieldsAtOnce) {
        const some = model.resources.slice(from, from + fieldsAtOnce);
        if (!(await session.read(caller, model, some))) return false;
      }
    }
    return true;
  };
  const cold = async () => (await session.coolDown(anyone(), model)) === 'COLD';

  if (!(await until('warm or cold', still))) return;
  if (!(await until('warmed up and read', async () => (await warm()) && (await readable())))) return;
  session.tally.most('until read, ms', performance.now() - begun);
  if (!(await until('cooled', cold))) return;
  checkFile(model, options);
  if (!(await until('warmed up again', warm))) return;
  const state = await session.poll(anyone(), model);
  if (state !== 'WARM') session.problems.push(`${model.id} is ${state} when it was just warmed up`);
  if (options.dropped === model.id && (await until('cooled again', cold))) await drop(model, options);
  session.tally.most('until all was checked, ms', performance.now() - begun);
}

/** Nobody has it open. */
function checkFile(model: TenantModel, { session, masters, folder }: CheckOptions): void {
  const { problems } = session;
  const path = join(folder, 'tenants', `${model.id}.db`);
  const left = filesOf(folder).filter(name => name.startsWith(`tenants/${model.id}.db`));
  const expected = new Set([`tenants/${model.id}.db`, `tenants/${model.id}.db.lock`]);
  const strange = left.filter(name => !expected.has(name));
  if (strange.length > 0) problems.push(`${model.id}: ${strange} left when it was cold`);
  const damage = damageOf(path);
  if (damage !== undefined) problems.push(`${model.id}: ${damage}`);
  const version = masters.versionOf(contentOf(path));
  if (version === undefined) problems.push(`${model.id}: its copy is of neither version of master`);
  const { times, problems: contradictions } = reviewsIn(path);
  problems.push(...contradictions.map(what => `${model.id}: ${what}`));
  const found = new Map<ReviewedResource, number>();
  const rest = new Map(times);
  for (const resource of model.resources) {
    const key = `${resource.type}/${resource.id}`;
    const time = rest.get(key);
    if (time !== undefined) found.set(resource, time);
    rest.delete(key);
  }
  if (rest.size > 0)
    problems.push(`${model.id}: nobody asked for the reviews of ${[...rest.keys()].slice(0, 5)}`);
  problems.push(...model.settle(version ?? [...model.versions][0]!, found));
}

async function drop(model: TenantModel, { folder }: CheckOptions): Promise<void> {
  const path = join(folder, 'tenants', `${model.id}.db`);
  await rm(path);
  if (existsSync(`${path}-wal`)) throw new Error('A cold tenant has a log');
  model.forget();
}
