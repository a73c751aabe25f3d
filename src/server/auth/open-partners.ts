import type { Registry } from 'prom-client';
import { type Config, ConfigError } from '../../config.ts';
import type { Surroundings } from '../../core/surroundings.ts';
import { registerPartnersMetrics } from '../../metrics/partners.ts';
import { Partners } from './partners.ts';
import { PartnersFileError } from './partners-file.ts';

/**
 * The partners that the configuration names; undefined: there are none.
 * @throws ConfigError
 */
export async function openPartners(
  { partnersFile: path }: Pick<Config, 'partnersFile'>,
  surroundings: Surroundings,
  registry: Registry,
): Promise<Partners | undefined> {
  if (path === undefined) return undefined;
  try {
    const partners = await Partners.open({ path, ...surroundings });
    registerPartnersMetrics(registry, () => partners.status.ok);
    return partners;
  } catch (error) {
    if (!(error instanceof PartnersFileError)) throw error;
    throw new ConfigError([`PARTNERS_FILE=${JSON.stringify(path)}: ${error.message}`]);
  }
}
