import { Command, CommanderError, Option } from 'commander';
import { wholeNumber } from './commands/arguments.ts';
import { addCache } from './commands/cache.ts';
import { CommandError, UsageError } from './commands/failure.ts';
import type { IngestCommand } from './commands/ingest.ts';
import { addOperations } from './commands/operations.ts';
import { addPartners } from './commands/partners.ts';
import { addTenants } from './commands/tenants.ts';
import { ConfigError } from './config.ts';
import { describeError } from './core/describe.ts';
import { GatewayError } from './core/errors.ts';
import { maxPatients } from './fhir/sample/options.ts';
import { Interrupted } from './ingest/reading.ts';
import { SourceError } from './ingest/source.ts';
import { IngestLocked } from './store/port.ts';

const badUsage = 2;
const failure = 1;

const program = new Command('fhir-graphql-gateway')
  .description(
    'A multi-tenant GraphQL gateway over a FHIR R4 store. Configured by the environment; see README.md.',
  )
  .exitOverride()
  .showHelpAfterError('(add --help for help)');

program
  .command('serve')
  .description('serve GraphQL over HTTP')
  .option('--sample-if-empty', 'load sample data first when the store has no data', false)
  .action(async (options: { sampleIfEmpty: boolean }) => {
    const { runServe } = await import('./commands/serve.ts');
    await runServe(options);
  });

program
  .command('ingest')
  .description('fill the master data from a source, or go on with what was interrupted')
  .argument(
    '<source...>',
    'a .ndjson(.gz) file, a Bundle .json, a folder of them, - for NDJSON on standard input, or the base URL of a FHIR server',
  )
  .option('--refresh', 'ingest again from the same source, while the gateway goes on serving')
  .option('--prune', 'with --refresh: read all of it again, so that what it has no longer goes')
  .option(
    '--allow-loss',
    'with --refresh: also when the source has nothing of a type any more, or tells that it did not give everything',
  )
  .option('--strict', 'ingest nothing if anything is rejected')
  .addOption(
    new Option(
      '--validate <how>',
      'what a resource must be like: the structure, or everything that R4 says of each element',
    )
      .choices(['structure', 'full'])
      .default('structure'),
  )
  .option('--bulk', 'have a FHIR server export its data, instead of searching it page by page')
  .option('--allow-other-origins', 'follow links of a FHIR server to others, without credentials')
  .option('--rejected <file>', 'where to list what was rejected', 'rejected.ndjson')
  .action(async (sources: string[], options: IngestCommand) => {
    const { runIngest } = await import('./commands/ingest.ts');
    await runIngest(sources, options);
  });

program
  .command('sample')
  .description('write deterministic synthetic FHIR R4 data as NDJSON')
  .option('--patients <number>', 'how many patients', wholeNumber(1, maxPatients), 100)
  .option('--seed <number>', 'the same seed gives the same data', wholeNumber(0, 2 ** 32 - 1), 1)
  .requiredOption('--out <folder>', 'where to write; made when missing')
  .action(async (options: { patients: number; seed: number; out: string }) => {
    const { runSample } = await import('./commands/sample.ts');
    await runSample(options);
  });

addTenants(program);
addCache(program);
addOperations(program);
addPartners(program);

// Whoever reads may have gone (`… | head`); what is being done goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong in lines for people, and returns the exit code. */
function report(error: unknown): number {
  // Commander has spoken already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.lines.join('\n')}\n`);
    return badUsage;
  }
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n(add --help for help)\n`);
    return badUsage;
  }
  // A file may be called anything.
  process.stderr.write(`${inOneLine(error).replace(/\p{Cc}/gu, '?')}\n`);
  // By the signal.
  if (error instanceof Interrupted) return Number(process.exitCode ?? failure);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) {
    process.stderr.write(`${JSON.stringify(describeError(error), null, 2)}\n`);
  }
  return failure;
}

function inOneLine(error: unknown): string {
  if (error instanceof GatewayError && error.code === 'STORE_UNAVAILABLE') {
    return `STORE_URL: ${error.message}`;
  }
  const forPeople = [SourceError, Interrupted, GatewayError, IngestLocked, CommandError];
  if (forPeople.some(kind => error instanceof kind)) return (error as Error).message;
  const { name, code, syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo') {
    const why = code === 'EADDRINUSE' ? `something else does (${code})` : code;
    return `Cannot listen on HOST and PORT as given: ${why}`;
  }
  if (syscall !== undefined) return `Cannot ${syscall}${path === undefined ? '' : ` ${path}`}: ${code}`;
  // The message may hold data; the log level is the operator's word that it may be looked into.
  return `Something unforeseen failed: ${code ?? name}. LOG_LEVEL=debug says where.`;
}
