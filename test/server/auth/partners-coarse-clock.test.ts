import type { BigIntStats } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { Partners } from '../../../src/server/auth/partners.ts';
import { fileOf, newKey, partnerEntry } from '../../support/partners.ts';

/** A file system that tells times in whole seconds, as some do that are mounted over a network. */
vi.mock('node:fs/promises', async load => {
  const real = await load<typeof import('node:fs/promises')>();
  const second = 1_000_000_000n;
  const stat = async (path: string, options: { bigint: true }): Promise<BigIntStats> => {
    const found = await real.stat(path, options);
    found.mtimeNs -= found.mtimeNs % second;
    found.ctimeNs -= found.ctimeNs % second;
    return found;
  };
  return { ...real, stat };
});

test('changes that leave no trace in size and times are seen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'partners-test-'));
  const path = join(folder, 'partners.json');
  const keys = [newKey(), newKey()];
  const files = keys.map(({ entry }) => fileOf(partnerEntry({ keys: [entry] })));
  await writeFile(path, files[0]!);
  const partners = await Partners.open({ path, clock: systemClock, logger: silentLogger });
  for (let round = 0; round < 20; round++) {
    await writeFile(path, files[round % 2]!);
    await partners.look();
    expect(partners.find(keys[round % 2]!.apiKey).id).toBe('acme');
  }
  await rm(folder, { recursive: true });
});
