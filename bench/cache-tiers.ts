/**
 * What a look-up costs in each tier: in this process, in Redis (one is started, where there is a `redis-server`), and
 * in the SQLite store. `node bench/cache-tiers.ts [rounds]`. Resources of the sample, one at a time and 50 at once.
 * Prints microseconds a look-up, and ratios to the store in the same run.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Caches } from '../src/cache/caches.ts';
import { openRedis } from '../src/cache/redis/index.ts';
import { systemClock } from '../src/core/clock.ts';
import { parseTenantId, type ResourceKey, resourceKey } from '../src/core/ids.ts';
import { silentLogger } from '../src/core/log.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { Rejections } from '../src/ingest/rejections.ts';
import { sampleSource } from '../src/ingest/sample.ts';
import { openStore } from '../src/open-store.ts';
import { Caching } from '../src/services/caching.ts';
import { Footprint } from '../src/services/footprint.ts';
import { Reader } from '../src/services/reader.ts';

const rounds = Number(process.argv[2] ?? 2_000);
const redisPort = 6479;
const tenant = parseTenantId('bench');
const secret = Buffer.alloc(32, 1);
const limits = { bytes: 256 * 1024 * 1024, tenantBytes: 256 * 1024 * 1024 };

const folder = await mkdtemp(join(tmpdir(), 'cache-tiers-'));
const redisServer = spawn(
  'redis-server',
  ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--loglevel', 'warning'],
  { stdio: 'ignore' },
);
redisServer.on('error', () => process.stdout.write('no redis-server here: that tier is left out\n'));
const redis = openRedis({ url: `redis://127.0.0.1:${redisPort}`, logger: silentLogger });
const store = await openStore({ store: { kind: 'sqlite', folder } }, systemClock);
try {
  const source = sampleSource({ patients: 400, seed: 1 });
  const rejections = new Rejections(join(folder, 'rejected.ndjson'));
  await ingest({
    store,
    source,
    clock: systemClock,
    refresh: false,
    rejections,
    onProgress: () => undefined,
  });
  await store.createTenant(tenant, { onProgress: () => undefined });
  const collection = await store.openTenant(tenant);
  const { entries } = await collection.search({
    type: 'Encounter',
    where: [],
    order: [{ by: 'id', descending: false }],
    limit: 500,
  });
  const keys = entries.map(({ key }) => key);
  for (let tries = 0; redis.tier.status.state !== 'connected' && tries < 30; tries++) await delay(100);

  const held = { tenant, collection, signal: new AbortController().signal, note: () => undefined };
  const readerOf = (mode: 'on' | 'off', shared: boolean, clearing: boolean) => {
    const caches = new Caches({
      clock: systemClock,
      mode,
      ...limits,
      secret,
      version: 'bench',
      ...(shared && { sharedTier: redis.tier }),
    });
    const caching = new Caching({
      caches,
      logger: silentLogger,
      secret,
      acquire: () => Promise.reject(new Error('nothing ages')),
    });
    const reader = new Reader(held, caching, new Footprint());
    return async (batch: readonly ResourceKey[]) => {
      if (clearing) caches.clear('bench');
      await reader.resources(batch);
    };
  };
  const tiers: Record<string, (batch: readonly ResourceKey[]) => Promise<void>> = {
    store: readerOf('off', false, false),
    'in process': readerOf('on', false, false),
    'miss in process, then store': readerOf('on', false, true),
    ...(redis.tier.status.state === 'connected' && { 'miss in process, Redis': readerOf('on', true, true) }),
  };
  for (const size of [1, 50]) {
    let ofStore = 0;
    for (const [name, read] of Object.entries(tiers)) {
      // Twice, so that Redis has what the first asked for.
      let microseconds = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 3; attempt++) {
        const begun = performance.now();
        for (let round = 0; round < rounds; round++) {
          const start = (round * size) % (keys.length - size);
          await read(keys.slice(start, start + size));
        }
        microseconds = Math.min(microseconds, ((performance.now() - begun) * 1_000) / rounds);
        await delay(200);
      }
      if (name === 'store') ofStore = microseconds;
      process.stdout.write(
        `${String(size).padStart(3)} at once, ${name.padEnd(28)} ${microseconds.toFixed(1).padStart(8)} µs  ${(microseconds / ofStore).toFixed(2)} of the store\n`,
      );
    }
  }
  const missing = resourceKey('Encounter', 'none');
  await tiers['in process']!([missing]);
  await collection.close();
} finally {
  await store.close();
  await redis.close();
  redisServer.kill();
  if (redisServer.pid !== undefined && redisServer.exitCode === null) await once(redisServer, 'exit');
  await rm(folder, { recursive: true });
}
