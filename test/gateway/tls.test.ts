import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import {
  type CertificateFiles,
  describeWithOpenssl,
  getSecurely,
  makeCertificate,
} from '../support/certificate.ts';
import { ManualClock } from '../support/clock.ts';
import {
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';
import { layMaster } from '../support/masters.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { connectTo, readAll, sendRaw } from '../support/raw-http.ts';

describeWithOpenssl('TLS', () => {
  let folder: string;
  let first: CertificateFiles;
  let second: CertificateFiles;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    first = makeCertificate(folder, 'first');
    second = makeCertificate(folder, 'second');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  let gateway: TestGateway | undefined;
  afterEach(async () => {
    await gateway?.stop();
    gateway = undefined;
  });
  const start = async (files: CertificateFiles, options: TestGatewayOptions = {}) => {
    const env = { TLS_CERT_FILE: files.certFile, TLS_KEY_FILE: files.keyFile, ...options.env };
    gateway = await startTestGateway({ source: smallSample, ...options, env });
    return gateway.gateway.url;
  };

  test('everything is served by HTTPS, and browsers are told to keep to it', async () => {
    const url = await start(first);
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const { status, headers, protocol, certificate } = await getSecurely(
      `${url}/health/live`,
      first.certFile,
    );
    expect([status, protocol, certificate.subject.CN]).toEqual([200, 'TLSv1.3', 'first']);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    const statement = await getSecurely(`${url}/fhir/metadata`, first.certFile);
    expect(statement.body).toContain(`"${url}/fhir"`);
  });

  test('a page of the same host without TLS is a foreign one', async () => {
    const url = await start(first);
    const post = async (origin: string) =>
      (await getSecurely(`${url}/warm-up-tenant`, first.certFile, { method: 'POST', headers: { origin } }))
        .status;
    expect(await post(url.replace('https', 'http'))).toBe(403);
    expect(await post(url)).toBe(200);
  });

  test.each([
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256', 200],
    ['TLSv1.2', 'ECDHE-ECDSA-AES256-SHA384', 'refused'],
    ['TLSv1.2', 'AES128-GCM-SHA256', 'refused'],
    ['TLSv1.1', 'DEFAULT:@SECLEVEL=0', 'refused'],
  ])('%s with %s: %s', async (version, ciphers, outcome) => {
    const url = await start(first);
    const options = { minVersion: version === 'TLSv1.1' ? 'TLSv1' : version, maxVersion: version, ciphers };
    const answer = await getSecurely(`${url}/health/live`, first.certFile, options).then(
      ({ status }) => status,
      () => 'refused',
    );
    expect(answer).toBe(outcome);
  });

  test('HTTP on that port is closed without a word, and the server goes on', async () => {
    const url = await start(first);
    expect(await sendRaw(url, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n')).toBe('');
    expect(await sendRaw(url, '\x16\x03\x01\x00\x05nonsense')).not.toContain('HTTP');
    const gone = connectTo(url);
    gone.destroy();
    await readAll(gone);
    expect((await getSecurely(`${url}/health/live`, first.certFile)).status).toBe(200);
  });

  describe('files that are not right stop the start', () => {
    const write = (name: string, content: string) => {
      const file = join(folder, name);
      writeFileSync(file, content);
      return file;
    };
    test.each<[string, () => CertificateFiles, RegExp]>([
      [
        'no certificate there',
        () => ({ ...first, certFile: join(folder, 'none') }),
        /^TLS_CERT_FILE=".*none": expected a file that can be read \(ENOENT\)$/,
      ],
      [
        'no key there',
        () => ({ ...first, keyFile: join(folder, 'none') }),
        /^TLS_KEY_FILE=".*none": expected a file that can be read \(ENOENT\)$/,
      ],
      ['a folder', () => ({ ...first, certFile: folder }), /^TLS_CERT_FILE=.*\(EISDIR\)$/],
      [
        'no certificate in it',
        () => ({ ...first, certFile: write('text', 'secret text') }),
        /^TLS_CERT_FILE=".*text": expected a certificate in PEM$/,
      ],
      [
        'the key where the certificate should be',
        () => ({ ...first, certFile: first.keyFile }),
        /^TLS_CERT_FILE=".*": expected a certificate in PEM$/,
      ],
      [
        'no key in it',
        () => ({ ...first, keyFile: write('text', 'secret text') }),
        /^TLS_KEY_FILE=".*text": expected a private key in PEM, without a password$/,
      ],
      [
        'an empty key',
        () => ({ ...first, keyFile: write('empty', '') }),
        /^TLS_KEY_FILE=".*empty": expected a private key/,
      ],
      [
        'the key of another',
        () => ({ ...first, keyFile: second.keyFile }),
        /^TLS_KEY_FILE=".*": expected the key of TLS_CERT_FILE$/,
      ],
    ])('%s', async (_, files, line) => {
      const failure = await start(files()).catch(error => error);
      expect(failure).toBeInstanceOf(ConfigError);
      expect(failure.lines).toEqual([expect.stringMatching(line)]);
    });
  });

  describe('renewed files', () => {
    const inUse = (name: string): CertificateFiles => {
      const place = join(folder, name);
      mkdirSync(place, { recursive: true });
      return { certFile: join(place, 'tls.crt'), keyFile: join(place, 'tls.key') };
    };
    const put = (from: CertificateFiles, to: CertificateFiles) => {
      copyFileSync(from.certFile, to.certFile);
      copyFileSync(from.keyFile, to.keyFile);
    };
    const logged: string[] = [];
    const log = (_: object, message: string) => void logged.push(message);
    const logger = { debug() {}, info: log, warn: log, error: log };
    const about = () => logged.splice(0).filter(message => message.includes('certificate'));

    test('are taken over within a minute; a pair that is not right is not, and is told of once', async () => {
      const files = inUse('renewal');
      put(first, files);
      const clock = new ManualClock();
      const url = await start(files, { clock, logger });
      const served = async (trusted: CertificateFiles) =>
        (await getSecurely(`${url}/health/live`, trusted.certFile)).certificate.subject.CN;
      expect(await served(first)).toBe('first');
      expect(about()).toEqual([]);

      // The new certificate is there before its key.
      copyFileSync(second.certFile, files.certFile);
      await clock.advance(60_000);
      await clock.advance(60_000);
      expect(await served(first)).toBe('first');
      expect(about()).toEqual(['the certificate stays, as its files are not right']);

      copyFileSync(second.keyFile, files.keyFile);
      await clock.advance(59_000);
      expect(await served(first)).toBe('first');
      await clock.advance(1_000);
      expect(await served(second)).toBe('second');
      await expect(served(first)).rejects.toThrow();
      expect(about()).toEqual(['a renewed certificate is in use']);

      rmSync(files.keyFile);
      await clock.advance(60_000);
      expect(await served(second)).toBe('second');
      put(first, files);
      await clock.advance(60_000);
      expect(await served(first)).toBe('first');
      expect(about()).toEqual([
        'the certificate stays, as its files are not right',
        'a renewed certificate is in use',
      ]);
    });

    test('are held to the same protocols', async () => {
      const files = inUse('protocols');
      put(first, files);
      const clock = new ManualClock();
      const url = await start(files, { clock });
      put(second, files);
      await clock.advance(60_000);
      const options = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA384' };
      await expect(getSecurely(`${url}/health/live`, second.certFile, options)).rejects.toThrow();
    });

    test('are looked for no longer when the gateway has stopped', async () => {
      const files = inUse('stopped');
      put(first, files);
      const clock = new ManualClock();
      await start(files, { clock, logger });
      await gateway!.gateway.stop();
      put(second, files);
      await clock.advance(120_000);
      expect(about()).toEqual([]);
    });
  });

  test('a certificate that has expired is served with a warning', async () => {
    const warned: string[] = [];
    const logger = {
      debug() {},
      info() {},
      error() {},
      warn: (_: object, text: string) => void warned.push(text),
    };
    const clock = new ManualClock();
    clock.jump(100 * 365 * 24 * 60 * 60 * 1_000);
    await start(first, { clock, logger });
    expect(warned).toContain('the certificate of TLS_CERT_FILE has expired');
  });

  // Three processes start for it, which takes its time on a machine that is busy.
  test('workers serve it too, and the log says where', { timeout: 90_000 }, async () => {
    await using commands = await CommandFolder.open();
    chmodSync(first.keyFile, 0o600);
    const env = { WORKERS: '2', TLS_CERT_FILE: first.certFile, TLS_KEY_FILE: first.keyFile };
    await layMaster(join(commands.path, 'store'), smallSample);
    const running = await GatewayProcess.start(commands, [], { env });
    await running.logged(/ready: open https:/);
    expect(running.url).toMatch(/^https:/);
    for (let round = 0; round < 4; round++) {
      expect((await getSecurely(`${running.url}/health/ready`, first.certFile)).status).toBe(200);
    }
    await running.end('SIGTERM');
  });

  test('files that are not right end the command with a line', async () => {
    await using commands = await CommandFolder.open();
    const env = { TLS_CERT_FILE: first.certFile, TLS_KEY_FILE: second.keyFile };
    const { code, stdout, stderr } = await commands.run(['serve'], { env });
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(/^TLS_KEY_FILE=".*second.key": expected the key of TLS_CERT_FILE$/m);
  });
});
