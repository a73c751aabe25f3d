import type { Version } from './masters.ts';

/** Null: not reviewed. Else between which times it was reviewed, in ms since 1970; the same twice when it is known. */
export type State = null | { readonly from: number; readonly to: number };

export interface Reviewed {
  readonly type: string;
  readonly id: string;
}

/** A resource that is reviewed: one write at a time, so what may be stored is known at all times. */
export class ReviewedResource implements Reviewed {
  readonly type: string;
  readonly id: string;
  /** Whether the versions of master have it with different contents. */
  readonly changes: boolean;
  states: readonly State[] = [null];
  busy = false;
  /** Counts what may have changed it. */
  touched = 0;

  constructor({ type, id }: Reviewed, changes: boolean) {
    this.type = type;
    this.id = id;
    this.changes = changes;
  }
}

export interface Write {
  readonly resource: ReviewedResource;
  readonly wanted: boolean;
  readonly from: number;
}

/** A warm-up under way that may write a version of master into the copy. */
export interface Taking {
  readonly refresh: boolean;
  readonly masters: Set<Version>;
  readonly before: ReadonlySet<Version | 'none'>;
  /** Those that nobody wrote since it began. */
  readonly untouched: Map<ReviewedResource, number>;
  readonly alone: boolean;
}

/** The clock of the gateway's processes is that of the test; times are whole milliseconds. */
const toleranceMs = 2;

/** One tenant, by what its clients have asked for and were told. */
export class TenantModel {
  readonly id: string;
  readonly resources: readonly ReviewedResource[];
  /** What its copy may hold. */
  versions = new Set<Version | 'none'>(['none']);
  readonly #takings = new Set<Taking>();

  constructor(id: string, resources: readonly ReviewedResource[]) {
    this.id = id;
    this.resources = resources;
  }

  beginWrite(resource: ReviewedResource, wanted: boolean): Write {
    resource.busy = true;
    resource.touched += 1;
    return { resource, wanted, from: Date.now() };
  }

  /** What the answer says is stored. Returns what is wrong with that. */
  acknowledge(
    { resource, wanted, from }: Write,
    answer: { readonly reviewed: boolean; readonly reviewTime: string | null },
  ): string | undefined {
    const time = answer.reviewTime === null ? null : Date.parse(answer.reviewTime);
    const before = this.#statesOf(resource);
    const allowed = wanted ? before.map(state => state ?? { from, to: Date.now() }) : [null];
    this.#end(resource, [time === null ? null : { from: time, to: time }]);
    if (answer.reviewed === wanted && allowed.some(state => fits(state, time))) return undefined;
    return `${this.id}: ${resource.id} answered ${JSON.stringify(answer)}, but had ${show(before)}`;
  }

  refuse({ resource }: Write): void {
    this.#end(resource, resource.states);
  }

  lose({ resource, wanted, from }: Write): void {
    const after = wanted ? resource.states.map(state => state ?? { from, to: Date.now() }) : [null];
    this.#end(resource, [...resource.states, ...after]);
  }

  /** A warm-up is asked for. Undefined when it cannot change the copy. */
  beginWarmUp(refresh: boolean, masters: readonly Version[]): Taking | undefined {
    if (!refresh && !this.versions.has('none')) return undefined;
    const taking: Taking = {
      refresh,
      masters: new Set(masters),
      before: new Set(this.versions),
      untouched: new Map(
        this.resources.filter(({ busy }) => !busy).map(resource => [resource, resource.touched]),
      ),
      alone: this.#takings.size === 0,
    };
    this.#takings.add(taking);
    for (const master of masters) this.#mayTake(master, refresh);
    return taking;
  }

  /** Another master is about to be published. */
  masterChanges(to: Version): void {
    for (const { masters, refresh } of this.#takings) {
      masters.add(to);
      this.#mayTake(to, refresh);
    }
  }

  /** It has answered that the tenant is warm: what it should do is done. */
  endWarmUp(taking: Taking): void {
    if (!this.#takings.delete(taking)) return;
    this.versions.delete('none');
    const [master, another] = taking.masters;
    if (!taking.refresh || another !== undefined) return;
    this.versions = new Set([master!]);
    const [before, other] = taking.before;
    if (other !== undefined || before === 'none' || before === master) return;
    if (!taking.alone || this.#takings.size > 0) return;
    for (const [resource, touched] of taking.untouched) {
      if (resource.changes && resource.touched === touched) {
        resource.states = [null];
      }
    }
  }

  /** What a reader may see now. */
  allows(resource: ReviewedResource, time: number | null): boolean {
    return this.#statesOf(resource).some(state => fits(state, time));
  }

  /** Nothing is under way any more, and this is what was found. Returns what is wrong with it. */
  settle(version: Version | 'none', reviews: ReadonlyMap<ReviewedResource, number | null>): string[] {
    const problems: string[] = [];
    if (!this.versions.has(version)) {
      problems.push(`${this.id}: holds ${version}, not one of ${[...this.versions]}`);
    }
    for (const resource of this.resources) {
      const time = reviews.get(resource) ?? null;
      if (!this.allows(resource, time)) {
        problems.push(`${this.id}: ${resource.id} has ${time}, not one of ${show(resource.states)}`);
      }
      resource.states = [time === null ? null : { from: time, to: time }];
      resource.busy = false;
    }
    this.versions = new Set([version]);
    this.#takings.clear();
    return problems;
  }

  /** Its copy is gone. */
  forget(): void {
    for (const resource of this.resources) resource.states = [null];
    this.versions = new Set(['none']);
  }

  #mayTake(master: Version, refresh: boolean): void {
    const changes = refresh && [...this.versions].some(version => version !== 'none' && version !== master);
    this.versions.add(master);
    if (!changes) return;
    for (const resource of this.resources) {
      if (!resource.changes) continue;
      resource.states = withNull(resource.states);
    }
  }

  /** A refresh under way may have come before what is known of it, or come yet. */
  #statesOf(resource: ReviewedResource): readonly State[] {
    return resource.changes && this.#mayReset() ? withNull(resource.states) : resource.states;
  }

  #mayReset(): boolean {
    return this.versions.size > 1 && [...this.#takings].some(({ refresh }) => refresh);
  }

  #end(resource: ReviewedResource, states: readonly State[]): void {
    resource.states = states;
    resource.states = this.#statesOf(resource);
    resource.busy = false;
    resource.touched += 1;
  }
}

function fits(state: State, time: number | null): boolean {
  if (state === null || time === null) return state === null && time === null;
  const tolerance = state.from === state.to ? 0 : toleranceMs;
  return time >= state.from - tolerance && time <= state.to + tolerance;
}

function withNull(states: readonly State[]): readonly State[] {
  return states.includes(null) ? states : [...states, null];
}

function show(states: readonly State[]): string {
  return states
    .map(state => (state === null ? 'unreviewed' : [...new Set([state.from, state.to])].join('–')))
    .join(' | ');
}
