import type { GraphQLError } from 'graphql';
import { flatteningError, type Path } from './path.ts';
import type { FieldShape } from './shape.ts';

/** A field that gives to an object of the answer under some name. */
export interface Contribution {
  readonly name: string;
  readonly shape: FieldShape;
  readonly path: Path;
  /** Put here from a flattened field below, not selected of the object itself. */
  readonly lifted: boolean;
  /** Whether several values are to be had, so that even one comes in a list. */
  readonly listing: boolean;
  /** The nearest flattened field above that must be there once. */
  readonly once: Once | undefined;
}

/** A flattened field with `@singleton`, counted over all objects whose fields come together. */
export interface Once {
  readonly above: Once | undefined;
  count: number;
}

interface Slot {
  readonly first: Contribution;
  /** Undefined as long as all fields were null. */
  values: unknown[] | undefined;
  readonly onces: Set<Once>;
  /** Whether all fields are from flattened ones, so that the name need not be produced. */
  lifted: boolean;
  listing: boolean;
  singleton: boolean;
  failed: boolean;
}

/** An object of the answer in the making: collates what several fields give under one name. */
export class Collation {
  readonly #errors: GraphQLError[];
  readonly #slots = new Map<string, Slot>();
  readonly #onces = new Map<string, Once>();

  /** @param errors where to report names that cannot be collated */
  constructor(errors: GraphQLError[]) {
    this.#errors = errors;
  }

  /**
   * Adds values. To add none makes a difference: a field without a value still must fit with the others.
   * @param values undefined for a field that is null
   */
  add(contribution: Contribution, values: readonly unknown[] | undefined): void {
    const { name, shape, lifted } = contribution;
    const slot = this.#slots.get(name) ?? this.#open(contribution);
    for (let once = contribution.once; once; once = once.above) slot.onces.add(once);
    slot.lifted &&= lifted;
    slot.singleton ||= shape.reshaping.singleton;
    // Values from two fields are a list even if each field gives but one.
    slot.listing ||= contribution.listing || slot.first.shape.place !== shape.place;
    const misfit = findMisfit(slot.first, contribution);
    if (misfit !== undefined) this.#fail(slot, contribution, misfit);
    if (slot.failed || values === undefined) return;
    slot.values ??= [];
    // The page leaves absent values out of collated lists; a list as it was selected keeps its nulls.
    for (const value of values) if (!lifted || isValue(value)) slot.values.push(value);
    if (slot.singleton && slot.values.filter(isValue).length > 1) {
      this.#fail(
        slot,
        contribution,
        `'${fieldOf(contribution)}' is a @singleton, but has more than one value.`,
      );
    }
  }

  /** Gives a name null, and reports why. The name is left out if its parent was flattened. */
  fail(contribution: Contribution, message: string): void {
    const slot = this.#slots.get(contribution.name) ?? this.#open(contribution);
    this.#fail(slot, contribution, message);
  }

  /** The count of a flattened field with `@singleton`; one for each suffix that its fields get. */
  onceFor(shape: FieldShape, suffix: string, above: Once | undefined): Once {
    // No response key has a slash or a dot, so no two fields come to the same text.
    const id = `${shape.place}${suffix}`;
    const once = this.#onces.get(id) ?? { above, count: 0 };
    this.#onces.set(id, once);
    return once;
  }

  /** The object. It has no prototype, so that any alias is a name like others. */
  finish(): Record<string, unknown> {
    const object: Record<string, unknown> = Object.create(null);
    for (const [name, slot] of this.#slots) {
      const value = valueFor(slot);
      if (value !== undefined) object[name] = value;
    }
    return object;
  }

  #open(contribution: Contribution): Slot {
    const slot: Slot = {
      first: contribution,
      values: undefined,
      onces: new Set(),
      lifted: contribution.lifted,
      listing: false,
      singleton: false,
      failed: false,
    };
    this.#slots.set(contribution.name, slot);
    return slot;
  }

  /** Reports a name once, however many values it would have. */
  #fail(slot: Slot, { shape, path }: Contribution, message: string): void {
    if (slot.failed) return;
    slot.failed = true;
    this.#errors.push(flatteningError(message, shape.nodes, path));
  }
}

/** The field as it was selected: a name may hold a value of the data, by which `@slice` has told entries apart. */
function fieldOf({ shape }: Contribution): string {
  return shape.place.slice(shape.place.lastIndexOf('/') + 1);
}

/** Why two fields do not go together under one name. */
function findMisfit(first: Contribution, other: Contribution): string | undefined {
  if (first === other) return undefined;
  const name = fieldOf(other);
  if (first.lifted !== other.lifted) {
    return `'${name}' of a flattened field has the name of a field beside it. An alias can tell them apart.`;
  }
  if (first.shape.type.name !== other.shape.type.name) {
    const types = `${first.shape.type.name} and ${other.shape.type.name}`;
    return `'${name}' collates values of different types, ${types}. An alias can tell them apart.`;
  }
  return undefined;
}

/** Undefined for a name that is not to be produced. */
function valueFor({ lifted, values, onces, listing, singleton, failed }: Slot): unknown {
  const nothing = lifted ? undefined : null;
  if (failed || values === undefined) return nothing;
  for (const once of onces) if (once.count > 1) return undefined;
  if (lifted && values.length === 0) return undefined;
  if (singleton) return values.find(isValue) ?? nothing;
  return listing ? values : (values[0] ?? nothing);
}

function isValue(value: unknown): boolean {
  return value !== null && value !== undefined;
}
