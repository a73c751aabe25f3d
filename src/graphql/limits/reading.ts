import { Lexer, Source, TokenKind } from 'graphql';

/** Tokens of a document; the parser stops there. */
export const maxTokens = 10_000;

/** UTF-16 code units of a document, comments included: large values belong into variables. */
export const maxSourceLength = 100_000;

/** Brackets of any kind within one another. */
export const maxNesting = 200;

/** How documents are read, whoever sends them. */
export const parseOptions = { maxTokens, maxSourceLength } as const;

/**
 * Whether brackets of a document stand in one another more than `limit` times, as far as the parser would read it: up
 * to its limit of tokens, or to what is no GraphQL. Costs no more than a look at each character where they are few.
 */
export function isNestedDeeperThan(source: string, limit: number): boolean {
  let opened = 0;
  for (let place = 0; place < source.length; place++) {
    if (openingBrackets.has(source.charCodeAt(place))) opened += 1;
  }
  if (opened <= limit) return false;
  const lexer = new Lexer(new Source(source));
  let depth = 0;
  for (let count = 0; count < maxTokens; count++) {
    const kind = nextKind(lexer);
    if (kind === undefined || kind === TokenKind.EOF) return false;
    if (opening.has(kind)) depth += 1;
    else if (closing.has(kind)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

const openingBrackets: ReadonlySet<number> = new Set([...'[{('].map(bracket => bracket.charCodeAt(0)));
const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Undefined where the parser would stop. */
function nextKind(lexer: Lexer): TokenKind | undefined {
  try {
    return lexer.advance().kind;
  } catch {
    return undefined;
  }
}
