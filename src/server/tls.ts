import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { type Config, ConfigError, explain } from '../config.ts';
import { toIso } from '../core/clock.ts';
import type { Surroundings } from '../core/surroundings.ts';

type Files = NonNullable<Config['tls']>;

/** A certificate, with those that vouch for it, and its key. PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** How often it is looked whether the files hold another certificate. */
const lookMs = 60_000;

/** TLS 1.3, and what of 1.2 has forward secrecy and authenticated encryption: https://datatracker.ietf.org/doc/html/rfc9325#section-4.2 */
const protocols = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    ...['ECDSA', 'RSA'].flatMap(key => [
      `ECDHE-${key}-AES128-GCM-SHA256`,
      `ECDHE-${key}-AES256-GCM-SHA384`,
      `ECDHE-${key}-CHACHA20-POLY1305`,
    ]),
  ].join(':'),
} as const satisfies SecureContextOptions;

export function secureOptions({ cert, key }: Certificate) {
  return { ...protocols, cert, key };
}

/**
 * The certificate that the files hold, checked.
 * @throws ConfigError which variable is wrong, and why
 */
export function readCertificate({ certFile, keyFile }: Files): Certificate {
  const cert = read('TLS_CERT_FILE', certFile);
  const key = read('TLS_KEY_FILE', keyFile);
  const x509 = parsed('TLS_CERT_FILE', certFile, 'a certificate in PEM', () => new X509Certificate(cert));
  const privateKey = parsed('TLS_KEY_FILE', keyFile, 'a private key in PEM, without a password', () =>
    createPrivateKey(key),
  );
  if (!x509.checkPrivateKey(privateKey)) throw wrong('TLS_KEY_FILE', keyFile, 'the key of TLS_CERT_FILE');
  parsed('TLS_CERT_FILE', certFile, 'a certificate that OpenSSL takes for a server', () =>
    createSecureContext({ ...protocols, cert, key }),
  );
  return { cert, key, expiresAt: x509.validToDate.getTime() };
}

/**
 * Takes renewed files over without a restart: connections made from then on get the new certificate. A pair that is
 * not right, as one that is just being written, is passed over, and the old one stays.
 *
 * @returns how to end it
 */
export function followRenewal(
  server: Server,
  files: Files,
  current: Certificate,
  { clock, logger }: Surroundings,
): () => void {
  let taken = current;
  let complaint = '';
  let cancel = () => {};
  const look = () => {
    try {
      const found = readCertificate(files);
      if (found.cert !== taken.cert || found.key !== taken.key) {
        server.setSecureContext(secureOptions(found));
        taken = found;
        logger.info({ expires: toIso(taken.expiresAt) }, 'a renewed certificate is in use');
      }
      complaint = '';
    } catch (error) {
      const reason = error instanceof ConfigError ? error.message : 'not taken';
      // Once, not every minute.
      if (reason !== complaint) logger.warn({ reason }, 'the certificate stays, as its files are not right');
      complaint = reason;
    }
    cancel = clock.after(lookMs, look);
  };
  if (current.expiresAt <= clock.now()) {
    logger.warn({ expired: toIso(current.expiresAt) }, 'the certificate of TLS_CERT_FILE has expired');
  }
  cancel = clock.after(lookMs, look);
  return () => cancel();
}

function read(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(name, file, `a file that can be read (${code})`);
  }
}

/** What goes wrong within OpenSSL says nothing to an operator, and may quote the file. */
function parsed<Result>(name: string, file: string, expected: string, parse: () => Result): Result {
  try {
    return parse();
  } catch {
    throw wrong(name, file, expected);
  }
}

function wrong(name: string, file: string, expected: string): ConfigError {
  return new ConfigError([explain(name, file, expected)]);
}
