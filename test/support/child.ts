import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(import.meta.dirname, '../../src/main.ts');

export interface ServeChild {
  readonly url: string;
  readonly process: ChildProcess;
  /** kill -9, and wait until it is dead. */
  kill(): Promise<void>;
  query(query: string, variables?: object, tenant?: string): Promise<{ data: never; errors?: unknown[] }>;
}

/** A real gateway process over `folder`, ready. Whoever starts it ends it. */
export async function serveChild(folder: string, env: Record<string, string> = {}): Promise<ServeChild> {
  const child = spawn(process.execPath, [main, 'serve'], {
    cwd: folder,
    env: {
      ...process.env,
      STORE_URL: `sqlite:${folder}`,
      PORT: '0',
      LOG_LEVEL: 'info',
      NODE_OPTIONS: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await readyUrl(child);
  return {
    url,
    process: child,
    kill: () => endNow(child),
    async query(query, variables, tenant = 'demo') {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tenant-id': tenant },
        body: JSON.stringify({ query, variables }),
      });
      return (await answer.json()) as { data: never; errors?: unknown[] };
    },
  };
}

/** A process of any other command. */
export function commandChild(folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, STORE_URL: `sqlite:${folder}`, NODE_OPTIONS: '' },
    stdio: 'ignore',
  });
}

export async function endNow(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function readyUrl(child: ChildProcess): Promise<string> {
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    url ??= /listening on (http:\S+?)"/.exec(line)?.[1];
    if (url !== undefined && line.includes('ready: open')) {
      child.stdout!.resume();
      return url;
    }
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  throw new Error(`the gateway ended before it was ready, code ${child.exitCode}`);
}
