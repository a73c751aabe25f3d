import type { Frame } from './ast.ts';
import type { IndexDefinition } from './index-definition.ts';
import { collate, compareStrings, identity, isArray, truth, type Value } from './values.ts';

export interface Document {
  readonly key: string;
  readonly value: Value;
  readonly cas: string;
}

interface Entry {
  readonly keys: readonly Value[];
  readonly document: Document;
  dead: boolean;
}

/** A range of one index key; an end that is absent is open. */
export interface Range {
  readonly low?: { readonly value: Value; readonly inclusive: boolean };
  readonly high?: { readonly value: Value; readonly inclusive: boolean };
}

/** Entries in the order of the index keys, then of document keys. */
export interface IndexStructure {
  readonly definition: IndexDefinition;
  state: 'deferred' | 'building' | 'online';
  readonly size: () => number;
  update(key: string, document: Document | undefined): void;
  /** Documents whose keys lie in the ranges; `ranges[n]` is of the nth key. Each once, in order of the index. */
  scan(ranges: readonly (readonly Range[] | undefined)[]): Iterable<Document>;
}

/** Whether the value lies within the range. */
export function within(value: Value, { low, high }: Range): boolean {
  if (low !== undefined) {
    const order = collate(value, low.value);
    if (order < 0 || (order === 0 && !low.inclusive)) return false;
  }
  if (high === undefined) return true;
  const order = collate(value, high.value);
  return order < 0 || (order === 0 && high.inclusive);
}

export function indexStructure(definition: IndexDefinition): IndexStructure {
  let sorted: Entry[] = [];
  let fresh: Entry[] = [];
  let dead = 0;
  const byDocument = new Map<string, Entry[]>();
  const descending = definition.positions.map(position => position.descending);
  const order = (a: Entry, b: Entry): number => {
    for (let place = 0; place < descending.length; place += 1) {
      const compared = collate(a.keys[place], b.keys[place]);
      if (compared !== 0) return descending[place] ? -compared : compared;
    }
    return compareStrings(a.document.key, b.document.key);
  };
  // Changes are merged in when somebody looks, so that loading costs one sort.
  const tidy = () => {
    if (fresh.length === 0 && dead === 0) return;
    fresh = fresh.filter(entry => !entry.dead).sort(order);
    const merged: Entry[] = [];
    let at = 0;
    for (const entry of sorted) {
      if (entry.dead) continue;
      while (at < fresh.length && order(fresh[at]!, entry) < 0) merged.push(fresh[at++]!);
      merged.push(entry);
    }
    for (; at < fresh.length; at += 1) merged.push(fresh[at]!);
    sorted = merged;
    fresh = [];
    dead = 0;
  };
  return {
    definition,
    state: 'deferred',
    size: () => byDocument.size,
    update(key, document) {
      for (const entry of byDocument.get(key) ?? []) {
        entry.dead = true;
        dead += 1;
      }
      byDocument.delete(key);
      if (document === undefined) return;
      const entries = entriesOf(definition, document);
      if (entries.length === 0) return;
      byDocument.set(key, entries);
      for (const entry of entries) fresh.push(entry);
    },
    *scan(ranges) {
      tidy();
      const seen = new Set<string>();
      for (const { prefix, last, rest } of spans(ranges)) {
        let at = firstNotBefore(sorted, prefix, last, descending);
        for (; at < sorted.length; at += 1) {
          const entry = sorted[at]!;
          if (place(entry, prefix, last, descending) !== 0) break;
          if (!rest.every(([which, all]) => all.some(range => within(entry.keys[which], range)))) continue;
          if (seen.has(entry.document.key)) continue;
          seen.add(entry.document.key);
          yield entry.document;
        }
      }
    },
  };
}

interface Span {
  readonly prefix: readonly Value[];
  readonly last: Range | undefined;
  readonly rest: readonly (readonly [number, readonly Range[]])[];
}

/** Leading keys that are equal to values make the prefix; the next may be a range; others filter entries. */
function spans(ranges: readonly (readonly Range[] | undefined)[]): Span[] {
  let made: Span[] = [{ prefix: [], last: undefined, rest: [] }];
  let open = true;
  for (const [which, all] of ranges.entries()) {
    if (all === undefined) {
      open = false;
      continue;
    }
    if (!open) {
      made = made.map(span => ({ ...span, rest: [...span.rest, [which, all] as const] }));
      continue;
    }
    open = all.every(isPoint);
    made = made.flatMap(span =>
      all.map(range =>
        open ? { ...span, prefix: [...span.prefix, range.low!.value] } : { ...span, last: range },
      ),
    );
  }
  return made;
}

export function isPoint({ low, high }: Range): boolean {
  return low?.inclusive === true && high?.inclusive === true && collate(low.value, high.value) === 0;
}

/** Below, in or above the span, in the order of the index. */
function place(
  entry: Entry,
  prefix: readonly Value[],
  last: Range | undefined,
  descending: readonly boolean[],
) {
  for (let which = 0; which < prefix.length; which += 1) {
    const compared = collate(entry.keys[which], prefix[which]);
    if (compared !== 0) return descending[which] ? -compared : compared;
  }
  if (last === undefined) return 0;
  const value = entry.keys[prefix.length];
  const { low, high } = last;
  const sign = descending[prefix.length] ? -1 : 1;
  if (low !== undefined && !within(value, { low })) return -sign;
  return high !== undefined && !within(value, { high }) ? sign : 0;
}

function firstNotBefore(
  entries: readonly Entry[],
  prefix: readonly Value[],
  last: Range | undefined,
  descending: readonly boolean[],
): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place(entries[middle]!, prefix, last, descending) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function entriesOf(definition: IndexDefinition, document: Document): Entry[] {
  const { positions, array, where, slotCount } = definition;
  const slots: Value[] = new Array(slotCount);
  slots[0] = document.value;
  slots[1] = { id: document.key, cas: Number(document.cas), type: 'json' };
  const frame: Frame = { slots, parameters: {}, run: undefined };
  if (where !== undefined && !truth(where.evaluate(frame))) return [];
  const leading = positions[0];
  const plain = positions.map(({ element, evaluate }) => (element ? undefined : evaluate(frame)));
  const made = (keys: readonly Value[]): Entry => ({ keys, document, dead: false });
  const kept = (keys: readonly Value[]) =>
    leading === undefined || leading.includeMissing || keys[0] !== undefined;
  if (array === undefined) return kept(plain) ? [made(plain)] : [];
  if (leading !== undefined && !leading.element && !kept(plain)) return [];
  const over = array.evaluate(frame);
  const found = new Map<string, readonly Value[]>();
  for (const item of isArray(over) ? over : []) {
    slots[array.slot] = item;
    if (array.when !== undefined && !truth(array.when.evaluate(frame))) continue;
    const keys = positions.map(({ element, evaluate }, which) => (element ? evaluate(frame) : plain[which]));
    if (!kept(keys)) continue;
    found.set(array.each === 'distinct' ? identity(keys) : String(found.size), keys);
  }
  if (found.size === 0 && leading?.element === false) return [made(plain)];
  return [...found.values()].map(made);
}
