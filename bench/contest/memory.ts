import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reached } from './aims.ts';
import { byText } from './asking.ts';
import type { LoadGenerator } from './load.ts';
import { residentBytes } from './processes.ts';
import { prepare, startGateway, stopServer, type World } from './servers.ts';
import { byId, list } from './work.ts';

/** Gives 10,000 resources. */
const patients = 1_325;
const tenants = Array.from({ length: 10 }, (_, number) => `clinic-${number}`);
const atMostMb = 200;
/** Until what the warm-ups left behind is collected. */
const idleSeconds = { full: 30, quick: 3 };
const loadSeconds = { full: 3, quick: 0.3 };

/** Resident memory of a gateway with ten warm tenants: idle, and after all of them were asked at full speed. */
export async function measureMemory(world: World, load: LoadGenerator, quick: boolean): Promise<Reached> {
  const smaller = await prepare(join(world.folder, 'smaller'), patients, world.cores);
  await smaller.issuer.goDown();
  const options = { name: 'memory', env: {}, tenants };
  // The very first start compiles every module, which leaves some 35 MB behind; the next finds them compiled.
  await stopServer(await startGateway(smaller, options));
  const server = await startGateway(smaller, options);
  try {
    const { [quick ? 'quick' : 'full']: idle } = idleSeconds;
    await delay(idle * 1_000);
    const pid = server.child.process.pid!;
    const before = residentBytes(pid);
    for (const tenant of tenants) {
      const requests = [byId, list].flatMap(({ operation }) => byText(operation, { 'x-tenant-id': tenant }));
      const { url } = server;
      const seconds = loadSeconds[quick ? 'quick' : 'full'];
      await load.run({ url, requests, connections: 32, seconds, share: 'all' });
    }
    const megabytes = (bytes: number | undefined) => Math.round((bytes ?? Number.NaN) / 2 ** 20);
    const [now, most] = [megabytes(before?.now), megabytes(residentBytes(pid)?.most)];
    return {
      ...{ case: 'memory', text: 'resident, idle, 10 warm tenants of 10,000 resources' },
      ...{ aim: `under ${atMostMb} MB`, reached: `${now} MB (${most} MB at most under load)` },
      byProcessor: null,
      met: now < atMostMb,
    };
  } finally {
    await stopServer(server);
  }
}
