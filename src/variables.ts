import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { isTenantId } from './core/ids.ts';
import { fhirServerVariables } from './fhir-server-variables.ts';
import { tracingVariables } from './tracing-variables.ts';

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

/** The longest delay a timer takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** One entry a variable: how it is read, and (as its description) what is expected of it. */
export const variables = {
  HOST: z.string().min(1).default('127.0.0.1').describe('an address or host name to listen on'),
  PORT: whole(0, 65_535).default(4000),
  OPS_PORT: whole(0, 65_535).optional(),
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
  EXPLORER: oneOf(['on', 'off']).optional(),
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
  CONSOLE_DIR: z.string().min(1).optional().describe('off, or a folder that the console was built into'),
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
  ...tracingVariables,
  ...fhirServerVariables,
};

export type Values = z.infer<z.ZodObject<typeof variables>>;

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

/** Whether nobody but this machine is reached under that name. */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
