import type { TenantId } from '../core/ids.ts';
import { silentLogger } from '../core/log.ts';
import { CommandError } from './failure.ts';
import { say } from './output.ts';
import { settled, withTenants } from './tenants-session.ts';

/** Says on standard error what the life cycle warns of, as that a process did not let go of the tenant. */
const warnings = {
  ...silentLogger,
  warn: (_: object, message: string) => void process.stderr.write(`${message}\n`),
};

/** `tenants cool <id>`: resolves when no process serves the tenant. */
export async function runCool(id: TenantId): Promise<void> {
  await withTenants(async ({ store, tenants }) => {
    if ((await settled(tenants, id)).state === 'COLD') {
      say(`Tenant ${id} is cold already${(await store.tenantExists(id)) ? '' : ' and has no copy'}`);
      return;
    }
    await tenants.coolDown(id);
    if ((await settled(tenants, id)).state !== 'COLD') {
      throw new CommandError(`Tenant ${id} was cooled down, and somebody has warmed it up again.`);
    }
    say(`Tenant ${id} was cooled down; its copy and its reviews stay`);
  }, warnings);
}
