import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { HttpClient } from '../../../src/ingest/http/client.ts';
import { describeWithOpenssl, makeCertificate } from '../../support/certificate.ts';

describeWithOpenssl('TLS', () => {
  test('a certificate that nobody vouches for is no reason to try again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tls-test-'));
    const { certFile, keyFile } = makeCertificate(folder, 'own');
    let connections = 0;
    const server = createServer(
      { cert: readFileSync(certFile), key: readFileSync(keyFile) },
      () => undefined,
    );
    server.on('connection', () => {
      connections += 1;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await using client = new HttpClient({
      base: new URL(`https://127.0.0.1:${port}/fhir`),
      clock: systemClock,
    });
    await expect(client.json({ url: client.at('metadata'), what: 'it' }, 1000)).rejects.toThrow(
      /^it: no trusted connection \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
    );
    expect(connections).toBe(1);
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
});
