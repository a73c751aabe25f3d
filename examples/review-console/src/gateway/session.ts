import type { ApolloClient } from '@apollo/client';
import { tenantState, warmUp } from '../operations';
import { addressOf } from './address';
import { makeClient } from './client';
import { type Failure, failureOf } from './failures';

export type Phase = 'unknown' | 'cold' | 'warming' | 'warm';

export interface SessionState {
  readonly phase: Phase;
  /** Of a warm-up, 0 to 1. */
  readonly progress: number;
  /** Why the last look or warm-up failed. */
  readonly failure: Failure | undefined;
  readonly isOnline: boolean;
  /** Reviews that wait to be sent. */
  readonly held: number;
  /** Has been warm at least once: there is something to come back to. */
  readonly wasWarm: boolean;
}

const pollMs = 250;
const probeMs = 2_000;

/** Work on one tenant: whether it is warm, whether the gateway is reached, and the client to ask it with. */
export class Session {
  readonly client: ApolloClient;
  #state: SessionState = {
    phase: 'unknown',
    progress: 0,
    failure: undefined,
    isOnline: true,
    held: 0,
    wasWarm: false,
  };
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probe: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  /** Own reviews: those on their way, and all so far. */
  readonly #reviews = { underWay: 0, begun: 0 };
  readonly tenant: string;

  constructor(tenant: string) {
    this.tenant = tenant;
    this.client = makeClient(tenant, {
      lost: () => this.#lost(),
      cooled: () => {
        if (this.#state.phase === 'warm') this.#set({ phase: 'cold', failure: undefined });
      },
      held: change => this.#set({ held: this.#state.held + change }),
      sent: change => {
        this.#reviews.underWay += change;
        if (change > 0) this.#reviews.begun++;
      },
      whenOpen: () => new Promise(resolve => this.#waiting.add(resolve)),
    });
    window.addEventListener('offline', this.#lost);
    window.addEventListener('online', this.tryAgain);
    if (!navigator.onLine) this.#lost();
  }

  get state(): SessionState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks how the tenant is, and goes on asking while it is being warmed up. */
  readonly look = async (): Promise<void> => {
    clearTimeout(this.#timer);
    try {
      const { data } = await this.client.query({ query: tenantState, fetchPolicy: 'no-cache' });
      const tenant = data?.tenant;
      if (tenant === undefined) return;
      const phase = phases[tenant.state];
      this.#set({ phase, progress: tenant.progress, failure: undefined });
      if (phase === 'warming') this.#lookAgain(pollMs);
    } catch (error) {
      this.#set({ failure: failureOf(error) });
      if (failureOf(error).code === 'NOT_READY' || this.#state.phase === 'warming') this.#lookAgain(probeMs);
    }
  };

  readonly warmUp = async (): Promise<void> => {
    this.#set({ phase: 'warming', progress: 0, failure: undefined });
    try {
      await this.client.mutate({ mutation: warmUp });
      await this.look();
    } catch (error) {
      this.#set({ phase: 'cold', failure: failureOf(error) });
    }
  };

  /** What was asked for; undefined if own reviews were on their way meanwhile: nobody knows whether it counts them. */
  async apartFromReviews<Found>(ask: () => Promise<Found>): Promise<Found | undefined> {
    const { begun, underWay } = this.#reviews;
    if (underWay > 0) return undefined;
    const found = await ask();
    return this.#reviews.begun === begun ? found : undefined;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#probe);
    window.removeEventListener('offline', this.#lost);
    window.removeEventListener('online', this.tryAgain);
    this.client.stop();
  }

  readonly #lost = (): void => {
    this.#set({ isOnline: false });
    clearTimeout(this.#probe);
    this.#probe = setTimeout(this.tryAgain, probeMs);
  };

  /** The browser knows only of its own network, so the gateway itself is asked. */
  readonly tryAgain = async (): Promise<void> => {
    clearTimeout(this.#probe);
    if (this.#state.isOnline || this.#isClosed) return;
    try {
      const { ok } = await fetch(addressOf('health/live'), { cache: 'no-store' });
      if (!ok) throw new Error('The gateway does not live');
      this.#set({ isOnline: true });
      if (this.#state.phase !== 'warm') await this.look();
    } catch {
      this.#lost();
    }
  };

  #lookAgain(ms: number): void {
    if (!this.#isClosed) this.#timer = setTimeout(this.look, ms);
  }

  #set(change: Partial<SessionState>): void {
    const before = this.#state;
    const next = { ...before, ...change };
    this.#state = { ...next, wasWarm: next.wasWarm || next.phase === 'warm' };
    for (const listener of this.#listeners) listener();
    if (!isOpen(this.#state) || isOpen(before)) return;
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }
}

const phases = { COLD: 'cold', COOLING: 'cold', WARMING: 'warming', WARM: 'warm' } as const;

/** Whether questions are answered now. */
export function isOpen({ isOnline, phase }: Pick<SessionState, 'isOnline' | 'phase'>): boolean {
  return isOnline && phase === 'warm';
}
