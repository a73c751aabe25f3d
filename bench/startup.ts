/**
 * How long the gateway takes from its start to the first 200 of /health/ready, with a store that was ingested: `node bench/startup.ts
 * [runs] [patients] [--docs]`, default 7 and 1,545. With and without the modules that an earlier start has left compiled. With `--docs` the
 * figures are put into docs/bench.md. `npm run profile -- start` shows where the time goes.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../test/support/free-port.ts';
import { describeMachine, machineLine } from './contest/machine.ts';
import { answering, chooseCores, cpuSeconds, end, start } from './contest/processes.ts';
import { putBetweenMarkers, startMarkers } from './contest/report.ts';
import { mainPath, prepare } from './contest/servers.ts';
import { measured, spread } from './contest/statistics.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { docs: { type: 'boolean', default: false } },
});
const [runs = 7, patients = 1_545] = positionals.map(Number);
const docs = join(import.meta.dirname, '../docs/bench.md');
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
  // There is no load.
  const [machine] = machineLine(describeMachine({ server: undefined, load: undefined })).split(';');
  const rows = [...taken].map(([way, all]) => {
    const ms = measured(all.map(each => each.ms));
    const cpuMs = measured(all.map(each => each.cpuMs));
    return `| ${way} | ${Math.round(ms.median)} | ${Math.round(ms.min)} | ± ${Math.round(spread(ms) * 50)} % | ${Math.round(cpuMs.median)} |`;
  });
  const figures = [
    `${machine}; load ${loadavg()[0]!.toFixed(1)}; ${runs} starts of each; ${new Date().toISOString().slice(0, 10)}.`,
    '',
    '| modules | to ready, ms | the soonest | spread | processor, ms |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  process.stdout.write(`${figures}\n`);
  if (values.docs) {
    await writeFile(docs, putBetweenMarkers(await readFile(docs, 'utf8'), figures, startMarkers));
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
