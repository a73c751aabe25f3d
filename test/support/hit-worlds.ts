import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { Hits } from '../../src/server/hits/hits.ts';
import { PersistedOperations } from '../../src/server/persisted/persisted.ts';
import { ManualClock } from './clock.ts';
import { smallSample, startTestGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts';
import { Issuer } from './issuer.ts';
import { valuesOf } from './metrics-text.ts';
import { entryOf, ManifestFolder, manifestOf } from './operations.ts';
import { fileOf, newKey, partnerEntry } from './partners.ts';
import { readAll } from './raw-http.ts';
import { soon } from './soon.ts';

export const read = 'query One($id: ID!) { patient(id: $id) { id gender reviewed } }';
const list = `query Many { encounters(first: 5) { edges { node { id status patient { id } } } } }`;

/** What one gateway has told of what it was asked. */
export interface Told {
  readonly answer: unknown;
  readonly log: readonly string[];
  readonly counted: Readonly<Record<string, number>>;
  /** Whether Fastify has seen all of it. */
  readonly wentLongWay: boolean;
}

interface Side {
  readonly gateway: TestGateway;
  readonly auditFile: string;
  readonly log: string[];
  counts: ReadonlyMap<string, number>;
}

/** Metrics that time decides about, or what else the process does. */
const notCompared =
  /^(process|nodejs)_|_(sum|bucket)\b|_seconds(?!_count)|_bytes|resident|memory|_info|^gateway_resource_|^gateway_audit_|^gateway_store_threads/;

/** Two gateways that differ in one thing: whether hits may go the short way. They have one clock, issuer and file of partners. */
export class HitWorlds {
  readonly clock: ManualClock;
  readonly issuer: Issuer;
  readonly sides: readonly [Side, Side];
  readonly apiKeys: Readonly<Record<'acme' | 'poor', string>>;
  readonly #folder: string;
  readonly #partnersFile: string;
  readonly #entries: readonly ReturnType<typeof partnerEntry>[];
  readonly #resolve = vi.spyOn(PersistedOperations.prototype, 'resolve');

  private constructor(
    clock: ManualClock,
    issuer: Issuer,
    folder: string,
    sides: readonly [Side, Side],
    { entries, file, apiKeys }: Partners,
  ) {
    this.clock = clock;
    this.issuer = issuer;
    this.sides = sides;
    this.apiKeys = apiKeys;
    this.#folder = folder;
    this.#entries = entries;
    this.#partnersFile = file;
  }

  static async start(env: Record<string, string> = {}, options: TestGatewayOptions = {}): Promise<HitWorlds> {
    const clock = new ManualClock();
    const issuer = await Issuer.start(clock);
    const folder = await mkdtemp(join(tmpdir(), 'hits-test-'));
    const manifests = await ManifestFolder.with({
      m: manifestOf(entryOf(read, { id: 'one' }), entryOf(list, { id: 'many' })),
    });
    const partners = await writePartners(join(folder, 'partners'));
    const sideOf = async (hits: boolean): Promise<Side> => {
      const log: string[] = [];
      const note = (level: string) => (fields: object, message: string) =>
        void log.push(JSON.stringify({ level, ...plain(fields), message }));
      const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
      const auditFile = join(folder, `audit-${hits}.log`);
      const away = hits ? undefined : vi.spyOn(Hits.prototype, 'stand').mockReturnValue(undefined);
      const gateway = await startTestGateway({
        ...{ source: smallSample, clock, logger, ...options },
        env: {
          ...issuer.env,
          ...{ AUDIT_LOG: auditFile, PERSISTED_OPERATIONS: manifests.path, PARTNERS_FILE: partners.file },
          ...env,
        },
      });
      away?.mockRestore();
      for (const tenant of ['demo', 'other']) {
        const headers = await issuer.headers({ tenant });
        const { errors } = await gateway.query('mutation { warmUpTenant { state } }', { headers });
        if (errors.length > 0) throw new Error(errors[0]!.message);
      }
      return { gateway, auditFile, log, counts: new Map() };
    };
    const sides = [await sideOf(true), await sideOf(false)] as const;
    const worlds = new HitWorlds(clock, issuer, folder, sides, partners);
    for (const side of sides) await worlds.#settled(side);
    return worlds;
  }

  /** Sends the same bytes to both; a `%host%` in them is each one's own. */
  async both(bytes: string): Promise<readonly [Told, Told]> {
    return [await this.#ask(this.sides[0], bytes), await this.#ask(this.sides[1], bytes)];
  }

  /** Takes away the key of partner `acme`, and waits until both gateways know. */
  async revoke(): Promise<void> {
    const [first, ...others] = this.#entries;
    const keys = first!.keys.map(key => ({ ...key, revoked: '2026-01-01T00:00:00Z' }));
    await writeFile(this.#partnersFile, fileOf({ ...first, keys }, ...others));
    const changed = (side: Side) => side.log.some(line => line.includes('the file of partners has changed'));
    await soon(() => this.sides.every(changed) || Promise.reject(new Error('not yet')));
    for (const side of this.sides) side.log.length = 0;
  }

  /** The lines of both audit logs, without what differs. Ends the gateways. */
  async stop(): Promise<readonly [readonly string[], readonly string[]]> {
    await Promise.all(this.sides.map(({ gateway }) => gateway.stop()));
    const lines = await Promise.all(this.sides.map(({ auditFile }) => readFile(auditFile, 'utf8')));
    await this.issuer.goDown();
    await rm(this.#folder, { recursive: true });
    this.#resolve.mockRestore();
    const [first, second] = lines.map(text => text.split('\n').map(withoutIds));
    return [first!, second!];
  }

  async #ask(side: Side, bytes: string): Promise<Told> {
    this.#resolve.mockClear();
    side.log.length = 0;
    const { host, hostname, port } = new URL(side.gateway.gateway.url);
    const socket = connect(Number(port), hostname);
    socket.write(bytes.replaceAll('%host%', host), 'latin1');
    const text = await readAll(socket);
    const wentLongWay = this.#resolve.mock.calls.length > 0;
    const before = side.counts;
    const log = await this.#settled(side);
    const counted = [...side.counts].map(([name, value]) => [name, value - (before.get(name) ?? 0)] as const);
    const changed = Object.fromEntries(counted.filter(([, by]) => by !== 0));
    return { answer: withoutIds(text), log, counted: changed, wentLongWay };
  }

  /** What is told of a request is told when its answer has gone, which its client may see before. */
  async #settled(side: Side): Promise<readonly string[]> {
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    const log = side.log.splice(0).map(withoutIds);
    const answer = await side.gateway.fetch('/metrics');
    const counts = valuesOf(await answer.text());
    side.counts = new Map(
      [...counts].filter(([name]) => !notCompared.test(name) && !name.includes('"/metrics"')),
    );
    side.log.length = 0;
    return log;
  }
}

interface Partners {
  readonly entries: readonly ReturnType<typeof partnerEntry>[];
  readonly file: string;
  readonly apiKeys: HitWorlds['apiKeys'];
}

async function writePartners(file: string): Promise<Partners> {
  const [acme, poor] = [newKey(), newKey()];
  const entries = [
    partnerEntry({ tenants: ['demo', 'other'], operations: ['one'], keys: [acme.entry] }),
    partnerEntry({ id: 'poor', tenants: ['demo'], operations: ['many'], keys: [poor.entry], rateLimit: 3 }),
  ];
  await writeFile(file, fileOf(...entries));
  return { entries, file, apiKeys: { acme: acme.apiKey, poor: poor.apiKey } };
}

/** Errors have no fields of their own to compare. */
function plain(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? value.message : value]),
  );
}

const varying: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID'],
  [/^date: .*$/gim, 'date'],
  [/"durationMs":[\d.]+/g, 'duration'],
  [/127\.0\.0\.1:\d+/g, 'HOST'],
  // Ids as each store's own secret hides them.
  [/\/#[\w-]{10}"/g, '/#"'],
];

/** Headers in the order of their names: which of them comes first means nothing. */
function withoutIds(text: string): string {
  const same = varying.reduce((left, [pattern, word]) => left.replaceAll(pattern, word), text);
  return same
    .split('\r\n\r\n')
    .map(part => {
      const lines = part.split('\r\n');
      return lines.length === 1
        ? part
        : lines
            .map(line => line.toLowerCase())
            .sort()
            .join('\n');
    })
    .join('\n\n');
}
