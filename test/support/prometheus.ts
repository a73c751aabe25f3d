import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe } from 'vitest';
import { parse, stringify } from 'yaml';
import { freePort } from './free-port.ts';
import { prometheusFolder } from './monitoring.ts';
import { soon } from './soon.ts';

const noPrometheus = ['prometheus', 'promtool'].some(
  program => spawnSync(program, ['--version']).status !== 0,
);

/** `describe`, skipped where Prometheus is not installed. */
export const describeWithPrometheus: (name: string, tests: () => void) => void = noPrometheus
  ? (name, tests) => describe.skip(`${name} (skipped: no prometheus in the path)`, tests)
  : describe;

/** Runs promtool to its end. */
export async function promtool(
  args: readonly string[],
  input = '',
): Promise<{ code: number; output: string }> {
  const child = spawn('promtool', args, { stdio: 'pipe' });
  child.stdin.end(input);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, output: stdout + stderr };
}

export interface PrometheusOptions {
  /** Where the gateway tells its metrics: `127.0.0.1:9464`. */
  readonly gateway: string;
  /** Of scrapes and rules, instead of those of the file. */
  readonly interval?: string;
}

/** A rule as Prometheus tells of it. */
export interface LoadedRule {
  readonly name: string;
  readonly type: 'alerting' | 'recording';
  readonly health: 'ok' | 'unknown' | 'err';
  readonly lastError?: string;
  readonly state?: 'inactive' | 'pending' | 'firing';
}

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** A real Prometheus in a process and a folder of its own, on deploy/prometheus with targets that are there. */
export class Prometheus implements AsyncDisposable {
  readonly #url: string;
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(url: string, folder: string, child: ChildProcess) {
    this.#url = url;
    this.#folder = folder;
    this.#child = child;
  }

  static async start({ gateway, interval }: PrometheusOptions): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'prometheus-test-'));
    const address = `127.0.0.1:${await freePort()}`;
    await cp(join(prometheusFolder, 'rules'), join(folder, 'rules'), { recursive: true });
    const config = parse(await readFile(join(prometheusFolder, 'prometheus.yml'), 'utf8'));
    const targets: Record<string, string> = { gateway, prometheus: address };
    for (const job of config.scrape_configs) job.static_configs = [{ targets: [targets[job.job_name]] }];
    if (interval !== undefined)
      Object.assign(config.global, {
        scrape_interval: interval,
        scrape_timeout: interval,
        evaluation_interval: interval,
      });
    const file = join(folder, 'prometheus.yml');
    await writeFile(file, stringify(config));
    const child = spawn(
      'prometheus',
      [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--log.level=warn',
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    // Where a run is broken off, nobody disposes of it.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    const started = new Prometheus(`http://${address}`, folder, child);
    await soon(async () => {
      if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}`);
      const { ok } = await fetch(`http://${address}/-/ready`);
      if (!ok) throw new Error('not ready yet');
    });
    return started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** @throws Error with what Prometheus has against it */
  async query(expression: string): Promise<readonly Sample[]> {
    const { result } = (await this.#get('query', { query: expression })) as { result: readonly Sample[] };
    return result;
  }

  /** Health of every target by its job. */
  async targets(): Promise<Record<string, string>> {
    const { activeTargets } = (await this.#get('targets')) as {
      activeTargets: { labels: { job: string }; health: string }[];
    };
    return Object.fromEntries(activeTargets.map(({ labels, health }) => [labels.job, health]));
  }

  async rules(): Promise<readonly LoadedRule[]> {
    const { groups } = (await this.#get('rules')) as { groups: { rules: LoadedRule[] }[] };
    return groups.flatMap(({ rules }) => rules);
  }

  /** Names of the alerts that fire. */
  async firing(): Promise<readonly string[]> {
    return (await this.rules()).filter(({ state }) => state === 'firing').map(({ name }) => name);
  }

  async #get(path: string, parameters: Record<string, string> = {}): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const { status, data, error } = (await response.json()) as {
      status: string;
      data: unknown;
      error?: string;
    };
    if (status !== 'success') throw new Error(`${error}`);
    return data;
  }
}
