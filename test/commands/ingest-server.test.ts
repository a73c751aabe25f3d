import { afterEach, beforeEach, expect, test } from 'vitest';
import { encounter, patient } from '../ingest/workbench.ts';
import { FaultServer } from '../support/fault-server/fault-server.ts';
import { PagedFhir } from '../support/fault-server/paged-fhir.ts';
import { CommandFolder } from '../support/process-command.ts';

let folder: CommandFolder;
let server: FaultServer;
let fhir: PagedFhir;

beforeEach(async () => {
  folder = await CommandFolder.open();
  server = await FaultServer.start();
  fhir = new PagedFhir(server, [patient('a'), patient('b'), encounter('e')]);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test('a server is waited for, and told who asks', async () => {
  // Nothing but the wait keeps the process alive: the connection is gone.
  server.fault = ({ before }) => (before === 0 ? 'cut' : undefined);
  const env = { FHIR_BASIC_USER: 'u', FHIR_BASIC_PASSWORD: 's3cret' };
  const { code, stdout, stderr } = await folder.run(['ingest', `${fhir.base.href}/`], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`Ingested 3 resources from ${fhir.base.href} in `);
  expect(new Set(server.asked.map(({ headers }) => headers.authorization))).toEqual(
    new Set(['Basic dTpzM2NyZXQ=']),
  );

  fhir.resources.push(patient('c', { meta: { lastUpdated: new Date().toISOString() } }));
  const again = await folder.run(['ingest', fhir.base.href, '--refresh']);
  expect(again.stdout).toMatch(/^ {2}Patient +1 +0 +2 +0 +0 +3$/m);
});

test.each([
  [[], {}, /^http:\/\/127\.0\.0\.1:\d+\/fhir\/metadata: HTTP 403\n$/],
  [
    ['http://example.org/fhir'],
    { FHIR_BEARER_TOKEN: 's3cret' },
    /^Credentials are sent to an https:\/\/ URL only/,
  ],
])('%j is refused in one line', async (args, env, words) => {
  server.fault = () => ({ status: 403, body: '{"token":"s3cret"}' });
  const done = await folder.run(['ingest', ...(args.length > 0 ? args : [fhir.base.href])], { env });
  expect(done).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(words) });
  expect(done.stderr).not.toContain('s3cret');
});
