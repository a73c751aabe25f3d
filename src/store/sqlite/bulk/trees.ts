import type { SortKey } from '../../../fhir/search.ts';
import { encodeChunk, ridsPerChunk } from '../bits.ts';
import {
  contentOrders,
  noTime,
  orderedPostingTable,
  packedTable,
  postingTable,
  sortColumn,
  table,
  termTable,
} from '../schema.ts';
import { dictionaryOf } from './dictionary.ts';
import { layouts, sortStream } from './layout.ts';
import { unquoted } from './names.ts';
import { orderOf } from './order.ts';
import type { IndexTree, PageSink } from './pages.ts';
import type { PlanFiles } from './plan.ts';
import { firstInt, type Record } from './record.ts';
import { TextOrder } from './text-order.ts';
import { type Known, TypeTrees } from './type-trees.ts';
import { ValueTrees } from './value-trees.ts';

/** A part of the work that is left when everything is gathered. Those of one type come behind its `ids`. */
export type TreeTask =
  | { readonly kind: 'ids'; readonly type: number }
  | { readonly kind: 'rows'; readonly type: number }
  | { readonly kind: 'values'; readonly type: number; readonly place: number }
  | { readonly kind: 'terms'; readonly type: number }
  | { readonly kind: 'order'; readonly type: number; readonly key: SortKey };

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
      new ValueTrees(files, sink, task.type, known).values(task.place);
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

class Trees extends TypeTrees {
  /** The index of ids, from which is known which resources were replaced. */
  ids(): Known {
    const tree = this.tree(`${this.definition.type} id`);
    const dead = new Uint8Array(Math.floor(this.rids / 8) + 1);
    let replaced = 0;
    for (const { code, rids } of this.texts(layouts[this.type]!.id)) {
      const last = rids[rids.length - 1]!;
      for (const rid of rids) {
        if (rid === last) continue;
        dead[rid >>> 3]! |= 1 << (rid & 7);
        replaced += 1;
      }
      this.put(tree, this.record.begin().binary(code).int(last));
    }
    tree.finish();
    return { dead: replaced > 0 ? dead : undefined, total: this.rids - replaced };
  }

  rows(): void {
    const tree = this.tree(unquoted(table(this.definition)));
    for (const { bytes, start, length } of this.files.records(this.type)) {
      if (this.isLive(firstInt(bytes, start))) tree.add(bytes, length, start);
    }
    tree.finish();
  }

  /** The dictionary, which resources have which term, and bits of the frequent ones. Returns how many terms there are. */
  terms(): number {
    const definition = this.definition;
    const dictionary = this.tree(unquoted(termTable(definition)));
    const postings = this.tree(unquoted(postingTable(definition)));
    const packed = this.tree(unquoted(packedTable(definition)));
    const record = this.record;
    let last = 0;
    for (const { term, space, posted, isOrdered, isPacked } of dictionaryOf(
      this.files,
      this.type,
      this.known!,
    )) {
      const { code, system, rids } = posted;
      last = term;
      record.begin().text(space.label).binary(code).binary(system).int(term).int(rids.length);
      this.put(dictionary, record.int(isOrdered ? 1 : 0).int(isPacked ? 1 : 0));
      if (!space.label.endsWith('~')) {
        for (const rid of rids) this.put(postings, record.begin().int(term).int(rid));
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
      this.put(tree, this.record.begin().int(term).int(chunk).blob(bits));
      first = end;
    }
  }

  /** The indexes of an order, and the postings in it. */
  order(key: SortKey): void {
    const { memory } = this.files;
    if (key === 'id' || key === 'name') {
      const space = layouts[this.type]![key];
      const texts = new TextOrder(memory, this.known!.total, this.files.pieces(this.type, space));
      for (const { code, rids } of this.texts(space)) {
        texts.text(code);
        for (const rid of rids) texts.resource(rid);
      }
      const places = memory.uint32(this.rids + 1);
      this.#inOrder(key, texts.order, places, (record, place) => texts.put(record, place));
    } else {
      const keys = memory.float64(this.rids + 1);
      const [live, other] = [memory.uint32(this.rids + 1), memory.uint32(this.rids + 1)];
      let count = 0;
      for (const numbers of this.files.numbers(this.type, sortStream)) {
        for (let at = 0; at < numbers.length; at += 3) {
          const rid = numbers[at]!;
          if (!this.isLive(rid)) continue;
          keys[rid] = numbers[key === 'date' ? at + 1 : at + 2]!;
          live[count++] = rid;
        }
      }
      // Nothing is reviewed yet: the index of that is in the order of numbers.
      if (key === 'updated' && this.definition.reviewable) {
        const tree = this.tree(`${this.definition.type} by review_time`);
        for (const rid of live.subarray(0, count)) this.put(tree, this.record.begin().int(noTime).int(rid));
        tree.finish();
      }
      const order = orderOf(keys, live.subarray(0, count), other.subarray(0, count));
      const free = order.byteOffset === live.byteOffset && order.buffer === live.buffer ? other : live;
      this.#inOrder(key, order, free, (record, place) => record.int(keys[order[place]!]!));
    }
  }

  /** @param places memory for the place of each number */
  #inOrder(key: SortKey, order: Uint32Array, places: Uint32Array, putKey: PutKey): void {
    const { type, reviewable } = this.definition;
    const column = sortColumn(key);
    if (key !== 'id') {
      const tree = this.tree(`${type} by ${column}`);
      for (let place = 0; place < order.length; place++) {
        this.put(tree, putKey(this.record.begin(), place).int(order[place]!));
      }
      tree.finish();
    }
    if (reviewable) {
      const tree = this.tree(`${type} by reviewed, ${column}`);
      for (let place = 0; place < order.length; place++) {
        this.put(tree, putKey(this.record.begin().int(0), place).int(order[place]!));
      }
      tree.finish();
    }
    for (let place = 0; place < order.length; place++) places[order[place]!] = place;
    const tree = this.tree(unquoted(orderedPostingTable(this.definition, key)));
    const { memory } = this.files;
    const marked = memory.uint8(order.length);
    const sorted = memory.uint32(Math.ceil(order.length / denseShare));
    for (const { term, posted, isOrdered } of dictionaryOf(this.files, this.type, this.known!, true)) {
      if (!isOrdered) continue;
      const { rids } = posted;
      const put = (place: number) =>
        this.put(tree, putKey(this.record.begin().int(term), place).int(order[place]!));
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
}

/** From so many on, a list is put in order by going through all resources rather than by sorting it. */
const denseShare = 16;

type PutKey = (record: Record, place: number) => Record;
