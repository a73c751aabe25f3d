import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { Bits } from './bits.ts';
import type { Test } from './condition-test.ts';
import type { Database } from './database.ts';
import { bitsOf, type Intersection, isToldByBits } from './intersection.ts';
import { readNumbers } from './packing.ts';
import { table } from './schema.ts';
import type { Source } from './sources.ts';
import { allOf, flat, join, sql } from './sql.ts';
import type { Candidate } from './walk.ts';

/** Tells which candidates of a source are matches, as far as indexes can. */
export class CandidateTests {
  readonly #database: Database;
  readonly #definition: ResourceDefinition;
  readonly #found: Intersection | undefined;
  /** The greatest number of a resource. */
  readonly #rids: number;
  /** What every candidate has to be tested for. */
  readonly #always: readonly Test[];
  /** What only those candidates have to be that are not sure. */
  readonly #doubted: Test | undefined;
  /** What meets those of many candidates, once it was needed. */
  readonly #bits = new Map<Test, Bits>();
  /** What meets the doubted one among its rows, once it was needed. */
  #sure: ReadonlySet<number> | undefined;

  constructor(
    database: Database,
    definition: ResourceDefinition,
    tests: readonly Test[],
    source: Source | undefined,
    found: Intersection | undefined,
    rids: number,
  ) {
    this.#database = database;
    this.#definition = definition;
    this.#found = found;
    this.#rids = rids;
    const { of, branches = [] } = source ?? {};
    const open = tests.filter(test => test.probe !== undefined && !found?.tests.includes(test));
    this.#always = open.filter(test => test !== of);
    // The source itself answers for its condition, unless some of its branches have other rows too.
    this.#doubted = branches.every(({ isSure }) => isSure) ? undefined : open.find(test => test === of);
  }

  /** Whether every candidate is a match, as far as indexes can tell. */
  get areMet(): boolean {
    return this.#found === undefined && this.#always.length === 0 && this.#doubted === undefined;
  }

  /** Those that are matches, in their order. */
  among(candidates: readonly Candidate[]): readonly Candidate[] {
    let left = candidates;
    const { matches } = this.#found ?? {};
    if (matches !== undefined) left = left.filter(({ rid }) => matches.has(rid));
    const doubted = this.#doubted;
    if (doubted !== undefined) left = this.#withoutDoubt(left, doubted);
    const probed = this.#always.filter(test => {
      const bits = left.length > 0 ? this.#bitsFor(test, left.length) : undefined;
      if (bits !== undefined) left = left.filter(({ rid }) => bits.has(rid));
      return bits === undefined;
    });
    if (probed.length === 0 || left.length === 0) return left;
    const met = this.#meeting(left, probed);
    return left.filter(({ rid }) => met.has(rid));
  }

  /** The bits of a condition, where they are there or cost less than so many look-ups. */
  #bitsFor(test: Test, candidates: number): Bits | undefined {
    const known = this.#bits.get(test);
    if (known !== undefined || !isToldByBits(test, this.#rids, candidates)) return known;
    const bits = bitsOf(this.#database, this.#definition, test, this.#rids);
    this.#bits.set(test, bits);
    return bits;
  }

  #withoutDoubt(candidates: readonly Candidate[], doubted: Test): readonly Candidate[] {
    const doubtful = candidates.filter(({ isSure }) => !isSure);
    if (doubtful.length === 0) return candidates;
    const rows = doubted.ways?.()?.unsure;
    if (rows !== undefined) this.#sure ??= new Set(readNumbers(this.#database, rows));
    const met = this.#sure ?? this.#meeting(doubtful, [doubted]);
    return candidates.filter(({ isSure, rid }) => isSure || met.has(rid));
  }

  #meeting(candidates: readonly Candidate[], tests: readonly Test[]): ReadonlySet<number> {
    const readsRow = tests.some(test => test.readsRow);
    const probes = allOf(tests.flatMap(({ probe }) => probe ?? []));
    const rids = JSON.stringify(candidates.map(({ rid }) => rid));
    const rows = this.#database.arrays<[rid: number]>(
      ...flat(
        join(
          sql('SELECT s.value FROM json_each(?) s', rids),
          readsRow ? ` CROSS JOIN ${table(this.#definition)} r ON r.rid = s.value WHERE ` : ' WHERE ',
          readsRow ? probes : { ...probes, text: probes.text.replaceAll('r.rid', 's.value') },
        ),
      ),
    );
    return new Set(rows.map(([rid]) => rid));
  }
}
