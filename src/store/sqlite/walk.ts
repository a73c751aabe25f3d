import { compareText } from '../../fhir/values.ts';
import type { Bits } from './bits.ts';
import { type Branch, beginningOf, compileBranch, type Position } from './branches.ts';
import type { Bindable, Database } from './database.ts';
import type { Source } from './sources.ts';
import { flat } from './sql.ts';

/** A row that may be a match; `isSure`: it meets the condition that the source is of. */
export interface Candidate extends Position {
  readonly isSure: boolean;
}

/** Candidates in their order, some at a time. */
export interface Candidates {
  /** The next ones; fewer than that when there are no more. */
  next(size: number): readonly Candidate[];
}

/** Rows that a branch is read for at least. */
const leastRows = 8;
/** So many times more when those are used up. */
const growth = 4;

/** One branch of a source, read ahead. */
interface Head {
  readonly branch: Branch;
  rows: readonly (readonly [sort: Bindable, rid: number])[];
  /** The first row that is not taken yet. */
  place: number;
  /** Behind what the next rows are read. */
  after: Position | undefined;
  /** Rows that it is read for: more each time, since a branch that was used up may have most of what comes next. */
  atOnce: number;
  isRead: boolean;
}

/** The branches of a source merged, each candidate once. */
export class Walk implements Candidates {
  readonly #database: Database;
  readonly #source: Source;
  /** Those that have a row, in the order of those. */
  readonly #heads: Head[] = [];
  /** Those whose rows are used up: read on when it is asked what comes next, and not before. */
  #spent: Head[] = [];
  /** Rows that a branch is read for at most. */
  #mostAtOnce = leastRows;
  /** Those of which nothing has been read: the one that can begin first comes last. */
  readonly #unopened: Branch[];
  readonly #from: Position | undefined;

  constructor(database: Database, source: Source, from: Position | undefined) {
    this.#database = database;
    this.#source = source;
    this.#unopened = source.branches
      .map(branch => ({ branch, beginning: beginningOf(branch, source.descending) }))
      .sort((a, b) => (a.beginning < b.beginning ? 1 : -1))
      .map(({ branch }) => branch);
    this.#from = from;
  }

  next(size: number): readonly Candidate[] {
    this.#mostAtOnce = Math.max(size, leastRows);
    const { branches } = this.#source;
    // Of several some have nothing of what comes next, where the order goes with what they are cut by.
    const share = branches.length > 1 ? size / branches.length / growth : size;
    const atOnce = Math.max(Math.ceil(share), leastRows);
    const found: Candidate[] = [];
    for (let first = this.#first(atOnce); first !== undefined; first = this.#first(atOnce)) {
      const [sort, rid] = first.rows[first.place]!;
      let { isSure } = first.branch;
      this.#advance(first);
      for (let other = this.#heads[0]; other !== undefined; other = this.#heads[0]) {
        const row = other.rows[other.place]!;
        if (row[1] !== rid || row[0] !== sort) break;
        isSure ||= other.branch.isSure;
        this.#heads.shift();
        this.#advance(other);
      }
      found.push({ sort, rid, isSure });
      if (found.length >= size) break;
    }
    return found;
  }

  /** Takes the branch that has what comes next; opens no more of them than can have that. */
  #first(atOnce: number): Head | undefined {
    if (this.#spent.length > 0) {
      for (const head of this.#spent) this.#insert(head);
      this.#spent = [];
    }
    for (let next = this.#unopened.at(-1); next !== undefined; next = this.#unopened.at(-1)) {
      const beginning = beginningOf(next, this.#source.descending);
      if (this.#heads.length > 0 && beginning > this.#placeOf(this.#heads[0]!)) break;
      this.#unopened.pop();
      this.#insert({ branch: next, rows: [], place: 0, after: this.#from, atOnce, isRead: false });
    }
    return this.#heads.shift();
  }

  /** Where its row stands, as a number like that of a beginning. */
  #placeOf(head: Head): number {
    const [sort] = head.rows[head.place]!;
    return this.#source.descending ? -(sort as number) : (sort as number);
  }

  #advance(head: Head): void {
    head.place += 1;
    if (head.place === head.rows.length) this.#spent.push(head);
    else this.#insert(head);
  }

  /** Puts it where its row belongs, when it has one more. */
  #insert(head: Head): void {
    if (head.place === head.rows.length && !this.#read(head)) return;
    const heads = this.#heads;
    let place = 0;
    // Where branches follow one another it stays first.
    if (heads.length > 0 && this.#compare(head, heads[0]!) > 0) {
      place = 1;
      for (let past = heads.length; place < past; ) {
        const middle = (place + past) >>> 1;
        if (this.#compare(head, heads[middle]!) > 0) place = middle + 1;
        else past = middle;
      }
    }
    heads.splice(place, 0, head);
  }

  /** Returns whether there is something more. */
  #read(head: Head): boolean {
    if (head.isRead) return false;
    const { branch, after } = head;
    // What has to be sorted to be read in order is read once.
    const limit = branch.isSorted ? head.atOnce : -1;
    const statement = compileBranch(branch, this.#source.descending, after, limit);
    head.rows = this.#database.arrays<[Bindable, number]>(...flat(statement));
    head.place = 0;
    head.isRead = limit < 0 || head.rows.length < limit;
    const last = head.rows.at(-1);
    if (last !== undefined) head.after = { sort: last[0], rid: last[1] };
    head.atOnce = Math.min(head.atOnce * growth, this.#mostAtOnce);
    return last !== undefined;
  }

  #compare(one: Head, other: Head): number {
    const [a, aRid] = one.rows[one.place]!;
    const [b, bRid] = other.rows[other.place]!;
    const compared = compareSorts(a, b) || aRid - bRid;
    return this.#source.descending ? -compared : compared;
  }
}

/** As the database orders them: of one kind, texts by code point. */
function compareSorts(a: Bindable, b: Bindable): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return (a as number) < (b as number) ? -1 : 1;
}

/** A set, by numbers. */
export class Listed implements Candidates {
  readonly #bits: Bits;
  #from = 0;

  constructor(bits: Bits) {
    this.#bits = bits;
  }

  next(size: number): readonly Candidate[] {
    const rids = this.#bits.from(this.#from, size);
    this.#from = (rids.at(-1) ?? this.#from) + 1;
    return rids.map(rid => ({ sort: null, rid, isSure: false }));
  }
}
