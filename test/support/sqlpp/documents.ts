import type { Value } from './values.ts';

export interface Change {
  readonly collection: string;
  readonly key: string;
  /** Null when the document is gone. */
  readonly value: Value;
  /** In digits: numbers of JavaScript cannot hold it. */
  readonly cas: string;
}

export interface Write {
  readonly collection: string;
  readonly key: string;
  readonly value: Value;
  readonly mode: 'insert' | 'upsert' | 'replace' | 'delete';
  readonly cas?: string;
}

export type WriteResult =
  | { readonly ok: true }
  | { readonly error: 'exists' | 'missing' | 'cas' | 'locked' | 'collection' };

/** Where documents are kept: what the data service is to a query service. */
export interface Documents {
  collections(): Promise<readonly string[]>;
  /** What happened after `since`, in order; a dropped collection stands among the changes. */
  changes(since: number): Promise<{
    readonly sequence: number;
    readonly changes: readonly (Change | { readonly dropped: string })[];
  }>;
  apply(writes: readonly Write[]): Promise<readonly WriteResult[]>;
}

/** Documents in memory, for tests of the interpreter itself. */
export function documentsInMemory(
  collections: readonly string[],
): Documents & { put(collection: string, key: string, value: Value): void } {
  const log: Change[] = [];
  const current = new Map<string, Change>();
  const at = ({ collection, key }: { collection: string; key: string }) => `${collection}\u0000${key}`;
  const record = (collection: string, key: string, value: Value) => {
    const change: Change = { collection, key, value, cas: String(log.length + 1) };
    log.push(change);
    if (value === null) current.delete(at(change));
    else current.set(at(change), change);
  };
  const applyOne = (write: Write): WriteResult => {
    const there = current.get(at(write));
    if (write.mode === 'insert' && there) return { error: 'exists' };
    if ((write.mode === 'replace' || write.mode === 'delete') && !there) return { error: 'missing' };
    if (write.cas !== undefined && there?.cas !== write.cas) return { error: 'cas' };
    record(write.collection, write.key, write.mode === 'delete' ? null : write.value);
    return { ok: true };
  };
  return {
    collections: async () => collections,
    changes: async since => ({ sequence: log.length, changes: log.slice(since) }),
    apply: async writes => writes.map(applyOne),
    put: record,
  };
}

/** Documents of another process, over its admin HTTP. */
export function documentsOverHttp(admin: string): Documents {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(
      `${admin}${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  };
  return {
    collections: async () => ((await ask('/collections')) as { names: string[] }).names,
    changes: async since => {
      type Told =
        | { collection: string; key: string; value: Value; cas: number | string }
        | { dropped: string };
      const told = (await ask(`/changes?since=${since}`)) as { sequence: number; changes: Told[] | null };
      const changes = (told.changes ?? []).map(one =>
        'dropped' in one ? one : { ...one, cas: String(one.cas) },
      );
      return { sequence: told.sequence, changes };
    },
    apply: async writes => (writes.length === 0 ? [] : ((await ask('/documents', writes)) as WriteResult[])),
  };
}
