import { useCallback, useMemo, useRef, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Adds the entry or takes it away; with `range` all from the last one on are added. */
  toggle(place: number, range?: boolean): void;
  all(): void;
  clear(): void;
}

/** Which entries of a list are selected. `key`: what the list is of; a new one begins anew. */
export function useSelection(rows: readonly { readonly id: string }[], key: string): Selection {
  const [kept, setKept] = useState<{ key: string; ids: ReadonlySet<string> }>({ key, ids: new Set() });
  const ids = useMemo(() => (kept.key === key ? kept.ids : new Set<string>()), [kept, key]);
  const anchor = useRef<number>(undefined);
  const set = useCallback((next: ReadonlySet<string>) => setKept({ key, ids: next }), [key]);
  const toggle = useCallback(
    (place: number, range = false) => {
      const next = new Set(ids);
      const from = range ? (anchor.current ?? place) : place;
      const id = rows[place]?.id;
      if (id === undefined) return;
      if (range)
        for (const row of rows.slice(Math.min(from, place), Math.max(from, place) + 1)) next.add(row.id);
      else if (!next.delete(id)) next.add(id);
      if (!range) anchor.current = place;
      set(next);
    },
    [ids, rows, set],
  );
  const all = useCallback(() => set(new Set(rows.map(({ id }) => id))), [rows, set]);
  const clear = useCallback(() => set(new Set()), [set]);
  return useMemo(() => ({ ids, toggle, all, clear }), [ids, toggle, all, clear]);
}
