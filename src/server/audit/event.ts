import { toIso } from '../../core/clock.ts';
import type { ResourceKey } from '../../core/ids.ts';
import type { Line } from './line-buffer.ts';

/** https://hl7.org/fhir/R4/valueset-audit-event-outcome.html: success, the client's fault, ours. */
export type Outcome = '0' | '4' | '8';

/** Who asked, from where, for what. */
export interface Asker {
  readonly kind: 'anonymous' | 'user' | 'partner' | 'unknown';
  readonly agent: { readonly system: string; readonly name: string } | undefined;
  /** Undefined when it is not known. */
  readonly address: string | undefined;
  readonly requestId: string;
  readonly tenant: string | undefined;
  readonly operation: {
    readonly name: string | undefined;
    readonly id: string | undefined;
    readonly kind: 'query' | 'mutation' | undefined;
  };
}

/** Names and their values; those without a value are left out. */
export type Details = Readonly<Record<string, string | undefined>>;

/** What is told of one access or one change. */
export interface Event {
  readonly what: keyof typeof kinds;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: Asker;
  readonly outcome: Outcome;
  readonly codes: readonly string[];
  /** Of the operation. */
  readonly details?: Details;
}

const rest = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'RESTful Operation',
};
const interaction = (code: string) => ({ system: 'http://hl7.org/fhir/restful-interaction', code });
const dicom = (code: string, display: string) => ({
  system: 'http://dicom.nema.org/resources/ontology/DCM',
  ...{ code, display },
});

/** Types and actions, https://hl7.org/fhir/R4/auditevent.html */
const kinds = {
  read: { type: rest, subtype: [interaction('operation')], action: 'R' },
  review: { type: rest, subtype: [interaction('update')], action: 'U' },
  execution: { type: rest, subtype: [interaction('operation')], action: 'E' },
  unauthenticated: {
    type: dicom('110114', 'User Authentication'),
    subtype: [dicom('110122', 'Login')],
    action: 'E',
  },
  forbidden: { type: dicom('110113', 'Security Alert'), subtype: [interaction('operation')], action: 'E' },
} as const;

const source = {
  observer: { display: 'fhir-graphql-gateway' },
  type: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
      code: '4',
      display: 'Application Server',
    },
  ],
};
const systemObject = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
  code: '2',
  display: 'System Object',
};

/** What names may be as long as their giver likes. */
const maxNameLength = 256;

/** What all events of a kind begin with. */
const beginnings = Object.fromEntries(
  Object.entries(kinds).map(([what, kind]) => [
    what,
    `${JSON.stringify({ resourceType: 'AuditEvent', ...kind }).slice(0, -1)},"recorded":"`,
  ]),
) as Readonly<Record<Event['what'], string>>;
const sourceText = JSON.stringify(source);

/** A line of the audit log, a FHIR R4 AuditEvent as JSON, but for its end: see `end`. */
export function beginning({ what, at, by, outcome, codes, details }: Event): string {
  const described = codes.length > 0 ? `,"outcomeDesc":${JSON.stringify(codes.join(' '))}` : '';
  return (
    `${beginnings[what]}${toIso(at)}","outcome":"${outcome}"${described},` +
    `"agent":[${agentText(by)}],"source":${sourceText},"entity":[${operationText(by, details)}`
  );
}

/** A line of its beginning and its end, which has the line feed and may be that of many. */
export class EventLine implements Line {
  readonly length: number;
  readonly #beginning: string;
  readonly #end: Buffer;

  constructor(beginning: string, end: Buffer) {
    this.length = Buffer.byteLength(beginning) + end.length;
    this.#beginning = beginning;
    this.#end = end;
  }

  copyTo(bytes: Buffer, at: number): void {
    bytes.set(this.#end, at + bytes.write(this.#beginning, at));
  }
}

/**
 * The line of a read that went well, of parts that many share. They lie ready as bytes: what differs is when it was, who
 * has read, and the id of the request.
 */
export class ReadLine implements Line {
  readonly #beforeId: Buffer;
  readonly #afterId: Buffer;
  #at = 0;
  #agent: Buffer = noBytes;
  #id = '';

  /** @param end of the line, with its line feed */
  constructor(by: Omit<Asker, 'requestId'>, details: Details, end: Buffer) {
    // An id has no sign that JSON would escape.
    const mark = '-';
    const text = operationText({ ...by, requestId: mark }, details);
    const place = text.lastIndexOf(`"${mark}"`) + 1;
    this.#beforeId = Buffer.from(text.slice(0, place));
    this.#afterId = Buffer.concat([Buffer.from(text.slice(place + mark.length)), end]);
  }

  /**
   * To be written before it is told of the next.
   *
   * @param agent see `readBy`
   * @param id of the request, ASCII
   */
  of(at: number, agent: Buffer, id: string): this {
    this.#at = at;
    this.#agent = agent;
    this.#id = id;
    return this;
  }

  get length(): number {
    const { length } = this.#agent;
    return readStart.length + length + this.#beforeId.length + this.#id.length + this.#afterId.length;
  }

  copyTo(bytes: Buffer, at: number): void {
    let place = at;
    if (this.#at !== readStartMs) {
      readStartMs = this.#at;
      readStart.write(toIso(readStartMs), readStart.length - isoLength, 'latin1');
    }
    bytes.set(readStart, place);
    place += readStart.length;
    bytes.set(this.#agent, place);
    place += this.#agent.length;
    bytes.set(this.#beforeId, place);
    place += this.#beforeId.length;
    place += bytes.write(this.#id, place, 'latin1');
    bytes.set(this.#afterId, place);
  }
}

const noBytes = Buffer.alloc(0);
const isoLength = toIso(0).length;

/** What a read begins with, and when it was: once a millisecond. */
const readStart = Buffer.from(`${beginnings.read}${toIso(0)}`);
let readStartMs = 0;

/** Who has read, as it stands in `ReadLine`. */
export function readBy(by: Pick<Asker, 'kind' | 'agent' | 'address'>): Buffer {
  return Buffer.from(`","outcome":"0","agent":[${agentText(by)}],"source":${sourceText},"entity":[`);
}

function agentText(by: Pick<Asker, 'kind' | 'agent' | 'address'>): string {
  return JSON.stringify(agentOf(by));
}

function operationText(
  { operation: { name, id, kind }, tenant, requestId }: Asker,
  details?: Details,
): string {
  const about = { tenant, kind, operationId: id, requestId, ...details };
  return JSON.stringify({
    type: systemObject,
    ...(name && { name: cut(name) }),
    detail: detailsOf(about),
  });
}

/** Of an event without resources. */
export const end = closed('');

/** The end of an event about a resource. @param key undefined: of its type alone is known what it is */
export function resourceEnd(type: string, key: ResourceKey | undefined, details: Details): Buffer {
  const what = key === undefined ? { type } : { reference: key };
  return closed(`,${JSON.stringify({ what, detail: detailsOf(details) })}`);
}

/**
 * The ends of the events about resources that were read: one, or more where it would be longer than so many bytes.
 * Keys have no sign that JSON would escape.
 */
export function resourceEnds(keys: readonly ResourceKey[], maxBytes: number): readonly Buffer[] {
  const ends: Buffer[] = [];
  let entities = '';
  for (const key of keys) {
    const entity = `,{"what":{"reference":"${key}"}}`;
    if (entities !== '' && entities.length + entity.length > maxBytes) {
      ends.push(closed(entities));
      entities = '';
    }
    entities += entity;
  }
  if (entities !== '') ends.push(closed(entities));
  return ends;
}

function closed(entities: string): Buffer {
  return Buffer.from(`${entities}]}\n`);
}

function agentOf({ kind, agent, address }: Pick<Asker, 'kind' | 'agent' | 'address'>) {
  return {
    type: { text: kind },
    ...(agent !== undefined && {
      who: { identifier: { system: cut(agent.system), value: cut(agent.name) } },
    }),
    requestor: true,
    ...(address !== undefined && { network: { address, type: '2' } }),
  };
}

function detailsOf(details: Details) {
  return Object.entries(details).flatMap(([type, value]) =>
    value === undefined || value === '' ? [] : [{ type, valueString: cut(value) }],
  );
}

function cut(text: string): string {
  return text.length <= maxNameLength ? text : text.slice(0, maxNameLength);
}
