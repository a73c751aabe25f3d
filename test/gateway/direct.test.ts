import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Logger } from '../../src/core/log.ts';
import { Direct } from '../../src/server/direct.ts';
import type { Store } from '../../src/store/port.ts';
import { ManualClock } from '../support/clock.ts';
import { smallSample, type TestGateway } from '../support/gateway.ts';
import { isLong } from '../support/long.ts';
import { valuesOf } from '../support/metrics-text.ts';
import { manifestOf, sha256 } from '../support/operations.ts';
import { newKey, partnerEntry } from '../support/partners.ts';
import { startPartnersGateway } from '../support/partners-gateway.ts';
import { soon } from '../support/soon.ts';
import { drawRequest, type Sent, usual } from './direct-requests.ts';

/** Requests of each way, of one configuration. */
const drawn = Number(process.env.DIRECT_REQUESTS ?? (isLong ? 4_000 : 150));

const reader = newKey();
const watcher = newKey();
const registered = 'query Registered($id: ID!) { patient(id: $id) { id gender reviewed } }';
const reviews =
  'mutation Reviews($id: ID!) { review(input: { resourceType: PATIENT, id: $id }) { id reviewed } }';
const keys = { reader: reader.apiKey, watcher: watcher.apiKey };
const ids = [sha256(registered), sha256(reviews)];

/** Whether what is known goes the short way, and how often it did. */
const way = { isOpen: true, taken: 0 };
const find = Direct.prototype.find;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'direct-test-'));
  vi.spyOn(Direct.prototype, 'find').mockImplementation(function (this: Direct, ...given) {
    const known = way.isOpen ? find.apply(this, given) : undefined;
    if (known !== undefined) way.taken += 1;
    return known;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

interface Side {
  readonly gateway: TestGateway;
  readonly log: object[];
  readonly audit: string;
}

async function startSide(env: Record<string, string>, name: string): Promise<Side> {
  const log: object[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void log.push({ level, message, ...fields });
  const logger: Logger = {
    ...{ debug: () => undefined, info: keep('info'), warn: keep('warn'), error: keep('error') },
  };
  const audit = join(folder, name);
  const terms = { tenants: ['demo'], operations: ['own'] };
  const gateway = await startPartnersGateway(
    [
      partnerEntry({ ...terms, id: 'reader', scopes: ['system/Patient.r'], keys: [reader.entry] }),
      partnerEntry({
        ...{ ...terms, id: 'watcher', operations: ['other'], keys: [watcher.entry] },
        scopes: ['system/*.rs', 'gateway/introspection'],
      }),
    ],
    { own: manifestOf(registered, reviews), other: manifestOf('query Other { tenant { id } }') },
    {
      ...{ clock: new ManualClock(), logger, source: smallSample, wrap: failing },
      env: { AUDIT_LOG: audit, ...env },
    },
  );
  return { gateway, log, audit };
}

/** Of one resource the store knows nothing good. */
function failing(store: Store): Store {
  const openTenant = store.openTenant.bind(store);
  return Object.assign(store, {
    async openTenant(id: never) {
      const collection = await openTenant(id);
      const get = collection.get.bind(collection);
      const fail: typeof get = async found => {
        if (found.some(key => key.endsWith('/patient-13'))) throw new Error('a secret');
        return get(found);
      };
      return Object.assign(collection, { get: fail, ...(collection.inLane && { inLane: undefined }) });
    },
  });
}

/** What is another each time: ids of errors, and how long something took. */
const errorId = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

async function send({ gateway }: Side, { path, ...init }: Sent, number: number) {
  const response = await gateway.fetch(path, {
    ...init,
    headers: { ...init.headers, 'x-request-id': `r${number}` },
  });
  const { date: _, ...headers } = Object.fromEntries(response.headers);
  const body = (await response.text()).replaceAll(errorId, 'an-id');
  // A page has hashes and numbers of its own gateway.
  if (body.includes('<html'))
    return { status: response.status, headers: Object.keys(headers), body: 'a page' };
  return { status: response.status, headers: Object.entries(headers), body };
}

/** Counts of all that is measured. */
async function figuresOf({ gateway }: Side) {
  const values = valuesOf(await gateway.gateway.metrics.registry.metrics());
  const counts = [...values].filter(
    ([name]) => /^(gateway|graphql)_/.test(name) && !/_bucket|_sum|_bytes|_seconds\b|_ratio/.test(name),
  );
  return Object.fromEntries(counts.filter(([name]) => !/event_loop|performance|memory/.test(name)));
}

async function toldBy({ log, audit }: Side) {
  const lines = log.filter(line => 'requestId' in line || 'code' in line || 'errorId' in line);
  const told = lines.map(line => JSON.stringify({ ...line, durationMs: 0, err: undefined }));
  // The first is the warm-up's, which came with a number of its own.
  const events = (await readFile(audit, 'utf8')).split('\n').slice(1);
  // Ids of resources are told by numbers that each gateway draws for itself.
  const alike = (line: string) => line.replaceAll(errorId, 'an-id').replaceAll(/\/#[\w-]{10}/g, '/#');
  return { log: told.map(alike), audit: events };
}

describe.each([
  ['usual', { CACHE: 'resources' }],
  ['production', { CACHE: 'on', NODE_ENV: 'production', LIMITS: 'warn' }],
  ['safelist', { CACHE: 'off', PERSISTED_MODE: 'log', NODE_ENV: 'production' }],
] as const)('%s', (name, env) => {
  let sides: { direct: Side; apollo: Side };
  beforeAll(async () => {
    sides = {
      direct: await startSide(env, `${name}-direct`),
      apollo: await startSide(env, `${name}-apollo`),
    };
  });
  afterAll(() => Promise.all([sides.direct.gateway.stop(), sides.apollo.gateway.stop()]));

  test('what is known is answered as Apollo answers it, and told alike', async () => {
    const hand = usual({ keys, ids });
    const all = [
      ...hand,
      ...hand,
      ...Array.from({ length: drawn }, (_, seed) => drawRequest(seed, { keys, ids })),
    ];
    way.taken = 0;
    for (const [number, sent] of [...all, ...hand].entries()) {
      way.isOpen = true;
      const direct = await send(sides.direct, sent, number);
      way.isOpen = false;
      const apollo = await send(sides.apollo, sent, number);
      expect({ sent, ...direct }).toEqual({ sent, ...apollo });
    }
    // It must not pass by comparing Apollo with itself.
    expect(way.taken / all.length).toBeGreaterThan(0.3);
    const { direct, apollo } = sides;
    await soon(async () => expect(await toldBy(direct)).toEqual(await toldBy(apollo)));
    expect(await figuresOf(direct)).toEqual(await figuresOf(apollo));
  }, 120_000);
});
