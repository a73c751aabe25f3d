import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AdminOptions, CouchbaseAdmin } from '../support/couchbase-admin.ts';
import { freePort } from '../support/free-port.ts';
import { CommandFolder, type Outcome, outcome } from '../support/process-command.ts';

const script = join(import.meta.dirname, '../../deploy/couchbase/init.sh');
const withCurl = spawnSync('curl', ['--version']).status === 0;

/** With what shells, curl's configuration files, forms and URLs each take for something else. */
const login = {
  COUCHBASE_ADMIN_USERNAME: 'Administrator',
  COUCHBASE_ADMIN_PASSWORD: `a"b\\c $d 'e' %25&f=g+h#ü`,
  COUCHBASE_USERNAME: 'gateway',
  COUCHBASE_PASSWORD: 'p:w@"\\x`y` z',
};

let folder: CommandFolder;
let stack: AsyncDisposableStack;
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  folder = stack.use(await CommandFolder.open());
});
afterEach(() => stack.disposeAsync());

const command = (url: string, env: Readonly<Record<string, string>> = {}) => ({
  node: '/bin/sh',
  script,
  env: {
    ...login,
    COUCHBASE_URL: url,
    COUCHBASE_INDEX_URL: url,
    COUCHBASE_WAIT_S: '20',
    TMPDIR: folder.path,
    ...env,
  },
});
const init = (url: string, env?: Readonly<Record<string, string>>): Promise<Outcome> =>
  folder.run([], command(url, env));

async function node(options?: AdminOptions): Promise<CouchbaseAdmin> {
  return stack.use(await new CouchbaseAdmin(options).listen());
}

describe.skipIf(!withCurl)(`the Couchbase node is made ready${withCurl ? '' : ' (skipped: no curl)'}`, () => {
  test('an empty node gets a cluster, a bucket and a user; a second run changes nothing', async () => {
    const admin = await node();
    const first = await init(admin.url);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /made a cluster[\s\S]*forestdb[\s\S]*made bucket fhir[\s\S]*made user gateway/,
    );
    expect(admin.changes.map(({ call }) => call)).toEqual([
      'POST /clusterInit',
      'POST /settings/indexes',
      'POST /pools/default/buckets',
      'PUT /settings/rbac/users/local/gateway',
      'POST /settings',
    ]);
    expect(admin.arrayBytes).toBe(102_400);
    expect(admin.buckets.get('fhir')).toMatchObject({
      ramQuota: '1024',
      replicaNumber: '0',
      flushEnabled: '0',
    });
    // The Community Edition has no smaller role that may make collections.
    expect(Object.fromEntries(admin.users)).toEqual({
      Administrator: { password: login.COUCHBASE_ADMIN_PASSWORD, roles: ['admin'] },
      gateway: { password: login.COUCHBASE_PASSWORD, roles: ['admin'] },
    });

    const second = await init(admin.url);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).not.toMatch(/made/);
    expect(admin.changes).toHaveLength(5);
  });

  test('in the Enterprise Edition the user may do no more than it needs', async () => {
    const admin = await node({ enterprise: true });
    expect(await init(admin.url, { COUCHBASE_BUCKET: 'b-1', COUCHBASE_REPLICAS: '1' })).toMatchObject({
      code: 0,
    });
    expect(admin.users.get('gateway')?.roles).toEqual(['bucket_full_access[b-1]', 'scope_admin[b-1]']);
    expect(admin.storageMode).toBe('plasma');
    expect(admin.buckets.get('b-1')).toMatchObject({ replicaNumber: '1' });
    expect((await init(admin.url, { COUCHBASE_BUCKET: 'b-1' })).stdout).not.toMatch(/made/);
  });

  test('a node that comes up late, is busy and warms its bucket is waited for', async () => {
    const port = await freePort();
    const running = folder.start([], { ...command(`http://127.0.0.1:${port}`), input: '' });
    const ended = outcome(running);
    await once(running.stdout!, 'data');
    const admin = stack.use(await new CouchbaseAdmin({ busy: 2, warming: 1 }).listen(port));
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect([...admin.users.keys()]).toEqual(['Administrator', 'gateway']);
  });

  test('a run that was broken off is taken up where it ended', async () => {
    const admin = await node();
    await init(admin.url, { COUCHBASE_BUCKET_MB: '50' });
    expect(admin.buckets.size).toBe(0);
    expect(await init(admin.url)).toMatchObject({ code: 0 });
    expect(admin.changes.filter(({ call }) => call === 'POST /clusterInit')).toHaveLength(1);
  });

  test('a changed password of the gateway is taken over', async () => {
    const admin = await node();
    await init(admin.url);
    expect(await init(admin.url, { COUCHBASE_PASSWORD: 'another one' })).toMatchObject({ code: 0 });
    expect(admin.users.get('gateway')?.password).toBe('another one');
  });
});

describe.skipIf(!withCurl)('what cannot be is told in one line, without passwords', () => {
  test('what indexes take of an array stays as it is where the Index Service is not to be had', async () => {
    const admin = await node();
    const COUCHBASE_INDEX_URL = `http://127.0.0.1:${await freePort()}`;
    const ended = await init(admin.url, { COUCHBASE_INDEX_URL, COUCHBASE_WAIT_S: '2' });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('copies with larger documents will be refused');
  });

  test('nobody answers', async () => {
    const ended = await init(`http://127.0.0.1:${await freePort()}`, { COUCHBASE_WAIT_S: '1' });
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/gave up after 1 s.*does not answer/),
    });
  });

  test('the cluster is somebody else’s', async () => {
    const admin = await node();
    await init(admin.url);
    const ended = await init(admin.url, { COUCHBASE_ADMIN_PASSWORD: 'not this one' });
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/belongs to a cluster already/) });
    expect(ended.stderr).not.toContain('not this one');
    expect(admin.changes).toHaveLength(5);
  });

  test('a refusal is passed on', async () => {
    const admin = await node();
    const ended = await init(admin.url, { COUCHBASE_BUCKET_MB: '50' });
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/bucket fhir was refused: 400.*100 MB/),
    });
    const roles = await init(admin.url, { COUCHBASE_ROLES: 'scope_admin[fhir]' });
    expect(roles).toMatchObject({ code: 1, stderr: expect.stringMatching(/user gateway was refused: 400/) });
  });

  test.each([
    ['COUCHBASE_PASSWORD', '', /COUCHBASE_PASSWORD is not set/],
    ['COUCHBASE_ADMIN_PASSWORD', 'short', /at least 6/],
    ['COUCHBASE_PASSWORD', 'with\nline break', /no line break/],
    ['COUCHBASE_BUCKET', '../x', /COUCHBASE_BUCKET=..\/x: expected/],
    ['COUCHBASE_INDEX_MB', '1g', /COUCHBASE_INDEX_MB=1g: expected a whole number/],
    ['COUCHBASE_USERNAME', 'Administrator', /must not be the administrator/],
  ])('%s=%j', async (name, value, expected) => {
    const ended = await init('http://127.0.0.1:1', { [name]: value });
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(expected) });
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });
});
