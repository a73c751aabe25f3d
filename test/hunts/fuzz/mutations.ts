import type { Random } from '../../../src/fhir/sample/random.ts';

const pieces = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    '"""',
    '\\',
    '\\u',
    '\\uD800',
    '$',
    '...',
    '@',
    '!',
    ':',
    '=',
    '|',
    '&',
    '#',
    ',',
  ],
  ...[
    '\0',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\u2028',
    '\ufeff',
    'é',
    '😀',
    '\ud800',
    '%',
    '%00',
    '%2e%2e%2f',
    '../',
    ';',
    "'",
  ],
  ...[
    'null',
    'true',
    '-',
    '1e999',
    '0x10',
    '99999999999999999999',
    'NaN',
    '__proto__',
    'constructor',
    '__typename',
    '__schema',
  ],
  ...[
    'query',
    'mutation',
    'fragment',
    'on',
    'subscription',
    'extend',
    'type',
    'schema',
    'input',
    'directive',
  ],
];

/** A text with up to a few places changed: parts left out, doubled, swapped, or something put in. */
export function mutated(text: string, random: Random): string {
  let changed = text;
  for (let times = random.int(1, 4); times > 0; times--) changed = once(changed, random);
  return changed;
}

function once(text: string, random: Random): string {
  const from = random.int(0, text.length);
  const to = Math.min(text.length, from + random.int(0, random.pick([1, 3, 10, 60])));
  const [before, part, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.int(0, 6)) {
    case 0:
      return before + after;
    case 1:
      return before + part + part + after;
    case 2:
      return before + random.pick(pieces) + after;
    case 3:
      return before + random.pick(pieces).repeat(random.pick([2, 10, 300])) + part + after;
    case 4:
      return after + part + before;
    case 5:
      return before + [...part].reverse().join('') + after;
    default:
      return text.slice(0, from);
  }
}

/** Bytes of a text of which some are others, whatever that makes of them. */
export function mutatedBytes(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  for (let times = random.int(1, 6); times > 0 && bytes.length > 0; times--) {
    bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
  }
  return bytes;
}
