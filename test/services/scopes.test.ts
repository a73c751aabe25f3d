import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitions } from '../../src/fhir/registry.ts';
import { type Action, actions, permissions, rightOf } from '../../src/services/permissions.ts';
import { grantedBy } from '../../src/services/scopes.ts';
import { anyCharacter } from '../support/any-character.ts';

const types = definitions.map(({ type }) => type);
const [some] = types;
const namesOf = (...scopes: string[]) => grantedBy(scopes).names;
const over = (of: readonly string[], letters: string) =>
  of.flatMap(type => [...letters].map(letter => `${type}.${letter}`)).sort();

describe('one scope', () => {
  test.each([
    ['user/Patient.read', over(['Patient'], 'rs')],
    ['user/Patient.write', over(['Patient'], 'u')],
    ['user/Patient.*', over(['Patient'], 'rsu')],
    ['system/Patient.read', over(['Patient'], 'rs')],
    ['user/*.read', over(types, 'rs')],
    ['user/*.*', over(types, 'rsu')],
    ['user/Patient.r', over(['Patient'], 'r')],
    ['user/Patient.rs', over(['Patient'], 'rs')],
    ['user/Patient.u', over(['Patient'], 'u')],
    ['user/Patient.cruds', over(['Patient'], 'rsu')],
    ['user/Patient.cud', over(['Patient'], 'u')],
    ['user/Patient.cd', []],
    ['system/*.cruds', over(types, 'rsu')],
    ['gateway/warm-up', ['gateway/warm-up']],
    ['gateway/cool-down', ['gateway/cool-down']],
    ['gateway/introspection', ['gateway/introspection']],
  ])('%s', (scope, names) => expect(namesOf(scope)).toEqual(names));

  test.each([
    ...['openid', 'profile', 'fhirUser', 'launch', 'launch/patient', 'offline_access', 'online_access', ''],
    ...['user/Observation.read', 'user/patient.read', 'user/Patient', 'user/Patient.', 'user/.read', 'user/'],
    ...[
      'user/Patient.sr',
      'user/Patient.rr',
      'user/Patient.rx',
      'user/Patient.READ',
      'user/Patient.read.read',
    ],
    ...[
      'User/Patient.read',
      'users/Patient.read',
      ' user/Patient.read',
      'user/Patient.read ',
      'user/Pat*.read',
    ],
    ...['user/**.read', 'user/Patient.**', 'user/Patient,Encounter.read', 'user/constructor.read'],
    ...['user/__proto__.read', 'user/Patient.constructor', 'system/Patient.r\n', 'user/Patient/read'],
    ...['gateway/*', 'gateway/warm-up.r', 'gateway/', 'vendor:Patient.read', 'https://example.org/user/*.*'],
  ])('%j grants nothing', scope => expect(namesOf(scope)).toEqual([]));

  test.each([
    ...['patient/Patient.read', 'patient/*.*', 'patient/Observation.rs', 'patient/nonsense', 'patient/'],
    ...['patient/Patient.rs?gender=female'],
  ])('%s is refused, since it is for one patient', scope =>
    expect(() => grantedBy(['user/*.*', scope])).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('one patient') }),
    ),
  );

  test.each([
    ...['user/Patient.rs?gender=female', 'system/*.r?_security=N', 'user/Observation.rs?category=laboratory'],
    ...['user/Patient.read?', 'user/nonsense?a=b'],
  ])('%s is refused, since it is narrowed by a search', scope =>
    expect(() => grantedBy(['user/*.*', scope])).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('search') }),
    ),
  );
});

const letters = fc.subarray([...'cruds']).map(chosen => chosen.join(''));
const word = fc.oneof(fc.constantFrom('read', 'write', '*'), letters);
const stored = fc.constantFrom('*', ...types);
const granting = fc
  .tuple(fc.constantFrom('user', 'system'), stored, word)
  .map(([whom, type, what]) => `${whom}/${type}.${what}`);
const scopes = fc.array(fc.oneof(granting, fc.constantFrom('openid', 'gateway/warm-up', 'user/Basic.rs')));

/** What the specification says of one scope, asked the other way round. */
function allows(scope: string, action: Action, type: string): boolean {
  const [, about, what = ''] = /^\w+\/(.+)\.(.*)$/.exec(scope) ?? [];
  if (about !== '*' && about !== type) return false;
  if (what === 'read') return action !== 'update';
  if (what === 'write') return action === 'update';
  return what === '*' || what.includes({ read: 'r', search: 's', update: 'u' }[action]);
}

describe('scopes together', () => {
  test('allow what any of them allows, and nothing else', () => {
    fc.assert(
      fc.property(scopes, given => {
        const granted = grantedBy(given);
        for (const type of types)
          for (const action of actions)
            expect(granted.allows(action, type)).toBe(given.some(scope => allows(scope, action, type)));
        expect(granted.has('gateway/warm-up')).toBe(given.includes('gateway/warm-up'));
      }),
    );
  });

  test('are the same in any order and number, as the same object', () => {
    fc.assert(
      fc.property(scopes, given => {
        expect(grantedBy([...given, ...given].toReversed())).toBe(grantedBy(given));
      }),
    );
  });

  test('whatever is not a scope of SMART or the gateway grants nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), text => {
        fc.pre(!/^(patient|user|system|gateway)\//.test(text));
        expect(grantedBy([text])).toBe(permissions([]));
      }),
    );
  });

  test('a scope for one patient or with a search spoils all others', () => {
    const narrowed = fc.oneof(
      fc.string().map(rest => `patient/${rest}`),
      fc.tuple(granting, fc.string()).map(([scope, search]) => `${scope}?${search}`),
    );
    fc.assert(
      fc.property(scopes, narrowed, fc.nat(), (given, bad, place) => {
        expect(() => grantedBy(given.toSpliced(place % (given.length + 1), 0, bad))).toThrow();
      }),
    );
  });

  test('the letters are those of the permissions', () => {
    for (const [action, letter] of [
      ['read', 'r'],
      ['search', 's'],
      ['update', 'u'],
    ] as const)
      expect(namesOf(`user/${some}.${letter}`)).toEqual([rightOf(action, some!)]);
  });
});
