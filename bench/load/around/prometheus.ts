import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort } from '../../../test/support/free-port.ts';
import { findProgram, StartError, Started } from './processes.ts';
import { Scrape } from './prometheus-text.ts';
import { scrape } from './sampler.ts';

export const prometheusProgram = findProgram('prometheus');

const deployed = join(import.meta.dirname, '../../../deploy/prometheus');
const startSeconds = 30;
const answerMs = 2_000;

/** An alert that waits for its time to be up, or has fired. */
export interface Alert {
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly labels: string;
  readonly state: 'pending' | 'firing';
  /** Milliseconds since 1970. */
  readonly activeAt: number;
}

/** A series over time. */
export interface Range {
  readonly metric: Readonly<Record<string, string>>;
  /** Seconds since 1970, and the value. */
  readonly values: readonly (readonly [at: number, value: string])[];
}

interface Configuration {
  readonly global: Record<string, string>;
}

export interface PrometheusOptions {
  /** Between two scrapes, and of rules, such as `2s`; @default as deployed */
  readonly interval?: string;
  /** What series call the gateway; @default its address */
  readonly instance?: string;
}

/** A real Prometheus with the rules and intervals that are deployed, which asks one gateway. */
export class Prometheus {
  readonly url: string;
  readonly #process: Started;

  private constructor(url: string, started: Started) {
    this.url = url;
    this.#process = started;
  }

  /** @param folder for its data and log @param target `host:port` of the gateway */
  static async start(
    folder: string,
    target: string,
    { interval, instance }: PrometheusOptions = {},
  ): Promise<Prometheus> {
    if (prometheusProgram === undefined) throw new StartError('There is no prometheus in the path.');
    const home = join(folder, 'prometheus');
    await mkdir(home);
    await cp(join(deployed, 'rules'), join(home, 'rules'), { recursive: true });
    const { global } = parse(await readFile(join(deployed, 'prometheus.yml'), 'utf8')) as Configuration;
    if (interval !== undefined)
      for (const name of ['scrape_interval', 'scrape_timeout', 'evaluation_interval'])
        global[name] = interval;
    const labels = instance === undefined ? {} : { instance };
    const jobs = [{ job_name: 'gateway', static_configs: [{ targets: [target], labels }] }];
    const file = join(home, 'prometheus.yml');
    await writeFile(file, stringify({ global, rule_files: ['rules/*.yml'], scrape_configs: jobs }));
    const port = await freePort();
    const started = new Started(
      'prometheus',
      [
        ...([
          prometheusProgram,
          `--config.file=${file}`,
          `--storage.tsdb.path=${join(home, 'data')}`,
        ] as const),
        ...[`--web.listen-address=127.0.0.1:${port}`, '--log.level=warn'],
      ],
      { log: join(folder, 'prometheus.log'), cwd: home },
    );
    const prometheus = new Prometheus(`http://127.0.0.1:${port}`, started);
    try {
      await started.until(async () => (await fetch(`${prometheus.url}/-/ready`)).ok, startSeconds);
    } catch (error) {
      await prometheus.end();
      throw error;
    }
    return prometheus;
  }

  /** What it knows of the gateway now; dashboards show no more. */
  latest(): Promise<Scrape> {
    return scrape(`${this.url}/federate?${new URLSearchParams({ 'match[]': '{job="gateway"}' })}`);
  }

  async alerts(): Promise<readonly Alert[]> {
    const { alerts } = await this.#get<{
      alerts: { labels: Record<string, string>; state: string; activeAt: string }[];
    }>('alerts');
    return alerts.map(({ labels, state, activeAt }) => ({
      name: labels.alertname ?? 'unnamed',
      labels: JSON.stringify(labels),
      state: state === 'firing' ? 'firing' : 'pending',
      activeAt: Date.parse(activeAt),
    }));
  }

  /** @param span seconds since 1970, and seconds between two values @throws Error with what Prometheus has against it */
  async queryRange(
    query: string,
    { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
  ): Promise<readonly Range[]> {
    const span = { start: `${from}`, end: `${to}`, step: `${step}` };
    const { result } = await this.#get<{ result: readonly Range[] }>('query_range', { query, ...span });
    return result;
  }

  async #get<Data>(path: string, parameters: Record<string, string> = {}): Promise<Data> {
    const url = `${this.url}/api/v1/${path}?${new URLSearchParams(parameters)}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
    const { data, error } = (await answer.json()) as { data: Data; error?: string };
    if (error !== undefined) throw new Error(error);
    return data;
  }

  async end(): Promise<void> {
    await this.#process.end();
  }
}

/** Where there is no Prometheus the gateway is asked itself, and no alert is known. */
export async function askGateway(url: string): Promise<Scrape> {
  return scrape(`${url}/metrics`).catch(() => new Scrape([{ name: 'up', labels: {}, value: 0 }]));
}
