import { type ErrorCode, GatewayError } from '../../core/errors.ts';
import type { Origin } from '../origin.ts';
import type { Part, RefreshSummary } from '../port.ts';
import type { SoundFile } from './check.ts';
import type { SearchTuning } from './tuning.ts';

/** Copies a master's file and checks it. */
export interface CopyTask {
  readonly kind: 'copy';
  readonly masterPath: string;
  readonly targetPath: string;
  /** What master is known to be. */
  readonly origin: Origin | undefined;
  readonly sound: SoundFile;
}

/** Builds a copy of a part of master and checks it. */
export interface PartTask {
  readonly kind: 'part';
  readonly masterPath: string;
  readonly targetPath: string;
  readonly part: Part;
  readonly tuning: SearchTuning;
}

/** Makes a tenant's file equal to master or a part of it, or tells what that would change. */
export interface RefreshTask {
  readonly kind: 'refresh' | 'compare';
  readonly masterPath: string;
  readonly tenantPath: string;
  readonly part: Part | undefined;
  readonly tuning: SearchTuning;
}

export type Task = CopyTask | PartTask | RefreshTask;

export interface TaskResults {
  /** False when another master took the place of the one that was copied: the copy is of neither for certain. */
  readonly copy: boolean;
  readonly part: undefined;
  readonly refresh: RefreshSummary;
  readonly compare: RefreshSummary;
}

/** What a task tells the store while it works, and how it learns that it is given up. */
export interface Watch {
  /** The share done, 0 to 1. */
  progress(share: number): void;
  /** To be called every few milliseconds where that can be. */
  throwIfAborted(): void;
  /** Before what cannot be undone: returns when the store has heard all that was told and still wants it. */
  confirm(): void;
}

/** For a piece of a task: its progress is that from one share of the whole to another. */
export function pieceOf(watch: Watch, from: number, to: number): Watch {
  return { ...watch, progress: share => watch.progress(from + share * (to - from)) };
}

/** `state` is shared, since a thread that works reads no messages. */
export interface ThreadRequest {
  readonly task: Task;
  readonly state: Int32Array<SharedArrayBuffer>;
}

/** Of `ThreadRequest.state`. */
export const states = { working: 0, aborted: 1, confirmed: 2 } as const;

export type ThreadAnswer =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'done'; readonly result: TaskResults[keyof TaskResults] }
  | { readonly kind: 'failed'; readonly error: PackedError };

/** An error on its way between threads, which keeps no classes. */
export interface PackedError {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: PackedError | undefined;
}

export function packError(error: Error): PackedError {
  return {
    code: error instanceof GatewayError ? error.code : undefined,
    message: error.message,
    stack: error.stack,
    cause: error.cause instanceof Error ? packError(error.cause) : undefined,
  };
}

export function unpackError({ code, message, stack, cause: packed }: PackedError): Error {
  const cause = packed && unpackError(packed);
  const error =
    code === undefined ? new Error(message, { cause }) : new GatewayError(code, message, { cause });
  if (stack !== undefined) error.stack = stack;
  return error;
}
