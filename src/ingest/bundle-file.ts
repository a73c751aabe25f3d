import { BundleEntries, isBundle, problemOf, readBundle } from './bundle.ts';
import { parseBytes } from './content.ts';
import { splitEntries } from './entries.ts';
import { maxLineBytes, problemOfLongLine } from './lines.ts';
import type { Candidate } from './source.ts';

/** What must be known of a Bundle while it is read grows with its entries; larger data comes as NDJSON. */
export const maxBundleBytes = 256 * 1024 * 1024;

/**
 * The resources of a file that holds a Bundle, or a single resource, as `readBundle` has them. A Bundle is read twice,
 * entry by entry: references may lead to entries that come later.
 *
 * @param chunks of the file, from its beginning, each time anew
 */
export async function* readBundleFile(
  file: string,
  chunks: () => AsyncIterable<Buffer>,
): AsyncGenerator<Candidate> {
  const known = new BundleEntries(file);
  const { frame, lists } = await survey(chunks(), known);
  if ('problem' in frame) {
    yield { file, line: 1, content: frame };
    return;
  }
  // Who has a list of that name and is no Bundle, or has two, is read as a whole.
  if (lists !== 1 || !isBundle(frame.json)) {
    const content = lists === 0 ? frame : await parseWhole(chunks());
    if ('problem' in content) yield { file, line: 1, content };
    else yield* readBundle(file, content.json);
    return;
  }
  const problem = problemOf(frame.json);
  if (problem !== undefined) {
    yield { file, line: 1, content: { problem } };
    return;
  }
  let line = 0;
  for await (const bytes of splitEntries(chunks(), maxLineBytes)) {
    line += 1;
    const content = parse(bytes);
    if ('problem' in content) yield { file, line, content };
    else yield { ...known.candidate(content.json, line), chars: bytes!.length };
  }
}

async function survey(chunks: AsyncIterable<Buffer>, known: BundleEntries) {
  const entries = splitEntries(chunks, maxLineBytes);
  for (;;) {
    const { done, value } = await entries.next();
    if (done) return { frame: parse(value.text), lists: value.lists };
    const content = parse(value);
    if ('json' in content) known.add(content.json);
  }
}

function parse(bytes: Buffer | undefined): Candidate['content'] {
  return bytes === undefined ? { problem: problemOfLongLine(maxLineBytes) } : parseBytes(bytes);
}

async function parseWhole(chunks: AsyncIterable<Buffer>): Promise<Candidate['content']> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxLineBytes) return parse(undefined);
    pieces.push(Buffer.from(chunk));
  }
  return parseBytes(Buffer.concat(pieces));
}
