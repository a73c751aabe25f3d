import { randomUUID } from 'node:crypto';
import type { TenantId } from '../../core/ids.ts';
import type { Logger } from '../../core/log.ts';
import type { Bus, BusListener } from '../ports.ts';
import { type Ask, type Debts, noAnswer, type RedisLink } from './link.ts';
import { type Message, parseMessage, publishMessage } from './message.ts';
import { RedisAway } from './reason.ts';
import { Subscription } from './subscription.ts';
import { tracedCommand } from './traced.ts';

/** How old the proof may be that all messages have arrived. */
export const trustMs = 500;

/** Several a `trustMs`, so that one that is late is no loss of trust. */
const heartbeatMs = 100;

/**
 * Who was without Redis is not confirmed for so long after it is back: others that were without it as well may be
 * waiting to try again, and until then they write without telling. An attempt is 1.25 s after the one before at most,
 * a probe 2 s, and another probe must follow it.
 */
const returningMs = 2_500;

/** Owed messages that are sent at once: a hundred small scripts take Redis a few milliseconds. */
const owedBatch = 100;

/**
 * Invalidations, over Redis's publish and subscribe, which delivers at most once. What it may have lost is made
 * good here:
 *
 * - *A connection that was away* may have missed anything: `lost`, whenever it has subscribed.
 * - *A message that never came* although the connection stood leaves a gap in the tenant's sequence: everything of
 *   that tenant.
 * - *Others may still be away* when this process is back, and cannot tell what they write: it is not confirmed
 *   until they had time to come back as well. (At its very first connection it was with nobody before.)
 * - *Silence* is no proof that nothing was published: `confirmed` needs a heartbeat that was sent less than 500 ms
 *   ago and answered since.
 * - *A message that could not be sent* is owed. The link that failed to take it is not trusted from that moment,
 *   so this process is not confirmed and reads nothing shared; it becomes trusted only when all that is owed has
 *   been told. It is told as "everything of the tenant", so that a tenant is all there is to remember.
 *
 * What a process owes when it ends is not told by anybody.
 */
export class RedisBus implements Bus, Debts {
  readonly #link: RedisLink;
  readonly #subscription: Subscription;
  readonly #heartbeats: NodeJS.Timeout;
  readonly #from = randomUUID();
  #listener: BusListener | undefined;
  /** The last sequence received of each tenant, on this connection. */
  readonly #sequences = new Map<TenantId, number>();
  readonly #owed = new Set<TenantId>();
  /** When the newest heartbeat that was answered was sent: all that was published before has arrived. */
  #drainedMs = Number.NEGATIVE_INFINITY;
  #beating = false;
  /** By the last heartbeat; undefined before Redis was there for the first time. */
  #wasThere: boolean | undefined;
  /** When it was found to be back, after it was away. */
  #returnedMs = Number.NEGATIVE_INFINITY;

  constructor(options: { readonly url: string; readonly logger: Logger; readonly link: RedisLink }) {
    this.#link = options.link;
    this.#link.payFirst(this);
    this.#subscription = new Subscription({
      url: options.url,
      logger: options.logger,
      subscribed: () => {
        this.#noteWhether(false);
        this.#missed();
      },
      received: text => this.#receive(text),
    });
    this.#heartbeats = setInterval(() => void this.#beat(), heartbeatMs).unref();
  }

  get confirmed(): boolean {
    if (!this.#wasThere || !this.#link.trusted || !this.#subscription.subscribed) return false;
    const now = performance.now();
    // By the time it was sent, not answered: a process that was held up for a second finds the answer of a second
    // ago, and it is as old as that.
    return now - this.#drainedMs < trustMs && now - this.#returnedMs >= returningMs;
  }

  listen(listener: BusListener): void {
    this.#listener = listener;
    if (this.#subscription.subscribed) listener.lost();
  }

  async publish(tenant: TenantId, tags: readonly string[] | null): Promise<void> {
    if (tags?.length === 0) return;
    const answer = await tracedCommand('publish', 1, () =>
      this.#link.run(client => publishMessage(client, { from: this.#from, tenant, tags })),
    );
    if (answer !== noAnswer) return;
    // Perhaps it was published, and the answer was lost. Twice does no harm.
    this.#owed.add(tenant);
    this.#link.distrust(new RedisAway('an invalidation was not taken'));
  }

  get owing(): boolean {
    return this.#owed.size > 0;
  }

  async pay(ask: Ask): Promise<boolean> {
    const batch = [...this.#owed.values().take(owedBatch)];
    const paid = await Promise.all(
      batch.map(async tenant => {
        // Before it is sent: what comes to be owed meanwhile may not be covered by this one.
        this.#owed.delete(tenant);
        const answer = await ask(client => publishMessage(client, { from: this.#from, tenant, tags: null }));
        if (answer === noAnswer) this.#owed.add(tenant);
        return answer !== noAnswer;
      }),
    );
    return paid.every(Boolean);
  }

  /** At once, whatever is on its way. */
  async close(): Promise<void> {
    clearInterval(this.#heartbeats);
    this.#subscription.close();
  }

  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    const sentMs = performance.now();
    // Both connections: who cannot publish is not confirmed either. The link's answer is in what it trusts.
    const [drained, answer] = await Promise.all([
      this.#subscription.drained(),
      this.#link.run(client => client.ping()),
    ]);
    this.#noteWhether(drained && answer !== noAnswer);
    if (drained) this.#drainedMs = sentMs;
    this.#beating = false;
  }

  #noteWhether(isThere: boolean): void {
    if (isThere && this.#wasThere === false) this.#returnedMs = performance.now();
    if (isThere || this.#wasThere !== undefined) this.#wasThere = isThere;
  }

  #receive(text: string): void {
    const message = parseMessage(text);
    if (message === undefined) this.#missed();
    else if (!this.#follows(message)) this.#listener?.invalidated(message.tenant, null);
    else if (message.from !== this.#from) this.#listener?.invalidated(message.tenant, message.tags);
  }

  /** Whether no message of the tenant is missing before this one. One's own are counted like the others'. */
  #follows({ tenant, sequence }: Message): boolean {
    const last = this.#sequences.get(tenant);
    if (sequence === 0) {
      this.#sequences.delete(tenant);
      return true;
    }
    this.#sequences.set(tenant, sequence);
    return last === undefined || sequence === last + 1;
  }

  #missed(): void {
    // Another heartbeat must be answered first: those of the connection before vouch for nothing.
    this.#drainedMs = Number.NEGATIVE_INFINITY;
    this.#sequences.clear();
    this.#listener?.lost();
    void this.#beat();
  }
}
