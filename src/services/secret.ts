import { createHmac, randomBytes } from 'node:crypto';
import type { SystemDocuments } from '../store/port.ts';

const keyDocument = '_system/cursor_key';

/** The store's own secret, 32 bytes: the same in every process that serves it, made when there is none. */
export async function openSecret(documents: SystemDocuments): Promise<Buffer> {
  // Of several processes that find none, one writes it.
  await documents.put(keyDocument, randomBytes(32).toString('base64'), { revision: 0 });
  const document = await documents.get(keyDocument);
  if (typeof document?.value !== 'string') throw new Error(`${keyDocument} is no key`);
  return Buffer.from(document.value, 'base64');
}

/** A secret for one use, from which no other can be found out. */
export function derived(secret: Buffer, use: string): Buffer {
  return createHmac('sha256', secret).update(use).digest();
}
