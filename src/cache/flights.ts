import type { Entry } from './local-tier.ts';

export type Outcome = Entry | Error;

/** Somebody's load of several values, which others wait for. */
export interface Flight {
  /** Aborted when its reader gives up, and the load with it. */
  readonly signal: AbortSignal;
  /** By name. Never rejects. */
  readonly outcomes: Promise<ReadonlyMap<string, Outcome>>;
}

/** The loads under way, by the names of what they load. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  of(name: string): Flight | undefined {
    return this.#flights.get(name);
  }

  /** A later load of the same name takes the place of an earlier one. */
  async run(names: readonly string[], flight: Flight): Promise<ReadonlyMap<string, Outcome>> {
    for (const name of names) this.#flights.set(name, flight);
    try {
      return await flight.outcomes;
    } finally {
      for (const name of names) if (this.#flights.get(name) === flight) this.#flights.delete(name);
    }
  }
}
