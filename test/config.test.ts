import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../src/config.ts';
import { anyCharacter } from './support/any-character.ts';

/** The lines of what is wrong; none when nothing is. */
function complaints(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

const defaults = {
  host: '127.0.0.1',
  port: 4000,
  opsPort: undefined,
  store: { kind: 'sqlite', folder: './data' },
  auth: { mode: 'none' },
  partnersFile: undefined,
  persisted: { mode: 'off', folder: undefined },
  limits: 'enforce',
  rateLimit: undefined,
  corsOrigins: [],
  tls: undefined,
  audit: 'off',
  consoleDir: undefined,
  tenantsAllowed: undefined,
  maxTenants: 1000,
  maxWarmTenants: 100,
  warmUpWaitMs: 25_000,
  tenantIdleMs: 1_800_000,
  lanes: { on: true, concurrency: 16, queue: 256 },
  cache: { mode: 'on', bytes: 256 * 1024 * 1024, tenantBytes: 64 * 1024 * 1024 },
  redisUrl: undefined,
  workers: 1,
  tenantsFile: undefined,
  memoryLimit: undefined,
  production: false,
  explorer: true,
  fhirServer: { credentials: undefined, allowInsecure: false },
  logLevel: 'info',
  tracing: undefined,
};
const names = [
  'HOST',
  'PORT',
  'OPS_PORT',
  'STORE_URL',
  'AUTH_MODE',
  'CONSOLE_DIR',
  'ALLOW_INSECURE',
  'TENANTS_ALLOWED',
  'MAX_TENANTS',
  'MAX_WARM_TENANTS',
  'WARM_UP_WAIT_MS',
  'TENANT_IDLE_MS',
  'LANES',
  'LANE_CONCURRENCY',
  'LANE_QUEUE',
  'CACHE',
  'CACHE_MEMORY_MB',
  'CACHE_TENANT_MEMORY_MB',
  'REDIS_URL',
  'WORKERS',
  'TENANTS_FILE',
  'MEMORY_LIMIT_MB',
  'NODE_ENV',
  'EXPLORER',
  'LOG_LEVEL',
];

test('defaults, frozen', () => {
  const config = loadConfig({ PATH: '/bin', UNKNOWN: 'x' });
  expect(config).toMatchObject(defaults);
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.store)).toBe(true);
});

test('an empty variable counts as unset', () => {
  expect(loadConfig(Object.fromEntries(names.map(name => [name, ''])))).toMatchObject(defaults);
});

test.each([
  ['HOST', '127.8.9.10', { host: '127.8.9.10' }],
  ['LANES', 'off', { lanes: { on: false, concurrency: 16, queue: 256 } }],
  ['LANE_QUEUE', '0', { lanes: { on: true, concurrency: 16, queue: 0 } }],
  ['CACHE', 'off', { cache: { ...defaults.cache, mode: 'off' } }],
  ['CACHE', 'resources', { cache: { ...defaults.cache, mode: 'resources' } }],
  ['CACHE_MEMORY_MB', '1', { cache: { ...defaults.cache, bytes: 1024 * 1024 } }],
  ['CACHE_TENANT_MEMORY_MB', '1000', { cache: { ...defaults.cache, tenantBytes: 1000 * 1024 * 1024 } }],
  ['REDIS_URL', 'redis://cache', { redisUrl: 'redis://cache' }],
  ['REDIS_URL', 'rediss://user:s3cret@cache:6380/1', { redisUrl: 'rediss://user:s3cret@cache:6380/1' }],
  ['WORKERS', '2', { workers: 2 }],
  ['MEMORY_LIMIT_MB', '512', { memoryLimit: 512 * 1024 * 1024 }],
  ['PORT', '0', { port: 0 }],
  ['PORT', '65535', { port: 65_535 }],
  ['STORE_URL', 'sqlite:/var/lib/gateway', { store: { kind: 'sqlite', folder: '/var/lib/gateway' } }],
  ['STORE_URL', 'sqlite:a b', { store: { kind: 'sqlite', folder: 'a b' } }],
  ['AUTH_MODE', 'none', { auth: { mode: 'none' } }],
  ['TENANTS_ALLOWED', 'a', { tenantsAllowed: new Set(['a']) }],
  ['TENANTS_ALLOWED', ' a, b_2 ,,c-3,a', { tenantsAllowed: new Set(['a', 'b_2', 'c-3']) }],
  ['MAX_TENANTS', '1', { maxTenants: 1 }],
  ['MAX_WARM_TENANTS', '1000000', { maxWarmTenants: 1_000_000 }],
  ['WARM_UP_WAIT_MS', '0', { warmUpWaitMs: 0 }],
  ['WARM_UP_WAIT_MS', '2147483647', { warmUpWaitMs: 2_147_483_647 }],
  ['TENANT_IDLE_MS', '1000', { tenantIdleMs: 1000 }],
  ['NODE_ENV', 'production', { production: true, explorer: false }],
  ['EXPLORER', 'off', { explorer: false }],
  ['EXPLORER', 'on', { explorer: true }],
  ['NODE_ENV', 'Production', { production: false }],
  ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
])('%s=%s', (name, value, expected) => {
  expect(loadConfig({ [name]: value })).toMatchObject({ ...defaults, ...expected });
});

const stores = 'sqlite:<folder>, or couchbase://host/bucket (couchbases:// for TLS)';
const redis = 'redis://host[:port][/database], or rediss:// for TLS';
const tenantIds = 'tenant ids (lower-case letters, digits, "_", "-"), separated by commas';
const wrong: [name: string, value: string, expected: string][] = [
  ['PORT', '65536', 'a whole number from 0 to 65535'],
  ['PORT', '-1', 'a whole number from 0 to 65535'],
  ['PORT', '4e3', 'a whole number from 0 to 65535'],
  ['PORT', ' 4000', 'a whole number from 0 to 65535'],
  ['PORT', '4000\n', 'a whole number from 0 to 65535'],
  ['STORE_URL', 'sqlite:', stores],
  ['STORE_URL', './data', stores],
  ['STORE_URL', 'couchbase://db', stores],
  ['STORE_URL', 'couchbase:///fhir', stores],
  ['STORE_URL', 'couchbase://db/fhir/more', stores],
  ['EXPLORER', 'true', 'one of on, off'],
  ['AUTH_MODE', 'None', 'one of none, jwt'],
  ['ALLOW_INSECURE', 'yes', 'one of true, false'],
  ['TENANTS_ALLOWED', 'a,Bad', tenantIds],
  ['TENANTS_ALLOWED', '../x', tenantIds],
  ['TENANTS_ALLOWED', ' , ', tenantIds],
  ['MAX_TENANTS', '0', 'a whole number from 1 to 1000000'],
  ['MAX_WARM_TENANTS', '1000001', 'a whole number from 1 to 1000000'],
  ['WARM_UP_WAIT_MS', '2147483648', 'a whole number from 0 to 2147483647'],
  ['WARM_UP_WAIT_MS', '9'.repeat(40), 'a whole number from 0 to 2147483647'],
  ['TENANT_IDLE_MS', '999', 'a whole number from 1000 to 2147483647'],
  ['CACHE', 'On', 'one of on, resources, off'],
  ['CACHE', 'none', 'one of on, resources, off'],
  ['CACHE_MEMORY_MB', '0', 'a whole number from 1 to 1000000'],
  ['CACHE_MEMORY_MB', '1.5', 'a whole number from 1 to 1000000'],
  ['CACHE_TENANT_MEMORY_MB', '64MB', 'a whole number from 1 to 1000000'],
  ['REDIS_URL', 'cache:6379', redis],
  ['REDIS_URL', 'http://cache', redis],
  ['REDIS_URL', 'redis://', redis],
  ['REDIS_URL', 'redis:///1', redis],
  ['REDIS_URL', 'redis://cache:port', redis],
  ['OPS_PORT', '65536', 'a whole number from 0 to 65535'],
  ['OPS_PORT', 'off', 'a whole number from 0 to 65535'],
  ['LOG_LEVEL', 'verbose', 'one of fatal, error, warn, info, debug, trace, silent'],
];

test.each(wrong)('%s=%j is told with what was expected', (name, value, expected) => {
  expect(complaints({ [name]: value })).toEqual([`${name}=${JSON.stringify(value)}: expected ${expected}`]);
});

test('everything that is wrong is told at once, a line each', () => {
  const env = Object.fromEntries(wrong.map(([name, value]) => [name, value]));
  const found = complaints({ ...env, HOST: '0.0.0.0', OPS_PORT: '-5', MAX_TENANTS: 'many' });
  expect(found.map(line => line.split('=')[0]).sort()).toEqual(
    [...new Set([...Object.keys(env), 'HOST', 'OPS_PORT'])].sort(),
  );
});

describe('without authentication only this machine may ask', () => {
  test.each(['127.0.0.1', '127.255.0.3', '::1', 'localhost', '::ffff:127.0.0.1'])('HOST=%s is fine', host => {
    expect(loadConfig({ HOST: host }).host).toBe(host);
  });

  const open = [
    '0.0.0.0',
    '::',
    '192.168.1.5',
    '128.0.0.1',
    'example.org',
    'localhost.example.org',
    '127.evil.org',
    '::2',
    '::ffff:10.0.0.1',
  ];
  test.each(open)('HOST=%s is refused, unless ALLOW_INSECURE=true', host => {
    const line = `HOST=${JSON.stringify(host)}: expected a loopback address while AUTH_MODE is none (ALLOW_INSECURE=true lifts this)`;
    expect(complaints({ HOST: host })).toEqual([line]);
    expect(complaints({ HOST: host, ALLOW_INSECURE: 'false' })).toEqual([line]);
    expect(complaints({ HOST: host, ALLOW_INSECURE: 'TRUE' })).toContain(line);
    expect(loadConfig({ HOST: host, ALLOW_INSECURE: 'true' }).host).toBe(host);
  });
});

test('operators’ port is another one than everybody’s', () => {
  expect(loadConfig({ OPS_PORT: '9464' })).toMatchObject({ port: 4000, opsPort: 9464 });
  expect(loadConfig({ PORT: '0', OPS_PORT: '0' })).toMatchObject({ port: 0, opsPort: 0 });
  const line = 'expected another port than PORT';
  expect(complaints({ PORT: '5000', OPS_PORT: '5000' })).toEqual([`OPS_PORT="5000": ${line}`]);
  expect(complaints({ OPS_PORT: '4000' })).toEqual([`OPS_PORT="4000": ${line}`]);
});

describe('identity, partners and what goes with them', () => {
  const jwt = {
    AUTH_MODE: 'jwt',
    AUTH_ISSUER: 'https://issuer.example.org',
    AUTH_AUDIENCE: 'gateway',
    AUTH_JWKS_URL: 'https://issuer.example.org/jwks',
  };

  test('jwt, with a log of who did what, and for other machines too', () => {
    expect(loadConfig({ ...jwt, HOST: '0.0.0.0' })).toMatchObject({
      host: '0.0.0.0',
      auth: {
        mode: 'jwt',
        issuer: 'https://issuer.example.org',
        audience: 'gateway',
        jwksUrl: 'https://issuer.example.org/jwks',
        tenantClaim: 'tenant',
      },
      audit: 'stdout',
    });
    expect(loadConfig({ ...jwt, AUTH_TENANT_CLAIM: 'org' }).auth).toMatchObject({ tenantClaim: 'org' });
  });

  test('jwt needs an issuer, an audience and keys', () => {
    expect(complaints({ AUTH_MODE: 'jwt' }).map(line => line.split('=')[0])).toEqual([
      ...['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL'],
    ]);
  });

  test.each(['http://issuer.example.org/jwks', 'ftp://x', 'https://user:pass@x/jwks', 'jwks.json'])(
    'keys are not taken from %s',
    url => {
      expect(complaints({ ...jwt, AUTH_JWKS_URL: url })).toHaveLength(1);
      expect(complaints({ ...jwt, AUTH_JWKS_URL: url })[0]).not.toContain('pass@');
    },
  );

  test.each(['http://127.0.0.1:9/jwks', 'http://[::1]:9/jwks', 'http://localhost/jwks'])(
    'keys are taken from %s',
    url => expect(complaints({ ...jwt, AUTH_JWKS_URL: url })).toEqual([]),
  );

  const operations = { PERSISTED_OPERATIONS: 'operations' };
  test.each([
    [{ PARTNERS_FILE: 'partners.json', ...operations }, { partnersFile: 'partners.json' }],
    [{ PERSISTED_MODE: 'log' }, { persisted: { mode: 'log', folder: undefined } }],
    [
      { PERSISTED_MODE: 'require-id', ...operations },
      { persisted: { mode: 'require-id', folder: 'operations' } },
    ],
    [{ RATE_LIMIT: '50' }, { rateLimit: 50 }],
    [{ LIMITS: 'warn' }, { limits: 'warn' }],
    [
      { CORS_ORIGINS: 'https://a.example.org, http://localhost:5173' },
      { corsOrigins: ['https://a.example.org', 'http://localhost:5173'] },
    ],
    [
      { TLS_CERT_FILE: 'cert.pem', TLS_KEY_FILE: 'key.pem' },
      { tls: { certFile: 'cert.pem', keyFile: 'key.pem' } },
    ],
    [{ AUDIT_LOG: 'stdout' }, { audit: 'stdout' }],
    [{ AUDIT_LOG: '/var/log/audit.ndjson' }, { audit: { file: '/var/log/audit.ndjson' } }],
    [{ ...jwt, AUDIT_LOG: 'off' }, { audit: 'off' }],
  ])('%j', (env, expected) => {
    expect(loadConfig(env as Record<string, string>)).toMatchObject(expected);
  });

  test.each([
    [{ PARTNERS_FILE: 'partners.json' }, 'PERSISTED_OPERATIONS'],
    [{ PERSISTED_MODE: 'safelist' }, 'PERSISTED_OPERATIONS'],
    [{ TLS_CERT_FILE: 'cert.pem' }, 'TLS_KEY_FILE'],
    [{ TLS_KEY_FILE: 'key.pem' }, 'TLS_CERT_FILE'],
    [{ RATE_LIMIT: '0' }, 'RATE_LIMIT'],
    [{ RATE_LIMIT: '5/s' }, 'RATE_LIMIT'],
    [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS'],
    [{ CORS_ORIGINS: 'https://a.example.org/path' }, 'CORS_ORIGINS'],
    [{ PERSISTED_MODE: 'on' }, 'PERSISTED_MODE'],
    [{ LIMITS: 'off' }, 'LIMITS'],
  ])('%j is told of under %s', (env, name) => {
    expect(complaints(env as Record<string, string>).map(line => line.split('=')[0])).toEqual([name]);
  });
});

describe('the store of production', () => {
  const credentials = { COUCHBASE_USERNAME: 'gateway', COUCHBASE_PASSWORD: 's3cret' };

  test.each([
    ['couchbase://db/fhir', 'couchbase://db', 'fhir'],
    ['couchbases://a.example,b.example/fhir-1', 'couchbases://a.example,b.example', 'fhir-1'],
    [
      'couchbase://127.0.0.1:1234/f?network=external&x=1',
      'couchbase://127.0.0.1:1234?network=external&x=1',
      'f',
    ],
  ])('%s', (STORE_URL, connectionString, bucket) => {
    expect(loadConfig({ STORE_URL, ...credentials }).store).toEqual({
      ...{ kind: 'couchbase', connectionString, bucket, username: 'gateway', password: 's3cret' },
    });
  });

  test('needs a user, and says so without repeating anything', () => {
    expect(complaints({ STORE_URL: 'couchbase://db/fhir' })).toEqual([
      expect.stringMatching(/^COUCHBASE_USERNAME=.*expected the username of a user of the cluster$/),
      expect.stringMatching(/^COUCHBASE_PASSWORD=.*expected the password of a user of the cluster$/),
    ]);
    const { COUCHBASE_PASSWORD } = credentials;
    const half = complaints({ STORE_URL: 'couchbase://db/fhir', COUCHBASE_PASSWORD });
    expect(half).toHaveLength(1);
    expect(half.join()).not.toContain('s3cret');
  });
});

describe('passwords are not printed', () => {
  test.each([
    ['redis://user:s3cret@cache:port', 'redis://***@cache:port'],
    ['redis://user:s3/cr@et@cache', 'redis://***@cache'],
    ['http://:s3cret @cache', 'http://***@cache'],
    ['user:s3cret@cache', '***@cache'],
    ['http://cache?password=s3cret', 'http://cache?***'],
    ['http://cache', 'http://cache'],
  ])('%s', (url, shown) => {
    for (const name of ['REDIS_URL', 'STORE_URL']) {
      expect(complaints({ [name]: url })[0]).toMatch(new RegExp(`^${name}="`));
      expect(complaints({ [name]: url })[0]).toContain(JSON.stringify(shown));
    }
  });

  test('wherever the URL was put by mistake', () => {
    expect(complaints({ HOST: 'couchbase://user:s3cret@db' }).join()).not.toContain('s3cret');
  });

  test('whatever signs they are made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: anyCharacter }), password => {
        const [line] = complaints({ STORE_URL: `couchbase://user:<${password}>@db/bucket` });
        expect(line).toBe(`STORE_URL="couchbase://***@db/bucket": expected ${stores}`);
      }),
    );
  });

  test('other values are told as they are, quoted onto one line', () => {
    expect(complaints({ TENANTS_ALLOWED: 'me@home?x', LOG_LEVEL: 'a\nb' })).toEqual([
      expect.stringMatching(/^TENANTS_ALLOWED="me@home\?x"/),
      expect.stringMatching(/^LOG_LEVEL="a\\nb"/),
    ]);
  });
});
