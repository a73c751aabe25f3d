import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartnerEntry } from '../../src/server/auth/partners-file.ts';
import { smallSample, startTestGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts';
import { ManifestFolder } from './operations.ts';
import { fileOf } from './partners.ts';

/** A gateway with these partners and these manifests, by name, whose tenant `demo` is warm. */
export async function startPartnersGateway(
  partners: readonly PartnerEntry[],
  manifests: Readonly<Record<string, object>>,
  options: TestGatewayOptions = {},
): Promise<TestGateway> {
  const folder = await ManifestFolder.with(manifests);
  // Not `.json`: it would be a manifest.
  const file = join(folder.path, 'partners');
  await writeFile(file, fileOf(...partners));
  const env = { PARTNERS_FILE: file, PERSISTED_OPERATIONS: folder.path, ...options.env };
  const gateway = await startTestGateway({ source: smallSample, ...options, env });
  await gateway.warm('demo');
  const { stop } = gateway;
  return Object.assign(gateway, {
    async stop() {
      await stop();
      await folder[Symbol.asyncDispose]();
    },
  });
}
