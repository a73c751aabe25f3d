import type { Registry } from 'prom-client';
import { type Config, ConfigError, explain } from '../../config.ts';
import type { Surroundings } from '../../core/surroundings.ts';
import { registerAuditMetrics } from '../../metrics/audit.ts';
import { Audit } from './audit.ts';
import { LineWriter } from './line-writer.ts';
import { openFile, standardOutput } from './output.ts';

const maxWaitingBytes = 64 * 1024 * 1024;

/** Lines that standard output takes in one piece, whoever else writes there; with a file they are as long as they are. */
const pipedResourceBytes = 2_000;
const filedResourceBytes = 1024 * 1024;

/**
 * The audit log, opened; undefined when it is off.
 * @throws ConfigError when the file cannot be opened
 */
export async function openAudit(
  { audit: to }: Pick<Config, 'audit'>,
  { clock, logger }: Surroundings,
  registry: Registry,
): Promise<Audit | undefined> {
  if (to === 'off') return undefined;
  const open = async () => (to === 'stdout' ? standardOutput() : openFile(to.file));
  const output = await open().catch(error => {
    if (to === 'stdout') throw error;
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ConfigError([
      explain('AUDIT_LOG', to.file, `off, stdout, or a file that can be written (${why})`),
    ]);
  });
  const writer = new LineWriter({ output, open, clock, logger, maxWaitingBytes });
  const maxResourceBytes = to === 'stdout' ? pipedResourceBytes : filedResourceBytes;
  const audit = new Audit({ writer, maxResourceBytes, clock, logger });
  registerAuditMetrics(registry, () => audit.figures);
  return audit;
}
