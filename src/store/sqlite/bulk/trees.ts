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
import type { IndexTree } from './b-trees.ts';
import { dictionaryOf } from './dictionary.ts';
import { FrequentTerms } from './frequent.ts';
import { layouts, sortStream } from './layout.ts';
import { unquoted } from './names.ts';
import { OrderedPostings, type OrderRange } from './ordered-postings.ts';
import { orderedRows } from './ordered-rows.ts';
import type { PageSink } from './pages.ts';
import type { PlanFiles } from './plan.ts';
import { firstInt } from './record.ts';
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

/** The task that another one comes behind, if it is still to be done: what it writes is read then. */
export function isBehind({ kind, type }: TreeTask, before: TreeTask): boolean {
  return kind === 'order' && before.kind === 'terms' && before.type === type;
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
    const frequent = new FrequentTerms(this.files, this.type);
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
      if (isOrdered) frequent.add(term, rids);
    }
    frequent.close();
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
    const { definition, record } = this;
    const column = sortColumn(key);
    const whole = key === 'id' ? undefined : this.tree(`${definition.type} by ${column}`);
    // Nothing is reviewed yet.
    const unreviewed = definition.reviewable
      ? this.tree(`${definition.type} by reviewed, ${column}`)
      : undefined;
    const name = unquoted(orderedPostingTable(definition, key));
    const postings = new OrderedPostings(this.files, this.sink, this.type, name);
    for (const { range, isLast } of this.#ranges(key)) {
      const { order, putKey } = range;
      if (whole !== undefined) {
        for (let place = 0; place < order.length; place++)
          this.put(whole, putKey(record.begin(), place).int(order[place]!));
      }
      if (unreviewed !== undefined) {
        for (let place = 0; place < order.length; place++)
          this.put(unreviewed, putKey(record.begin().int(0), place).int(order[place]!));
      }
      postings.add(range, isLast);
    }
    whole?.finish();
    unreviewed?.finish();
    postings.finish();
    if (key === 'updated' && definition.reviewable) this.#byReviewTime();
  }

  *#ranges(key: SortKey): Generator<{ readonly range: OrderRange; readonly isLast: boolean }> {
    const { memory, plan } = this.files;
    const { rowsInOrder } = plan.tuning;
    if (key === 'id' || key === 'name') {
      const space = layouts[this.type]![key];
      const pieces = this.files.pieces(this.type, space);
      const most = Math.min(this.known!.total, rowsInOrder);
      for (const { range, isLast } of TextOrder.ranges(memory, most, pieces, this.texts(space))) {
        yield {
          range: { order: range.order, putKey: (record, place) => range.put(record, place) },
          isLast,
        };
      }
      return;
    }
    const rows = this.rowsOf(sortStream, 3, [key === 'date' ? 1 : 2, 0]);
    for (const { columns, order, other, isLast } of orderedRows(memory, rows, rowsInOrder)) {
      const [keys, rids] = columns as [Float64Array, Float64Array];
      const numbers = other.subarray(0, order.length);
      for (let place = 0; place < order.length; place++) numbers[place] = rids[order[place]!]!;
      yield {
        range: { order: numbers, putKey: (record, place) => record.int(keys[order[place]!]!) },
        isLast,
      };
    }
  }

  /** Which is in the order of numbers, as nothing is reviewed yet. */
  #byReviewTime(): void {
    const tree = this.tree(`${this.definition.type} by review_time`);
    for (let rid = 1; rid <= this.rids; rid++) {
      if (this.isLive(rid)) this.put(tree, this.record.begin().int(noTime).int(rid));
    }
    tree.finish();
  }
}
