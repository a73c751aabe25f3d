import { syntaxError } from './errors.ts';
import { type Token, tokenize } from './lexer.ts';

/** A place in the tokens of one statement, moved by those who read them. */
export interface Tokens {
  readonly text: string;
  readonly list: readonly Token[];
  at: number;
}

export function read(text: string): Tokens {
  return { text, list: tokenize(text), at: 0 };
}

export function peek(tokens: Tokens, ahead = 0): Token {
  return tokens.list[Math.min(tokens.at + ahead, tokens.list.length - 1)]!;
}

export function next(tokens: Tokens): Token {
  const token = peek(tokens);
  tokens.at += 1;
  return token;
}

export function fail(tokens: Tokens, token = peek(tokens)): never {
  const kind = token.kind === 'reserved' ? ' (reserved word)' : '';
  throw syntaxError(`syntax error - at: ${token.text}${kind}, offset ${token.at} of ${tokens.text.length}`);
}

/** Whether the next tokens are these reserved words or signs. */
export function ahead(tokens: Tokens, ...texts: string[]): boolean {
  return texts.every((text, place) => {
    const token = peek(tokens, place);
    return (token.kind === 'reserved' || token.kind === 'sign') && token.text === text;
  });
}

/** Takes these tokens if they come next. */
export function take(tokens: Tokens, ...texts: string[]): boolean {
  if (!ahead(tokens, ...texts)) return false;
  tokens.at += texts.length;
  return true;
}

export function expect(tokens: Tokens, ...texts: string[]): void {
  for (const text of texts) if (!take(tokens, text)) fail(tokens);
}

export function isName(tokens: Tokens): boolean {
  return peek(tokens).kind === 'name';
}

export function name(tokens: Tokens): string {
  return isName(tokens) ? next(tokens).text : fail(tokens);
}

/** One or more, between commas. */
export function listOf<T>(tokens: Tokens, one: (tokens: Tokens) => T): T[] {
  const all = [one(tokens)];
  while (take(tokens, ',')) all.push(one(tokens));
  return all;
}
