import type { Random } from '../../../src/fhir/sample/random.ts';
import type { HttpAnswer } from './client.ts';
import { elsewhen, isAllowed, knownCodes, unexpected } from './codes.ts';
import type { Expected, Operation, Reviewing, Scene } from './operation.ts';
import type { HuntTenant } from './world.ts';

/** An answer with what was asked, and when: on the clock of `performance.now()`. */
export interface Exchange {
  readonly operation: Operation;
  readonly requestId: string;
  readonly answer: HttpAnswer;
  readonly begun: number;
  readonly ended: number;
}

/** What is of interest in an answer beside what is wrong with it. */
export interface Verdict {
  readonly problems: readonly string[];
  /** Whether a mark of the tenant's own was seen: it was no empty answer. */
  readonly ownMark: boolean;
  readonly codes: readonly string[];
  /** Expectations that were met. */
  readonly met: readonly string[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };
interface ErrorEntry {
  readonly message?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

const linkNames = ['next', 'previous', 'first', 'last'];

/** Judges every answer. What it sees of reviews and cursors it tells the scene. */
export class Judge {
  readonly #scene: Scene;
  readonly #random: Random;
  readonly #tenantIds: RegExp;
  /** How often a tenant saw a review of its own. */
  reviewsSeen = 0;

  constructor(scene: Scene, random: Random) {
    this.#scene = scene;
    this.#random = random;
    this.#tenantIds = new RegExp(`"(${scene.world.tenants.map(({ id }) => id).join('|')})"`, 'g');
  }

  judge(exchange: Exchange): Verdict {
    const { operation, answer, requestId } = exchange;
    const problems: string[] = [];
    const met: string[] = [];
    const ownMark = this.#checkMarks(exchange, problems);
    if (answer.headers.get('x-request-id') !== requestId)
      problems.push('It is the answer to another request');
    if (operation.kind === 'operators') {
      if (![200, 400, 404].includes(answer.status)) problems.push(`HTTP status ${answer.status}`);
      return { problems, met, ownMark, codes: [] };
    }
    const body = parsed(answer.body);
    if (body === undefined)
      return { problems: [...problems, 'It is no JSON object'], met, ownMark, codes: [] };
    const errors = (body.errors ?? []) as unknown as readonly ErrorEntry[];
    const codes = errors.map(({ extensions }) => String(extensions?.code));
    if (!answer.headers.get('cache-control')?.includes('private'))
      problems.push('It may be cached for others');
    if (!isAllowed(answer.status, codes)) problems.push(`HTTP status ${answer.status} for ${codes.join()}`);
    this.#checkCodes(operation, codes, problems);
    // Not even of the tenant's own: an error tells no data.
    const messages = errors.map(({ message }) => `"${message}"`).join('\n');
    if (this.#scene.world.marks.find(messages).size > 0) problems.push('LEAK: an error tells what is stored');
    const { tenant } = operation;
    const data = ('data' in body || 'errors' in body ? body.data : body) as JsonObject | null | undefined;
    this.#settle(operation, data, problems);
    if (tenant !== undefined && data != null) {
      // What is within a field may fail by itself.
      const failed = (name: string) =>
        data[name] === null ? errors.find(({ path }) => path?.[0] === name)?.extensions?.code : undefined;
      for (const [name, expected] of operation.roots ?? []) {
        const problem = this.#expect(tenant, expected, data[name], failed(name));
        if (problem !== undefined) problems.push(`${name}: ${problem}`);
        else if (typeof expected === 'string' && !elsewhen.has(failed(name) ?? '')) met.push(expected);
      }
      this.#keepEntries(operation, tenant, data);
      this.#visit(exchange, tenant, data, problems);
    }
    return { problems, met, ownMark, codes };
  }

  /** Of an abandoned operation nobody knows what became. */
  abandoned({ writes = [] }: Operation): void {
    for (const { write } of writes) this.#scene.reviews.abandon(write);
  }

  #checkMarks({ operation, answer }: Exchange, problems: string[]): boolean {
    const { tenant, echoes = [] } = operation;
    const repeated = echoes.reduce((text, id) => text.replaceAll(`"${id}"`, '""'), answer.body);
    const found = this.#scene.world.marks.find(`${answer.head}\n${repeated}`);
    for (const mark of found) {
      if (tenant?.allowed.has(mark) !== true) problems.push(`LEAK: a mark of ${mark.owner}, ${mark.text}`);
    }
    if (operation.kind !== 'operators') {
      for (const [, id] of answer.body.matchAll(this.#tenantIds)) {
        if (id !== tenant?.id) problems.push(`LEAK: the tenant id ${id}`);
      }
    }
    return tenant !== undefined && [...found].some(mark => tenant.allowed.has(mark));
  }

  #checkCodes({ kind, fails }: Operation, codes: readonly string[], problems: string[]): void {
    for (const code of new Set(codes)) {
      if (!knownCodes.has(code)) problems.push(`error code ${code}`);
      if (fails === undefined && unexpected.has(code))
        problems.push(`the hunt's own operation is wrong: ${code}`);
    }
    if (fails === undefined) return;
    if (codes.length === 0) problems.push(`${kind} did not fail`);
    if (fails.length > 0 && !codes.every(code => fails.includes(code))) {
      problems.push(`${kind} failed with ${codes.join()} and not with ${fails.join()}`);
    }
  }

  #expect(
    tenant: HuntTenant,
    expected: Expected,
    value: Json | undefined,
    failed?: string,
  ): string | undefined {
    if (failed !== undefined && elsewhen.has(failed)) return undefined;
    if (expected === 'accepted')
      return failed === undefined ? undefined : `its own cursor failed with ${failed}`;
    if (expected === 'refused') {
      return value === null && failed === 'BAD_USER_INPUT' ? undefined : 'a cursor of others was not refused';
    }
    if (expected === 'absent') return isEmpty(value) ? undefined : 'there is what only others have';
    if (tenant.loose || failed !== undefined) return undefined;
    if (expected === 'present') return isEmpty(value) ? 'what the tenant has is not there' : undefined;
    const { count } = value as { count?: Json };
    if (typeof count !== 'number') return undefined;
    return this.#scene.world.totals(tenant, expected.countOf).includes(count)
      ? undefined
      : `a count of ${count}`;
  }

  /** Tells the model what became of the reviews. */
  #settle({ writes = [], tenant }: Operation, data: JsonObject | null | undefined, problems: string[]): void {
    for (const reviewing of writes) {
      const state = at(data ?? null, reviewing.path);
      if (state === null || state === undefined) {
        this.#scene.reviews.drop(tenant!.id, reviewing.key, reviewing.write);
        continue;
      }
      const { reviewed, reviewTime } = state as { reviewed: boolean; reviewTime: string | null };
      if (reviewed !== reviewing.write.reviewed || reviewed !== (reviewTime !== null)) {
        problems.push(`a review of ${reviewing.key} became ${reviewed}, ${reviewTime}`);
      }
      this.#checkState(tenant!, reviewing, reviewTime, problems);
      this.#scene.reviews.end(reviewing.write, reviewTime);
    }
  }

  /** What was reviewed before keeps its time, and that must be one of this tenant's. */
  #checkState(tenant: HuntTenant, { key, write }: Reviewing, state: string | null, problems: string[]): void {
    const read = { begun: write.begun, ended: performance.now(), state };
    if (!this.#scene.reviews.allows(tenant.id, key, read))
      problems.push(`LEAK: ${key} was reviewed at ${state}`);
  }

  /** Resources with their reviews, tenants, counts and links, wherever they stand. */
  #visit(exchange: Exchange, tenant: HuntTenant, value: Json, problems: string[]): void {
    if (typeof value !== 'object' || value === null) return;
    if (isList(value)) {
      for (const entry of value) this.#visit(exchange, tenant, entry, problems);
      return;
    }
    const { world, reviews } = this.#scene;
    const { __typename: type, id, reviewed, reviewTime, resourceType, total } = value;
    const isReviewable = reviewed !== undefined && reviewTime !== undefined;
    if (typeof type === 'string' && typeof id === 'string' && isReviewable) {
      const { begun, ended } = exchange;
      const read = { begun, ended, state: reviewTime as string | null };
      if (reviewed === true) this.reviewsSeen += 1;
      if (reviewed !== (reviewTime !== null)) problems.push(`${type}/${id}: ${reviewed} at ${reviewTime}`);
      if (!reviews.allows(tenant.id, `${type}/${id}`, read)) {
        problems.push(`LEAK: ${type}/${id} is reviewed at ${reviewTime}`);
      }
    }
    if ('progress' in value && 'id' in value && id !== tenant.id) problems.push(`LEAK: tenant ${String(id)}`);
    if (typeof resourceType === 'string' && typeof total === 'number') {
      const name = resourceType.charAt(0) + resourceType.slice(1).toLowerCase();
      if (!world.totals(tenant, name).includes(total)) problems.push(`LEAK: ${total} of ${resourceType}`);
    }
    if (typeof type === 'string' && type.endsWith('Connection')) this.#keepLinks(tenant, type, value);
    for (const inner of Object.values(value)) this.#visit(exchange, tenant, inner, problems);
  }

  #keepLinks(tenant: HuntTenant, field: string, connection: JsonObject): void {
    const list = { field, type: field.slice(0, -'Connection'.length), args: [] };
    for (const name of linkNames) {
      const text = connection[name];
      if (typeof text === 'string') {
        this.#scene.cursors.keep(tenant.id, { text, list, link: true }, this.#random);
      }
    }
  }

  #keepEntries({ lists = new Map() }: Operation, tenant: HuntTenant, data: JsonObject): void {
    for (const [name, list] of lists) {
      const page = data[name] as
        | { readonly edges?: readonly { readonly cursor: string }[] }
        | null
        | undefined;
      for (const { cursor } of page?.edges ?? []) {
        this.#scene.cursors.keep(tenant.id, { text: cursor, list, link: false }, this.#random);
      }
    }
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (isList(value)) return value.length === 0;
  return typeof value === 'object' && 'edges' in value && isEmpty((value as JsonObject).edges);
}

function at(value: Json, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, step) => (inner as Record<string | number, Json> | null | undefined)?.[step],
    value,
  );
}

function parsed(body: string): JsonObject | undefined {
  try {
    const value = JSON.parse(body) as Json;
    return typeof value === 'object' && value !== null && !isList(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
