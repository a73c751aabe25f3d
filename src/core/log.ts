import { type LoggerOptions, pino } from 'pino';
import { currentRequest } from './context.ts';
import { describeError } from './describe.ts';
import { openStandardOutput, pipeBytes } from './standard-output.ts';

/** The part of pino's logger that the gateway uses. Errors go under `err`. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Whether lines of a level are written, for who would make many for nothing. Undefined: they are. */
  isLevelEnabled?(level: 'info'): boolean;
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
  if (!options.pretty) return pino(settings, standardOutput());
  const transport = {
    target: 'pino-pretty',
    options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l' },
  };
  return pino({ ...settings, transport });
}

/** Lines that wait for a reader; more are let go. */
const maxWaitingBytes = 16 * 1024 * 1024;
/** How often a pipe without room is asked at the end, every 100 ms. */
const maxLastTries = 5;

/** Written asynchronously. At the end of the process a pipe that nobody reads is not waited for as long as that takes. */
function standardOutput() {
  let lastTries: number | undefined;
  const destination = pino.destination({
    ...{ dest: openStandardOutput(), maxWrite: pipeBytes, maxLength: maxWaitingBytes },
    retryEAGAIN: () => lastTries === undefined || lastTries++ < maxLastTries,
  });
  const flush = destination.flushSync.bind(destination);
  destination.flushSync = () => {
    lastTries ??= 0;
    try {
      flush();
    } catch {
      // Nobody is there to be told.
    }
  };
  return destination;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
