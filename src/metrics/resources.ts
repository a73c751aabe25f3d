import { Gauge, type Registry } from 'prom-client';

/** @param usage shares of 1 of what this process may use, by what it is */
export function registerResourceMetrics(
  registry: Registry,
  usage: () => Readonly<Record<'memory' | 'files', number>>,
): void {
  new Gauge({
    name: 'gateway_resource_used_ratio',
    help: 'Share of the memory and of the open files that a process may use; the fullest of several.',
    labelNames: ['resource'],
    registers: [registry],
    collect() {
      for (const [resource, share] of Object.entries(usage())) this.set({ resource }, share);
    },
  });
}
