import { availableParallelism, cpus, totalmem, type } from 'node:os';
import type { Cores } from './processes.ts';

/** Where figures are from. No names: neither the machine's nor a path. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Whether server and load generator were held to a core each. */
  readonly pinned: boolean;
}

export function describeMachine({ server }: Cores): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: type(),
    node: process.version,
    pinned: server !== undefined,
  };
}

export function machineLine({ processor, cores, memoryGb, system, node, pinned }: Machine): string {
  const where = pinned
    ? 'server and load generator on a core each'
    : 'server and load generator on the same cores';
  return `${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node.slice(1)}; ${where}`;
}
