import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { tags } from '../src/cache/tags.ts';
import { systemClock } from '../src/core/clock.ts';
import { parseTenantId, resourceKey } from '../src/core/ids.ts';
import { silentLogger } from '../src/core/log.ts';
import type { Caller } from '../src/graphql/context.ts';
import { openAudit } from '../src/server/audit/open.ts';
import type { KeptAnswer } from '../src/services/answers.ts';
import { unrestricted } from '../src/services/permissions.ts';

/** What the audit log costs an answer that comes from the cache, in time of the processor: `node bench/audit.ts`. */
const calls = 20_000;
/** As many as come within one turn of the event loop of a busy gateway. */
const callsATurn = 20;
const maxWaitingBytes = 16 * 1024 * 1024;

const tenant = parseTenantId('demo');
const caller: Caller = {
  ...{ kind: 'user', tenant, reviewer: 'ann', permissions: unrestricted },
  agent: { system: 'https://id.example.org/realms/clinic', name: 'f3b8c1de-9a57-4f6e-8f43-2b1f0c6d7e55' },
};
const request = {
  id: crypto.randomUUID(),
  ip: '127.0.0.1',
  caller,
  context: { requestId: 'r', operation: 'Worklist' },
};

const folder = await mkdtemp(join(tmpdir(), 'audit-bench-'));
for (const count of [1, 10, 150, 1_000]) {
  const keys = Array.from({ length: count }, () => resourceKey('Encounter', crypto.randomUUID()));
  const answer: KeptAnswer = {
    ...{ body: '', contentType: '', operation: 'Worklist', profile: 'short', reviewed: false },
    tags: keys.map(key => tags.resource('content', key)),
  };
  const options = { clock: systemClock, logger: silentLogger };
  const audit = (await openAudit(
    { audit: { file: join(folder, `${count}.log`) } },
    options,
    new Registry(),
  ))!;
  const before = process.cpuUsage();
  const turns: number[] = [];
  for (let call = 0; call < calls; call += callsATurn) {
    const begun = performance.now();
    for (let each = 0; each < callsATurn; each++) audit.found(request, answer);
    turns.push(((performance.now() - begun) * 1_000) / callsATurn);
    // No faster than the disk.
    do await setTimeout(1);
    while (audit.figures.waitingBytes > maxWaitingBytes);
  }
  await audit.close();
  const { user, system } = process.cpuUsage(before);
  const median = turns.sort((one, other) => one - other)[Math.floor(turns.length / 2)]!;
  const lineUs = (user + system) / calls;
  console.log(`${count} resources: ${median.toFixed(1)} µs a hit, ${lineUs.toFixed(1)} µs with its writing`);
}
await rm(folder, { recursive: true });
