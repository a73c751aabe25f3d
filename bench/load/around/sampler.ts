import type { Sample } from '../report-type.ts';
import { hasProc, listenersOn, type ProcessFigures, processFigures } from './proc.ts';
import { parseMetrics, Scrape } from './prometheus-text.ts';

/** A scrape that takes longer counts as failed. */
const scrapeMs = 2_000;

/** Fetches and reads metrics. @throws where nothing answers, or something that is not metrics */
export async function scrape(url: string): Promise<Scrape> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(scrapeMs) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The metrics answer with ${answer.status}.`);
  return new Scrape(parseMetrics(text));
}

interface Reading {
  readonly at: number;
  readonly processes: ProcessFigures | undefined;
  readonly metrics: Scrape | undefined;
}

export interface SamplerOptions {
  /** The gateway, or its listener for operation: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Its processes where they are this machine's; they may change with a restart. */
  readonly pids?: () => readonly number[];
}

/** Reads the gateway's metrics and, on this machine, its processes. What cannot be read is left out, never guessed. */
export class Sampler {
  readonly #options: SamplerOptions;
  #last: Reading | undefined;
  #hits = 0;
  #lookups = 0;
  #cpuSeconds = 0;

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  /** Of the caches over all samples, 0 to 1; undefined before any look-up. */
  get hitRate(): number | undefined {
    return this.#lookups === 0 ? undefined : this.#hits / this.#lookups;
  }

  /** Of the gateway's processes over all samples; 0 where they cannot be read. */
  get cpuSeconds(): number {
    return this.#cpuSeconds;
  }

  /** Figures since the call before; the first one only begins. */
  async sample(): Promise<Sample> {
    const pids = this.#options.pids?.() ?? [];
    const metrics = await scrape(`${this.#options.url}/metrics`).catch(() => undefined);
    const now: Reading = {
      ...{ at: performance.now(), metrics },
      processes: pids.length === 0 ? undefined : processFigures(pids),
    };
    const last = this.#last;
    this.#last = now;
    return defined({ ...this.#ofNow(now), ...(last && this.#since(last, now)) });
  }

  #ofNow({ processes, metrics }: Reading): Wide {
    const lag = metrics?.max('nodejs_eventloop_lag_p99_seconds');
    return {
      memoryBytes: processes?.memoryBytes ?? metrics?.sum('process_resident_memory_bytes'),
      handles: processes?.handles ?? metrics?.sum('process_open_fds'),
      heapBytes: metrics?.sum('nodejs_heap_size_used_bytes'),
      eventLoopLagMs: lag === undefined || Number.isNaN(lag) ? undefined : lag * 1_000,
      warmTenants:
        metrics?.sum('gateway_tenants', { state: 'WARM' }) ??
        metrics?.sum('gateway_tenants', { state: 'warm' }),
    };
  }

  #since(last: Reading, now: Reading): Wide {
    const seconds = (now.at - last.at) / 1_000;
    const grown = (name: string, labels?: Readonly<Record<string, string>>) =>
      // A counter is not there before it counts.
      grownBy(last.metrics && (last.metrics.sum(name, labels) ?? 0), now.metrics?.sum(name, labels));
    const hits = ['hit', 'shared_hit'].map(result => grown('gateway_cache_lookups_total', { result }));
    const misses = grown('gateway_cache_lookups_total', { result: 'miss' });
    const hit = hits.every(part => part === undefined)
      ? undefined
      : hits.reduce<number>((sum, part) => sum + (part ?? 0), 0);
    const lookups = hit === undefined && misses === undefined ? 0 : (hit ?? 0) + (misses ?? 0);
    this.#hits += hit ?? 0;
    this.#lookups += lookups;
    const cpuSeconds = cpuBetween(last, now) ?? grown('process_cpu_seconds_total');
    this.#cpuSeconds += cpuSeconds ?? 0;
    const calls = grown('gateway_store_call_duration_seconds_count');
    return {
      cpu: cpuSeconds === undefined ? undefined : cpuSeconds / seconds,
      hitRate: lookups === 0 ? undefined : (hit ?? 0) / lookups,
      storeCalls: calls === undefined ? undefined : calls / seconds,
    };
  }
}

type Wide = { [Name in keyof Sample]: number | undefined };

function defined(figures: Wide): Sample {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as Sample;
}

/** Undefined where one of the two is not known, or where a counter began anew: by how much is not known then. */
function grownBy(before: number | undefined, now: number | undefined): number | undefined {
  return before === undefined || now === undefined || now < before ? undefined : now - before;
}

/** A process that is new has used what it has used; what one has used that ended meanwhile is lost. */
function cpuBetween({ processes: before }: Reading, { processes: now }: Reading): number | undefined {
  if (before === undefined || now === undefined) return undefined;
  let sum = 0;
  for (const [pid, seconds] of now.cpuSeconds)
    sum += Math.max(0, seconds - (before.cpuSeconds.get(pid) ?? 0));
  return sum;
}

/** Of a gateway that somebody else started: those that listen there, where that is this machine. */
export function pidsBehind(url: string): readonly number[] {
  const { hostname, port, protocol } = new URL(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return isHere && hasProc ? listenersOn(Number(port || (protocol === 'https:' ? 443 : 80))) : [];
}

/** What the gateway says of itself; empty where it says nothing. Values are short and come from the gateway alone. */
export async function describeGateway(url: string): Promise<Readonly<Record<string, string>>> {
  const metrics = await scrape(`${url}/metrics`).catch(() => undefined);
  const info = metrics?.of('gateway_info')[0]?.labels;
  const workers = metrics?.sum('gateway_workers');
  const known = info ?? (await describeByHealth(url));
  const named = ['version', 'node', 'store', 'cache', 'lanes'].flatMap(name =>
    known[name] === undefined ? [] : [[name, known[name].slice(0, 100)]],
  );
  return Object.fromEntries([...named, ...(workers === undefined ? [] : [['workers', String(workers)]])]);
}

async function describeByHealth(url: string): Promise<Readonly<Record<string, string>>> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(scrapeMs) });
    const health = (await answer.json()) as { cache?: { mode?: unknown } };
    return health.cache?.mode === undefined ? {} : { cache: String(health.cache.mode) };
  } catch {
    return {};
  }
}
