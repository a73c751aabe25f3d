import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { layMaster } from '../support/masters.ts';
import { fileOf, newKey, partnerEntry } from '../support/partners.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { soon } from '../support/soon.ts';

/** What a gateway says of its file of partners. */
interface Told {
  readonly ok: boolean;
  readonly partners: number;
  readonly loadedAt: string;
}

let folder: CommandFolder;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await CommandFolder.open();
  await mkdir(join(folder.path, 'operations'));
  env = { PARTNERS_FILE: 'partners.json', PERSISTED_OPERATIONS: 'operations' };
});
afterEach(() => folder[Symbol.asyncDispose]());

const at = (name: string) => join(folder.path, name);
test('health and metrics tell whether the file is in order', async () => {
  const own = await mkdtemp(join(tmpdir(), 'partners-test-'));
  const path = join(own, 'partners.json');
  const operations = join(own, 'operations');
  await mkdir(operations);
  await writeFile(path, fileOf(partnerEntry({ keys: [newKey().entry] })));
  let gateway: TestGateway | undefined;
  try {
    gateway = await startTestGateway({
      source: smallSample,
      env: { PARTNERS_FILE: path, PERSISTED_OPERATIONS: operations },
    });
    const seen = async () => {
      const [health, metrics] = await Promise.all([gateway!.fetch('/health'), gateway!.fetch('/metrics')]);
      const [, up] = /^gateway_partners_file_ok (\d)$/m.exec(await metrics.text()) ?? [];
      const { status, partners } = (await health.json()) as { status: string; partners: Told };
      return { ...partners, up, status };
    };
    const first = await seen();
    expect(first).toEqual({
      ok: true,
      partners: 1,
      loadedAt: expect.stringMatching(/^20\S+Z$/),
      up: '1',
      // Performance has its say too.
      status: expect.stringMatching(/^(ok|degraded)$/),
    });
    await writeFile(path, '{');
    await soon(async () =>
      expect(await seen()).toEqual({ ...first, ok: false, up: '0', status: 'degraded' }),
    );
    await writeFile(path, fileOf());
    await soon(async () => expect(await seen()).toMatchObject({ ok: true, partners: 0, up: '1' }));
  } finally {
    await gateway?.stop();
    await rm(own, { recursive: true });
  }
});

test('without a file nothing is told', async () => {
  const gateway = await startTestGateway();
  try {
    expect(await (await gateway.fetch('/health')).json()).not.toHaveProperty('partners');
    expect(await (await gateway.fetch('/metrics')).text()).not.toContain('gateway_partners');
  } finally {
    await gateway.stop();
  }
});

test.each([
  ['missing', undefined, 'expected a file that can be read (ENOENT)'],
  ['broken', '{"partners": [{"id": "acme"', 'expected JSON'],
  [
    'of another shape',
    fileOf({ ...partnerEntry(), tenants: ['../x'] }),
    'expected a tenant id at partners[0].tenants[0] of partner acme',
  ],
])('a start with a file that is %s: one line, exit 2', async (_, content, expected) => {
  if (content !== undefined) await writeFile(at('partners.json'), content);
  const { code, stderr } = await folder.run(['serve'], { env: { ...env, PORT: '0' } });
  expect([code, stderr]).toEqual([2, `PARTNERS_FILE="partners.json": ${expected}\n`]);
});

/** Processes that a busy machine holds up may know later. */
const mayTryAgain = { retry: 2 };

test('a running gateway knows within 2 s of what a command does, in every worker', mayTryAgain, async () => {
  const terms = ['--tenants', 'a', '--scopes', 'system/*.rs', '--operations', '*'];
  expect((await folder.run(['partners', 'add', 'acme', ...terms], { env })).code).toBe(0);
  const options = { env: { ...env, WORKERS: '2' } };
  await layMaster(join(folder.path, 'store'), smallSample);
  const gateway = await GatewayProcess.start(folder, [], options);
  // Both workers are there by then.
  await gateway.logged(/ready: open/);
  const changes = () => gateway.lines.filter(line => line.includes('the file of partners has changed'));
  const commands = [
    ['revoke', 'acme'],
    ['rotate', 'acme'],
    ['add', 'bell', ...terms],
  ];
  for (const [place, command] of commands.entries()) {
    expect((await folder.run(['partners', ...command], { env })).code).toBe(0);
    const { mtimeMs } = await stat(at('partners.json'));
    const ofThis = () => changes().slice(2 * place);
    await soon(() => expect(ofThis()).toHaveLength(2));
    for (const line of ofThis()) expect(Date.parse(JSON.parse(line).time) - mtimeMs).toBeLessThan(2_000);
  }
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});
