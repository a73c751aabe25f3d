import type { Command } from 'commander';

/** `operations …`. What a command needs is loaded when it is run: help and bad usage are answered at once. */
export function addOperations(program: Command): void {
  const operations = program
    .command('operations')
    .description('registered operations and their manifests; needs no store and no running gateway');

  operations
    .command('check')
    .description(
      "check manifests against this gateway's schema and limits, as at its start; exit code 1 for a fault",
    )
    .argument(
      '<manifest...>',
      "files in Apollo's format or that of graphql-codegen's client preset, or folders of them",
    )
    .option('--json', 'as a JSON object', false)
    .action(async (manifests: string[], options: { json: boolean }) => {
      const { runCheck } = await import('./operations-check.ts');
      runCheck(manifests, options);
    });

  operations
    .command('list')
    .description('the operations that the folder in PERSISTED_OPERATIONS registers')
    .option('--json', 'as a JSON object', false)
    .action(async (options: { json: boolean }) => {
      const { runList } = await import('./operations-check.ts');
      runList(options);
    });
}
