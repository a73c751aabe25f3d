import type { Line } from './lines.ts';
import type { Candidate } from './source.ts';

type Content = Candidate['content'];

/** The JSON that bytes are, or why they are none. A byte order mark is dropped. */
export function parseBytes(bytes: Uint8Array): Content {
  try {
    return parseText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { problem: 'not UTF-8' };
  }
}

function parseText(text: string): Content {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { problem: 'not JSON' };
  }
}

/** What a line of NDJSON holds. */
export function candidateOf(file: string, { number: line, text, problem = '' }: Line): Candidate {
  if (text === undefined) return { file, line, content: { problem } };
  return { file, line, content: parseText(text), chars: text.length };
}
