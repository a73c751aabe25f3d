import type { Command } from 'commander';
import type { TenantId } from '../core/ids.ts';
import { tenantId } from './arguments.ts';

/** `tenants …`. What a command needs is loaded when it is run: help and bad usage are answered at once. */
export function addTenants(program: Command): void {
  const tenants = program
    .command('tenants')
    .description('administer tenants, beside a running or a stopped gateway of the same environment');

  tenants
    .command('list')
    .description('every tenant: state, size, reviews, last activity')
    .option('--json', 'as a JSON array', false)
    .action(async (options: { json: boolean }) => {
      const { runList } = await import('./tenants-list.ts');
      await runList(options);
    });

  tenants
    .command('warm')
    .description('make a tenant ready for use, and copy master for it when it is new')
    .argument('<id>', 'the tenant', tenantId)
    .option('--refresh', 'make its content equal to master first', false)
    .action(async (id: TenantId, options: { refresh: boolean }) => {
      const { runWarm } = await import('./tenants-warm.ts');
      await runWarm(id, options);
    });

  tenants
    .command('cool')
    .description('let running operations end and close a tenant; its data stays')
    .argument('<id>', 'the tenant', tenantId)
    .action(async (id: TenantId) => {
      const { runCool } = await import('./tenants-cool.ts');
      await runCool(id);
    });

  tenants
    .command('drop')
    .description("delete a tenant's copy with all its reviews, for good; asks for the name again")
    .argument('<id>', 'the tenant', tenantId)
    .option('--confirm <id>', 'the name again, instead of the question')
    .action(async (id: TenantId, options: { confirm?: string }) => {
      const { runDrop } = await import('./tenants-drop.ts');
      await runDrop(id, options);
    });

  tenants
    .command('export')
    .description("write a tenant's resources as FHIR R4 NDJSON, each review as an extension")
    .argument('<id>', 'the tenant', tenantId)
    .requiredOption('--out <folder>', 'where to write, a file a resource type; made when missing')
    .option('--reviewed-only', 'only what is reviewed', false)
    .option('--force', 'replace files that are there', false)
    .action(async (id: TenantId, options: { out: string; reviewedOnly: boolean; force: boolean }) => {
      const { runExport } = await import('./tenants-export.ts');
      await runExport(id, options);
    });
}
