import { type Config, loadConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { boundHeapOfIngest } from '../heap.ts';
import { fullRules, structureRules } from '../ingest/accept.ts';
import { filesSource } from '../ingest/files.ts';
import { type IngestSummary, ingest } from '../ingest/ingest.ts';
import { Interrupted } from '../ingest/reading.ts';
import { Rejections } from '../ingest/rejections.ts';
import type { Source } from '../ingest/source.ts';
import { openStore } from '../open-store.ts';
import { isSame } from '../store/changes.ts';
import { UsageError } from './failure.ts';
import { showIngest } from './ingest-progress.ts';
import { counted, table } from './output.ts';

export interface IngestCommand {
  readonly refresh?: boolean;
  readonly prune?: boolean;
  readonly allowLoss?: boolean;
  readonly strict?: boolean;
  readonly validate: 'structure' | 'full';
  readonly bulk?: boolean;
  readonly allowOtherOrigins?: boolean;
  /** Where rejected lines are listed. */
  readonly rejected: string;
}

/** `ingest <source…>`. Throws what is told to the user in one line. */
export async function runIngest(sources: readonly string[], command: IngestCommand): Promise<void> {
  const { refresh = false, prune = false, allowLoss = false, strict = false, validate } = command;
  if (prune && !refresh) throw new UsageError('--prune goes with --refresh.');
  if (allowLoss && !refresh) throw new UsageError('--allow-loss goes with --refresh.');
  const config = loadConfig(process.env);
  boundHeapOfIngest();
  const source = await openSource(sources, command, config.fhirServer);
  const ending = endedBySignal();
  try {
    const store = await openStore(config, systemClock);
    const display = showIngest({ stream: process.stderr, env: process.env, clock: systemClock });
    try {
      const rejections = new Rejections(command.rejected);
      const summary = await ingest({
        ...{ store, source, rejections, refresh, prune, allowLoss, strict },
        rules: validate === 'full' ? fullRules : structureRules,
        clock: systemClock,
        signal: ending.signal,
        onProgress: display.update,
      });
      display.stop();
      process.stdout.write(describe(summary, rejections.path));
    } finally {
      display.stop();
      await store.close();
    }
  } catch (error) {
    if (error instanceof Interrupted) process.exitCode = ending.exitCode();
    throw error;
  } finally {
    ending.stop();
    await source.close?.();
  }
}

async function openSource(
  sources: readonly string[],
  { rejected, allowOtherOrigins = false, bulk = false }: IngestCommand,
  server: Config['fhirServer'],
): Promise<Source> {
  const [first] = sources;
  if (!sources.some(source => /^\s*([a-z][a-z0-9+.-]*:\/\/|https?:)/i.test(source))) {
    if (bulk) throw new UsageError('--bulk goes with the base URL of a FHIR server.');
    return filesSource(sources, process.stdin, rejected);
  }
  if (sources.length > 1) throw new UsageError('A FHIR server is a source by itself.');
  // Loaded only where it is used: HTTP and its credentials take as much memory as the reading of files.
  const { fhirServerSource } = await import('./fhir-server.ts');
  return fhirServerSource(first!, server, { allowOtherOrigins, bulk });
}

/** As shells have it: 128 and the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first SIGINT or SIGTERM ends the work in order; the second ends the process at once. */
function endedBySignal(): { readonly signal: AbortSignal; exitCode(): number; stop(): void } {
  const controller = new AbortController();
  let exitCode = 0;
  const end = (signal: NodeJS.Signals) => {
    exitCode = exitCodes[signal as keyof typeof exitCodes];
    controller.abort();
  };
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  for (const signal of signals) process.once(signal, end);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    stop() {
      for (const signal of signals) process.removeListener(signal, end);
    },
  };
}

function describe(summary: IngestSummary, rejectedPath: string): string {
  const { source, alreadyDone, counts, changes, duplicates, skipped, rejected, resumed } = summary;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (alreadyDone) {
    return `Already ingested from ${source}: ${counted(total, 'resource')}. Use --refresh to ingest it again.\n`;
  }
  const seconds = summary.durationMs / 1000;
  const rate = seconds > 0 ? ` (${Math.round(summary.taken / seconds)}/s)` : '';
  const skips = Object.entries(skipped).map(([type, count]) => `${count} ${type}`);
  return [
    isSame(changes)
      ? `Nothing has changed in ${source}: ${counted(total, 'resource')}`
      : `Ingested ${counted(total, 'resource')} from ${source} in ${seconds.toFixed(1)} s${rate}`,
    ...(resumed ? ['  gone on with from where it was interrupted'] : []),
    ...table(rowsOf(summary)).map(line => `  ${line}`),
    ...(duplicates > 0 ? [`  ${duplicates} came more than once; the last of each was taken`] : []),
    ...(skips.length > 0 ? [`  skipped, of types that are not stored: ${skips.join(', ')}`] : []),
    ...(rejected > 0 ? [`  rejected: ${rejected}, see ${rejectedPath}`] : []),
    '',
  ].join('\n');
}

function rowsOf({ changes, counts, rejectedByType }: IngestSummary): string[][] {
  const rows = changes.map(({ type, added, changed, unchanged, deleted }) =>
    [type, added, changed, unchanged, deleted, rejectedByType[type] ?? 0, counts[type] ?? 0].map(String),
  );
  return [['type', 'added', 'changed', 'unchanged', 'deleted', 'rejected', 'total'], ...rows];
}
