import type { Config } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { bulkSource } from '../ingest/bulk/source.ts';
import { fhirBase, restSource } from '../ingest/rest/source.ts';
import { type Source, SourceError } from '../ingest/source.ts';
import { isLoopback } from '../variables.ts';
import { UsageError } from './failure.ts';

/**
 * The server under a base URL, as a source: its searches, or an export.
 *
 * @throws UsageError when it is none
 * @throws SourceError when credentials would be read on their way
 */
export function fhirServerSource(
  url: string,
  { credentials, allowInsecure }: Config['fhirServer'],
  { bulk, ...options }: { readonly allowOtherOrigins: boolean; readonly bulk: boolean },
): Source {
  const base = baseOf(url);
  const isSafe = base.protocol === 'https:' || isLoopback(base.hostname.replace(/^\[|\]$/g, ''));
  if (credentials !== undefined && !isSafe && !allowInsecure) {
    throw new SourceError(
      'Credentials are sent to an https:// URL only, or to this machine (ALLOW_INSECURE=true lifts this)',
    );
  }
  return (bulk ? bulkSource : restSource)({ base, clock: systemClock, credentials, ...options });
}

function baseOf(url: string): URL {
  try {
    return fhirBase(url);
  } catch (error) {
    throw error instanceof SourceError ? new UsageError(error.message) : error;
  }
}
