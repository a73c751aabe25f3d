import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../core/clock.ts';
import { within } from '../../core/clock.ts';
import type { Logger } from '../../core/log.ts';
import type { GatewayContext } from '../../graphql/context.ts';
import { type Execution, Trail, type TriedReview } from '../../graphql/trail.ts';
import type { AuditFigures } from '../../metrics/audit.ts';
import { type KeptAnswer, resourcesIn } from '../../services/answers.ts';
import type { TenantStatus } from '../../tenants/status.ts';
import {
  type Asker,
  beginning,
  type Details,
  EventLine,
  end,
  type Outcome,
  ReadLine,
  readBy,
  resourceEnd,
  resourceEnds,
} from './event.ts';
import type { LineWriter } from './line-writer.ts';
import { Tally } from './tally.ts';

/** The answer to a write waits so long for its lines to be written. */
const confirmMs = 1_000;

/** Codes told of one answer. */
const maxCodes = 20;

/** Of these the client is to blame, or chance; nothing was written. All others are ours. */
const minor: ReadonlySet<string> = new Set([
  ...['BAD_USER_INPUT', 'CONFLICT', 'COST_ESTIMATED_TOO_EXPENSIVE', 'FORBIDDEN', 'NOT_FOUND', 'NOT_READY'],
  ...['TENANT_BUSY', 'TENANT_COLD', 'TOO_MANY_MATCHES', 'UNAUTHENTICATED', 'UNRESOLVED_REFERENCE'],
]);

export interface AuditOptions {
  readonly writer: LineWriter;
  /** Of the resources of one line. */
  readonly maxResourceBytes: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A request, as far as it is told of. */
export interface Asking extends Pick<FastifyRequest, 'id' | 'caller' | 'context'> {
  readonly ip: string | undefined;
}

/** Tells of every access to resources, every write and every refusal in lines of the audit log. */
export class Audit {
  readonly #options: AuditOptions;
  /** By kept answer, since the same is given many times. */
  readonly #told = new WeakMap<KeptAnswer, ToldRead>();
  /** By who acts, since the same ask for much. */
  readonly #agents = new WeakMap<object, ToldAgent>();
  readonly #unconfirmed: Tally;

  constructor(options: AuditOptions) {
    this.#options = options;
    const message = 'answers to writes did not wait for their lines of the audit log';
    this.#unconfirmed = new Tally(options.clock, options.logger, message);
  }

  get figures(): AuditFigures {
    return { ...this.#options.writer.figures, unconfirmed: this.#unconfirmed.total };
  }

  /** What is wrong, in words for whoever runs the gateway. */
  get trouble(): string | undefined {
    const { trouble } = this.#options.writer;
    if (trouble !== undefined || !this.#unconfirmed.lately) return trouble;
    return 'Answers to writes did not wait for their lines of the audit log.';
  }

  /** To be told of every request when it comes: once asked, Node knows the address also of a client that has gone. */
  arrived(request: Asking): void {
    void request.ip;
  }

  /** An answer was found. @param at milliseconds since 1970 */
  found(request: Asking, answer: KeptAnswer, at = this.#options.clock.now()): void {
    const { caller, context, id } = request;
    const tenant = caller?.tenant ?? context.tenant;
    let told = this.#told.get(answer);
    if (told === undefined || told.tenant !== tenant || told.operationId !== context.operationId) {
      const ends = resourceEnds(resourcesIn(answer), this.#options.maxResourceBytes);
      const by = askerOf(request, 'query');
      const lines = ends.map((end, place) => new ReadLine(by, partOf(place, ends), end));
      told = { tenant, operationId: context.operationId, lines };
      this.#told.set(answer, told);
    }
    const { writer } = this.#options;
    const agent = this.#agentOf(request);
    for (const line of told.lines) writer.write(line.of(at, agent, id));
  }

  #agentOf({ caller, ip }: Asking): Buffer {
    const kind = caller?.kind ?? 'unknown';
    const key = caller?.agent ?? nobody;
    const known = this.#agents.get(key);
    if (known !== undefined && known.address === ip && known.kind === kind) return known.bytes;
    const bytes = readBy({ kind, agent: caller?.agent, address: ip });
    this.#agents.set(key, { kind, address: ip, bytes });
    return bytes;
  }

  /**
   * An operation has been answered by executing it, or refused before. Resolves when the answer may be sent: an answer
   * to a write waits until the system has its lines, for a second at most. Undefined: at once.
   * @param status of HTTP
   * @param context undefined when it was refused before there was one
   */
  executed(request: Asking, status: number, context: GatewayContext | undefined): Promise<void> | undefined {
    const { footprint, trail } = context ?? {};
    const by = askerOf(request, trail?.kind);
    const codes = [...(trail?.codes ?? [])].sort().slice(0, maxCodes);
    const reviews = trail?.reviews ?? [];
    const executions = trail?.executions ?? [];
    if (isRefused(status, codes, reviews)) this.#refused(by, status === 401 ? 401 : 403, codes);
    const keys = footprint?.resources ?? [];
    if (keys.length > 0)
      this.#read(by, outcomeOf(codes), codes, resourceEnds(keys, this.#options.maxResourceBytes));
    const told = [
      ...reviews.map(review => this.#reviewed(by, review)),
      ...executions.map(execution => this.#executed(by, execution)),
    ];
    return told.length === 0 ? undefined : this.#confirmed(told.every(Boolean));
  }

  /** The same for a change of the tenant's state that is no GraphQL operation. */
  async execution(
    request: Asking,
    name: Execution['name'],
    work: Promise<TenantStatus>,
    refresh: boolean,
  ): Promise<TenantStatus> {
    const trail = new Trail();
    try {
      return await trail.execution(name, work, refresh);
    } finally {
      const told = trail.executions.map(execution => this.#executed(askerOf(request), execution));
      await this.#confirmed(told.every(Boolean));
    }
  }

  /** A request was refused with that status. */
  refused(request: Asking, status: 401 | 403, code: string): void {
    this.#refused(askerOf(request), status, [code]);
  }

  reopen(): Promise<void> {
    return this.#options.writer.reopen();
  }

  async close(): Promise<void> {
    this.#unconfirmed.close();
    await this.#options.writer.close();
  }

  #read(by: Asker, outcome: Outcome, codes: readonly string[], ends: readonly Buffer[]): void {
    const { writer, clock } = this.#options;
    const at = clock.now();
    for (const [place, lineEnd] of ends.entries()) {
      const details = partOf(place, ends);
      writer.write(new EventLine(beginning({ what: 'read', at, by, outcome, codes, details }), lineEnd));
    }
  }

  #reviewed(by: Asker, { type, key, reviewed, code }: TriedReview): boolean {
    const outcome = code === undefined ? '0' : outcomeOf([code]);
    const lineEnd = resourceEnd(type, key, {
      reviewed: String(reviewed),
      // It may have been done all the same.
      ...(outcome === '8' && { written: 'unknown' }),
    });
    return this.#write('review', by, outcome, code, {}, lineEnd);
  }

  #executed(by: Asker, { name, refresh, state, code }: Execution): boolean {
    const details = { execution: name, ...(refresh && { refresh: 'true' }), state };
    return this.#write('execution', by, code === undefined ? '0' : '8', code, details, end);
  }

  #refused(by: Asker, status: 401 | 403, codes: readonly string[]): void {
    const told = codes.length > 0 ? codes : [status === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN'];
    const what = status === 401 ? 'unauthenticated' : 'forbidden';
    const { writer, clock } = this.#options;
    writer.write(new EventLine(beginning({ what, at: clock.now(), by, outcome: '4', codes: told }), end));
  }

  #write(
    what: 'review' | 'execution',
    by: Asker,
    outcome: Outcome,
    code: string | undefined,
    details: Details,
    lineEnd: Buffer,
  ): boolean {
    const { writer, clock } = this.#options;
    const codes = code === undefined ? [] : [code];
    return writer.write(
      new EventLine(beginning({ what, at: clock.now(), by, outcome, codes, details }), lineEnd),
    );
  }

  async #confirmed(taken: boolean): Promise<void> {
    const { writer, clock } = this.#options;
    let handed = false;
    const handing = writer.handed().then(() => {
      handed = true;
    });
    await within(confirmMs, clock, handing);
    if (!handed || !taken) this.#unconfirmed.add();
  }
}

/** Whoever has no name. */
const nobody = {};

/** What is told of a kept answer whenever it is given. */
interface ToldRead {
  readonly tenant: string | undefined;
  readonly operationId: string | undefined;
  readonly lines: readonly ReadLine[];
}

interface ToldAgent {
  readonly kind: Asker['kind'];
  readonly address: string | undefined;
  readonly bytes: Buffer;
}

function partOf(place: number, { length }: readonly Buffer[]): Details {
  return { part: length === 1 ? undefined : `${place + 1}/${length}` };
}

function askerOf({ id, ip, caller, context }: Asking, kind?: 'query' | 'mutation'): Asker {
  return {
    kind: caller?.kind ?? 'unknown',
    agent: caller?.agent,
    address: ip,
    requestId: id,
    tenant: caller?.tenant ?? context.tenant,
    operation: { name: context.operation, id: context.operationId, kind },
  };
}

function outcomeOf(codes: readonly string[]): Outcome {
  if (codes.length === 0) return '0';
  return codes.every(code => minor.has(code)) ? '4' : '8';
}

/** Whoever may not do a part of what he asked for may have been given the rest. */
function isRefused(status: number, codes: readonly string[], reviews: readonly TriedReview[]): boolean {
  const isForbidden = (code: string | undefined) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED';
  return (
    status === 401 ||
    status === 403 ||
    codes.some(isForbidden) ||
    reviews.some(({ code }) => isForbidden(code))
  );
}
