import { parseJson, readAll } from '../http/bodies.ts';
import type { HttpClient } from '../http/client.ts';
import { Refused } from '../http/faults.ts';
import { parseRetryAfter } from '../http/retries.ts';
import { SourceError } from '../source.ts';

/** Some hundred bytes a file. */
const maxManifestBytes = 64 * 1024 * 1024;
/** Nobody waits for it. */
const deleteTries = 2;

/** How an export stands. */
export type JobState =
  | {
      readonly state: 'running';
      readonly percent: number | undefined;
      readonly retryAfterMs: number | undefined;
    }
  | { readonly state: 'done'; readonly manifest: unknown; readonly url: URL }
  /** The server does not know it any more. */
  | { readonly state: 'gone' };

/**
 * Asks a server to export all it has of some types, https://hl7.org/fhir/uv/bulkdata/export.html#bulk-data-kick-off-request.
 *
 * @param since only what changed since then: an instant
 * @returns where to ask how it stands
 * @throws SourceError when the server cannot, or will not
 */
export async function startExport(
  client: HttpClient,
  types: readonly string[],
  since?: string,
): Promise<URL> {
  const url = client.at('$export');
  url.searchParams.set('_type', types.join());
  url.searchParams.set('_outputFormat', 'application/fhir+ndjson');
  if (since !== undefined) url.searchParams.set('_since', since);
  const what = 'the start of the export';
  const headers = { accept: 'application/fhir+json', prefer: 'respond-async' };
  const answer = await client.open({ url, what, headers });
  answer.discard();
  const location = answer.header('content-location');
  if (answer.status !== 202 || location === undefined) {
    throw new SourceError(`${what}: the server does not do it in the background, as Bulk Data asks for`);
  }
  if (!URL.canParse(location, answer.url)) throw new SourceError(`${what}: its Content-Location is no URL`);
  return new URL(location, answer.url);
}

/** @throws SourceError when the export failed */
export async function askJob(client: HttpClient, job: URL): Promise<JobState> {
  const request = { url: job, what: 'the export', headers: { accept: 'application/json' } };
  try {
    return await client.retrying(request, async () => {
      const answer = await client.once(request);
      try {
        if (answer.status === 202) {
          return {
            state: 'running' as const,
            percent: percentOf(answer.header('x-progress')),
            retryAfterMs: parseRetryAfter(answer.header('retry-after'), client.clock.now()),
          };
        }
        if (!/\bjson\b/i.test(answer.header('content-type') ?? '')) {
          throw new SourceError('the answer is no manifest in JSON');
        }
        const manifest = parseJson(await readAll(answer.body, maxManifestBytes));
        return { state: 'done' as const, manifest, url: answer.url };
      } finally {
        answer.discard();
      }
    });
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 410)) return { state: 'gone' };
    throw error;
  }
}

/** Lets the server forget an export, its files too. Best effort: servers forget them by themselves. */
export async function deleteJob(client: HttpClient, job: URL): Promise<void> {
  const request = { url: job, method: 'DELETE' as const, what: 'the end of the export', tries: deleteTries };
  await client.open(request).then(
    answer => answer.discard(),
    () => undefined,
  );
}

/** `X-Progress` is text for people, of which a share is told: `50%`, `50 % complete`. */
function percentOf(progress: string | undefined): number | undefined {
  const found = /(\d{1,3}(?:\.\d{1,3})?) ?%/.exec(progress ?? '')?.[1];
  return found === undefined ? undefined : Math.min(100, Number(found));
}
