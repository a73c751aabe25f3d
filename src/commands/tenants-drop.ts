import { createInterface } from 'node:readline/promises';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { CommandError } from './failure.ts';
import { counted, say } from './output.ts';
import { type Session, withTenants } from './tenants-session.ts';
import { humanSize, reviewedOf, totalOf } from './tenants-words.ts';

/** `tenants drop <id>`: deletes the copy, once the name was given again. */
export async function runDrop(id: TenantId, { confirm }: { confirm?: string }): Promise<void> {
  await withTenants(async session => {
    const { store, tenants } = session;
    const isKnown = (await tenants.known()).some(status => status.id === id);
    if (!isKnown && !(await store.tenantExists(id))) throw new CommandError(`There is no tenant ${id}.`);
    const name = confirm ?? (await askForName(`${await describe(session, id)}\nIts name again: `));
    if (name !== id) throw new CommandError('Nothing was dropped: that is not the name of the tenant.');
    await drop(tenants, id);
    say(`Tenant ${id} was dropped`);
  });
}

async function drop(tenants: Tenants, id: TenantId): Promise<void> {
  try {
    await tenants.drop(id);
  } catch (error) {
    // What the store itself refuses has a cause.
    const inUse = error instanceof GatewayError && error.cause === undefined;
    throw inUse ? new CommandError(`Nothing was dropped: ${error.message}`) : error;
  }
}

/** What would be lost. A copy that is damaged can be dropped as well. */
async function describe({ store }: Session, id: TenantId): Promise<string> {
  const { bytes, counts = [] } = (await store.describeTenant(id).catch(() => undefined)) ?? {};
  const held =
    bytes === undefined
      ? 'its copy'
      : `${counted(totalOf(counts), 'resource')}, ${reviewedOf(counts)} of them reviewed, ${humanSize(bytes)}`;
  return `Dropping tenant ${id} deletes ${held}, for good.`;
}

/** One line of standard input, whoever writes it; only a person is asked for it. */
async function askForName(question: string): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(question);
  const input = createInterface({ input: process.stdin });
  try {
    for await (const line of input) return line.trim();
    return '';
  } finally {
    input.close();
  }
}
