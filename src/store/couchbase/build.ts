import { randomUUID } from 'node:crypto';
import { isRecord } from '../../core/record.ts';
import type { MasterBuild, SystemDocuments } from '../port.ts';

/** Raised when documents change: a build that was begun before is forgotten. */
const format = 1;

const buildKey = '_system/master_build';

/** How far an unfinished master is, as a system document: what it says is what its last checkpoint made durable. */
export interface BuildState {
  readonly collection: string;
  /** Of the master that is present meanwhile; null without one. */
  readonly base: string | null;
  readonly mark: string;
  /** What is written after the checkpoint bears this, see `_search.build` of a document. */
  readonly stretch: string;
  /** Stretches that got to no checkpoint: what bears one of them counts for nothing. */
  readonly dead: readonly string[];
  readonly total: number;
  readonly unsure: number;
  readonly bytes: number;
}

export function newStretch(): string {
  return randomUUID();
}

/** The build of that name, if there is one that can be gone on with. */
export async function readBuild(
  documents: SystemDocuments,
  { name, from }: MasterBuild,
  { collection, base }: Pick<BuildState, 'collection' | 'base'>,
): Promise<BuildState | undefined> {
  const value = (await documents.get(buildKey))?.value;
  if (from === 'current' || !isRecord(value)) return undefined;
  const isOurs = value.name === name && value.format === format;
  const state = value.state as BuildState;
  return isOurs && state.collection === collection && state.base === base ? state : undefined;
}

export async function writeBuild(
  documents: SystemDocuments,
  { name }: MasterBuild,
  state: BuildState,
): Promise<void> {
  await documents.put(buildKey, { name, format, state });
}

export async function forgetBuild(documents: SystemDocuments): Promise<void> {
  await documents.delete(buildKey);
}
