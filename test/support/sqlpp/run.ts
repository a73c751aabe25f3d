import type { Frame, KeyspacePath } from './ast.ts';
import type { Document, IndexStructure } from './index-structure.ts';
import type { Value } from './values.ts';

/** How one keyspace of a statement is read, as the log tells it. */
export interface ScanReport {
  readonly keyspace: string;
  readonly alias: string;
  readonly by: 'keys' | 'index' | 'primary' | 'system';
  readonly indexes: readonly string[];
  readonly covered: boolean;
}

/** What statements are compiled against. */
export interface CompileContext {
  readonly keyspace: (path: KeyspacePath) => Keyspace;
  readonly scans: ScanReport[];
  /** Set when a part of the statement sorts, or leaves the order to an index. */
  readonly orders: { sorted: boolean; byIndex: boolean };
}

export interface Keyspace {
  readonly collection: string;
  readonly indexes: readonly IndexStructure[];
}

/** What one execution gives to those who read documents. */
export interface Run {
  readonly current: (collection: string) => ReadonlyMap<string, Document>;
  readonly systemIndexes: () => readonly Value[];
  fetched: number;
  scanned: number;
}

export function runOf(frame: Frame): Run {
  return frame.run as Run;
}

/** Puts a document into the place of its keyspace in the row. */
export function setDocument(frame: Frame, slot: number, document: Document): void {
  frame.slots[slot] = document.value;
  frame.slots[slot + 1] = metaOf(document);
}

export function metaOf({ key, cas }: Document): Value {
  // As rounded as what the SDK makes of the number.
  return { id: key, cas: Number(cas), type: 'json', flags: 33554432, expiration: 0 };
}

/** The current document, counted as fetched. */
export function fetchDocument(frame: Frame, collection: string, key: string): Document | undefined {
  const run = runOf(frame);
  const document = run.current(collection).get(key);
  if (document !== undefined) run.fetched += 1;
  return document;
}

export function copyOf(frame: Frame): Frame {
  return { ...frame, slots: frame.slots.slice() };
}
