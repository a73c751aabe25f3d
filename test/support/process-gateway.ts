import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { CommandFolder, CommandOptions } from './process-command.ts';

/** A `serve` that listens. */
export class GatewayProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has logged. */
  readonly lines: readonly string[];
  readonly #grown: () => Promise<unknown>;

  private constructor(child: ChildProcess, url: string, lines: string[], grown: () => Promise<unknown>) {
    this.child = child;
    this.url = url;
    this.lines = lines;
    this.#grown = grown;
  }

  static async start(
    folder: CommandFolder,
    args: readonly string[] = [],
    options: CommandOptions = {},
  ): Promise<GatewayProcess> {
    const child = folder.start(['serve', ...args], { ...options, env: { PORT: '0', ...options.env } });
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout! }).on('line', line => lines.push(line));
    child.stderr!.on('data', chunk => lines.push(String(chunk)));
    const grown = () =>
      Promise.race([
        once(reader, 'line'),
        once(child, 'exit').then(() => Promise.reject(new Error(`serve ended: ${lines.join('\n')}`))),
      ]);
    const listening = await find(lines, grown, /listening on (https?:\/\/[^"\s]+)/);
    return new GatewayProcess(child, listening[1]!, lines, grown);
  }

  /** Waits for a line of the log. */
  async logged(pattern: RegExp): Promise<RegExpMatchArray> {
    return find(this.lines, this.#grown, pattern);
  }

  async get(path: string): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(this.url + path);
    return { status: answer.status, body: await answer.json() };
  }

  async query(query: string): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return { status: answer.status, body: await answer.json() };
  }

  /** Sends a signal and waits for the end: the exit code, or the signal that did it, and how long it took. */
  async end(signal: NodeJS.Signals): Promise<{ ended: number | NodeJS.Signals | null; ms: number }> {
    const begun = performance.now();
    this.child.kill(signal);
    const [code, by] = (await once(this.child, 'exit')) as [number | null, NodeJS.Signals | null];
    return { ended: code ?? by, ms: performance.now() - begun };
  }
}

async function find(
  lines: readonly string[],
  grown: () => Promise<unknown>,
  pattern: RegExp,
): Promise<RegExpMatchArray> {
  for (;;) {
    for (const line of lines) {
      const match = pattern.exec(line);
      if (match !== null) return match;
    }
    await grown();
  }
}
