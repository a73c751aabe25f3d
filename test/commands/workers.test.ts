import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layMaster, smallSample } from '../support/masters.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

const env = { WORKERS: '2' };
const start = async () => {
  await layMaster(join(folder.path, 'store'), smallSample);
  const gateway = await GatewayProcess.start(folder, [], { env });
  await gateway.logged(/ready: open/);
  return gateway;
};
const workersOf = (gateway: GatewayProcess) =>
  readFileSync(`/proc/${gateway.child.pid}/task/${gateway.child.pid}/children`, 'utf8').trim().split(' ');
const isRunning = (pid: string) => {
  try {
    // A process that has ended and that nobody has asked for is none any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
const until = async (done: () => boolean) => {
  while (!done()) await delay(20);
};
/** On a connection of its own, so that the workers are asked in turn. */
const ask = async (gateway: GatewayProcess, query: string) => {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as { data: object; errors?: { extensions: { code: string } }[] };
};
const askAll = (gateway: GatewayProcess, query: string) =>
  Promise.all(Array.from({ length: 8 }, () => ask(gateway, query)));
const patients = '{ patients(first: 1) { count } }';

test('warm through one worker is warm in all, and cold in all; a worker that dies is replaced', async () => {
  const gateway = await start();
  const before = workersOf(gateway);
  expect(before).toHaveLength(2);
  for (let round = 0; round < 3; round++) {
    await ask(gateway, 'mutation { warmUpTenant { state } }');
    for (const answer of await askAll(gateway, patients))
      expect(answer).toEqual({ data: { patients: { count: 40 } } });
    await ask(gateway, 'mutation { coolDownTenant { state } }');
    for (const { errors } of await askAll(gateway, patients))
      expect(errors?.[0]?.extensions.code).toBe('TENANT_COLD');
  }
  await ask(gateway, 'mutation { warmUpTenant { state } }');
  process.kill(Number(before[0]), 'SIGKILL');
  await gateway.logged(/a worker ended; another is started/);
  await until(() => workersOf(gateway).length === 2 && !workersOf(gateway).includes(before[0]!));
  for (const answer of await askAll(gateway, patients)) expect(answer.errors).toBeUndefined();
  const workers = workersOf(gateway);
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
  expect(workers.filter(isRunning)).toEqual([]);
});

test('workers end with their parent, also when that is killed', async () => {
  const gateway = await start();
  const workers = workersOf(gateway);
  expect((await gateway.end('SIGKILL')).ended).toBe('SIGKILL');
  await until(() => !workers.some(isRunning));
});

test('workers that cannot start end the parent with what the first has said', async () => {
  const taken = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  // Also with a listener for operators, which would keep the parent alive.
  const outcome = await folder.run(['serve', '--sample-if-empty'], {
    env: { ...env, PORT: String(port), OPS_PORT: '0' },
  });
  taken.close();
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain(
    'Cannot listen on HOST and PORT as given: something else does (EADDRINUSE)',
  );
});
