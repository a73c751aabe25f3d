import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layMaster, smallSample } from './masters.ts';
import { CommandFolder } from './process-command.ts';
import { GatewayProcess } from './process-gateway.ts';
import { noRedis, RedisServer } from './redis.ts';

const operations = join(import.meta.dirname, '../../examples/operations');
const worklist = readFileSync(join(operations, 'worklist.graphql'), 'utf8');

/** A `serve` of which every part is there that has metrics, on the embedded store, with some traffic. */
export interface MonitoredGateway extends AsyncDisposable {
  /** Where operators are told: `127.0.0.1:9464`. */
  readonly address: string;
  readonly process: GatewayProcess;
  /** Where there is no redis-server it is without. */
  readonly redis: RedisServer | undefined;
  readonly folder: CommandFolder;
  metrics(): Promise<string>;
  stats(): Promise<{ readonly processes: readonly { readonly pid: number }[] }>;
  /** A little of all that is counted. */
  traffic(): Promise<void>;
}

export async function monitoredGateway(
  env: Readonly<Record<string, string>> = {},
): Promise<MonitoredGateway> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await CommandFolder.open());
  const redis = noRedis ? undefined : opened.adopt(await RedisServer.start(), server => server.end());
  const partners = join(folder.path, 'partners');
  await writeFile(partners, JSON.stringify({ partners: [] }));
  await layMaster(join(folder.path, 'store'), smallSample);
  const gateway = await GatewayProcess.start(folder, [], {
    env: {
      PARTNERS_FILE: partners,
      PERSISTED_OPERATIONS: operations,
      AUDIT_LOG: 'audit.ndjson',
      RATE_LIMIT: '100',
      ...(redis && { REDIS_URL: redis.url }),
      ...env,
    },
  });
  await gateway.logged(/ready: open/);
  const closing = opened.move();

  const ask = async (tenant: string, body: object) => {
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant-id': tenant },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { data?: Record<string, never>; errors?: unknown };
  };

  const { OPS_PORT } = env;
  const address = OPS_PORT === undefined ? new URL(gateway.url).host : `127.0.0.1:${OPS_PORT}`;
  const askOperators = (path: string) => fetch(`http://${address}${path}`);

  return {
    address,
    ...{ process: gateway, redis, folder },
    metrics: async () => (await askOperators('/metrics')).text(),
    stats: async () => (await (await askOperators('/stats')).json()) as never,
    async traffic() {
      for (const tenant of ['clinic-a', 'clinic-b']) {
        const { errors } = await ask(tenant, { query: 'mutation { warmUpTenant { state } }' });
        if (errors !== undefined) throw new Error(JSON.stringify(errors));
        for (const first of [5, 5, 20]) await ask(tenant, { query: worklist, variables: { first } });
      }
      // Refused: a field that is not there, too many aliases, a cold tenant, a rate.
      await ask('clinic-a', { query: '{ nothing }' });
      const aliases = Array.from({ length: 300 }, (_, place) => `a${place}: __typename`);
      await ask('clinic-a', { query: `{ ${aliases.join(' ')} }` });
      await ask('clinic-c', { query: worklist });
      await ask('clinic-b', { query: 'mutation { coolDownTenant { state } }' });
      await Promise.all(Array.from({ length: 300 }, () => ask('clinic-d', { query: '{ __typename }' })));
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
