import { isRecord } from '../../core/record.ts';
import { definitions } from '../../fhir/registry.ts';
import type { HttpAnswer, HttpClient } from '../http/client.ts';
import { butOutcome } from '../http/outcome.ts';
import { SourceError } from '../source.ts';

/** A large server's statement has some MiB. */
const maxStatementBytes = 32 * 1024 * 1024;
/** Whoever mistyped a URL should learn of it soon. */
const statementTries = 4;

export interface ServerStatement {
  /** Stored types that the server searches. */
  readonly types: readonly string[];
  /** The server's time, ISO 8601, of its `Date` header. Our own would be of no use: who knows how far they are apart. */
  readonly time: string | undefined;
}

/**
 * What a server says of itself at `/metadata` (https://hl7.org/fhir/R4/http.html#capabilities).
 *
 * R4 is 4.0.x. R4B, 4.3.x, is taken as well: it differs in definitions of medication, evidence and subscription, and not in
 * what is stored here.
 *
 * @throws SourceError for what is no FHIR R4 server, or searches no type that is stored
 */
export async function readStatement(client: HttpClient): Promise<ServerStatement> {
  const { answer, rest } = await readR4(client);
  const searched = typesOf(rest, 'search-type');
  const types = definitions.map(({ type }) => type).filter(type => searched.has(type));
  if (types.length === 0)
    throw new SourceError(`${client.base.href} offers no search of a type that is stored`);
  const told = Date.parse(answer.header('date') ?? '');
  return { types, time: Number.isNaN(told) ? undefined : new Date(told).toISOString() };
}

/**
 * Stored types that a server has, whatever it does with them: what may be asked of its exports. All where it names none.
 * @throws SourceError for what is no FHIR R4 server
 */
export async function exportedTypes(client: HttpClient): Promise<readonly string[]> {
  const { rest } = await readR4(client);
  const known = typesOf(rest);
  const stored = definitions.map(({ type }) => type);
  const types = stored.filter(type => known.has(type));
  return types.length > 0 ? types : stored;
}

async function readR4(client: HttpClient): Promise<{ readonly answer: HttpAnswer; readonly rest: unknown }> {
  const { answer, json } = await client.json(
    { url: client.at('metadata'), what: `${client.base.href}/metadata`, tries: statementTries },
    maxStatementBytes,
  );
  if (!isRecord(json) || json.resourceType !== 'CapabilityStatement') {
    throw new SourceError(
      `${client.base.href} is no FHIR R4 server: /metadata holds no CapabilityStatement${butOutcome(json)}`,
    );
  }
  const version = String(json.fhirVersion);
  if (!/^4\.[03](\.|$)/.test(version)) {
    const spoken = /^\d[\w.-]{0,20}$/.test(version) ? `FHIR ${version}` : 'no version of FHIR that it names';
    throw new SourceError(`${client.base.href} speaks ${spoken}; expected R4 (4.0.1) or R4B (4.3.0)`);
  }
  return { answer, rest: json.rest };
}

/** @param code of what must be done with them; anything unless it is given */
function typesOf(rest: unknown, code?: string): ReadonlySet<unknown> {
  const servers = records(rest).filter(({ mode }) => mode !== 'client');
  const resources = servers.flatMap(({ resource }) => records(resource));
  return new Set(
    resources
      .filter(
        ({ interaction }) => code === undefined || records(interaction).some(each => each.code === code),
      )
      .map(({ type }) => type),
  );
}

function records(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
