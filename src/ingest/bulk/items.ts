import { isRecord } from '../../core/record.ts';
import { errorsOf } from '../http/outcome.ts';
import type { Candidate, Item } from '../source.ts';
import type { FilePart } from './download.ts';

/**
 * What stands in a part of a file.
 * @param blocks whether resources may stay unread
 */
export function* itemsOf({ file: { name, kind }, before, read }: FilePart, blocks: boolean): Generator<Item> {
  if (read === undefined) return;
  // What else may be in a line that cannot be read is a resource at most.
  const isLoss = kind !== 'resources';
  if ('problem' in read) {
    const { problem } = read;
    yield { file: name, line: read.next.line, content: { problem, isLoss } };
    return;
  }
  if (kind === 'resources' && blocks) {
    yield { file: name, linesBefore: before.line, block: read.bytes };
    return;
  }
  for (const candidate of candidatesOf(name, before.line, read.bytes)) {
    const { content } = candidate;
    if ('problem' in content) yield { ...candidate, content: { ...content, isLoss } };
    else if (kind === 'resources') yield candidate;
    else if (kind === 'deletions') yield* deletionsOf(candidate, content.json);
    else yield* lossesOf(candidate, content.json);
  }
}

const newline = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true });

function* candidatesOf(file: string, linesBefore: number, bytes: Uint8Array): Generator<Candidate> {
  let line = linesBefore;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    line += 1;
    const content = read(bytes.subarray(start, end));
    if (content !== undefined) yield { file, line, content, chars: end - start };
    start = end + 1;
  }
}

/** Undefined for a blank line. */
function read(bytes: Uint8Array): Candidate['content'] | undefined {
  let text: string;
  try {
    // The decoder drops a byte order mark by itself.
    text = decoder.decode(bytes);
  } catch {
    return { problem: 'not UTF-8' };
  }
  if (text.trim() === '') return undefined;
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { problem: 'not JSON' };
  }
}

type Where = Pick<Candidate, 'file' | 'line'>;
const target = /^(?:.*\/)?([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})$/;

/** A Bundle whose entries are requests to delete. */
function* deletionsOf({ file, line }: Where, json: unknown): Generator<Item> {
  const entries = isRecord(json) && Array.isArray(json.entry) ? json.entry : [];
  for (const entry of entries) {
    const { method, url } = isRecord(entry) && isRecord(entry.request) ? entry.request : {};
    const [, type, id] = (typeof url === 'string' && target.exec(url)) || [];
    if (method === 'DELETE' && type !== undefined && id !== undefined) yield { deleted: { type, id } };
    else yield { file, line, content: { problem: 'a deletion of what is no resource' } };
  }
}

/** An OperationOutcome. Its warnings are the server's own affair. */
function* lossesOf({ file, line }: Where, json: unknown): Generator<Item> {
  const issues = errorsOf(json);
  if (issues.length === 0) return;
  const problem = `the server could not export something (${issues.join(', ')})`;
  yield { file, line, content: { problem, isLoss: true } };
}
