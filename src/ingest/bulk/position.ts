import { isRecord } from '../../core/record.ts';
import type { Position } from '../source.ts';
import type { FilePlace } from './download.ts';

/** How far an export is read. */
export interface Progress {
  /** Where the server tells how it stands. */
  readonly job: string;
  /** Of the manifest that the files are those of; undefined before there is one. */
  readonly manifest?: string | undefined;
  readonly asOf?: string | undefined;
  /** Files that were begun, of those in the manifest. All but the open ones are read to their end. */
  begun: number;
  readonly open: Record<string, FilePlace>;
  /** All was read: nothing more is asked for. */
  readonly isEnd?: boolean;
}

export function newProgress(job: URL): Progress {
  return { job: job.href, begun: 0, open: {} };
}

/** Of what this source gave out itself; another form is that of another version of it. */
export function parseProgress(position: Position): Progress | undefined {
  if (!isRecord(position) || typeof position.job !== 'string' || !URL.canParse(position.job))
    return undefined;
  if (typeof position.begun !== 'number' || !isRecord(position.open)) return undefined;
  return {
    ...(position as unknown as Progress),
    open: { ...position.open } as unknown as Record<string, FilePlace>,
  };
}
