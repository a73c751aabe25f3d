import type { Command } from 'commander';
import { wholeNumber } from './arguments.ts';
import type { AddOptions } from './partners-add.ts';
import {
  duration,
  instantToCome,
  operationNames,
  partnerId,
  partnerName,
  tenantIds,
  words,
} from './partners-arguments.ts';
import type { ListOptions } from './partners-list.ts';
import type { RevokeOptions } from './partners-revoke.ts';
import type { RotateOptions } from './partners-rotate.ts';

const expires = ['--expires <when>', 'when the key ends: 2027-01-01, 2027-01-01T12:00:00Z, or 90d'] as const;

/** `partners …`. What a command needs is loaded when it is run: help and bad usage are answered at once. */
export function addPartners(program: Command): void {
  const partners = program
    .command('partners')
    .description('administer partners and their API keys, beside a running or a stopped gateway');

  const command = (name: string, description: string) =>
    partners
      .command(name)
      .description(description)
      .option('--file <path>', 'the file of partners, instead of PARTNERS_FILE');

  command('add', 'add a partner and print its API key; makes the file when it is missing')
    .argument('<id>', 'the partner', partnerId)
    .requiredOption('--tenants <ids>', 'tenants it may use, separated by commas', tenantIds)
    .requiredOption('--scopes <scopes>', 'what it may do, such as "system/*.rs gateway/warm-up"', words)
    .requiredOption(
      '--operations <names>',
      'manifests and ids of operations, separated by commas; "*": all that are registered',
      operationNames,
    )
    .option('--name <name>', 'its name, for people', partnerName)
    .option('--rate-limit <number>', 'requests a second', wholeNumber(1, 1_000_000))
    .option(...expires, instantToCome)
    .option('--json', 'print the key as a JSON object', false)
    .action(async (id: string, options: AddOptions, command: Command) => {
      const { runAdd } = await import('./partners-add.ts');
      await runAdd(id, options, message => command.error(`error: ${message}`));
    });

  command('rotate', 'give a partner a new API key and print it; the keys before it end after a while')
    .argument('<id>', 'the partner', partnerId)
    .option(...expires, instantToCome)
    .option('--grace <duration>', 'how long the keys before it still work (default: 7d)', duration)
    .option('--json', 'print the key as a JSON object', false)
    .action(async (id: string, options: RotateOptions) => {
      const { runRotate } = await import('./partners-rotate.ts');
      await runRotate(id, options);
    });

  command('revoke', 'end the API keys of a partner, or one of them, within 2 s and for good')
    .argument('<id>', 'the partner', partnerId)
    .option('--key <key id>', 'this one alone')
    .action(async (id: string, options: RevokeOptions) => {
      const { runRevoke } = await import('./partners-revoke.ts');
      await runRevoke(id, options);
    });

  command('list', 'every partner with what it may do and the state of its keys')
    .option('--json', 'as a JSON array', false)
    .action(async (options: ListOptions) => {
      const { runList } = await import('./partners-list.ts');
      await runList(options);
    });
}
