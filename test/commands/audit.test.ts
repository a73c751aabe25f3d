import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { layMaster, smallSample } from '../support/masters.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { soon } from '../support/soon.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

const list = 'query List { encounters(first: 100) { edges { node { id patient { id } } } } }';
const warmUp = 'mutation { warmUpTenant { state } }';

async function start(env: Record<string, string>): Promise<GatewayProcess> {
  if (!existsSync(join(folder.path, 'store'))) await layMaster(join(folder.path, 'store'), smallSample);
  const gateway = await GatewayProcess.start(folder, [], { env });
  await gateway.logged(/ready: open/);
  await gateway.query(warmUp);
  return gateway;
}

test.each([
  ['a folder', 'store'],
  ['below a file', 'file/audit.log'],
])('a place that cannot be a file stops the start: %s', async (_, place) => {
  await mkdir(join(folder.path, 'store'), { recursive: true });
  await writeFile(join(folder.path, 'file'), '');
  const done = await folder.run(['serve'], { env: { PORT: '0', AUDIT_LOG: place } });
  expect(done.code).toBe(2);
  expect(done.stdout).toBe('');
  expect(done.stderr).toMatch(
    /^AUDIT_LOG="[^"]+": expected off, stdout, or a file that can be written \((EISDIR|EEXIST|ENOTDIR)\)\n$/,
  );
});

test.each(['1', '2'])('SIGHUP goes on in a new file, and the end flushes all; WORKERS=%s', async workers => {
  const gateway = await start({ AUDIT_LOG: 'logs/audit.log', WORKERS: workers });
  const logs = join(folder.path, 'logs');
  let asked = 1;
  let moved = 0;
  // Until it was moved away often, however fast they are.
  const asking = (async () => {
    for (; asked < 80 || moved < 3; asked++) await gateway.query(list);
  })();
  while (asked < 70 || moved < 3) {
    await rename(join(logs, 'audit.log'), join(logs, `audit.log.${++moved}`)).catch(() => moved--);
    gateway.child.kill('SIGHUP');
    await delay(50);
  }
  await asking;
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
  const files = await readdir(logs);
  expect(files.length).toBeGreaterThan(1);
  const texts = await Promise.all(files.map(each => readFile(join(logs, each), 'utf8')));
  const lines = texts.flatMap(text => text.split('\n').slice(0, -1)).map(line => JSON.parse(line));
  expect(lines).toHaveLength(asked);
});

test('without a file SIGHUP ends the process, as it always did', async () => {
  const gateway = await start({ AUDIT_LOG: 'off' });
  expect((await gateway.end('SIGHUP')).ended).toBe('SIGHUP');
});

test('lines on standard output are whole beside those of the log, from two workers and to a slow reader', async () => {
  const gateway = await start({ AUDIT_LOG: 'stdout', WORKERS: '2' });
  const { stdout } = gateway.child;
  let text = '';
  stdout!.on('data', chunk => {
    text += chunk;
    // A reader that is slower than they write.
    stdout!.pause();
    setTimeout(() => stdout!.resume(), 1);
  });
  const ask = async () => {
    for (let time = 0; time < 50; time++) await gateway.query(list);
  };
  await Promise.all([ask(), ask(), ask(), ask()]);
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
  const lines = text
    .slice(text.indexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  const events = lines.map(line => JSON.parse(line) as { resourceType?: string; message?: string });
  const audited = events.filter(({ resourceType }) => resourceType === 'AuditEvent').length;
  // About 150 resources, in parts that a pipe takes in one piece.
  expect(audited).toBeGreaterThan(200 * 3);
  expect(events.length).toBeGreaterThan(audited + 200);
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThan(4_096);
});

test('a pipe that nobody reads holds up nobody, nor the end', async () => {
  const gateway = await start({ AUDIT_LOG: 'stdout' });
  gateway.child.stdout!.removeAllListeners('data').pause();
  for (let time = 0; time < 300; time++) expect((await gateway.query(list)).status).toBe(200);
  const { body } = await gateway.get('/health');
  expect(body).toMatchObject({ store: { answers: true } });
  await soon(async () => {
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(Number(/^gateway_audit_waiting_bytes (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(100_000);
  });
  const { ended, ms } = await gateway.end('SIGTERM');
  expect(ended).toBe(0);
  expect(ms).toBeLessThan(8_000);
});

test('an acknowledged review has its line, whenever the process is killed', async () => {
  const file = join(folder.path, 'audit.log');
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round++) {
    const gateway = await start({ AUDIT_LOG: 'audit.log' });
    const review = async (id: number) => {
      for (let reviewed = true; ; reviewed = !reviewed) {
        const query = `mutation { review(input: { resourceType: PATIENT, id: "patient-${id}", reviewed: ${reviewed} }) { id } }`;
        const answer = await fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        });
        // The end of its head is enough: it has left.
        acknowledged.push(answer.headers.get('x-request-id')!);
        await answer.text();
      }
    };
    const traffic = [1, 2, 3, 4].map(id => review(id).catch(() => undefined));
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan((round + 1) * 10), 20_000);
    await delay(Math.random() * 400);
    await gateway.end('SIGKILL');
    await Promise.all(traffic);
  }
  // What a killed process has left unfinished stands on a line of its own.
  const written = (await readFile(file, 'utf8')).split('\n').filter(line => line.endsWith(']}'));
  const told = new Set(
    written
      .filter(line => line.includes('"action":"U"'))
      .map(line => /"requestId","valueString":"([^"]+)"/.exec(line)?.[1]),
  );
  expect(acknowledged.filter(id => !told.has(id))).toEqual([]);
});
