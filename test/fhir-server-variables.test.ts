import { expect, test } from 'vitest';
import { type ConfigError, loadConfig } from '../src/config.ts';

const read = (env: Record<string, string>) => loadConfig(env).fhirServer.credentials;

test('a FHIR server is told who asks in one of three ways', () => {
  expect(read({})).toBeUndefined();
  expect(read({ FHIR_BASIC_USER: 'u', FHIR_BASIC_PASSWORD: 'p:q' })).toEqual({
    ...{ kind: 'basic', user: 'u', password: 'p:q' },
  });
  expect(read({ FHIR_BEARER_TOKEN: 'abc' })).toEqual({ kind: 'bearer', token: 'abc' });
  expect(read({ FHIR_SMART_CLIENT_ID: 'c', FHIR_SMART_KEY_FILE: 'key.pem' })).toEqual({
    ...{ kind: 'smart', clientId: 'c', keyFile: 'key.pem' },
    ...{ keyId: undefined, scope: 'system/*.read', tokenUrl: undefined },
  });
});

test.each([
  [{ FHIR_BASIC_USER: 'u' }, 'FHIR_BASIC_PASSWORD="": expected a password, together with FHIR_BASIC_USER'],
  [
    { FHIR_BASIC_USER: 'a:b', FHIR_BASIC_PASSWORD: 'p' },
    'FHIR_BASIC_USER="a:b": expected a name without ":"',
  ],
  [{ FHIR_SMART_CLIENT_ID: 'c' }, 'FHIR_SMART_KEY_FILE="": expected a file with a private key'],
  [{ FHIR_BEARER_TOKEN: 's3cret s3cret' }, 'FHIR_BEARER_TOKEN="***": expected a token'],
  [
    { FHIR_BASIC_USER: 'u', FHIR_BASIC_PASSWORD: 's3cret\n' },
    'FHIR_BASIC_PASSWORD="***": expected a password',
  ],
  [
    { FHIR_BASIC_USER: 'u', FHIR_BASIC_PASSWORD: 'p', FHIR_BEARER_TOKEN: 's3cret' },
    'FHIR_BEARER_TOKEN="***": expected nothing, since FHIR_BASIC_USER says who asks already',
  ],
  [{ FHIR_SMART_SCOPE: 'a "b"' }, 'FHIR_SMART_SCOPE="a \\"b\\"": expected scopes'],
  [{ FHIR_SMART_TOKEN_URL: 'ftp://x' }, 'FHIR_SMART_TOKEN_URL="ftp://x": expected an http://'],
])('%o is wrong, and what is secret is not repeated', (env, line) => {
  const lines = () => {
    try {
      return [JSON.stringify(read(env as Record<string, string>))];
    } catch (error) {
      return (error as ConfigError).lines;
    }
  };
  expect(lines()).toEqual([expect.stringContaining(line)]);
});
