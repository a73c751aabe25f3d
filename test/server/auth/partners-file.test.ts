import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../../../src/core/errors.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { Partners } from '../../../src/server/auth/partners.ts';
import { ManualClock } from '../../support/clock.ts';
import { fileOf, newKey, partnerEntry } from '../../support/partners.ts';

let path: string;
let clock: ManualClock;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'partners-test-')), 'partners.json');
  clock = new ManualClock();
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

async function open(...partners: readonly unknown[]): Promise<Partners> {
  await writeFile(path, fileOf(...partners));
  return Partners.open({ path, clock, logger: silentLogger });
}

function refusal(partners: Partners, apiKey: string): string {
  try {
    partners.find(apiKey);
  } catch (error) {
    expect(error).toBeInstanceOf(GatewayError);
    expect((error as GatewayError).code).toBe('UNAUTHENTICATED');
    expect((error as GatewayError).extensions).toEqual({});
    return (error as GatewayError).message;
  }
  throw new Error('the key was accepted');
}

test('a key is of its partner, with what that one may do', async () => {
  const [one, other, third] = [newKey(), newKey(), newKey()];
  const partners = await open(
    partnerEntry({ keys: [one.entry, other.entry], rateLimit: 50, operations: ['acme', 'sha256:ab'] }),
    partnerEntry({
      ...{ id: 'bell', name: 'Bell', tenants: ['bell'], operations: ['*'], keys: [third.entry] },
      scopes: ['system/Patient.u', 'gateway/warm-up'],
    }),
  );
  const { permissions, operations, ...acme } = partners.find(one.apiKey);
  expect(acme).toEqual({ id: 'acme', tenants: ['acme-east', 'acme-west'], rateLimit: 50 });
  expect([...operations!]).toEqual(['acme', 'sha256:ab']);
  expect([permissions.allows('read', 'Patient'), permissions.allows('update', 'Patient')]).toEqual([
    true,
    false,
  ]);
  expect(partners.find(other.apiKey)).toBe(partners.find(one.apiKey));
  const bell = partners.find(third.apiKey);
  expect(bell).toMatchObject({ id: 'bell', tenants: ['bell'], operations: undefined, rateLimit: undefined });
  expect(bell.permissions.names).toEqual(['Patient.u', 'gateway/warm-up']);
  expect(partners.status).toEqual({ ok: true, partners: 2, loadedAt: '2026-01-01T00:00:00.000Z' });
});

test('what is no key, or nobody’s, is told in one way', async () => {
  const { entry, apiKey } = newKey();
  const partners = await open(partnerEntry({ keys: [entry] }));
  const [, id, secret] = apiKey.split('_');
  const wrongs = [
    ['', ' ', 'fgw', 'fgw__', `fgw_${id}`, `fgw_${id}_`, secret!, entry.sha256, `fgw_${id}_${entry.sha256}`],
    [
      `fgw_${'0'.repeat(12)}_${secret}`,
      `fgw_${id}_${'0'.repeat(64)}`,
      `fgw__${id}_${secret}`,
      `fgw_${id}__${secret}`,
    ],
    [
      `${apiKey}\n`,
      ` ${apiKey}`,
      `${apiKey}0`,
      apiKey.slice(0, -1),
      apiKey.toUpperCase(),
      `${apiKey},${apiKey}`,
    ],
    [
      `fgw_${id}_${secret}_`,
      `fgw_constructor_${secret}`,
      `fgw_${'a'.repeat(1e6)}_${secret}`,
      '\0'.repeat(81),
    ],
  ].flat();
  expect(new Set(wrongs.map(wrong => refusal(partners, wrong)))).toEqual(
    new Set(['This API key is not valid.']),
  );
  expect(partners.find(apiKey).id).toBe('acme');
});

test('a key expires to the millisecond, and only who has its secret learns so', async () => {
  const soon = newKey({ expires: '2026-01-01T01:00:00+01:00' });
  const later = newKey({ expires: '2026-01-01T00:00:01Z' });
  const partners = await open(partnerEntry({ keys: [soon.entry, later.entry] }));
  expect(refusal(partners, soon.apiKey)).toBe('This API key has expired.');
  expect(refusal(partners, `${soon.apiKey.slice(0, -64)}${'0'.repeat(64)}`)).toBe(
    'This API key is not valid.',
  );
  clock.jump(999);
  expect(partners.find(later.apiKey).id).toBe('acme');
  clock.jump(1);
  expect(refusal(partners, later.apiKey)).toBe('This API key has expired.');
});

test('a key is revoked whenever that was, and stays so', async () => {
  const { entry, apiKey } = newKey({ revoked: '2099-01-01T00:00:00Z', expires: '2025-01-01T00:00:00Z' });
  const partners = await open(partnerEntry({ keys: [entry] }));
  expect(refusal(partners, apiKey)).toBe('This API key was revoked.');
  expect(refusal(partners, `${apiKey.slice(0, -64)}${'0'.repeat(64)}`)).toBe('This API key is not valid.');
});

describe('a file is refused with a word on where', () => {
  const { entry } = newKey();
  const twice = newKey().entry;
  const withKey = (given: object) => fileOf(partnerEntry({ keys: [{ ...entry, ...given }] }));
  const withPartner = (given: object) => fileOf({ ...partnerEntry(), ...given });
  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'expected JSON'],
    ['half of it', fileOf(partnerEntry()).slice(0, -3), 'expected JSON'],
    ['what is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'expected JSON'],
    ['a list', '[]', 'expected an object with a list of partners'],
    ['null', 'null', 'expected an object with a list of partners'],
    ['brackets without end', '['.repeat(1e6), 'expected JSON'],
    ['deep brackets', '['.repeat(1e6) + ']'.repeat(1e6), 'expected an object with a list of partners'],
    ['no partners', '{}', 'expected a list at partners'],
    ['another property', '{"partners":[],"version":1}', 'expected no property version'],
    ['a partner that is none', fileOf('acme'), 'expected a partner at partners[0]'],
    ['a prototype', '{"partners":[],"__proto__":{}}', 'expected no such property'],
    [
      'an unknown property',
      withPartner({ rateLimits: 1 }),
      'expected no property rateLimits at partners[0] of partner acme',
    ],
    [
      'a secret for a property',
      withPartner({ [entry.sha256]: 1 }),
      'expected no such property at partners[0] of partner acme',
    ],
    [
      'a partner id',
      withPartner({ id: 'A' }),
      'expected a partner id (lower-case letters, digits, "_", "-") at partners[0].id',
    ],
    [
      'a partner without id',
      withPartner({ id: undefined }),
      'expected a partner id (lower-case letters, digits, "_", "-") at partners[0].id',
    ],
    [
      'a name with an escape',
      withPartner({ name: '\u001b[2J' }),
      'expected a name of 1 to 200 printable characters at partners[0].name of partner acme',
    ],
    [
      'a tenant id',
      withPartner({ tenants: ['a', '../b'] }),
      'expected a tenant id at partners[0].tenants[1] of partner acme',
    ],
    [
      'no tenants',
      withPartner({ tenants: [] }),
      'expected at least one at partners[0].tenants of partner acme',
    ],
    [
      'tenants that are no list',
      withPartner({ tenants: 'a' }),
      'expected a list at partners[0].tenants of partner acme',
    ],
    [
      'no operations',
      withPartner({ operations: [] }),
      'expected at least one at partners[0].operations of partner acme',
    ],
    [
      'an operation',
      withPartner({ operations: ['a b'] }),
      'expected the name of a manifest, or the id of an operation at partners[0].operations[0] of partner acme',
    ],
    [
      'all and some',
      withPartner({ operations: ['*', 'a'] }),
      'expected either "*" or names at partners[0].operations of partner acme',
    ],
    [
      'a scope of one patient',
      withPartner({ scopes: ['system/*.rs', 'patient/*.rs'] }),
      'expected a scope that a partner can have (of stored types or the gateway, not of one patient, not narrowed) at partners[0].scopes[1] of partner acme, not "patient/*.rs"',
    ],
    [
      'a scope that grants nothing',
      withPartner({ scopes: ['system/Observation.rs'] }),
      'expected a scope that a partner can have (of stored types or the gateway, not of one patient, not narrowed) at partners[0].scopes[0] of partner acme, not "system/Observation.rs"',
    ],
    [
      'a narrowed scope',
      withPartner({ scopes: ['system/Patient.rs?gender=male'] }),
      'expected a scope that a partner can have (of stored types or the gateway, not of one patient, not narrowed) at partners[0].scopes[0] of partner acme, not "system/Patient.rs?gender=male"',
    ],
    [
      'a rate',
      withPartner({ rateLimit: 0 }),
      'expected a whole number from 1 to 1000000 at partners[0].rateLimit of partner acme',
    ],
    [
      'half a rate',
      withPartner({ rateLimit: 1.5 }),
      'expected a whole number at partners[0].rateLimit of partner acme',
    ],
    [
      'a key id',
      withKey({ id: 'a_b' }),
      'expected a key id (8 to 32 lower-case letters and digits) at partners[0].keys[0].id of partner acme',
    ],
    [
      'a hash',
      withKey({ sha256: 'ABC' }),
      'expected a SHA-256 in 64 lower-case hexadecimal digits at partners[0].keys[0].sha256 of partner acme',
    ],
    [
      'a time of day',
      withKey({ expires: '2027-01-01T12:00:00' }),
      'expected a time such as 2027-01-01T00:00:00Z at partners[0].keys[0].expires of partner acme',
    ],
    [
      'a day that is none',
      withKey({ revoked: '2027-02-30T00:00:00Z' }),
      'expected a time such as 2027-01-01T00:00:00Z at partners[0].keys[0].revoked of partner acme',
    ],
    [
      'null for a time',
      withKey({ expires: null }),
      'expected a time such as 2027-01-01T00:00:00Z at partners[0].keys[0].expires of partner acme',
    ],
    [
      'a secret beside the hash',
      withKey({ secret: 'x' }),
      'expected no property secret at partners[0].keys[0] of partner acme',
    ],
    [
      'a partner twice',
      fileOf(partnerEntry(), partnerEntry()),
      'expected an id that no other partner has at partners[1].id of partner acme',
    ],
    [
      'a key twice',
      fileOf(partnerEntry({ keys: [twice] }), partnerEntry({ id: 'bell', keys: [twice] })),
      'expected an id that no other key has at partners[1].keys[0].id of partner bell',
    ],
    ['too much', ' '.repeat(4 * 1024 * 1024 + 1), 'expected at most 4194304 bytes'],
  ])('%s', async (_, content, message) => {
    await writeFile(path, content);
    const opened = Partners.open({ path, clock, logger: silentLogger });
    await expect(opened).rejects.toThrow(expect.objectContaining({ name: 'PartnersFileError', message }));
  });

  test.each([
    [
      'a file that is not there',
      () => join(path, '../nowhere.json'),
      'expected a file that can be read (ENOENT)',
    ],
    ['a folder', () => join(path, '..'), 'expected a regular file'],
    ['a device without end', () => '/dev/zero', 'expected a regular file'],
    ['a pipe that nobody writes to', pipe, 'expected a regular file'],
  ])('%s', async (_, at, message) => {
    const opened = Partners.open({ path: at(), clock, logger: silentLogger });
    await expect(opened).rejects.toThrow(expect.objectContaining({ name: 'PartnersFileError', message }));
  });
});

function pipe(): string {
  const at = join(path, '../pipe');
  execFileSync('mkfifo', [at]);
  return at;
}

test('the longest file that may be is read', async () => {
  const content = fileOf(partnerEntry());
  await writeFile(path, content + ' '.repeat(4 * 1024 * 1024 - content.length));
  expect((await Partners.open({ path, clock, logger: silentLogger })).status.partners).toBe(1);
});

test('a tenant that is named twice is one', async () => {
  const { entry, apiKey } = newKey();
  const partners = await open(partnerEntry({ tenants: ['a', 'a'], keys: [entry] }));
  expect(partners.find(apiKey).tenants).toEqual(['a']);
});

test('an empty list of partners is in order', async () => {
  expect((await open()).status).toMatchObject({ ok: true, partners: 0 });
});
