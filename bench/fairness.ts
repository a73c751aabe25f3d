/**
 * What a quiet tenant feels of a noisy one: the quiet tenant's latencies alone, and while another asks for ten times
 * what its lanes serve at once. `node bench/fairness.ts [seconds]`, default 15 for each. One gateway process over the
 * sample data, each tenant's client a process of its own; all on loopback. Prints percentiles in ms, and their ratio.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const port = 4777;
const laneConcurrency = 16;
const quietPerSecond = 40;

/** Half of them by id, half worklists with what they refer to. */
const queries = [
  '{ patient(id: "patient-7") { id birthDate reviewed } }',
  `{ encounters(first: 20, filter: { reviewed: false }) { edges { node {
      id status reviewed patient { id name { family } } practitioners { id } } } } }`,
];

interface Answer {
  readonly status: number;
  readonly ms: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4_000 });

function ask(tenant: string, query: string): Promise<Answer> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-tenant-id': tenant };
    const call = request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers });
    call.on('error', reject);
    call.on('response', response => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode!, ms: performance.now() - begun }));
    });
    call.end(JSON.stringify({ query }));
  });
}

/** Asks at a steady rate, whatever the answers take. */
async function quiet(seconds: number): Promise<void> {
  const answers: Promise<Answer>[] = [];
  const begun = performance.now();
  for (let number = 0; number < seconds * quietPerSecond; number++) {
    await delay(Math.max(begun + (number * 1_000) / quietPerSecond - performance.now(), 0));
    answers.push(ask('quiet', queries[number % queries.length]!));
  }
  const all = await Promise.all(answers);
  process.send!({ ms: all.map(({ ms }) => ms), failed: all.filter(({ status }) => status !== 200).length });
}

/** Keeps ten times as many requests open as a lane serves at once, each followed by the next. */
async function noisy(seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const ms: number[] = [];
  let failed = 0;
  await Promise.all(
    Array.from({ length: 10 * laneConcurrency }, async (_, client) => {
      for (let number = client; performance.now() < end; number++) {
        const answer = await ask('noisy', queries[number % queries.length]!);
        ms.push(answer.ms);
        if (answer.status !== 200) failed += 1;
      }
    }),
  );
  process.send!({ ms, failed });
}

interface Report {
  readonly ms: readonly number[];
  readonly failed: number;
}

function client(role: 'quiet' | 'noisy', seconds: number): Promise<Report> {
  const child = fork(new URL(import.meta.url).pathname, [role, String(seconds)]);
  return once(child, 'message').then(([report]) => {
    child.kill();
    return report as Report;
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!;
}

function describe(name: string, { ms, failed }: Report, seconds: number): string {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => percentile(ms, share).toFixed(1));
  return `${name.padEnd(24)} p50 ${p50}  p95 ${p95}  p99 ${p99} ms  ${Math.round(ms.length / seconds)}/s  failed ${failed}\n`;
}

async function startGateway(folder: string): Promise<ChildProcess> {
  const gateway = fork('src/main.ts', ['serve', '--sample-if-empty'], {
    env: { ...process.env, PORT: String(port), STORE_URL: `sqlite:${folder}`, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (ready?.ok) return gateway;
    await delay(100);
  }
}

async function compare(seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fairness-'));
  const gateway = await startGateway(folder);
  try {
    for (const tenant of ['quiet', 'noisy']) await ask(tenant, 'mutation { warmUpTenant { state } }');
    await client('quiet', 3);
    const ratios: number[] = [];
    for (let round = 0; round < 2; round++) {
      const alone = await client('quiet', seconds);
      const loud = client('noisy', seconds + 2);
      await delay(1_000);
      const beside = await client('quiet', seconds);
      process.stdout.write(describe('quiet, alone', alone, seconds));
      process.stdout.write(describe('quiet, beside the noisy', beside, seconds));
      process.stdout.write(describe('noisy', await loud, seconds + 2));
      ratios.push(percentile(beside.ms, 0.99) / percentile(alone.ms, 0.99));
    }
    process.stdout.write(`p99 beside / alone: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}\n`);
  } finally {
    gateway.kill();
    await once(gateway, 'exit');
    await rm(folder, { recursive: true });
  }
}

const [role, seconds] = process.argv.slice(2);
if (role === 'quiet') await quiet(Number(seconds));
else if (role === 'noisy') await noisy(Number(seconds));
else await compare(Number(role ?? 15));
