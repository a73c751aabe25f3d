import { z } from 'zod';
import type { TenantId } from './core/ids.ts';
import { toCredentials, wrongCredentials } from './fhir-server-variables.ts';
import type { CredentialSettings } from './ingest/http/credentials.ts';
import type { TracingOptions } from './tracing/options.ts';
import { toTracing, unspokenProtocols } from './tracing-variables.ts';
import { isLoopback, type Values, variables } from './variables.ts';

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
  /** Where operators are answered instead; undefined: on `port`. */
  readonly opsPort: number | undefined;
  readonly store: StoreLocation;
  readonly auth: Authentication;
  /** Partners and the hashes of their keys; undefined: there are none. */
  readonly partnersFile: string | undefined;
  readonly persisted: {
    readonly mode: PersistedMode;
    /** Folder of manifests of registered operations. */
    readonly folder: string | undefined;
  };
  /** Whether `/explorer` is served. */
  readonly explorer: boolean;
  /** `warn`: what is over a limit is logged and answered all the same. */
  readonly limits: 'enforce' | 'warn';
  /** Requests a second and tenant; undefined: as many as come. */
  readonly rateLimit: number | undefined;
  /** Origins whose pages may use the gateway. */
  readonly corsOrigins: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** Where lines of the audit log go: `off`, `stdout`, or a file. */
  readonly audit: 'off' | 'stdout' | { readonly file: string };
  /** Where the review console was built; `off`: nowhere; undefined: where it is built in this repository, if it is. */
  readonly consoleDir: string | undefined;
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
  /** For the FHIR server that is ingested from. */
  readonly fhirServer: {
    /** Undefined: it wants none. */
    readonly credentials: CredentialSettings | undefined;
    /** They may be sent without TLS to other machines. */
    readonly allowInsecure: boolean;
  };
  /** Undefined: nothing is traced. */
  readonly tracing: TracingOptions | undefined;
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

const megabyte = 1024 * 1024;

/**
 * Reads the environment. An empty variable counts as unset.
 * @throws ConfigError naming all wrong variables at once
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = z.object(variables).safeParse(given);
  const wrong: string[] = [];
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
  wrong.push(...missingCredentials(store), ...missingWithOthers(values), ...samePort(values));
  wrong.push(...[...unspokenProtocols(values), ...wrongCredentials(values)].map(told => explain(...told)));
  if (wrong.length > 0) throw new ConfigError(wrong);
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    opsPort: values.OPS_PORT,
    store: Object.freeze(store),
    auth: Object.freeze(toAuthentication(values)),
    partnersFile: values.PARTNERS_FILE,
    persisted: Object.freeze({ mode: values.PERSISTED_MODE, folder: values.PERSISTED_OPERATIONS }),
    // As Sandbox on `/`, which greets only in production.
    explorer: (values.EXPLORER ?? (values.NODE_ENV === 'production' ? 'off' : 'on')) === 'on',
    limits: values.LIMITS,
    rateLimit: values.RATE_LIMIT === 'off' ? undefined : values.RATE_LIMIT,
    corsOrigins: Object.freeze((values.CORS_ORIGINS ?? []) as readonly string[]),
    tls:
      values.TLS_CERT_FILE === undefined
        ? undefined
        : Object.freeze({ certFile: values.TLS_CERT_FILE, keyFile: values.TLS_KEY_FILE! }),
    audit: toAudit(values.AUDIT_LOG, values.AUTH_MODE),
    consoleDir: values.CONSOLE_DIR,
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
    fhirServer: Object.freeze({
      credentials: toCredentials(values),
      allowInsecure: values.ALLOW_INSECURE === 'true',
    }),
    tracing: toTracing(values),
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

/** 0 is any port that is free, and another one each time. */
function samePort({ PORT, OPS_PORT }: Values): readonly string[] {
  return OPS_PORT === PORT && PORT !== 0
    ? [explain('OPS_PORT', String(OPS_PORT), 'another port than PORT')]
    : [];
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

/** The line of a variable that is wrong. */
export function explain(name: string, value: string | undefined, expected: string): string {
  return `${name}=${JSON.stringify(withoutPassword(name, value ?? ''))}: expected ${expected}`;
}

/** A password may hold any sign, so everything before the last `@` and behind `?` goes. */
function withoutPassword(name: string, value: string): string {
  // Headers hold keys, too.
  if (value !== '' && /_(HEADERS|PASSWORD|TOKEN)$/.test(name)) return '***';
  if (!/_(URL|ENDPOINT)$/.test(name) && !value.includes('://')) return value;
  return value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@').replace(/\?.*$/s, '?***');
}
