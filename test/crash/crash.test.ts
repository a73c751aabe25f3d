import { once } from 'node:events';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { writeSample } from '../../src/fhir/sample/index.ts';
import { readStatus } from '../../src/ingest/status.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { contentHash } from '../support/content-hash.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';

/** kill -9 at random moments; what was acknowledged must be there afterwards, and nothing half done. */
const rounds = process.env.LONG ? 100 : 1;
const demo = parseTenantId('demo');

/** Ends whatever a failed round left running. */
let commands: CommandFolder;
let base: string;
let sampleFolder: string;
let ingested: string;
let masterHash: string;

beforeAll(async () => {
  commands = await CommandFolder.open();
  base = commands.path;
  sampleFolder = join(base, 'sample');
  ingested = join(base, 'ingested');
  await writeSample(sampleFolder, { patients: 600, seed: 2 });
  await ingestFolder(ingested);
  masterHash = contentHash(join(ingested, 'master.db'));
}, 60_000);
afterAll(() => commands[Symbol.asyncDispose]());

let folder: string;
let number = 0;
beforeEach(() => {
  folder = join(base, `round-${number++}`);
});

async function ingestFolder(into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  expect((await commands.run(['ingest', sampleFolder], storeIn(into))).code).toBe(0);
}

const everyRound = Array.from({ length: rounds }, (_, round) => round);
/** Of two things in turn, so that each comes at least once. */
const everyOther = Array.from({ length: Math.max(rounds, 2) }, (_, round) => round);
/** Spread over the span, and different from run to run. */
const moment = (spanMs: number) => delay(Math.random() * spanMs);

const storeIn = (path: string) => ({ env: { STORE_URL: `sqlite:${path}` } });

/** A gateway over this round's folder, ready. */
async function serve(): Promise<GatewayProcess> {
  const gateway = await GatewayProcess.start(commands, [], storeIn(folder));
  await gateway.logged(/ready: open/);
  return gateway;
}

/** The data of an answer; undefined when the gateway died before it gave one. */
async function ask<Data>(gateway: GatewayProcess, query: string): Promise<Data | undefined> {
  const answer = await gateway.query(query).catch(() => undefined);
  return (answer?.body as { data: Data } | undefined)?.data;
}

const warmUp = (gateway: GatewayProcess, refresh = false) =>
  ask<{ warmUpTenant: object }>(gateway, `mutation { warmUpTenant(refresh: ${refresh}) { state } }`);

describe('kill -9', () => {
  test.each(everyRound)(
    'in an ingest, round %i: none or all of master, and running it again ends the same',
    async () => {
      await mkdir(folder, { recursive: true });
      const child = commands.start(['ingest', sampleFolder], storeIn(folder));
      const ended = once(child, 'exit');
      await moment(1_500);
      child.kill('SIGKILL');
      await ended;
      const store = new SqliteStore(folder, systemClock);
      const status = await readStatus(store.system);
      const master = await store.openMaster().catch(() => undefined);
      if (status?.ready) expect(master).toBeDefined();
      await master?.close();
      await store.close();
      if (master !== undefined) expect(contentHash(join(folder, 'master.db'))).toBe(masterHash);
      await ingestFolder(folder);
      expect(contentHash(join(folder, 'master.db'))).toBe(masterHash);
    },
  );

  test.each(everyRound)('in a warm-up, round %i: no half copy, and warming again works', async () => {
    await cp(ingested, folder, { recursive: true });
    const first = await serve();
    const warming = warmUp(first);
    await moment(120);
    await first.end('SIGKILL');
    await warming;
    const second = await serve();
    try {
      const found = await ask<{ tenant: { state: string } }>(second, '{ tenant { state } }');
      expect(['COLD', 'WARM']).toContain(found?.tenant.state);
      expect(await warmUp(second)).toEqual({ warmUpTenant: { state: 'WARM' } });
    } finally {
      await second.end('SIGKILL');
    }
    expect(contentHash(join(folder, 'tenants', 'demo.db'))).toBe(masterHash);
  });

  test.each(everyRound)('in a stream of reviews, round %i: each that was answered is there', async () => {
    await cp(ingested, folder, { recursive: true });
    const first = await serve();
    await warmUp(first);
    const answered = new Map<string, string>();
    let stop = false;
    const reviewer = async (lane: number) => {
      for (let patient = lane + 1; patient <= 600 && !stop; patient += 4) {
        const id = `patient-${patient}`;
        const data = await ask<{ review: { reviewTime: string } }>(
          first,
          `mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { reviewTime } }`,
        );
        const time = data?.review.reviewTime;
        if (time === undefined) return;
        answered.set(id, time);
      }
    };
    const reviewers = [0, 1, 2, 3].map(reviewer);
    await moment(300);
    await first.end('SIGKILL');
    stop = true;
    await Promise.all(reviewers);
    const second = await serve();
    try {
      await warmUp(second);
      const ids = [...answered.keys()];
      // As many as one request may ask for.
      for (let from = 0; from < ids.length; from += 40) {
        const some = ids.slice(from, from + 40);
        const fields = some.map((id, place) => `r${place}: patient(id: "${id}") { reviewTime }`);
        const found = await ask<Record<string, { reviewTime: string | null }>>(
          second,
          `{ tenant { id } ${fields.join(' ')} }`,
        );
        for (const [place, id] of some.entries()) {
          expect([id, found?.[`r${place}`]?.reviewTime]).toEqual([id, answered.get(id)]);
        }
      }
      const progress = await ask<{ reviewProgress: { resourceType: string; reviewed: number }[] }>(
        second,
        '{ reviewProgress { resourceType reviewed } }',
      );
      const reviewProgress = progress?.reviewProgress ?? [];
      const counted = reviewProgress.find(({ resourceType }) => resourceType === 'PATIENT')!.reviewed;
      // One review for each of the four may have been done and not answered.
      expect(counted).toBeGreaterThanOrEqual(ids.length);
      expect(counted).toBeLessThanOrEqual(ids.length + 4);
    } finally {
      await second.end('SIGKILL');
    }
  });

  test.each(everyOther)(
    'in a cool-down or a refresh, round %i: reviews stay, content is whole',
    async round => {
      await cp(ingested, folder, { recursive: true });
      const first = await serve();
      await warmUp(first);
      await first.query('mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { id } }');
      const ending = (
        round % 2 === 0 ? first.query('mutation { coolDownTenant { state } }') : warmUp(first, true)
      ).catch(() => undefined);
      await moment(60);
      await first.end('SIGKILL');
      await ending;
      expect(contentHash(join(folder, 'tenants', 'demo.db'))).toBe(masterHash);
      const store = new SqliteStore(folder, systemClock);
      const collection = await store.openTenant(demo);
      const [patient] = await collection.get(['Patient/patient-1' as never]);
      expect(patient?.review.reviewed).toBe(true);
      await collection.close();
      await store.close();
    },
  );
});
