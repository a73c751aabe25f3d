import { readdirSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { GatewayError } from '../core/errors.ts';

/** What this process uses of what it may use, as shares of 1. */
export interface Usage {
  readonly memory: number;
  readonly files: number;
}

/** From here on what is cached is let go. */
const shrinkFrom = 0.8;
/** From here on no further tenant becomes warm. */
const refuseFrom = 0.9;

export interface ResourcesOptions {
  /** Bytes this process may use; undefined: what the machine or its container has. */
  readonly memoryLimit?: number | undefined;
  /** Processes that share what the machine has. */
  readonly processes?: number;
  /** Instead of measuring. */
  readonly measure?: (what: keyof Usage) => number;
  /** Lets go of what is cached. */
  readonly shrink: () => void;
}

/** Memory and open files: caches give way first, then new warm-ups; warm tenants never. */
export class Resources {
  readonly #measure: (what: keyof Usage) => number;
  readonly #shrink: () => void;

  constructor({ memoryLimit, processes = 1, measure, shrink }: ResourcesOptions) {
    const memory = () => memoryShare(memoryLimit, processes);
    this.#measure = measure ?? (what => (what === 'memory' ? memory() : filesShare()));
    this.#shrink = shrink;
  }

  usage(): Usage {
    return { memory: this.#measure('memory'), files: this.#measure('files') };
  }

  /** Lets go of caches where memory is short. */
  look(): void {
    if (this.#measure('memory') >= shrinkFrom) this.#shrink();
  }

  /** @throws GatewayError TENANT_LIMIT when another tenant would be one too many */
  check(): void {
    const shortOf = shortage(this.usage());
    if (shortOf === undefined) return;
    throw new GatewayError(
      'TENANT_LIMIT',
      `The gateway is short of ${shortOf}; try again when a tenant has cooled down.`,
      { extensions: { shortOf } },
    );
  }
}

/** In words, what there is too little of for another tenant; undefined when there is enough. */
export function shortage({ memory, files }: Usage): string | undefined {
  if (memory >= refuseFrom) return 'memory';
  return files >= refuseFrom ? 'open files' : undefined;
}

function memoryShare(limit: number | undefined, processes: number): number {
  const { rss, heapUsed } = process.memoryUsage();
  // Without a container's limit this is huge, or 0.
  const constrained = process.constrainedMemory();
  const machine = totalmem();
  const whole = constrained > 0 && constrained < machine ? constrained : machine;
  const available = limit ?? whole / processes;
  return Math.max(rss / available, heapUsed / getHeapStatistics().heap_size_limit);
}

/** 0 where the system does not tell. */
function filesShare(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
    return readdirSync('/proc/self/fd').length / limit;
  } catch {
    return 0;
  }
}
