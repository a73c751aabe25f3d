import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { isTenantId, type TenantId } from './core/ids.ts';

/** Where the data is. */
export type StoreLocation =
  | {
      readonly kind: 'sqlite';
      /** Folder of the database files, relative to the working directory or absolute. */
      readonly folder: string;
    }
  | {
      readonly kind: 'couchbase';
      /** `couchbase://host`, or `couchbases://` for TLS; several hosts are separated by commas. */
      readonly connectionString: string;
      readonly bucket: string;
      readonly username: string;
      readonly password: string;
    };

/** The environment, read once, checked and frozen. Times are milliseconds. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly store: StoreLocation;
  readonly authMode: 'none';
  /** Undefined: any tenant id may exist. */
  readonly tenantsAllowed: ReadonlySet<TenantId> | undefined;
  readonly maxTenants: number;
  readonly maxWarmTenants: number;
  readonly warmUpWaitMs: number;
  readonly tenantIdleMs: number;
  readonly lanes: { readonly on: boolean; readonly concurrency: number; readonly queue: number };
  readonly cache: {
    readonly mode: 'on' | 'resources' | 'off';
    /** Bytes of a process's memory for all tenants together. */
    readonly bytes: number;
    /** Bytes of it for one tenant at most. */
    readonly tenantBytes: number;
  };
  /** Of the Redis that processes share; undefined: none. May hold a password. */
  readonly redisUrl: string | undefined;
  /** Processes that serve. */
  readonly workers: number;
  /** Which part of master tenants' copies hold; undefined: all of it, for every tenant. */
  readonly tenantsFile: string | undefined;
  /** Bytes a process may use before new warm-ups are refused; undefined: what the machine has. */
  readonly memoryLimit: number | undefined;
  readonly production: boolean;
  readonly logLevel: string;
}

/** Every wrong variable, a line each: its name, its value, what was expected. */
export class ConfigError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .refine(value => value >= min && value <= max)
    .describe(`a whole number from ${min} to ${max}`);

const list = <Item>(item: (text: string) => Item | undefined, expected: string) =>
  z
    .string()
    .transform((text, context) => {
      const items = text
        .split(',')
        .map(part => part.trim())
        .filter(part => part !== '')
        .map(item);
      if (items.length === 0 || items.includes(undefined))
        context.addIssue({ code: 'custom', message: expected });
      return items as Item[];
    })
    .describe(expected);

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).describe(`one of ${values.join(', ')}`);

const megabyte = 1024 * 1024;

/** The longest delay a timer takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** One entry a variable: how it is read, and (as its description) what is expected of it. */
const variables = {
  HOST: z.string().min(1).default('127.0.0.1').describe('an address or host name to listen on'),
  PORT: whole(0, 65_535).default(4000),
  STORE_URL: z
    .string()
    .regex(/^(sqlite:.+|couchbases?:\/\/[A-Za-z0-9.,:;_[\]-]+\/[A-Za-z0-9_.%-]{1,100}(\?[^\s@]*)?)$/)
    .default('sqlite:./data')
    .describe('sqlite:<folder>, or couchbase://host/bucket (couchbases:// for TLS)'),
  COUCHBASE_USERNAME: z.string().optional().describe('the name of a user of the cluster'),
  COUCHBASE_PASSWORD: z.string().optional().describe('the password of that user'),
  AUTH_MODE: oneOf(['none']).default('none'),
  ALLOW_INSECURE: oneOf(['true', 'false']).default('false'),
  TENANTS_ALLOWED: list(
    text => (isTenantId(text) ? text : undefined),
    'tenant ids (lower-case letters, digits, "_", "-"), separated by commas',
  ).optional(),
  MAX_TENANTS: whole(1, 1_000_000).default(1000),
  MAX_WARM_TENANTS: whole(1, 1_000_000).default(100),
  WARM_UP_WAIT_MS: whole(0, longestTimerMs).default(25_000),
  TENANT_IDLE_MS: whole(1_000, longestTimerMs).default(1_800_000),
  LANES: oneOf(['on', 'off']).default('on'),
  LANE_CONCURRENCY: whole(1, 10_000).default(16),
  LANE_QUEUE: whole(0, 1_000_000).default(256),
  CACHE: oneOf(['on', 'resources', 'off']).default('on'),
  CACHE_MEMORY_MB: whole(1, 1_000_000).default(256),
  CACHE_TENANT_MEMORY_MB: whole(1, 1_000_000).default(64),
  REDIS_URL: z
    .string()
    .refine(text => /^rediss?:\/\/[^/]/i.test(text) && URL.canParse(text))
    .optional()
    .describe('redis://host[:port][/database], or rediss:// for TLS'),
  WORKERS: whole(1, 64).default(1),
  TENANTS_FILE: z.string().min(1).optional().describe('a JSON file'),
  MEMORY_LIMIT_MB: whole(64, 1_000_000_000).optional(),
  NODE_ENV: z.string().default('development').describe('production, or anything else'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

/**
 * Variables of the contract that this version does not act on yet. To pass one over in silence could leave
 * somebody unprotected or puzzled, so a value that asks for more than the default stops the start.
 */
const notYet: Readonly<Record<string, string>> = {
  RATE_LIMIT: 'off',
  PERSISTED_MODE: 'off',
  PARTNERS_FILE: '',
  PERSISTED_OPERATIONS: '',
  OPS_PORT: '',
  CORS_ORIGINS: '',
  TLS_CERT_FILE: '',
  TLS_KEY_FILE: '',
  AUTH_ISSUER: '',
  AUTH_AUDIENCE: '',
  AUTH_JWKS_URL: '',
};

/**
 * Reads the environment. An empty variable counts as unset.
 * @throws ConfigError naming all wrong variables at once
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = z.object(variables).safeParse(given);
  const wrong = Object.entries(notYet)
    .filter(([name, inert]) => (given[name] ?? inert) !== inert)
    .map(([name, inert]) =>
      explain(name, given[name], inert === '' ? 'nothing, for now' : `${inert}, for now`),
    );
  if (given.ALLOW_INSECURE !== 'true' && given.HOST !== undefined && !isLoopback(given.HOST)) {
    wrong.push(
      explain(
        'HOST',
        given.HOST,
        'a loopback address while AUTH_MODE is none (ALLOW_INSECURE=true lifts this)',
      ),
    );
  }
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(issue => String(issue.path[0])));
    throw new ConfigError([
      ...[...names].map(name => explain(name, given[name], expectation(name))),
      ...wrong,
    ]);
  }
  const values = parsed.data;
  const store = toLocation(values);
  wrong.push(...missingCredentials(store));
  if (wrong.length > 0) throw new ConfigError(wrong);
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    store: Object.freeze(store),
    authMode: values.AUTH_MODE,
    tenantsAllowed: values.TENANTS_ALLOWED && new Set(values.TENANTS_ALLOWED),
    maxTenants: values.MAX_TENANTS,
    maxWarmTenants: values.MAX_WARM_TENANTS,
    warmUpWaitMs: values.WARM_UP_WAIT_MS,
    tenantIdleMs: values.TENANT_IDLE_MS,
    lanes: Object.freeze({
      on: values.LANES === 'on',
      concurrency: values.LANE_CONCURRENCY,
      queue: values.LANE_QUEUE,
    }),
    cache: Object.freeze({
      mode: values.CACHE,
      bytes: values.CACHE_MEMORY_MB * megabyte,
      tenantBytes: values.CACHE_TENANT_MEMORY_MB * megabyte,
    }),
    redisUrl: values.REDIS_URL,
    workers: values.WORKERS,
    tenantsFile: values.TENANTS_FILE,
    memoryLimit: values.MEMORY_LIMIT_MB && values.MEMORY_LIMIT_MB * megabyte,
    production: values.NODE_ENV === 'production',
    logLevel: values.LOG_LEVEL,
  });
}

function toLocation(values: {
  readonly STORE_URL: string;
  readonly COUCHBASE_USERNAME?: string | undefined;
  readonly COUCHBASE_PASSWORD?: string | undefined;
}): StoreLocation {
  const url = values.STORE_URL;
  if (url.startsWith('sqlite:')) return { kind: 'sqlite', folder: url.slice('sqlite:'.length) };
  const [, cluster, bucket, options = ''] = /^(\w+:\/\/[^/]+)\/([^?]+)(\?.*)?$/.exec(url)!;
  return {
    ...{ kind: 'couchbase', connectionString: cluster! + options, bucket: bucket! },
    ...{ username: values.COUCHBASE_USERNAME ?? '', password: values.COUCHBASE_PASSWORD ?? '' },
  };
}

function missingCredentials(store: StoreLocation): readonly string[] {
  if (store.kind !== 'couchbase') return [];
  return (['username', 'password'] as const)
    .filter(part => store[part] === '')
    .map(part =>
      explain(`COUCHBASE_${part.toUpperCase()}`, undefined, `the ${part} of a user of the cluster`),
    );
}

function expectation(name: string): string {
  const schema: z.ZodType | undefined = variables[name as keyof typeof variables];
  return schema?.description ?? innerDescription(schema) ?? 'another value';
}

/** A default or optional wrapper does not repeat the description of what it wraps. */
function innerDescription(schema: z.ZodType | undefined): string | undefined {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional
    ? (schema.unwrap() as z.ZodType).description
    : undefined;
}

function explain(name: string, value: string | undefined, expected: string): string {
  return `${name}=${JSON.stringify(withoutPassword(name, value ?? ''))}: expected ${expected}`;
}

/** A password may hold any sign, so everything before the last `@` and behind `?` goes. */
function withoutPassword(name: string, value: string): string {
  if (!name.endsWith('_URL') && !value.includes('://')) return value;
  return value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@').replace(/\?.*$/s, '?***');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
