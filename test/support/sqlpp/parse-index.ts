import type { Expression, IndexKey } from './ast.ts';
import { refused, syntaxError } from './errors.ts';
import { parseExpression } from './parse-expression.ts';
import { comprehension } from './parse-words.ts';
import { ahead, expect, listOf, type Tokens, take } from './tokens.ts';

/** The name under which the keys of FLATTEN_KEYS stand as the arguments of a call. */
export const flattenKeys = 'FLATTEN_KEYS';

/** A key of an index; those of FLATTEN_KEYS are taken apart where the index is made. */
export function parseIndexKey(tokens: Tokens): IndexKey {
  let each: 'distinct' | 'all' | undefined;
  if (take(tokens, 'DISTINCT')) each = 'distinct';
  else if (take(tokens, 'ALL')) each = take(tokens, 'DISTINCT') ? 'distinct' : 'all';
  const of = each !== undefined && ahead(tokens, 'ARRAY') ? arrayKey(tokens) : parseExpression(tokens);
  return { of, ...(each && { each }), ...attributes(tokens) };
}

function attributes(tokens: Tokens): { descending: boolean; includeMissing: boolean } {
  let descending: boolean | undefined;
  let includeMissing = false;
  for (;;) {
    const direction = take(tokens, 'DESC') ? true : take(tokens, 'ASC') ? false : undefined;
    if (direction !== undefined) {
      if (descending !== undefined) throw syntaxError('Duplicate or Invalid index key attribute');
      descending = direction;
    } else if (take(tokens, 'INCLUDE', 'MISSING')) {
      if (includeMissing) throw syntaxError('Duplicate or Invalid index key attribute');
      includeMissing = true;
    } else {
      return { descending: descending ?? false, includeMissing };
    }
  }
}

function arrayKey(tokens: Tokens): Expression {
  expect(tokens, 'ARRAY');
  if (ahead(tokens, 'ARRAY')) throw refused('arrays of arrays as index keys');
  if (!take(tokens, 'FLATTEN_KEYS')) return comprehension(tokens, 'array');
  expect(tokens, '(');
  const keys = listOf(tokens, flattened);
  expect(tokens, ')');
  return comprehension(tokens, 'array', { kind: 'call', name: flattenKeys, args: keys });
}

/** A flattened key; one that is not plain is a call of its attributes. */
function flattened(tokens: Tokens): Expression {
  const of = parseExpression(tokens);
  const { descending, includeMissing } = attributes(tokens);
  const literal = (value: boolean): Expression => ({ kind: 'literal', value });
  return { kind: 'call', name: 'KEY', args: [of, literal(descending), literal(includeMissing)] };
}
