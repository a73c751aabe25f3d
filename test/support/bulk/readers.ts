// Readers of blocks that go wrong, for a store's threads: see sqlite-bulk-threads.test.ts.
import { isMainThread, threadId } from 'node:worker_threads';
import { readBlock as readWell } from '../../../src/ingest/read-block.ts';

export function readBlock(bytes: Uint8Array): ReturnType<typeof readWell> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, 400).toString('latin1');
  if (!isMainThread && text.includes('"throw"')) throw new Error('This block cannot be read');
  if (!isMainThread && text.includes('"exit"')) process.exit(3);
  const read = readWell(bytes);
  return { ...read, findings: { ...read.findings, skipped: { [`thread ${threadId}`]: 1 } } };
}
