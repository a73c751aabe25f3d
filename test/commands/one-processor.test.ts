import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

const isAlone = (pid: number | string) =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('--single-threaded-gc');
const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');

/** A Node that is held to one of the processors that this process may use. */
async function oneProcessor(): Promise<string> {
  const path = join(folder.path, 'node');
  const [first] = /(?<=Cpus_allowed_list:\s+)\d+/.exec(readFileSync('/proc/self/status', 'utf8'))!;
  await writeFile(path, `#!/bin/sh\nexec taskset -c ${first} '${process.execPath}' "$@"\n`, { mode: 0o755 });
  return path;
}

/** Only Linux tells of other processes, and holds them to a processor. */
const onLinux = test.runIf(spawnSync('taskset', ['--version']).status === 0);

onLinux('on one processor V8 collects in the thread that serves: the same process, begun anew', async () => {
  const gateway = await GatewayProcess.start(folder, ['--sample-if-empty'], { node: await oneProcessor() });
  await gateway.logged(/ready: open/);
  expect(isAlone(gateway.child.pid!)).toBe(true);
  expect(await gateway.query('{ tenant { id } }')).toEqual({
    ...{ status: 200, body: { data: { tenant: { id: 'demo' } } } },
  });
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});

onLinux(
  'so it does in each of several that share as many processors; their parent serves nothing',
  async () => {
    const [node, env] = [await oneProcessor(), { WORKERS: '2' }];
    const gateway = await GatewayProcess.start(folder, ['--sample-if-empty'], { node, env });
    await gateway.logged(/ready: open/);
    expect(isAlone(gateway.child.pid!)).toBe(false);
    expect(childrenOf(gateway.child.pid!).map(isAlone)).toEqual([true, true]);
    expect((await gateway.end('SIGTERM')).ended).toBe(0);
  },
);
