import type { Reply } from './client.ts';

/** Server errors that say that the gateway cannot just now, with their codes. */
const excused: Readonly<Record<number, readonly string[]>> = {
  501: [],
  503: ['TENANT_COLD', 'NOT_READY', 'TENANT_LIMIT'],
  504: ['DEADLINE_EXCEEDED'],
};

/** What no answer may ever show. */
const internals = [
  /(?:\\n|\n) {2,}at \S/,
  /node_modules|\/src\/|\.ts:\d+|\bstack\b"/,
  /TypeError|ReferenceError|RangeError|SyntaxError|Unexpected token|is not a function|Cannot read prop/,
  /BEGIN (?:RSA |EC )?PRIVATE KEY|fgw_[\w-]{20,}/,
];

/** What no answer but that of `/metrics` may show: there stands which store it is, and how often each code was given. */
const named = [
  /SQLITE|\bSELECT .{1,80} FROM\b|sqlite3|couchbase/i,
  /INTERNAL_SERVER_ERROR|Internal Server Error/,
];
const isMetrics = (text: string) => text.includes('# HELP gateway_');

/** Undefined when the answer is one that a client may get; else what is wrong with it. */
export function faultOf(reply: Reply, secrets: readonly string[]): string | undefined {
  const { status, text, body } = reply;
  // Closed without a word: only for what is no HTTP.
  if (status === 0) return reply.raw ? undefined : 'no answer';
  const [leaked] = [
    ...internals.flatMap(pattern => pattern.exec(text)?.[0] ?? []),
    ...(isMetrics(text) ? [] : named.flatMap(pattern => pattern.exec(text)?.[0] ?? [])),
    ...secrets.filter(secret => text.includes(secret)),
  ];
  if (leaked !== undefined) {
    const around = Math.max(text.indexOf(leaked) - 100, 0);
    return `shows ${leaked}: ${text.slice(around, around + 300)}`;
  }
  if (status < 500) return errorsWithoutCode(body) ? 'an error without a code' : undefined;
  const codes = excused[status];
  if (codes === undefined) return `HTTP ${status}`;
  return codes.length === 0 || codes.some(code => body.includes(`"${code}"`))
    ? undefined
    : `HTTP ${status} without a code that tells why`;
}

function errorsWithoutCode(body: string): boolean {
  if (!body.startsWith('{')) return false;
  try {
    const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: unknown } }[] };
    return errors?.some(({ extensions }) => typeof extensions?.code !== 'string') ?? false;
  } catch {
    return false;
  }
}
