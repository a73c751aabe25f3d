// Load tests: users who ask a gateway, and what became of it. docs/load.md tells how to run it and how to read it.
//
//   npm run load -- [--url http://localhost:4000] [--users 100] [--tenants 20] [--seconds 60] …
//   npm run load -- baseline | soak | faults      (--help lists the options of each)
import { Command, CommanderError } from 'commander';
import { wholeNumber } from '../../src/commands/arguments.ts';
import { addCommonOptions, origin, rate, reportName } from './commands/options.ts';
import { Session } from './commands/session.ts';
import { ReportFileError } from './report/read.ts';

const badUsage = 2;
const failed = 1;

const broken = new AbortController();
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** The first Ctrl-C ends the users and writes the report; the second ends everything. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (broken.signal.aborted) process.exit(130);
    process.stderr.write('ending; once more to end without a report\n');
    broken.abort();
  });
}

/** Runs a command in a session of its own; what it has started is ended before the process is. */
async function within(command: (session: Session) => Promise<boolean>): Promise<void> {
  await using session = await Session.open(broken.signal, say);
  if (!(await command(session))) process.exitCode = failed;
}

const program = new Command('load')
  .description('Users who ask a gateway, and a report of what became of it; see docs/load.md.')
  .exitOverride();

addCommonOptions(
  program
    .command('run', { isDefault: true })
    .description('one run, against a gateway that runs or one that is started'),
  { users: 100, tenants: 20, seconds: 60, workers: 1 },
)
  .option('--url <url>', 'of a gateway that runs; without it one is started', origin)
  .option('--ops-url <url>', 'where its /metrics is, if elsewhere (OPS_PORT)', origin)
  .option('--rate <number>', 'requests a second, whatever answers take', rate)
  .option('--redis', 'give a gateway that is started a Redis', false)
  .option('--name <text>', 'of the report', reportName, 'load')
  .option('--baseline <file>', 'an earlier report (JSON) to compare with')
  .action(async options => {
    const { runCommand } = await import('./commands/run.ts');
    await within(session => runCommand(options, session));
  });

addCommonOptions(
  program
    .command('baseline')
    .description('without caches and lanes, with lanes, with everything: side by side'),
  { users: 100, tenants: 20, seconds: 60, workers: 1 },
)
  .option('--rate <number>', 'requests a second, whatever answers take', rate)
  .action(async options => {
    const { baselineCommand } = await import('./commands/baseline.ts');
    await within(session => baselineCommand(options, session));
  });

addCommonOptions(program.command('soak').description('a steady load for a long time: does anything grow?'), {
  users: 200,
  tenants: 20,
  seconds: 1_200,
  workers: 1,
})
  .option('--percent <number>', 'of what it can serve', wholeNumber(1, 100), 70)
  .option('--step-seconds <number>', 'of a step in the search for what it can serve', wholeNumber(2, 600), 15)
  .option('--capacity <number>', 'requests a second that it can serve; without it that is found out', rate)
  .action(async options => {
    const { soakCommand } = await import('./commands/soak.ts');
    await within(session => soakCommand(options, session));
  });

addCommonOptions(
  program
    .command('faults')
    .description('faults under load: do metrics and alerts show them, is anything lost?'),
  { users: 60, tenants: 6, workers: 2 },
).action(async options => {
  const { faultsCommand } = await import('./commands/faults.ts');
  await within(session => faultsCommand(options, session));
});

// Whoever reads may have gone (`… | head`); what is being done goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong in one line, and returns the exit code. */
function report(error: unknown): number {
  // Commander has spoken already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  process.stderr.write(`${(error as Error).message}\n`);
  if (process.env.LOG_LEVEL === 'debug') process.stderr.write(`${(error as Error).stack}\n`);
  if (error instanceof ReportFileError) return badUsage;
  return failed;
}
