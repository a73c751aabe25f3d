import type { Machine } from '../contest/machine.ts';
import { machineLine } from '../contest/machine.ts';
import type { Outcome } from './contestant.ts';

export interface SizeReport {
  readonly resources: number;
  readonly bytes: number;
  /** By round. */
  readonly plain: readonly Outcome[];
  readonly gateway: readonly Outcome[];
}

export interface IngestReport {
  readonly date: string;
  readonly machine: Machine;
  /** Processes that wanted a processor, on average over the last minute, those measured among them. */
  readonly load: number;
  readonly sizes: readonly SizeReport[];
}

/** Whoever else works is no part of the measurement: the best of the rounds. */
function best(outcomes: readonly Outcome[], of: (outcome: Outcome) => number): number {
  return Math.min(...outcomes.map(of));
}

export function describe({ date, machine, load, sizes }: IngestReport): string {
  const rows = sizes.map(({ resources, bytes, plain, gateway }) => {
    const rate = (outcomes: readonly Outcome[]) => resources / (best(outcomes, one => one.wallMs) / 1000);
    const micros = (outcomes: readonly Outcome[]) =>
      (best(outcomes, one => one.processorMs) * 1000) / resources;
    const peak = (outcomes: readonly Outcome[]) => Math.max(...outcomes.map(one => one.peakMb));
    return [
      number(resources),
      `${(bytes / resources / 1000).toFixed(2)} kB`,
      number(rate(gateway)),
      number(rate(plain)),
      (rate(gateway) / rate(plain)).toFixed(2),
      `${micros(gateway).toFixed(0)} / ${micros(plain).toFixed(0)}`,
      `${number(peak(gateway))} / ${number(peak(plain))}`,
    ];
  });
  const head = [
    ...['resources', 'each', 'ingest, resources/s', 'plain loop', 'ratio'],
    ...['processor, µs a resource', 'peak memory, MB'],
  ];
  const table = [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
  const [system] = machineLine(machine).split(';');
  const busy = load > machine.cores + 1 ? ' **The machine had other work.**' : '';
  return `${system}; ${date}; load ${load.toFixed(1)}.${busy}\n\n${table}\n`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}
