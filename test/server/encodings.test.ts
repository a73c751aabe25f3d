import { expect, test } from 'vitest';
import { acceptedEncoding } from '../../src/server/encodings.ts';

test.each([
  ['br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['*', 'br'],
  ['BR ; Q=1.0', 'br'],
  ['br;q=0.000, *;q=0', undefined],
  ['identity', undefined],
  ['', undefined],
  [undefined, undefined],
])('of Accept-Encoding %s: %s', (header, encoding) => {
  expect(acceptedEncoding(header)).toBe(encoding);
});
