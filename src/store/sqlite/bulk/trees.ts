import type { ResourceDefinition, SearchParameter } from '../../../fhir/definition.ts';
import type { SortKey } from '../../../fhir/search.ts';
import { encodeChunk, ridsPerChunk } from '../bits.ts';
import { bucketsOfParameter, largestBucket, leastBucket, rareShare } from '../buckets.ts';
import {
  contentOrders,
  noTime,
  orderedPostingTable,
  packedTable,
  postingTable,
  rangeIndex,
  sortColumn,
  table,
  termTable,
  valueTable,
  widthsMs,
} from '../schema.ts';
import type { SearchTuning } from '../tuning.ts';
import { layouts, type Space, sortStream } from './layout.ts';
import { hasBit, mergePieces, type NumberBits, type Posted } from './merge.ts';
import { unquoted } from './names.ts';
import { orderOf } from './order.ts';
import { IndexTree, type PageSink } from './pages.ts';
import type { PlanFiles } from './plan.ts';
import { firstInt, Record } from './record.ts';
import { TextOrder } from './text-order.ts';

/** A part of the work that is left when everything is gathered. Those of one type come behind its `ids`. */
export type TreeTask =
  | { readonly kind: 'ids'; readonly type: number }
  | { readonly kind: 'rows'; readonly type: number }
  | { readonly kind: 'values'; readonly type: number; readonly place: number }
  | { readonly kind: 'terms'; readonly type: number }
  | { readonly kind: 'order'; readonly type: number; readonly key: SortKey };

/** What is known of a type when its `ids` are done. */
export interface Known {
  /** Numbers of resources that a later one of the same id replaced. */
  readonly dead: NumberBits | undefined;
  readonly total: number;
}

export interface Done {
  readonly known?: Known;
  readonly terms?: number;
}

/** @param known of `ids` undefined */
export function makeTrees(files: PlanFiles, sink: PageSink, task: TreeTask, known: Known | undefined): Done {
  const trees = new Trees(files, sink, task.type, known);
  switch (task.kind) {
    case 'ids':
      return { known: trees.ids() };
    case 'rows':
      trees.rows();
      return {};
    case 'values':
      trees.values(task.place);
      return {};
    case 'terms':
      return { terms: trees.terms() };
    case 'order':
      trees.order(task.key);
      return {};
  }
}

/** The tasks of a type behind its `ids`, the longest first. */
export function tasksOf(type: number): readonly TreeTask[] {
  const { definition, parameters } = layouts[type]!;
  return [
    { kind: 'terms', type },
    ...contentOrders(definition).map(key => ({ kind: 'order', type, key }) as const),
    { kind: 'rows', type },
    ...parameters.flatMap(({ parameter: { kind } }, place) =>
      kind === 'string' || kind === 'date' || kind === 'quantity'
        ? [{ kind: 'values', type, place } as const]
        : [],
    ),
  ];
}

class Trees {
  readonly #files: PlanFiles;
  readonly #sink: PageSink;
  readonly #type: number;
  readonly #definition: ResourceDefinition;
  readonly #known: Known | undefined;
  readonly #record = new Record();

  constructor(files: PlanFiles, sink: PageSink, type: number, known: Known | undefined) {
    this.#files = files;
    this.#sink = sink;
    this.#type = type;
    this.#definition = layouts[type]!.definition;
    this.#known = known;
  }

  get #dead(): NumberBits | undefined {
    return this.#known?.dead;
  }

  get #rids(): number {
    return this.#files.plan.types[this.#type]!.rids;
  }

  /** The index of ids, from which is known which resources were replaced. */
  ids(): Known {
    const tree = this.#tree(`${this.#definition.type} id`);
    const dead = new Uint8Array(Math.floor(this.#rids / 8) + 1);
    let replaced = 0;
    const pieces = this.#files.pieces(this.#type, layouts[this.#type]!.id);
    for (const { code, rids } of mergePieces(pieces, undefined)) {
      const last = rids[rids.length - 1]!;
      for (const rid of rids) {
        if (rid === last) continue;
        dead[rid >>> 3]! |= 1 << (rid & 7);
        replaced += 1;
      }
      this.#put(tree, this.#record.begin().binary(code).int(last));
    }
    tree.finish();
    return { dead: replaced > 0 ? dead : undefined, total: this.#rids - replaced };
  }

  rows(): void {
    const tree = this.#tree(unquoted(table(this.#definition)));
    for (const { bytes, start, length } of this.#files.records(this.#type)) {
      if (this.#isLive(() => firstInt(bytes, start))) tree.add(bytes, length, start);
    }
    tree.finish();
  }

  values(place: number): void {
    const { parameter, stream, form } = layouts[this.#type]!.parameters[place]!;
    const name = unquoted(valueTable(this.#definition, parameter));
    if (parameter.kind === 'string') this.#strings(name, stream, form);
    if (parameter.kind === 'date') this.#dates(name, stream);
    if (parameter.kind === 'quantity') this.#quantities(name, stream, parameter);
  }

  #strings(name: string, stream: number, form: number): void {
    const rows = this.#tree(name);
    for (const { bytes, start, length } of this.#files.records(this.#type, stream)) {
      if (this.#isLive(() => firstInt(bytes, start))) rows.add(bytes, length, start);
    }
    rows.finish();
    const tree = this.#tree(`${name} by form`);
    let group: { code: string; system: string; rids: Uint32Array }[] = [];
    const end = () => {
      const pairs = group.flatMap(({ system, rids }) =>
        group.length === 1 ? [] : Array.from(rids, rid => ({ rid, system })),
      );
      // By number, and then by text, which they come in the order of.
      pairs.sort((a, b) => a.rid - b.rid);
      const code = group[0]?.code ?? '';
      for (const { rid, system } of pairs)
        this.#put(tree, this.#record.begin().binary(code).int(rid).binary(system));
      if (group.length !== 1) return;
      const { system, rids } = group[0]!;
      for (const rid of rids) this.#put(tree, this.#record.begin().binary(code).int(rid).binary(system));
    };
    for (const { code, system, rids } of mergePieces(this.#files.pieces(this.#type, form), this.#dead)) {
      if (group.length > 0 && group[0]!.code !== code) {
        end();
        group = [];
      }
      group.push({ code, system, rids: rids.slice() });
    }
    end();
    tree.finish();
  }

  #dates(name: string, stream: number): void {
    const tree = this.#tree(name);
    const rows = this.#valueRows(stream, 3);
    for (let row = 0; row < rows.count; row++) {
      this.#put(tree, this.#record.begin().int(rows.rids[row]!).int(rows.lows[row]!).int(rows.highs[row]!));
    }
    tree.finish();
    const byLow = this.#tree(`${name} by low`);
    const order = orderOf(rows.lows, counting(rows.count));
    for (let place = 0; place <= widthsMs.length; place++) {
      for (const row of order) {
        const [low, high] = [rows.lows[row]!, rows.highs[row]!];
        if (classOf(high - low) !== place) continue;
        this.#put(byLow, this.#record.begin().int(place).int(low).int(rows.rids[row]!).int(high));
      }
    }
    byLow.finish();
  }

  #quantities(name: string, stream: number, parameter: SearchParameter): void {
    const rows = this.#valueRows(stream, 4);
    const units = this.#units(stream, rows);
    const put = (tree: IndexTree, row: number, first: 'rid' | 'low' | 'high') => {
      const [rid, low, high] = [rows.rids[row]!, rows.lows[row]!, rows.highs[row]!];
      const record = this.#record.begin();
      if (first === 'rid') record.int(rid).real(low).real(high);
      else if (first === 'low') record.real(low).int(rid).real(high);
      else record.real(high).int(rid).real(low);
      for (const text of units[rows.units[row]!]!) record.binary(text);
      this.#put(tree, record);
    };
    const tree = this.#tree(name);
    for (let row = 0; row < rows.count; row++) put(tree, row, 'rid');
    tree.finish();
    for (const end of ['low', 'high'] as const) {
      const tree = this.#tree(unquoted(rangeIndex(valueTable(this.#definition, parameter), end)));
      for (const row of orderOf(end === 'low' ? rows.lows : rows.highs, counting(rows.count)))
        put(tree, row, end);
      tree.finish();
    }
  }

  /** Of live resources. */
  #valueRows(stream: number, width: 3 | 4): ValueRows {
    const most = this.#files.length(this.#type, stream) / (width * 8);
    const [rids, lows, highs] = [new Uint32Array(most), new Float64Array(most), new Float64Array(most)];
    const units = new Uint32Array(width === 4 ? most : 0);
    const ends: number[] = [];
    let count = 0;
    for (const numbers of this.#files.numbers(this.#type, stream)) {
      for (let at = 0; at < numbers.length; at += width) {
        const rid = numbers[at]!;
        if (this.#dead !== undefined && hasBit(this.#dead, rid)) continue;
        rids[count] = rid;
        lows[count] = numbers[at + 1]!;
        highs[count] = numbers[at + 2]!;
        if (width === 4) units[count] = numbers[at + 3]!;
        count += 1;
      }
      ends.push(count);
    }
    return { rids, lows: lows.subarray(0, count), highs: highs.subarray(0, count), units, count, ends };
  }

  /** What the rows are measured in: `rows.units` become places in the list, which is one for all segments. */
  #units(stream: number, rows: ValueRows): readonly (readonly string[])[] {
    const known = new Map<string, number>();
    let row = 0;
    let segment = 0;
    for (const bytes of this.#files.stream(this.#type, stream + 1)) {
      const texts: string[][] = bytes.length === 0 ? [] : JSON.parse(bytes.toString('utf8'));
      const places = texts.map(text => {
        const key = JSON.stringify(text);
        const place = known.get(key) ?? known.size;
        known.set(key, place);
        return place;
      });
      for (const end = rows.ends[segment++]!; row < end; row++) rows.units[row] = places[rows.units[row]!]!;
    }
    return [...known.keys()].map(key => JSON.parse(key) as string[]);
  }

  /** The dictionary, which resources have which term, and bits of the frequent ones. Returns how many terms there are. */
  terms(): number {
    const definition = this.#definition;
    const dictionary = this.#tree(unquoted(termTable(definition)));
    const postings = this.#tree(unquoted(postingTable(definition)));
    const packed = this.#tree(unquoted(packedTable(definition)));
    const record = this.#record;
    let last = 0;
    for (const { term, space, posted, isOrdered, isPacked } of this.#dictionary()) {
      const { code, system, rids } = posted;
      last = term;
      record.begin().text(space.label).binary(code).binary(system).int(term).int(rids.length);
      this.#put(dictionary, record.int(isOrdered ? 1 : 0).int(isPacked ? 1 : 0));
      if (!space.label.endsWith('~')) {
        for (const rid of rids) this.#put(postings, record.begin().int(term).int(rid));
      }
      if (isPacked) this.#pack(packed, term, rids);
    }
    for (const tree of [dictionary, postings, packed]) tree.finish();
    return last;
  }

  #pack(tree: IndexTree, term: number, rids: Uint32Array): void {
    for (let first = 0; first < rids.length; ) {
      const chunk = Math.floor(rids[first]! / ridsPerChunk);
      const past = (chunk + 1) * ridsPerChunk;
      let end = first;
      while (end < rids.length && rids[end]! < past) end++;
      // What is over 16 bits is cut off, which leaves the number within its chunk.
      const bits = encodeChunk(new Uint16Array(rids.subarray(first, end)));
      this.#put(tree, this.#record.begin().int(term).int(chunk).blob(bits));
      first = end;
    }
  }

  /** The indexes of an order, and the postings in it. */
  order(key: SortKey): void {
    if (key === 'id' || key === 'name') {
      const space = layouts[this.#type]![key];
      const texts = new TextOrder(this.#known!.total, this.#files.plan.types[this.#type]!.pieces[space]!);
      for (const { code, rids } of mergePieces(this.#files.pieces(this.#type, space), this.#dead)) {
        texts.text(code);
        for (const rid of rids) texts.resource(rid);
      }
      this.#inOrder(key, texts.order, (record, place) => texts.put(record, place));
    } else {
      const keys = new Float64Array(this.#rids + 1);
      const live = new Uint32Array(this.#known!.total);
      let count = 0;
      for (const numbers of this.#files.numbers(this.#type, sortStream)) {
        for (let at = 0; at < numbers.length; at += 3) {
          const rid = numbers[at]!;
          if (this.#dead !== undefined && hasBit(this.#dead, rid)) continue;
          keys[rid] = numbers[key === 'date' ? at + 1 : at + 2]!;
          live[count++] = rid;
        }
      }
      const order = orderOf(keys, live);
      this.#inOrder(key, order, (record, place) => record.int(keys[order[place]!]!));
      // Nothing is reviewed yet: the index of that is in the order of numbers.
      if (key === 'updated' && this.#definition.reviewable) {
        const tree = this.#tree(`${this.#definition.type} by review_time`);
        for (const rid of live) this.#put(tree, this.#record.begin().int(noTime).int(rid));
        tree.finish();
      }
    }
  }

  #inOrder(key: SortKey, order: Uint32Array, putKey: PutKey): void {
    const { type, reviewable } = this.#definition;
    const column = sortColumn(key);
    if (key !== 'id') {
      const tree = this.#tree(`${type} by ${column}`);
      for (let place = 0; place < order.length; place++) {
        this.#put(tree, putKey(this.#record.begin(), place).int(order[place]!));
      }
      tree.finish();
    }
    if (reviewable) {
      const tree = this.#tree(`${type} by reviewed, ${column}`);
      for (let place = 0; place < order.length; place++) {
        this.#put(tree, putKey(this.#record.begin().int(0), place).int(order[place]!));
      }
      tree.finish();
    }
    const places = new Uint32Array(this.#rids + 1);
    for (let place = 0; place < order.length; place++) places[order[place]!] = place;
    const tree = this.#tree(unquoted(orderedPostingTable(this.#definition, key)));
    const marked = new Uint8Array(order.length);
    const sorted = new Uint32Array(Math.ceil(order.length / denseShare));
    for (const { term, posted, isOrdered } of this.#dictionary(true)) {
      if (!isOrdered) continue;
      const { rids } = posted;
      const put = (place: number) =>
        this.#put(tree, putKey(this.#record.begin().int(term), place).int(order[place]!));
      if (rids.length * denseShare > order.length) {
        for (const rid of rids) marked[places[rid]!] = 1;
        for (let place = 0; place < order.length; place++) {
          if (marked[place] === 0) continue;
          marked[place] = 0;
          put(place);
        }
      } else {
        for (let at = 0; at < rids.length; at++) sorted[at] = places[rids[at]!]!;
        for (const place of sorted.subarray(0, rids.length).sort()) put(place);
      }
    }
    tree.finish();
  }

  /** @param frequent spaces of which no term is kept in order may be left out */
  *#dictionary(frequent = false): Generator<Entry> {
    const { spaces } = layouts[this.#type]!;
    const { tuning } = this.#files.plan;
    const entry: { -readonly [Key in keyof Entry]?: Entry[Key] } = {};
    // Each space has numbers for all its texts, as if none came twice: so it needs not be read to number the next.
    let past = 0;
    for (const [place, space] of spaces.entries()) {
      if (space.kind !== 'term') continue;
      const pieces = this.#files.plan.types[this.#type]!.pieces[place]!;
      let term = past;
      past += pieces.reduce((sum, { texts }) => sum + texts, 0);
      const most = pieces.reduce((sum, piece) => sum + piece.most, 0);
      if (frequent && most <= tuning.sortableRows * leastShare) continue;
      const needs = needsOf(this.#definition, space, this.#known!.total, tuning);
      for (const posted of mergePieces(this.#files.pieces(this.#type, place), this.#dead)) {
        const n = posted.rids.length;
        entry.term = ++term;
        entry.space = space;
        entry.posted = posted;
        entry.isOrdered = needs.order(n, posted.code);
        entry.isPacked = needs.packing(n);
        yield entry as Entry;
      }
    }
  }

  #isLive(rid: () => number): boolean {
    return this.#dead === undefined || !hasBit(this.#dead, rid());
  }

  #tree(name: string): IndexTree {
    return new IndexTree(this.#sink, this.#files.root(name));
  }

  #put(tree: IndexTree, record: Record): void {
    const { bytes, length, start } = record.end();
    tree.add(bytes, length, start);
  }
}

/** A term of fewer than that share of what is cheap to sort is never kept in order: see `leastBucket`. */
const leastShare = 1 / 4;
/** From so many on, a list is put in order by going through all resources rather than by sorting it. */
const denseShare = 16;

type PutKey = (record: Record, place: number) => Record;

/** Of the dictionary; the object is used again for the next. */
interface Entry {
  readonly term: number;
  readonly space: Space;
  readonly posted: Posted;
  readonly isOrdered: boolean;
  readonly isPacked: boolean;
}

interface ValueRows {
  readonly rids: Uint32Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  readonly units: Uint32Array;
  readonly count: number;
  /** Rows up to the end of each segment. */
  readonly ends: readonly number[];
}

/** Which terms of a space are kept in order and as bits: as `orderTerms`, `orderBuckets` and `packTerms` have it. */
function needsOf(
  definition: ResourceDefinition,
  { label, parameter }: Space,
  total: number,
  { sortableRows, frequentShare }: SearchTuning,
): { order(n: number, code: string): boolean; packing(n: number): boolean } {
  // Systems, which nearly all have.
  if (label.endsWith('|')) return { order: () => false, packing: () => false };
  if (label !== bucketsOfParameter(parameter!.name)) {
    return { order: n => n > sortableRows && n <= total * frequentShare, packing: n => n > sortableRows };
  }
  const share = definition.orderedAs[parameter!.name] === undefined ? rareShare : frequentShare;
  const least = leastBucket(parameter!, sortableRows);
  return {
    order: (n, code) => {
      const isCoarse = parameter!.kind === 'date' && !code.startsWith('0');
      return n > least && n <= total * share && !(isCoarse && n > largestBucket * sortableRows);
    },
    packing: n => n > least,
  };
}

function classOf(widthMs: number): number {
  const place = widthsMs.findIndex(ms => widthMs <= ms);
  return place < 0 ? widthsMs.length : place;
}

function counting(count: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(count);
  for (let place = 0; place < count; place++) places[place] = place;
  return places;
}
