import { GatewayError } from '../core/errors.ts';
import { definitions } from '../fhir/registry.ts';
import { type Action, type GatewayAction, type Permissions, permissions, rightOf } from './permissions.ts';

const gatewayActions: readonly string[] = ['warm-up', 'cool-down', 'introspection'] satisfies GatewayAction[];

/**
 * What scopes of SMART, versions 1 and 2, allow together. Those that are not understood grant nothing.
 * @throws GatewayError FORBIDDEN for scopes of one patient, and for those narrowed by a query
 */
export function grantedBy(scopes: readonly string[]): Permissions {
  return permissions(
    scopes.flatMap(scope => {
      const [, action = ''] = /^gateway\/(.+)$/.exec(scope) ?? [];
      if (gatewayActions.includes(action)) return [`gateway/${action as GatewayAction}` as const];
      if (scope.startsWith('patient/') || scope.includes('?')) {
        throw new GatewayError(
          'FORBIDDEN',
          'Scopes of one patient, and narrowed ones, cannot be granted here.',
        );
      }
      const { type, verbs } = /^(user|system)\/(?<type>\w+|\*)\.(?<verbs>.+)$/.exec(scope)?.groups ?? {};
      return definitions
        .filter(definition => type === '*' || type === definition.type)
        .flatMap(definition => actionsOf(verbs ?? '').map(each => rightOf(each, definition.type)));
    }),
  );
}

function actionsOf(verbs: string): Action[] {
  if (verbs === '*') return ['read', 'search', 'update'];
  if (verbs === 'read') return ['read', 'search'];
  if (verbs === 'write') return ['update'];
  if (verbs === '' || !/^c?r?u?d?s?$/.test(verbs)) return [];
  const letters = { r: 'read', s: 'search', u: 'update' } as const;
  return [...verbs].flatMap(letter => letters[letter as keyof typeof letters] ?? []);
}
