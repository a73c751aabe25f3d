import { loadConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { filesSource } from '../ingest/files.ts';
import { type IngestSummary, ingest } from '../ingest/ingest.ts';
import { Rejections } from '../ingest/rejections.ts';
import { SourceError } from '../ingest/source.ts';
import { openStore } from '../open-store.ts';
import { showProgress } from './progress.ts';

export interface IngestCommand {
  readonly refresh: boolean;
  /** Where rejected lines are listed. */
  readonly rejected: string;
}

/** `ingest <source…>`. Throws what is told to the user in one line. */
export async function runIngest(sources: readonly string[], command: IngestCommand): Promise<void> {
  if (sources.some(source => /^https?:/.test(source))) {
    throw new SourceError('Reading from a FHIR server is not supported yet; bring files.');
  }
  const config = loadConfig(process.env);
  const source = await filesSource(sources, process.stdin, command.rejected);
  const store = await openStore(config, systemClock);
  try {
    const progress = showProgress('ingest', source.total);
    const rejections = new Rejections(command.rejected);
    try {
      const summary = await ingest({
        store,
        source,
        rejections,
        clock: systemClock,
        refresh: command.refresh,
        onProgress: progress.update,
      });
      progress.stop();
      process.stdout.write(describe(summary, rejections.path));
    } finally {
      progress.stop();
    }
  } finally {
    await store.close();
  }
}

function describe(summary: IngestSummary, rejectedPath: string): string {
  const { source, alreadyDone, counts, duplicates, skipped, rejected, durationMs } = summary;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (alreadyDone) {
    return `Already ingested from ${source}: ${total} resources. Use --refresh to ingest it again.\n`;
  }
  const rows = Object.entries(counts).map(([type, count]) => `  ${type.padEnd(14)}${count}`);
  const skips = Object.entries(skipped).map(([type, count]) => `${count} ${type}`);
  return [
    `Ingested ${total} resources from ${source} in ${(durationMs / 1000).toFixed(1)} s`,
    ...rows,
    ...(duplicates > 0 ? [`  ${duplicates} came more than once; the last of each was taken`] : []),
    ...(skips.length > 0 ? [`  skipped, of types that are not stored: ${skips.join(', ')}`] : []),
    ...(rejected > 0 ? [`  rejected: ${rejected}, see ${rejectedPath}`] : []),
    '',
  ].join('\n');
}
