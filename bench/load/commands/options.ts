import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumber } from '../../../src/commands/arguments.ts';
import type { LoadSettings } from '../report-type.ts';

/** What every command takes. */
export interface CommonOptions {
  readonly users: number;
  readonly tenants: number;
  readonly seconds: number;
  /** Seconds until all users are there. */
  readonly ramp: number;
  /** Milliseconds. */
  readonly think: number;
  readonly seed: number;
  readonly out: string;
  readonly patients: number;
  readonly workers: number;
  /** Also writes each chart as a file. */
  readonly svg: boolean;
}

const limits = {
  users: 20_000,
  tenants: 1_000,
  seconds: 86_400,
  thinkMs: 600_000,
  rate: 100_000,
  patients: 100_000,
};

export interface Defaults {
  readonly users: number;
  readonly tenants: number;
  readonly workers: number;
  /** Undefined: the command itself knows when it is over. */
  readonly seconds?: number;
}

export function addCommonOptions(command: Command, defaults: Defaults): Command {
  if (defaults.seconds !== undefined)
    command.option(
      '--seconds <number>',
      'how long, after the ramp',
      wholeNumber(1, limits.seconds),
      defaults.seconds,
    );
  return command
    .option('--users <number>', 'users at the same time', wholeNumber(1, limits.users), defaults.users)
    .option(
      '--tenants <number>',
      'tenants that they belong to',
      wholeNumber(1, limits.tenants),
      defaults.tenants,
    )
    .option('--ramp <seconds>', 'until all users are there', wholeNumber(0, limits.seconds), 10)
    .option('--think <ms>', 'mean pause of a user between two actions', wholeNumber(0, limits.thinkMs), 3_000)
    .option(
      '--seed <number>',
      'the same seed makes the same users do the same',
      wholeNumber(0, 2 ** 32 - 1),
      1,
    )
    .option(
      '--patients <number>',
      'sample data of a gateway that is started',
      wholeNumber(1, limits.patients),
      500,
    )
    .option(
      '--workers <number>',
      'processes of a gateway that is started',
      wholeNumber(1, 64),
      defaults.workers,
    )
    .option('--out <folder>', 'where reports go; made when missing', 'load-reports')
    .option('--svg', 'write each chart as a file too', false);
}

export function toSettings({ users, tenants, seconds, ramp, seed, think }: CommonOptions): LoadSettings {
  return { users, tenants, seconds, rampSeconds: ramp, seed, thinkMs: think };
}

/** Requests a second. */
export const rate = wholeNumber(1, limits.rate);

/** The origin of a gateway: what its paths are added to. */
export function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.search !== '' ||
    url.hash !== '' ||
    url.pathname !== '/'
  )
    throw new InvalidArgumentError('expected a URL without a path, such as http://localhost:4000');
  return url.origin;
}

/** Of a report: it names files. */
export function reportName(text: string): string {
  if (text.trim() === '' || text.length > 100) throw new InvalidArgumentError('expected 1 to 100 characters');
  return text.trim();
}
