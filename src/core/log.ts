import { type LoggerOptions, pino } from 'pino';
import { currentRequest } from './context.ts';
import { describeError } from './describe.ts';

/** The part of pino's logger that the gateway uses. Errors go under `err`. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LogOptions {
  readonly level: string;
  /** Human-readable lines, for a terminal. */
  readonly pretty: boolean;
}

/**
 * JSON lines on standard output, or readable ones on a terminal. Every line written while a request is
 * served names its id, tenant and operation. Never pass resources, variables or URLs with a query string.
 */
export function createLogger(options: LogOptions): Logger {
  const settings: LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    mixin: () => ({ ...currentRequest() }),
    serializers: {
      err: (thrown: unknown) => (thrown instanceof Error ? describeError(thrown) : typeof thrown),
    },
  };
  if (!options.pretty) return pino(settings, pino.destination({ maxWrite: pipeBytes }));
  const transport = {
    target: 'pino-pretty',
    options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l' },
  };
  return pino({ ...settings, transport });
}

/** What a pipe takes in one piece (PIPE_BUF): of longer writes, lines of others could come in between. */
const pipeBytes = 4096;

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
