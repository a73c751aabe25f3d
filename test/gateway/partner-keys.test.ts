import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layMaster, smallSample } from '../support/masters.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';

let folder: CommandFolder;
const env = { PARTNERS_FILE: 'partners.json', PERSISTED_OPERATIONS: 'operations' };
beforeEach(async () => {
  folder = await CommandFolder.open();
  await mkdir(join(folder.path, 'operations'));
});
afterEach(() => folder[Symbol.asyncDispose]());

const partners = async (...args: string[]) => {
  const { code, stdout } = await folder.run(['partners', ...args], { env });
  expect(code).toBe(0);
  return stdout.trim();
};

/** A machine that is busy may take longer than that for all that is asked meanwhile. */
const mayTryAgain = { retry: 2 };

test(
  'keys of a running gateway: a new one works and a revoked one does not within 2 s, in every worker',
  mayTryAgain,
  async () => {
    const first = await partners(
      'add',
      'acme',
      '--tenants',
      'a',
      '--scopes',
      'system/*.rs',
      '--operations',
      '*',
    );
    const options = { env: { ...env, WORKERS: '2' } };
    await layMaster(join(folder.path, 'store'), smallSample);
    const gateway = await GatewayProcess.start(folder, [], options);
    await gateway.logged(/ready: open/);
    // On connections of their own, so that both workers are asked.
    const refused = async (apiKey: string) => {
      const asked = Array.from({ length: 20 }, async () => {
        const answer = await fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-api-key': apiKey, connection: 'close' },
          body: '{"query":"{ tenant { id } }"}',
        });
        await answer.text();
        return answer.status === 401;
      });
      return (await Promise.all(asked)).filter(Boolean).length;
    };
    /** How long after the file has changed all say the same. */
    const untilAll = async (apiKey: string, isRefused: boolean) => {
      const { mtimeMs } = await stat(join(folder.path, 'partners.json'));
      while ((await refused(apiKey)) !== (isRefused ? 20 : 0));
      return Date.now() - mtimeMs;
    };
    expect(await refused(first)).toBe(0);
    expect(await refused(first.replace(/.$/, sign => (sign === '0' ? '1' : '0')))).toBe(20);
    const second = await partners('rotate', 'acme');
    expect(await untilAll(second, false)).toBeLessThan(2_000);
    expect(await refused(first)).toBe(0);
    await partners('revoke', 'acme', '--key', first.split('_')[1]!);
    expect(await untilAll(first, true)).toBeLessThan(2_000);
    expect(await refused(second)).toBe(0);
  },
);
