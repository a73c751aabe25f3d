import { compareText } from '../../fhir/values.ts';
import type { Bits } from './bits.ts';
import type { Bindable, Database } from './database.ts';
import { type Branch, compileBranch, type Position, type Source } from './sources.ts';
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
  /** Rows that a branch is read for at most. */
  #mostAtOnce = leastRows;
  #unopened: readonly Branch[];
  readonly #from: Position | undefined;

  constructor(database: Database, source: Source, from: Position | undefined) {
    this.#database = database;
    this.#source = source;
    this.#unopened = source.branches;
    this.#from = from;
  }

  next(size: number): readonly Candidate[] {
    this.#mostAtOnce = Math.max(size, leastRows);
    const branches = this.#unopened.length;
    // Of several some have nothing of what comes next, where the order goes with what they are cut by.
    const share = branches > 1 ? size / branches / growth : size;
    const atOnce = Math.max(Math.ceil(share), leastRows);
    for (const branch of this.#unopened) {
      this.#insert({ ...{ branch, rows: [], place: 0, after: this.#from, atOnce, isRead: false } });
    }
    this.#unopened = [];
    const found: Candidate[] = [];
    for (let first = this.#heads.shift(); first !== undefined; first = this.#heads.shift()) {
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

  #advance(head: Head): void {
    head.place += 1;
    this.#insert(head);
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
    const statement = compileBranch(this.#source, branch, after, limit);
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
