import { GatewayError } from '../core/errors.ts';
import { definitions, findDefinition } from '../fhir/registry.ts';
import { type Permissions, permissions, type Right } from './permissions.ts';

/**
 * Scopes of SMART on FHIR for resources, whoever they were given for: version 1 has a word, version 2 a part of
 * `cruds` in that order.
 */
const forResources = /^(?:user|system)\/(\*|[A-Za-z]+)\.(\*|read|write|c?r?u?d?s?)$/;

/** Nothing is created or deleted here, so that writing is updating. */
const lettersOfWord: Readonly<Record<string, string>> = { '*': 'rus', read: 'rs', write: 'u' };

const forGateway: ReadonlySet<string> = new Set<Right>([
  'gateway/warm-up',
  'gateway/cool-down',
  'gateway/introspection',
]);

/**
 * What scopes allow, by https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html. Those that are unknown or
 * malformed, and those of types that are not stored, allow nothing.
 * @throws GatewayError FORBIDDEN for scopes that hold for one patient or for what a search finds
 */
export function grantedBy(scopes: readonly string[]): Permissions {
  const rights: Right[] = [];
  for (const scope of new Set(scopes)) {
    refuseNarrowed(scope);
    if (forGateway.has(scope)) rights.push(scope as Right);
    else rights.push(...rightsOf(scope));
  }
  return permissions(rights);
}

function refuseNarrowed(scope: string): void {
  if (scope.startsWith('patient/')) {
    throw new GatewayError(
      'FORBIDDEN',
      'A patient/ scope was granted. The gateway cannot narrow what it delivers to one patient, and to ignore that would grant too much: use user/ or system/ scopes.',
    );
  }
  if (/^(?:user|system)\/[^?]*\?/.test(scope)) {
    throw new GatewayError(
      'FORBIDDEN',
      'A scope with a search in it was granted. The gateway cannot narrow what it delivers by a search, and to ignore that would grant too much: use scopes without "?".',
    );
  }
}

function rightsOf(scope: string): readonly Right[] {
  const [, name = '', word = ''] = forResources.exec(scope) ?? [];
  const types = name === '*' ? definitions : [findDefinition(name)].filter(found => found !== undefined);
  const letters = [...(lettersOfWord[word] ?? word)].filter(isUsed);
  return types.flatMap(({ type }) => letters.map((letter): Right => `${type}.${letter}`));
}

function isUsed(letter: string): letter is 'r' | 'u' | 's' {
  return 'rus'.includes(letter);
}
