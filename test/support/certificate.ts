import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { describe } from 'vitest';

const noOpenssl = (() => {
  try {
    execFileSync('openssl', ['version']);
    return false;
  } catch {
    return true;
  }
})();

/** `describe`, skipped where certificates cannot be made: Node itself makes none. */
export const describeWithOpenssl: (name: string, tests: () => void) => void = noOpenssl
  ? (name, tests) => describe.skip(`${name} (skipped: no openssl in the path)`, tests)
  : describe;

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate for loopback that vouches for itself, named so that it can be told from others. */
export function makeCertificate(folder: string, name: string): CertificateFiles {
  const [certFile, keyFile] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
      ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', keyFile, '-out', certFile],
    ],
    { stdio: 'ignore' },
  );
  return { certFile, keyFile };
}

export interface SecureAnswer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
  readonly certificate: PeerCertificate;
  readonly protocol: string | null;
}

/** Asks on a connection of its own, and trusts that certificate alone. */
export function getSecurely(url: string, certFile: string, options: object = {}): Promise<SecureAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ca: readFileSync(certFile), agent: false, ...options }, async answer => {
      const socket = answer.socket as TLSSocket;
      const [certificate, protocol] = [socket.getPeerCertificate(), socket.getProtocol()];
      const { statusCode: status, headers } = answer;
      resolve({ status, headers, body: await text(answer), certificate, protocol });
    });
    asked.on('error', reject).end();
  });
}
