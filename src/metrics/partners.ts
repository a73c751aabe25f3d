import { Gauge, type Registry } from 'prom-client';

/** @param isOk whether the file of partners can be used as it is now */
export function registerPartnersMetrics(registry: Registry, isOk: () => boolean): void {
  new Gauge({
    name: 'gateway_partners_file_ok',
    help: 'Whether the file of partners is in order: 1, or 0 while it is refused and what it said before holds.',
    registers: [registry],
    collect() {
      this.set(isOk() ? 1 : 0);
    },
  });
}
