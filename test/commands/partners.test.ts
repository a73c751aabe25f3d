import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/log.ts';
import { Partners } from '../../src/server/auth/partners.ts';
import { fileOf, newKey, partnerEntry } from '../support/partners.ts';
import { CommandFolder } from '../support/process-command.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

const at = (name: string) => join(folder.path, name);
/** Needs nothing of the gateway's environment but the file. */
const partners = (...args: string[]) =>
  folder.run(['partners', ...args], { env: { PARTNERS_FILE: 'partners.json', STORE_URL: 'none' } });
const terms = [
  '--tenants',
  'acme-east,acme-west',
  '--scopes',
  'system/*.rs gateway/warm-up',
  '--operations',
  'acme',
];
const apiKeyForm = /^fgw_[0-9a-f]{12}_[0-9a-f]{64}$/;
const stackFrame = /^\s+at /m;

/** Who a running gateway would take the sender of a key for. */
async function whose(apiKey: string, name = 'partners.json'): Promise<string> {
  const opened = await Partners.open({ path: at(name), clock: systemClock, logger: silentLogger });
  try {
    return opened.find(apiKey.trim()).id;
  } catch (error) {
    return (error as Error).message;
  }
}

test('help of every command', async () => {
  const helps: [string[], RegExp][] = [
    [[], /add[\s\S]*rotate[\s\S]*revoke[\s\S]*list/],
    [
      ['add'],
      /<id>[\s\S]*--file[\s\S]*--tenants[\s\S]*--scopes[\s\S]*--operations[\s\S]*--name[\s\S]*--rate-limit[\s\S]*--expires[\s\S]*--json/,
    ],
    [['rotate'], /<id>[\s\S]*--file[\s\S]*--expires[\s\S]*--grace[\s\S]*--json/],
    [['revoke'], /<id>[\s\S]*--file[\s\S]*--key/],
    [['list'], /--file[\s\S]*--json/],
  ];
  const outcomes = await Promise.all(helps.map(([command]) => partners(...command, '--help')));
  for (const [place, { code, stdout, stderr }] of outcomes.entries()) {
    expect(stdout).toMatch(helps[place]![1]);
    expect([code, stderr]).toEqual([0, '']);
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test('bad usage exits 2 with a word on what, and makes no file', async () => {
  const add = (...args: string[]) => ['add', 'acme', ...terms, ...args];
  const wrongs: [string[], RegExp][] = [
    [[], /Usage:/],
    [['remove'], /unknown command 'remove'/],
    [['add', 'acme'], /required option '--tenants <ids>'/],
    [['add', 'Acme', ...terms], /A partner id is 1 to 64 characters: lower-case letters/],
    [['rotate', '../acme'], /A partner id is 1 to 64 characters/],
    [['revoke', '-'], /A partner id is 1 to 64 characters/],
    [add('--tenants', 'a,B'), /A tenant id is 1 to 64 characters/],
    [add('--tenants', 'a,'), /A tenant id is 1 to 64 characters/],
    [add('--operations', ''), /expected names of manifests and ids of operations/],
    [add('--operations', '*,acme'), /expected names of manifests and ids of operations/],
    [add('--scopes', ''), /expected scopes that a partner can have .*, not ""/],
    [
      add('--scopes', 'system/*.rs patient/*.rs'),
      /expected scopes that a partner can have .*, not "patient\/\*\.rs"/,
    ],
    [add('--scopes', 'system/Patient.rs?x=y'), /expected scopes that a partner can have/],
    [add('--scopes', 'system/Nothing.rs'), /expected scopes that a partner can have/],
    [add('--name', '\u001b[2J'), /expected 1 to 200 printable characters/],
    [add('--rate-limit', '0'), /expected a whole number from 1 to 1000000/],
    ...['2020-01-01', '0d', '2027-02-30', '2027-13-01', '1y', '99999d', 'soon', '2027-01-01T12:00'].map(
      (when): [string[], RegExp] => [add('--expires', when), /expected a time/],
    ),
    [['rotate', 'acme', '--grace', '-1d'], /expected a time such as 7d/],
    [['list', 'acme'], /too many arguments/],
  ];
  const outcomes = await Promise.all(wrongs.map(([args]) => partners(...args)));
  for (const [place, { code, stdout, stderr }] of outcomes.entries()) {
    expect(stderr).toMatch(wrongs[place]![1]);
    expect(stderr).not.toMatch(stackFrame);
    expect([wrongs[place]![0], code, stdout]).toEqual([wrongs[place]![0], 2, '']);
  }
  for (const env of [{}, { PARTNERS_FILE: '' }]) {
    expect(await folder.run(['partners', 'list'], { env })).toEqual({
      ...{ code: 2, signal: null, stdout: '' },
      stderr: 'PARTNERS_FILE="": expected a JSON file, or the option --file\n',
    });
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test('a partner is added: its key alone is on standard output, and nowhere else', async () => {
  const { code, stdout, stderr } = await partners(
    ...['add', 'acme', ...terms, '--name', 'Acme Health', '--rate-limit', '50', '--expires', '2199-01-01'],
  );
  expect([code, stdout.trim()]).toEqual([0, expect.stringMatching(apiKeyForm)]);
  const [, id, secret] = stdout.trim().split('_');
  expect(stderr).toBe(
    `This is key ${id} of partner acme. It is shown only once: only its hash is kept. It expires at 2199-01-01T00:00:00.000Z.\n`,
  );
  expect(await whose(stdout)).toBe('acme');
  const written = await readFile(at('partners.json'), 'utf8');
  expect(written).not.toContain(secret);
  expect(JSON.parse(written)).toEqual({
    partners: [
      {
        ...{ id: 'acme', name: 'Acme Health', tenants: ['acme-east', 'acme-west'], operations: ['acme'] },
        ...{ scopes: ['system/*.rs', 'gateway/warm-up'], rateLimit: 50 },
        keys: [
          {
            id,
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            created: expect.stringMatching(/^20\S+Z$/),
            expires: '2199-01-01T00:00:00.000Z',
          },
        ],
      },
    ],
  });
  expect((await stat(at('partners.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder.path)).toEqual(['partners.json']);

  const again = await partners('add', 'acme', ...terms);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toBe('There is a partner acme already; partners rotate acme gives it another key.\n');
  expect(await readFile(at('partners.json'), 'utf8')).toBe(written);
});

test('rotated, listed and revoked', async () => {
  const first = await partners('add', 'acme', ...terms, '--json');
  const { key: old, keyId: oldId, ...rest } = JSON.parse(first.stdout);
  expect(rest).toEqual({ partner: 'acme', created: expect.stringMatching(/^20\S+Z$/), expires: null });

  const rotated = await partners('rotate', 'acme', '--expires', '90d');
  const young = rotated.stdout.trim();
  const youngId = young.split('_')[1];
  expect([rotated.code, young]).toEqual([0, expect.stringMatching(apiKeyForm)]);
  expect(rotated.stderr).toMatch(
    new RegExp(`^This is key ${youngId} .*\\nKey ${oldId} expires at 20\\S+Z\\.\\n$`),
  );
  expect([await whose(old), await whose(young)]).toEqual(['acme', 'acme']);

  const { stdout: list } = await partners('list');
  expect(list.split('\n')).toEqual([
    'acme',
    '  tenants     acme-east, acme-west',
    '  operations  acme',
    '  scopes      system/*.rs gateway/warm-up',
    expect.stringMatching(new RegExp(`^  keys        ${oldId}  active, expires in 7 days \\(20\\S+Z\\)$`)),
    expect.stringMatching(new RegExp(`^              ${youngId}  active, expires in 90 days \\(20\\S+Z\\)$`)),
    '',
  ]);

  const atOnce = await partners('rotate', 'acme', '--grace', '0d');
  expect(await Promise.all([old, young, atOnce.stdout].map(key => whose(key)))).toEqual([
    ...['This API key has expired.', 'This API key has expired.', 'acme'],
  ]);
  const lastId = atOnce.stdout.split('_')[1];
  const one = await partners('revoke', 'acme', '--key', lastId!);
  expect(one).toMatchObject({ code: 0, stderr: '' });
  expect(one.stdout).toBe(`Key ${lastId} of partner acme is revoked: gateways refuse it within 2 s\n`);
  expect(await whose(atOnce.stdout)).toBe('This API key was revoked.');
  expect((await partners('revoke', 'acme', '--key', lastId!)).stdout).toBe(
    `Key ${lastId} was revoked before\n`,
  );

  const before = await readFile(at('partners.json'), 'utf8');
  for (const [args, stderr] of [
    [['revoke', 'bell'], 'There is no partner bell.\n'],
    [['rotate', 'bell'], 'There is no partner bell.\n'],
    [
      ['revoke', 'acme', '--key', 'x'],
      'Partner acme has no key of that id; partners list tells which it has.\n',
    ],
  ] as const) {
    expect(await partners(...args)).toMatchObject({ code: 1, stdout: '', stderr });
  }
  expect(await readFile(at('partners.json'), 'utf8')).toBe(before);

  expect((await partners('revoke', 'acme')).stdout.split('\n')).toHaveLength(3);
  expect((await partners('revoke', 'acme')).stdout).toBe('Partner acme has no key that is not revoked\n');
  const { stdout: json } = await partners('list', '--json');
  expect(JSON.parse(json)).toEqual([
    {
      ...{ id: 'acme', name: null, tenants: ['acme-east', 'acme-west'], operations: ['acme'] },
      ...{ scopes: ['system/*.rs', 'gateway/warm-up'], rateLimit: null },
      keys: [oldId, youngId, lastId].map(id => ({
        ...{ id, state: 'revoked', created: expect.any(String), revoked: expect.any(String) },
        expires: id === lastId ? null : expect.any(String),
      })),
    },
  ]);
  const hashes = [...before.matchAll(/"sha256": "(\w+)"/g)].map(([, hash]) => hash!);
  expect(hashes).toHaveLength(3);
  for (const hash of hashes) expect(list + json).not.toContain(hash);
});

test('a grace makes no key live longer', async () => {
  const { stdout } = await partners('add', 'acme', ...terms, '--expires', '1h', '--json');
  await partners('rotate', 'acme', '--grace', '7d');
  const [key] = JSON.parse((await partners('list', '--json')).stdout)[0].keys;
  expect(key.expires).toBe(JSON.parse(stdout).expires);
});

describe('the file', () => {
  test('that is named by --file', async () => {
    const { stdout } = await folder.run(['partners', 'add', 'acme', ...terms, '--file', 'other.json']);
    expect(await whose(stdout, 'other.json')).toBe('acme');
  });

  test('that is missing, or in a folder that is', async () => {
    expect(await partners('list')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'There is no file partners.json.\n',
    });
    expect(await partners('revoke', 'acme')).toMatchObject({
      code: 1,
      stderr: 'There is no partner acme.\n',
    });
    const { code, stdout, stderr } = await partners('add', 'acme', ...terms, '--file', 'no/partners.json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Cannot \w+ .*\/no: ENOENT\n$/);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('that is broken stays as it is', async () => {
    const { entry } = newKey();
    const broken = fileOf(partnerEntry({ keys: [{ ...entry, id: 'a_b' }] }));
    await writeFile(at('partners.json'), broken);
    for (const args of [['list'], ['add', 'bell', ...terms], ['rotate', 'acme'], ['revoke', 'acme']]) {
      const { code, stdout, stderr } = await partners(...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(
        /^\S*partners\.json: expected a key id \(8 to 32 .*\) at partners\[0\]\.keys\[0\]\.id of partner acme\n$/,
      );
    }
    expect(await readFile(at('partners.json'), 'utf8')).toBe(broken);
    expect(await readdir(folder.path)).toEqual(['partners.json']);
  });

  test('keeps its mode, and whatever it says of others', async () => {
    const bell = partnerEntry({ id: 'bell', name: 'Bell', operations: ['*'], keys: [newKey().entry] });
    await writeFile(at('partners.json'), fileOf(bell));
    await chmod(at('partners.json'), 0o640);
    await partners('add', 'acme', ...terms);
    await partners('revoke', 'acme');
    expect((await stat(at('partners.json'))).mode & 0o777).toBe(0o640);
    expect(JSON.parse(await readFile(at('partners.json'), 'utf8')).partners[0]).toEqual(bell);
  });

  test('does not grow beyond what a gateway reads', async () => {
    const operations = Array.from({ length: 9_999 }, (_, place) => `${place}-${'x'.repeat(197)}`);
    const full = fileOf(...['a', 'b'].map(id => partnerEntry({ id, operations })));
    expect(full.length).toBeLessThan(4 * 1024 * 1024);
    await writeFile(at('partners.json'), full);
    const { code, stdout, stderr } = await partners('add', 'acme', ...terms);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/partners\.json: expected at most 4194304 bytes\n$/);
    expect(await readFile(at('partners.json'), 'utf8')).toBe(full);
  });

  test.skipIf(process.getuid?.() !== 0)('keeps its owner when root changes it', async () => {
    await writeFile(at('partners.json'), fileOf());
    const { chown } = await import('node:fs/promises');
    await chown(at('partners.json'), 1234, 1235);
    await partners('add', 'acme', ...terms);
    expect(await stat(at('partners.json'))).toMatchObject({ uid: 1234, gid: 1235 });
  });

  test('behind symbolic links is changed where it is, also when it is not there yet', async () => {
    await mkdir(at('real'));
    await symlink('real', at('linked'));
    await symlink('linked/data.json', at('partners.json'));
    const { stdout } = await partners('add', 'acme', ...terms);
    await partners('rotate', 'acme');
    expect([await readlink(at('partners.json')), (await lstat(at('real/data.json'))).isFile()]).toEqual([
      ...['linked/data.json', true],
    ]);
    expect(await readdir(at('real'))).toEqual(['data.json']);
    expect(await whose(stdout)).toBe('acme');
    await rm(at('partners.json'));
    await symlink('partners.json', at('partners.json'));
    expect(await partners('add', 'acme', ...terms)).toMatchObject({ code: 1, stdout: '' });
  });

  test('what was left there by a killed command, or laid there, is not written through', async () => {
    await writeFile(at('precious'), 'mine');
    await symlink('precious', at('partners.json.new'));
    expect((await partners('add', 'acme', ...terms)).code).toBe(0);
    expect(await readFile(at('precious'), 'utf8')).toBe('mine');
  });
});

test('many at the same time lose nothing', async () => {
  await partners('add', 'acme', ...terms);
  const ids = Array.from({ length: 6 }, (_, place) => `p${place}`);
  const outcomes = await Promise.all([
    ...ids.map(id => partners('add', id, ...terms)),
    ...ids.map(() => partners('rotate', 'acme')),
  ]);
  for (const { code, stdout } of outcomes) {
    expect([code, stdout.trim()]).toEqual([0, expect.stringMatching(apiKeyForm)]);
  }
  const owners = await Promise.all(outcomes.map(({ stdout }) => whose(stdout)));
  expect(owners).toEqual([...ids, ...ids.map(() => 'acme')]);
  expect(await readdir(folder.path)).toEqual(['partners.json']);
});
