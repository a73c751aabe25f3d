/**
 * How long the gateway takes from its start to the first 200 of /health/ready, with a store that was ingested: `node bench/startup.ts
 * [runs] [patients]`, default 7 and 1,545. With and without the modules that an earlier start has left compiled. `npm run profile -- start` shows
 * where the time goes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../test/support/free-port.ts';
import { describeMachine, machineLine } from './contest/machine.ts';
import { answering, chooseCores, cpuSeconds, end, start } from './contest/processes.ts';
import { mainPath, prepare } from './contest/servers.ts';
import { measured, spread } from './contest/statistics.ts';

const [runs = 7, patients = 1_545] = process.argv.slice(2).map(Number);
const cores = chooseCores();
const folder = await mkdtemp(join(tmpdir(), 'startup-'));
const ways = {
  'as ever': { NODE_COMPILE_CACHE: join(folder, 'compiled') },
  'nothing compiled before': { NODE_DISABLE_COMPILE_CACHE: '1' },
};

async function startOnce(store: string, env: Readonly<Record<string, string>>) {
  const port = String(await freePort());
  const begun = performance.now();
  const child = start(mainPath, ['serve'], {
    env: { PORT: port, STORE_URL: `sqlite:${store}`, LOG_LEVEL: 'warn', ...env },
    cores: undefined,
  });
  await answering(child, `http://127.0.0.1:${port}/health/ready`, status => status === 200);
  const ms = performance.now() - begun;
  const cpuMs = (cpuSeconds(child.process.pid!) ?? Number.NaN) * 1_000;
  await end(child);
  return { ms, cpuMs };
}

try {
  const { store, issuer } = await prepare(folder, patients, cores);
  await issuer.goDown();
  const taken = new Map<string, { ms: number; cpuMs: number }[]>();
  for (let run = -1; run < runs; run++) {
    for (const [way, env] of Object.entries(ways)) {
      const once = await startOnce(store, env);
      // The first leaves behind what the others find.
      if (run >= 0) taken.set(way, [...(taken.get(way) ?? []), once]);
    }
  }
  process.stdout.write(`${machineLine(describeMachine({ server: undefined, load: undefined }))}\n\n`);
  process.stdout.write('| modules | to ready, ms | spread | processor, ms |\n|---|---|---|---|\n');
  for (const [way, all] of taken) {
    const ms = measured(all.map(each => each.ms));
    const cpuMs = measured(all.map(each => each.cpuMs));
    process.stdout.write(
      `| ${way} | ${Math.round(ms.median)} | ± ${Math.round(spread(ms) * 50)} % | ${Math.round(cpuMs.median)} |\n`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
