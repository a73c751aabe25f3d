import { isRecord } from '../../core/record.ts';
import { candidateOf } from '../content.ts';
import { errorsOf } from '../http/outcome.ts';
import { maxLineBytes, readLines } from '../lines.ts';
import { redirectReferences, relativeTo } from '../redirecting.ts';
import type { Candidate, Item } from '../source.ts';
import type { FilePart } from './download.ts';

/**
 * What stands in a part of a file. References to the server itself become `Type/id`.
 * @param base of the server, with a `/` at its end
 * @param blocks whether resources may stay unread
 */
export async function* itemsOf(
  { file: { name, kind }, before, read }: FilePart,
  base: string,
  blocks: boolean,
): AsyncGenerator<Item> {
  if (read === undefined) return;
  // What else may be in a line that cannot be read is a resource at most.
  const isLoss = kind !== 'resources';
  if ('problem' in read) {
    const { problem } = read;
    yield { file: name, line: read.next.line, content: { problem, isLoss } };
    return;
  }
  const { buffer, byteOffset, length } = read.bytes;
  const bytes = Buffer.from(buffer, byteOffset, length);
  // Hardly any server names itself in full: a look for it costs next to nothing beside reading each resource here.
  const mayNameServer = bytes.includes(base);
  if (kind === 'resources' && blocks && !mayNameServer) {
    yield { file: name, linesBefore: before.line, block: read.bytes };
    return;
  }
  for await (const line of readLines([bytes], maxLineBytes, before)) {
    const candidate = candidateOf(name, line);
    const { content } = candidate;
    if ('problem' in content) yield { ...candidate, content: { ...content, isLoss } };
    else if (kind === 'resources') {
      const { json } = content;
      if (mayNameServer && isRecord(json)) redirectReferences(json, url => relativeTo(base, url));
      yield candidate;
    } else if (kind === 'deletions') yield* deletionsOf(candidate, content.json);
    else yield* lossesOf(candidate, content.json);
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
