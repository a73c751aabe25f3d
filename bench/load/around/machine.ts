import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Machine } from '../report-type.ts';

/** What a reader has to know to compare figures; no name of the machine or of anybody on it. */
export function describeMachine(): Machine {
  return {
    cpus: availableParallelism(),
    cpu: cpus()[0]?.model.trim() || 'unknown',
    memoryBytes: totalmem(),
    system: `${type()} ${release().split('-')[0]}`,
    node: process.version,
  };
}
