import { once } from 'node:events';
import { join } from 'node:path';
import { byIdGet, byIdPost, byText, ready } from './asking.ts';
import type { HttpRequest, LoadResult } from './load.ts';
import { cpuSeconds, start } from './processes.ts';
import {
  type GatewayOptions,
  type Server,
  startGateway,
  startPeer,
  tokenFor,
  type World,
} from './servers.ts';
import { byId, type Data, list, type Work } from './work.ts';

/** Who is compared. Several contestants may be one server, asked in different ways. */
export interface Contestant {
  readonly title: string;
  readonly server: ServerName;
  /** What it is asked for a piece of work. */
  requests(work: Work, world: World): Promise<HttpRequest[]> | HttpRequest[];
  /** Of an answer's data, what must be equal; undefined: it answers with what others did. */
  readonly essence: ((work: Work) => (data: Data) => unknown) | undefined;
  /** Instead of load over HTTP. */
  run?(server: Server, seconds: number): Promise<LoadResult>;
}

const essence = (work: Work) => work.essence;
const text = (work: Work) => byText(work.operation);
const operations = [byId.operation, list.operation];
const answersFile = (world: World) => join(world.folder, 'answers.json');

/** The gateway, as it is set up. */
export const gateways = {
  off: { name: 'off', env: { CACHE: 'off' } },
  resources: { name: 'resources', env: { CACHE: 'resources' } },
  registered: { name: 'registered', env: { CACHE: 'resources' }, operations },
  on: { name: 'on', env: {} },
  identity: { name: 'identity', env: {}, operations, identity: true },
  oneWorker: { name: 'one-worker', env: { CACHE: 'off', WORKERS: '1' }, allCores: true },
  twoWorkers: { name: 'two-workers', env: { CACHE: 'off', WORKERS: '2' }, allCores: true },
} satisfies Record<string, GatewayOptions>;

/** How each server is started. Floors read `answers.json`, which is there when others have answered. */
export const servers = {
  http: world => startPeer(world, 'floor-http.ts', { ANSWERS: answersFile(world) }),
  fastify: world => startPeer(world, 'floor-fastify.ts', { ANSWERS: answersFile(world) }),
  apollo: world => startPeer(world, 'apollo.ts'),
  yoga: world => startPeer(world, 'yoga.ts'),
  mercurius: world => startPeer(world, 'mercurius.ts'),
  medplum: world => startPeer(world, 'medplum.ts'),
  bare: startBare,
  off: world => startGateway(world, gateways.off),
  resources: world => startGateway(world, gateways.resources),
  registered: world => startGateway(world, gateways.registered),
  on: world => startGateway(world, gateways.on),
  identity: world => startGateway(world, gateways.identity),
  oneWorker: world => startGateway(world, gateways.oneWorker),
  twoWorkers: world => startGateway(world, gateways.twoWorkers),
} satisfies Record<string, (world: World) => Promise<Server>>;

export type ServerName = keyof typeof servers;
export { answersFile };

const ours = (title: string, server: ServerName): Contestant => ({ title, server, requests: text, essence });
const peer = ours;

export const contestants = {
  httpGet: sameGet('node:http, answer ready (the same GET)', 'http'),
  httpPost: floor('node:http, answer ready', 'http', 'POST'),
  fastifyGet: sameGet('Fastify, answer ready (the same GET)', 'fastify'),
  fastifyShortGet: floor('Fastify, answer ready (a GET with nothing in it)', 'fastify', 'GET'),
  fastifyPost: floor('Fastify, answer ready', 'fastify', 'POST'),
  apollo: peer('Apollo Server as it comes, in memory', 'apollo'),
  yoga: peer('GraphQL Yoga with jit, in memory', 'yoga'),
  mercurius: peer('Mercurius with jit, in memory', 'mercurius'),
  medplum: {
    title: "Medplum's engine, in memory",
    server: 'medplum',
    requests: ({ medplum }) => byText(medplum!),
    essence: ({ medplumEssence }) => medplumEssence!,
  },
  off: ours('**gateway**, `CACHE=off`, SQLite', 'off'),
  resources: ours('**gateway**, `CACHE=resources`, SQLite', 'resources'),
  registered: {
    ...ours('**gateway**, `CACHE=resources`, registered operation', 'registered'),
    requests: ({ operation }) => byIdPost(operation),
  },
  on: ours('**gateway**, `CACHE=on`', 'on'),
  hit: {
    ...ours('**gateway**, registered operation by GET, with identity and audit', 'identity'),
    requests: async ({ operation }, world) => byIdGet(operation, await tokenFor(world, 'demo')),
  },
  introspecting: {
    ...ours('**gateway**, with identity and audit', 'identity'),
    // In production it takes a right.
    requests: async ({ operation }, world) => byText(operation, await tokenFor(world, 'demo')),
  },
  oneWorker: ours('**gateway**, one process', 'oneWorker'),
  twoWorkers: ours('**gateway**, `WORKERS=2`', 'twoWorkers'),
  bare: {
    title: 'SQLite alone, a commit a review, no HTTP',
    server: 'bare',
    ...{ requests: () => [], essence: undefined, run: runBare },
  },
} satisfies Record<string, Contestant>;

export type ContestantName = keyof typeof contestants;

function floor(title: string, server: ServerName, method: 'GET' | 'POST'): Contestant {
  const requests = ({ name, operation }: Work) => ready(name, method, operation);
  return { title, server, requests, essence: undefined };
}

/** Asked by the very requests that the gateway is asked by, token and all, but for the path, which says what to answer. */
function sameGet(title: string, server: ServerName): Contestant {
  const requests = async ({ name, operation }: Work, world: World) => {
    const same = byIdGet(operation, await tokenFor(world, 'demo'));
    return same.map(each => ({ ...each, path: each.path.replace(/^[^?]*/, `/${name}`) }));
  };
  return { title, server, requests, essence: undefined };
}

async function startBare({ folder, cores }: World): Promise<Server> {
  const child = start(join(import.meta.dirname, 'servers/bare-sqlite.ts'), [], {
    env: { FOLDER: folder },
    cores: cores.server === undefined ? undefined : [cores.server],
    messages: true,
  });
  await Promise.race([once(child.process, 'message'), child.failed]);
  return { url: '', child, cores: 1 };
}

async function runBare({ child }: Server, seconds: number): Promise<LoadResult> {
  const before = cpuSeconds(child.process.pid!) ?? Number.NaN;
  child.process.send(seconds);
  const [done] = (await Promise.race([once(child.process, 'message'), child.failed])) as [
    { commits: number; seconds: number },
  ];
  return {
    ...{ requests: done.commits, seconds: done.seconds, perSecond: done.commits / done.seconds },
    ...{ bytesEach: 0, p50Ms: Number.NaN, p99Ms: Number.NaN, failed: 0, opened: 0 },
    cpuShare: ((cpuSeconds(child.process.pid!) ?? Number.NaN) - before) / done.seconds,
  };
}
