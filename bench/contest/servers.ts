import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { Issuer } from '../../test/support/issuer.ts';
import { ask, manifestOf } from './asking.ts';
import { answering, type Child, type Cores, end, start } from './processes.ts';
import type { Operation } from './work.ts';

const root = join(import.meta.dirname, '../..');
export const mainPath = join(root, 'src/main.ts');

/** A contestant's process, that answers. */
export interface Server {
  readonly url: string;
  readonly child: Child;
  /** Cores that it may use. */
  readonly cores: number;
}

export interface World {
  /** Everything of a run is below it. */
  readonly folder: string;
  /** NDJSON of the sample data. */
  readonly data: string;
  /** A store it was ingested into, to be copied. */
  readonly store: string;
  readonly cores: Cores;
  readonly issuer: Issuer;
}

/** Makes sample data and a store of it. */
export async function prepare(folder: string, patients: number, cores: Cores): Promise<World> {
  const [data, store] = [join(folder, 'ndjson'), join(folder, 'store')];
  await command(['sample', '--patients', String(patients), '--out', data], compiled(folder));
  await command(['ingest', data], { ...compiled(folder), STORE_URL: `sqlite:${store}` });
  return { folder, data, store, cores, issuer: await Issuer.start() };
}

/** Modules that one process has compiled are found by the next. */
const compiled = (folder: string) => ({ NODE_COMPILE_CACHE: join(folder, 'compiled') });

async function command(args: readonly string[], env: Record<string, string>): Promise<void> {
  const child = start(mainPath, args, { env, cores: undefined });
  child.stopping = true;
  const code = await new Promise(resolve => child.process.once('exit', resolve));
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
}

/** A script of `servers/`. */
export async function startPeer(
  world: World,
  script: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const { server } = world.cores;
  const child = start(join(import.meta.dirname, 'servers', script), [], {
    env: { PORT: port, DATA: world.data, ...compiled(world.folder), ...env },
    cores: server === undefined ? undefined : [server],
  });
  await answering(child, url, status => status > 0);
  return { url, child, cores: 1 };
}

export interface GatewayOptions {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** To be called by id. */
  readonly operations?: readonly Operation[];
  /** With tokens and an audit log. */
  readonly identity?: boolean;
  /** May use all cores, the load generator's too. */
  readonly allCores?: boolean;
  /** Tenants that are warmed up. */
  readonly tenants?: readonly string[];
  /** Options of Node. */
  readonly node?: readonly string[];
}

/** The gateway as users run it: `node src/main.ts serve`, on a store of its own, with a warm tenant. */
export async function startGateway(world: World, options: GatewayOptions): Promise<Server> {
  const { name, operations, identity = false, tenants = ['demo'] } = options;
  const folder = join(world.folder, name);
  await rm(folder, { recursive: true, force: true });
  await cp(world.store, join(folder, 'store'), { recursive: true });
  const manifests = join(folder, 'operations');
  if (operations !== undefined) {
    await mkdir(manifests, { recursive: true });
    await writeFile(join(manifests, 'bench.json'), manifestOf(operations));
  }
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const { server, load } = world.cores;
  const cores = server === undefined ? undefined : options.allCores ? [server, load!] : [server];
  const child = start(mainPath, ['serve'], {
    env: {
      PORT: port,
      STORE_URL: `sqlite:${join(folder, 'store')}`,
      // The peers write no line a request either.
      LOG_LEVEL: 'warn',
      ...compiled(world.folder),
      ...(operations !== undefined && { PERSISTED_OPERATIONS: manifests }),
      ...(identity && { ...world.issuer.env, AUDIT_LOG: join(folder, 'audit.log') }),
      ...options.env,
    },
    cores,
    ...(options.node !== undefined && { node: options.node }),
  });
  await answering(child, `${url}/health/ready`, status => status === 200);
  for (const tenant of tenants) {
    const headers = identity ? await tokenFor(world, tenant) : { 'x-tenant-id': tenant };
    await ask(url, { method: 'POST', path: '/warm-up-tenant', headers });
  }
  return { url, child, cores: cores?.length ?? 1 };
}

const longestRunSeconds = 8 * 3_600;

export async function tokenFor({ issuer }: World, tenant: string): Promise<Record<string, string>> {
  return issuer.headers({ tenant, exp: Math.floor(Date.now() / 1_000) + longestRunSeconds });
}

export function stopServer({ child }: Server): Promise<void> {
  return end(child);
}
