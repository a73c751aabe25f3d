import { definitions } from '../fhir/registry.ts';
import type { IngestionFigures } from '../metrics/state.ts';
import type { RefreshSummary, SystemDocuments } from '../store/port.ts';

/** What is known of the master data, kept as the system document `_system/ingestion_status`. */
export interface IngestionStatus {
  /** Whether the master is whole; the gateway serves from then on. */
  readonly ready: boolean;
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly completedAt?: string;
  readonly message: string;
  /** Resources by type. */
  readonly counts?: Readonly<Record<string, number>>;
  readonly rejected?: number;
  /** What the source held, where it can tell; see Source.version. */
  readonly version?: string;
  /** Since when a refresh has to ask for changes; see Moment. */
  readonly asOf?: string;
  /** The name of the rules by which resources were accepted. */
  readonly rules?: string;
  /** What the last run changed. */
  readonly changes?: RefreshSummary;
}

const key = '_system/ingestion_status';

export async function readStatus(documents: SystemDocuments): Promise<IngestionStatus | undefined> {
  return (await documents.get(key))?.value as IngestionStatus | undefined;
}

/** Undefined while there is no master. While it is replaced by a refresh, what is told is of the one there was. */
export function ingestionFigures(status: IngestionStatus | undefined): IngestionFigures | undefined {
  if (!status?.ready) return undefined;
  const { counts = {}, rejected = 0, completedAt } = status;
  // Of types that are stored: the document might say anything.
  const known = definitions.flatMap(({ type }) => {
    const count = counts[type];
    return count === undefined ? [] : [[type, count] as const];
  });
  return {
    ...{ counts: Object.fromEntries(known), rejected },
    finishedAt: completedAt === undefined ? undefined : Date.parse(completedAt),
  };
}

export async function writeStatus(documents: SystemDocuments, status: IngestionStatus): Promise<void> {
  await documents.put(key, status);
}

export async function forgetStatus(documents: SystemDocuments): Promise<void> {
  await documents.delete(key);
}
