import { Counter, Gauge, type Registry } from 'prom-client';

/** Lines of the audit log since the process began. */
export interface AuditFigures {
  /** That the system has taken. */
  readonly written: number;
  /** That there was no room for. */
  readonly dropped: number;
  /** Answers to writes that left before their lines were written. */
  readonly unconfirmed: number;
  /** Memory that lines take which are not written yet. */
  readonly waitingBytes: number;
}

/** Reads the figures when they are asked for. */
export function registerAuditMetrics(registry: Registry, figures: () => AuditFigures): void {
  const registers = [registry];
  const counters = {
    gateway_audit_lines_total: ['Lines of the audit log that were written.', 'written'],
    gateway_audit_dropped_total: ['Lines of the audit log that there was no room for.', 'dropped'],
    gateway_audit_unconfirmed_total: [
      'Answers to writes sent before their lines were written.',
      'unconfirmed',
    ],
  } as const;
  for (const [name, [help, figure]] of Object.entries(counters)) {
    new Counter({
      ...{ name, help, registers },
      collect() {
        this.reset();
        this.inc(figures()[figure]);
      },
    });
  }
  new Gauge({
    name: 'gateway_audit_waiting_bytes',
    help: 'Memory that lines of the audit log take which are not written yet.',
    registers,
    collect() {
      this.set(figures().waitingBytes);
    },
  });
}
