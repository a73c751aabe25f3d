import { readFileSync } from 'node:fs';
import { asError, GatewayError } from '../core/errors.ts';
import { isTenantId, type TenantId } from '../core/ids.ts';
import { findDefinition } from '../fhir/registry.ts';
import { parseSearch } from '../fhir/syntax/index.ts';
import type { Part } from '../store/port.ts';

/** Something in the file that cannot be followed; the message says what, in one line. */
export class PartsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PartsError';
  }
}

/**
 * Reads which part of master each tenant's copy holds: a JSON object of tenant ids and searches such as
 * `"Patient?organization=Organization/1&active=true"`. A tenant that is not in it has all of master.
 * @throws PartsError
 */
export function readParts(path: string, now: number): ReadonlyMap<TenantId, Part> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = asError(error) as NodeJS.ErrnoException;
    throw new PartsError(code === undefined ? 'The file is no JSON' : `The file cannot be read: ${code}`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new PartsError('The file is no JSON object of tenants and searches');
  }
  return new Map(Object.entries(content).map(([tenant, search]) => readEntry(tenant, search, now)));
}

function readEntry(tenant: string, search: unknown, now: number): [TenantId, Part] {
  if (!isTenantId(tenant)) throw new PartsError(`${JSON.stringify(tenant)} is no tenant id`);
  if (typeof search !== 'string') throw new PartsError(`The search of ${tenant} is no text`);
  const { type = '', conditions = '' } =
    /^(?<type>[A-Za-z]+)\?(?<conditions>.+)$/s.exec(search)?.groups ?? {};
  const definition = findDefinition(type);
  if (definition === undefined) {
    throw new PartsError(
      `The search of ${tenant} is not of the form Type?parameter=value with a stored type`,
    );
  }
  try {
    const where = conditions
      .split('&')
      .map(text => parseSearch(definition, text, { now, definitionOf: findDefinition }));
    return [tenant, { type, where }];
  } catch (error) {
    if (error instanceof GatewayError) throw new PartsError(`The search of ${tenant}: ${error.message}`);
    throw error;
  }
}
