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

/** How requests say who sends them. */
export type Authentication =
  | { readonly mode: 'none' }
  | {
      readonly mode: 'jwt';
      readonly issuer: string;
      readonly audience: string;
      readonly jwksUrl: string;
      /** The claim that names the tenant. */
      readonly tenantClaim: string;
    };

/** Who may send documents of their own; partners never may. */
export type PersistedMode = 'off' | 'log' | 'safelist' | 'require-id';

/** The environment, read once, checked and frozen. Times are milliseconds. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly store: StoreLocation;
  readonly auth: Authentication;
  /** Partners and the hashes of their keys; undefined: there are none. */
  readonly partnersFile: string | undefined;
  readonly persisted: {
    readonly mode: PersistedMode;
    /** Folder of manifests of registered operations. */
    readonly folder: string | undefined;
  };
  /** `warn`: what is over a limit is logged and answered all the same. */
  readonly limits: 'enforce' | 'warn';
  /** Requests a second and tenant; undefined: as many as come. */
  readonly rateLimit: number | undefined;
  /** Origins whose pages may use the gateway. */
  readonly corsOrigins: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** Where lines of the audit log go: `off`, `stdout`, or a file. */
  readonly audit: 'off' | 'stdout' | { readonly file: string };
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
  AUTH_MODE: oneOf(['none', 'jwt']).default('none'),
  AUTH_ISSUER: z.string().min(1).optional().describe('the `iss` of the tokens'),
  AUTH_AUDIENCE: z.string().min(1).optional().describe('the `aud` of the tokens'),
  AUTH_JWKS_URL: z
    .string()
    .refine(isSafeUrl)
    .optional()
    .describe('an https:// URL; http:// only on loopback'),
  AUTH_TENANT_CLAIM: z.string().min(1).default('tenant'),
  PARTNERS_FILE: z.string().min(1).optional().describe('a JSON file'),
  PERSISTED_OPERATIONS: z.string().min(1).optional().describe('a folder of manifests'),
  PERSISTED_MODE: oneOf(['off', 'log', 'safelist', 'require-id']).default('off'),
  LIMITS: oneOf(['enforce', 'warn']).default('enforce'),
  RATE_LIMIT: z
    .union([z.literal('off'), whole(1, 1_000_000)])
    .default('off')
    .describe('off, or a whole number from 1 to 1000000'),
  CORS_ORIGINS: list(
    text => (isOrigin(text) ? text : undefined),
    'origins such as https://app.example.org, separated by commas',
  ).optional(),
  TLS_CERT_FILE: z.string().min(1).optional().describe('a PEM file, together with TLS_KEY_FILE'),
  TLS_KEY_FILE: z.string().min(1).optional().describe('a PEM file, together with TLS_CERT_FILE'),
  AUDIT_LOG: z.string().min(1).optional().describe('off, stdout, or a file'),
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
  OPS_PORT: '',
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
  if (
    given.AUTH_MODE !== 'jwt' &&
    given.ALLOW_INSECURE !== 'true' &&
    given.HOST !== undefined &&
    !isLoopback(given.HOST)
  ) {
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
  wrong.push(...missingCredentials(store), ...missingWithOthers(values));
  if (wrong.length > 0) throw new ConfigError(wrong);
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    store: Object.freeze(store),
    auth: Object.freeze(toAuthentication(values)),
    partnersFile: values.PARTNERS_FILE,
    persisted: Object.freeze({ mode: values.PERSISTED_MODE, folder: values.PERSISTED_OPERATIONS }),
    limits: values.LIMITS,
    rateLimit: values.RATE_LIMIT === 'off' ? undefined : values.RATE_LIMIT,
    corsOrigins: Object.freeze((values.CORS_ORIGINS ?? []) as readonly string[]),
    tls:
      values.TLS_CERT_FILE === undefined
        ? undefined
        : Object.freeze({ certFile: values.TLS_CERT_FILE, keyFile: values.TLS_KEY_FILE! }),
    audit: toAudit(values.AUDIT_LOG, values.AUTH_MODE),
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

type Values = z.infer<z.ZodObject<typeof variables>>;

function toAuthentication(values: Values): Authentication {
  if (values.AUTH_MODE === 'none') return { mode: 'none' };
  return {
    mode: 'jwt',
    issuer: values.AUTH_ISSUER ?? '',
    audience: values.AUTH_AUDIENCE ?? '',
    jwksUrl: values.AUTH_JWKS_URL ?? '',
    tenantClaim: values.AUTH_TENANT_CLAIM,
  };
}

/** Who did what matters where it is known who it was. */
function toAudit(given: string | undefined, authMode: Values['AUTH_MODE']): Config['audit'] {
  const told = given ?? (authMode === 'none' ? 'off' : 'stdout');
  return told === 'off' || told === 'stdout' ? told : Object.freeze({ file: told });
}

/** Variables that mean nothing without others. */
function missingWithOthers(values: Values): readonly string[] {
  const missing = (name: keyof Values, other: string) =>
    values[name] === undefined ? [explain(name, undefined, `${expectation(name)}, since ${other}`)] : [];
  return [
    ...(values.AUTH_MODE === 'jwt'
      ? (['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL'] as const).flatMap(name =>
          missing(name, 'AUTH_MODE is jwt'),
        )
      : []),
    ...(values.TLS_KEY_FILE === undefined ? [] : missing('TLS_CERT_FILE', 'TLS_KEY_FILE is given')),
    ...(values.TLS_CERT_FILE === undefined ? [] : missing('TLS_KEY_FILE', 'TLS_CERT_FILE is given')),
    ...(values.PARTNERS_FILE !== undefined || ['safelist', 'require-id'].includes(values.PERSISTED_MODE)
      ? missing('PERSISTED_OPERATIONS', 'others than registered operations are refused')
      : []),
  ];
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

/** What decides about everybody's rights must not be read on its way. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
