import { isAscii, isUtf8 } from 'node:buffer';
import type { Resource } from '../fhir/types.ts';
import type { JsonText } from '../store/port.ts';
import { type Fault, type Rules, structureRules } from './accept.ts';
import { maxLineBytes, newline, problemOfLongLine } from './lines.ts';

/** What is found in a block besides resources. */
export interface BlockFindings {
  /** The types of the resources. */
  readonly types: readonly string[];
  /** Resources of types that are not stored, by type. */
  readonly skipped: Readonly<Record<string, number>>;
  /** By line: 1 is the first of the block. */
  readonly rejected: readonly (Fault & { readonly line: number })[];
}

/** Leaves a byte order mark, as Buffers do. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a block of NDJSON lines: a BlockReader, which a store loads in its threads. Of a line it says what `readLines` and
 * the rules say of it, which are the structural checks unless it is called with others.
 */
export function readBlock(
  block: Uint8Array,
  rules: Rules = structureRules,
): { resources: Resource[]; texts: (JsonText | undefined)[]; findings: BlockFindings } {
  const resources: Resource[] = [];
  const texts: (JsonText | undefined)[] = [];
  const skipped: Record<string, number> = {};
  const rejected: (Fault & { line: number })[] = [];
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
  const decode = decoderOf(bytes);
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    line += 1;
    if (end > start) {
      const verdict = readLine(bytes, start, end, decode, rules);
      if (verdict === undefined) {
        // A blank one.
      } else if ('resource' in verdict) {
        const { resource, names } = verdict;
        resources.push(resource);
        texts.push(names === undefined ? undefined : { start, end, names });
      } else if ('skipped' in verdict) skipped[verdict.skipped] = (skipped[verdict.skipped] ?? 0) + 1;
      else rejected.push({ line, ...verdict.rejected });
    }
    start = end + 1;
  }
  const types = [...new Set(resources.map(({ resourceType }) => resourceType))];
  return { resources, texts, findings: { types, skipped, rejected } };
}

type Decode = (bytes: Buffer, start: number, end: number) => string;

/** To look once at a whole block is faster than at each line. */
function decoderOf(bytes: Buffer): Decode {
  if (isAscii(bytes)) return (all, start, end) => all.toString('latin1', start, end);
  if (isUtf8(bytes)) return (all, start, end) => all.toString('utf8', start, end);
  return (all, start, end) => decoder.decode(all.subarray(start, end));
}

function readLine(
  bytes: Buffer,
  start: number,
  end: number,
  decode: Decode,
  rules: Rules,
): ReturnType<Rules['accept']> | undefined {
  if (end - start > maxLineBytes) return { rejected: { reason: problemOfLongLine(maxLineBytes) } };
  let text: string;
  try {
    text = decode(bytes, start, end);
  } catch {
    return { rejected: { reason: 'not UTF-8' } };
  }
  const byteOrderMark = 0xfeff;
  if (text.charCodeAt(0) === byteOrderMark) text = text.slice(1);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return text.trim() === '' ? undefined : { rejected: { reason: 'not JSON' } };
  }
  return rules.accept(json);
}
